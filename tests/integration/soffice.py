"""LibreOffice Calc for the tests: found, or installed from Debian's packages where that is possible.

`python tests/integration/soffice.py` installs it beforehand.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PACKAGE = "libreoffice-calc"
MISSING = (
    f"LibreOffice Calc (soffice) is needed to open the spreadsheets as their readers do, and was not found. Install it: on Debian and "
    f"Ubuntu apt-get install --no-install-recommends {PACKAGE}, elsewhere from https://www.libreoffice.org/download/"
)


class MissingError(RuntimeError):
    """There is no LibreOffice, and it cannot be installed from here."""


def soffice() -> str:
    """The path of the program. Installs it as root on Debian and its kin; raises `MissingError` with what to do elsewhere."""
    if found := shutil.which("soffice"):
        return found
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise MissingError(MISSING)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-q", "-y", "--no-install-recommends", PACKAGE]):
        done = subprocess.run(command, env=quiet, capture_output=True, text=True)
        if done.returncode:
            raise MissingError(f"{MISSING}\n{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    if found := shutil.which("soffice"):
        return found
    raise MissingError(MISSING)


if __name__ == "__main__":
    try:
        print(soffice())
    except MissingError as error:
        sys.exit(str(error))
