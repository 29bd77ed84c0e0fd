"""Find the browser that the tests drive, or install it where that is possible without asking.

    python tests/browser/chromium.py        # prints the path of the browser

`CHROMIUM` in the environment names another browser of the Chromium family.
"""

from __future__ import annotations

import os
import shutil
import sys
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.integration.debian import MissingError, program

ARGUMENTS = [
    "--no-sandbox",
    # Draw WebGL without a graphics card, and the page around it without WebGL, which costs a third of it.
    "--use-angle=swiftshader",
    "--use-gl=angle",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-gpu-compositing",
    "--disable-background-networking",
]
SHELL = "chromium-headless-shell"
"""Chromium without the windows around its pages, which no test looks at: a page takes a fifth less of the processor. Debian has it."""

NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
MISSING = """The browser tests need Chromium or Google Chrome, and neither was found.
Install one of them:
    Debian, Ubuntu    sudo apt-get install chromium   (on Ubuntu: chromium-browser)
    Fedora            sudo dnf install chromium
    macOS             brew install --cask chromium
or name yours: CHROMIUM=/path/to/chrome make test"""


def find() -> str | None:
    """Path of the browser, or `None` where there is none."""
    if chosen := os.environ.get("CHROMIUM"):
        return shutil.which(chosen)
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path), next((path for path in APPLICATIONS if Path(path).exists()), None))


def find_or_install() -> str | None:
    """The same, installed as Debian's package where that is possible."""
    if "CHROMIUM" in os.environ:
        return find()
    for package in (SHELL, "chromium"):
        try:
            return program(partial(shutil.which, package), (package,), MISSING)
        except MissingError:
            # Another browser of the family does as well.
            if found := find():
                return found
    return None


def main() -> int:
    """Print the browser's path; 1 with advice where there is none."""
    path = find_or_install()
    print(path or MISSING, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
