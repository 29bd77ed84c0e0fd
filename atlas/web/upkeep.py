"""Memory put in order beside the requests, so that no visitor waits for it."""

from __future__ import annotations

import asyncio
import gc

_STILL = 1.0
"""Seconds between two moments at which what lives is set aside."""

_WHOLE = 600.0
"""Seconds between two looks through all of memory."""


def set_aside() -> None:
    """Take what lives now out of the garbage collector's way, in microseconds."""
    gc.freeze()


def look_through() -> None:
    """Collect what has become garbage anywhere, what was set aside included; then set aside what lives."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


async def keep_tidy() -> None:
    """Until cancelled: set aside what lives every second, and look through all of memory every few minutes.

    Streamlit collects all generations after every run of a script, which takes longer than the run itself once some hundred
    views have been counted and kept. What is set aside costs such a collection nothing. Reference counts free most of it all
    the same; the rest, rings of a run that was under way, waits for the next look through everything.
    """
    while True:
        for _ in range(int(_WHOLE / _STILL)):
            await asyncio.sleep(_STILL)
            set_aside()
        look_through()
