"""What a host sets for its own copy of the atlas, through the environment."""

from __future__ import annotations

import os

PUBLIC_ADDRESS = os.environ.get("ATLAS_PUBLIC_ADDRESS", "").rstrip("/")
"""Address at which visitors reach the atlas, such as `https://atlas.example.org`; without it the request's own is taken."""

REPORT_ADDRESS = os.environ.get("ATLAS_REPORT_ADDRESS", "")
"""Where problems with an event are reported: a `mailto:` address, or the address of a form that takes `title` and `body`."""
