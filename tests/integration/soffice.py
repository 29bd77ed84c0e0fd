"""LibreOffice Calc, Impress and Writer for the tests: found, or installed from Debian's packages where that is possible.

`python tests/integration/soffice.py` installs it beforehand.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = ("libreoffice-calc", "libreoffice-impress", "libreoffice-writer")
MISSING = (
    "LibreOffice Calc, Impress and Writer (soffice) are needed to open sheets, slides and texts as their readers do, and were not found. "
    f"Install them: on Debian and Ubuntu apt-get install --no-install-recommends {' '.join(PACKAGES)}, elsewhere from "
    "https://www.libreoffice.org/download/"
)
_PARTS = ("libsdlo.so", "libswlo.so")
"""The libraries of Impress and Writer, which Debian packs apart from the program."""


class MissingError(RuntimeError):
    """There is no LibreOffice, and it cannot be installed from here."""


def _found() -> str | None:
    """The path of the program, where all its parts are installed. Only Debian's own folder can lack one."""
    path = shutil.which("soffice")
    folder = Path(path).resolve().parent if path else None
    parted = folder is not None and folder.is_relative_to("/usr/lib/libreoffice")
    return None if folder and parted and not all((folder / part).exists() for part in _PARTS) else path


def soffice() -> str:
    """The path of the program. Installs it as root on Debian and its kin; raises `MissingError` with what to do elsewhere."""
    if found := _found():
        return found
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise MissingError(MISSING)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-q", "-y", "--no-install-recommends", *PACKAGES]):
        done = subprocess.run(command, env=quiet, capture_output=True, text=True)
        if done.returncode:
            raise MissingError(f"{MISSING}\n{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    if found := _found():
        return found
    raise MissingError(MISSING)


if __name__ == "__main__":
    try:
        print(soffice())
    except MissingError as error:
        sys.exit(str(error))
