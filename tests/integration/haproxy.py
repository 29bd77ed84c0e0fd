"""HAProxy for the tests: found, or installed from Debian's package where that is possible.

`python tests/integration/haproxy.py` installs it beforehand.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.integration.debian import MissingError, program

MISSING = (
    "HAProxy is needed to try the atlas as it is served, and was not found. Install it: on Debian and Ubuntu "
    "apt-get install haproxy, elsewhere from https://www.haproxy.org/"
)


def haproxy() -> str:
    """The path of the program. Raises `MissingError` where it is not there and cannot be installed."""
    return program(lambda: shutil.which("haproxy", path=f"{os.environ.get('PATH', '')}:/usr/sbin"), ("haproxy",), MISSING)


if __name__ == "__main__":
    try:
        print(haproxy())
    except MissingError as error:
        sys.exit(str(error))
