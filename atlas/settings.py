"""What a host sets for its own copy of the atlas, through the environment."""

from __future__ import annotations

import os
from urllib.parse import urlencode

PUBLIC_ADDRESS = os.environ.get("ATLAS_PUBLIC_ADDRESS", "").rstrip("/")
"""Address at which visitors reach the atlas, such as `https://atlas.example.org`; without it the request's own is taken."""

REPORT_ADDRESS = os.environ.get("ATLAS_REPORT_ADDRESS", "")
"""Where problems with an event are reported: a `mailto:` address, or the address of a form that takes `title` and `body`."""


def report_link(title: str, body: str, target: str = REPORT_ADDRESS) -> str | None:
    """An address that opens a mail or a form with title and text filled in; `None` where the host has set none."""
    if not target:
        return None
    names = ("subject", "body") if target.startswith("mailto:") else ("title", "body")
    # Mail programs show a plus as a plus, so blanks are written as %20.
    query = urlencode(dict(zip(names, (title, body), strict=True))).replace("+", "%20")
    return f"{target}{'&' if '?' in target else '?'}{query}"
