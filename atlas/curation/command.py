"""The command line: `python -m atlas.curation [--data FOLDER]`, or `make new-event`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from atlas.curation.interview import interview
from atlas.dataset import DATA_FOLDER, PackageError

LEFT = 130
"""The exit code of a program that Ctrl-C ended."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask for a new event and give the exit code; `arguments` default to those of the process."""
    parser = argparse.ArgumentParser(prog="python -m atlas.curation", description="Ask for one new event and write its rows.")
    parser.add_argument("--data", type=Path, default=DATA_FOLDER, metavar="FOLDER", help="folder of the package (default: data/)")
    folder: Path = parser.parse_args(arguments).data.resolve()
    try:
        interview(folder, date.today())
    except PackageError as error:
        print(error)
        return 1
    except (KeyboardInterrupt, EOFError):
        print("\nNothing was written.")
        return LEFT
    except OSError as error:
        print(f"\nThe rows could not be written, and the files are as they were: {error}")
        return 1
    return 0
