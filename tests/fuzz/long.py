"""How often something is tried, and how long one try may take."""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import settings

SECONDS = 2
"""Processor time of one case, beyond which it is named among the warnings. No test fails by it."""


class SlowCase(UserWarning):
    """A case that takes the server so long that a visitor would think it hangs."""


def is_long() -> bool:
    """Whether this is `make fuzz`."""
    return settings.get_current_profile_name() == "fuzz"


def often(short: int, share: float) -> int:
    """How many cases: so few among all tests, or such a share of those that `make fuzz` was asked for."""
    return max(short, round(settings().max_examples * share)) if is_long() else short


@contextmanager
def timed(case: object, beyond: float = 0) -> Iterator[None]:
    """Name the case where it takes more processor time than it may, of which so many seconds are what any case takes."""
    start = time.process_time()
    yield
    took = time.process_time() - start - beyond
    if took > SECONDS:
        warnings.warn(f"{took:.1f} s: {case!r:.2000}", SlowCase, stacklevel=3)
