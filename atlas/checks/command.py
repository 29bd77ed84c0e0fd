"""The command line: `python -m atlas.checks [FOLDER] [--all | --counts]`, or `make check-data`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from atlas.checks.report import SHOWN, check
from atlas.dataset import DATA_FOLDER, DESCRIPTOR


def main(arguments: Sequence[str] | None = None) -> int:
    """Check a package and give the exit code; `arguments` default to those of the process."""
    parser = argparse.ArgumentParser(prog="python -m atlas.checks", description="Check the data package before it is published.")
    parser.add_argument("folder", nargs="?", type=Path, default=DATA_FOLDER, help="folder of the package (default: data/)")
    parser.add_argument("--all", action="store_true", help=f"show the whole worklist, not {SHOWN} lines a check")
    parser.add_argument("--counts", action="store_true", help="show only how many errors and lines each check finds")
    options = parser.parse_args(arguments)
    folder: Path = options.folder.resolve()
    if not folder.is_dir():
        print(f"There is no folder {options.folder}. Name the folder that holds {DESCRIPTOR}.")
        return 1
    return check(folder, options.all, options.counts)
