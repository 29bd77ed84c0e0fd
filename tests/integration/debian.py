"""A program that a test needs: found, or installed from Debian's packages where that is possible."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable


class MissingError(RuntimeError):
    """A program is not there, and it cannot be installed from here."""


def program(find: Callable[[], str | None], packages: tuple[str, ...], missing: str) -> str:
    """The path of the program. Installs it as root on Debian and its kin; raises `MissingError` with what to do elsewhere."""
    if found := find():
        return found
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise MissingError(missing)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(command, env=quiet, capture_output=True, text=True)
        if done.returncode:
            raise MissingError(f"{missing}\n{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    if found := find():
        return found
    raise MissingError(missing)
