"""Find the browser that the tests drive, or install it where that is possible without asking.

    python tests/browser/chromium.py        # prints the path of the browser

`CHROMIUM` in the environment names another browser of the Chromium family.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

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
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
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


def install() -> None:
    """Install Debian's package, as root on a Debian-like system; elsewhere do nothing."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("No Chromium found; installing Debian's package", file=sys.stderr)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"]):
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=quiet)


def main() -> int:
    """Print the browser's path; 1 with advice where there is none."""
    if not find() and "CHROMIUM" not in os.environ:
        install()
    path = find()
    print(path or MISSING, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
