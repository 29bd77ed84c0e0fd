"""LibreOffice Calc, Impress and Writer for the tests: found, or installed from Debian's packages where that is possible.

`python tests/integration/soffice.py` installs it beforehand.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.integration.debian import MissingError, program
from tests.running import PATIENCE

PACKAGES = ("libreoffice-calc", "libreoffice-impress", "libreoffice-writer")
MISSING = (
    "LibreOffice Calc, Impress and Writer (soffice) are needed to open sheets, slides and texts as their readers do, and were not found. "
    f"Install them: on Debian and Ubuntu apt-get install --no-install-recommends {' '.join(PACKAGES)}, elsewhere from "
    "https://www.libreoffice.org/download/"
)
_PARTS = ("libsdlo.so", "libswlo.so")
"""The libraries of Impress and Writer, which Debian packs apart from the program."""


def _found() -> str | None:
    """The path of the program, where all its parts are installed. Only Debian's own folder can lack one."""
    path = shutil.which("soffice")
    folder = Path(path).resolve().parent if path else None
    parted = folder is not None and folder.is_relative_to("/usr/lib/libreoffice")
    return None if folder and parted and not all((folder / part).exists() for part in _PARTS) else path


def soffice() -> str:
    """The path of the program. Raises `MissingError` where it is not there and cannot be installed."""
    return program(_found, PACKAGES, MISSING)


@cache
def _profile() -> TemporaryDirectory[str]:
    """A folder that is gone when the process ends."""
    return TemporaryDirectory(prefix="office-")


def convert(file: Path, form: str, *options: str) -> Path:
    """The file that LibreOffice makes of another. Raises `MissingError` as `soffice` does.

    To make a profile costs as much as to convert a file, so that a process has one.
    """
    folder = file.parent / "out"
    profile = f"-env:UserInstallation={Path(_profile().name).as_uri()}"
    command = [soffice(), profile, "--headless", *options, "--convert-to", form, "--outdir", str(folder), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    made = folder / f"{file.stem}.{form}"
    assert made.is_file(), done.stdout + done.stderr
    return made


if __name__ == "__main__":
    try:
        print(soffice())
    except MissingError as error:
        sys.exit(str(error))
