"""What all visitors share put in order, so that none waits for another: memory, and the interpreter."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import sys
from typing import Any

_STILL = 1.0
"""Seconds between two moments at which what lives is set aside."""

_WHOLE = 60.0
"""Seconds between two looks through all of memory, at most."""

_MORE = 150_000
"""So many more objects of Python's than after the last look, some 15 MB, are looked through at once."""

_TURN = 0.001
"""Seconds for which a thread has the interpreter while others wait for it; Python gives it five times as long."""

_M_ARENA_MAX = -8
_HEAPS = 2
_LIBRARY: Any = ctypes.CDLL(None) if sys.platform == "linux" else None
"""The C library where it may be GNU's, which alone knows what is asked of it here."""


def take_turns() -> None:
    """Have threads give the interpreter away sooner.

    A page gives it up at some hundred looks into tables, and waits for its turn after each: a workbook or a briefing that was being made
    kept the pages of all others waiting for a second.
    """
    sys.setswitchinterval(_TURN)


def share_heaps() -> None:
    """Have all threads share two heaps, called before there are many of them.

    GNU's C library gives them eight for each processor, and every run of a script is a thread; what is free in one heap serves no other.
    """
    if hasattr(_LIBRARY, "mallopt"):
        _LIBRARY.mallopt(_M_ARENA_MAX, _HEAPS)


def set_aside() -> None:
    """Take what lives now out of the garbage collector's way, in microseconds."""
    gc.freeze()


def look_through() -> None:
    """Collect what has become garbage anywhere, what was set aside included, and return what is free to the system; set aside what lives.

    Takes a fifth of a second of the processor. The C library by itself keeps what is free between what is not: some 60 MB a minute of ten
    viewers, who take files now and then.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    if hasattr(_LIBRARY, "malloc_trim"):
        _LIBRARY.malloc_trim(0)


async def keep_tidy() -> None:
    """Until cancelled: set aside what lives every second, and look through all of memory every minute, or as soon as it has grown.

    Streamlit collects all generations after every run of a script, which takes longer than the run itself once some hundred
    views have been counted and kept. What is set aside costs such a collection nothing. Reference counts free most of it all
    the same; the rest waits for the next look through everything: rings of a run or a picture that was under way, 20,000 objects and
    20 MB a minute of ten viewers.
    """
    while True:
        held = sys.getallocatedblocks()
        for _ in range(int(_WHOLE / _STILL)):
            await asyncio.sleep(_STILL)
            set_aside()
            if sys.getallocatedblocks() > held + _MORE:
                break
        look_through()
