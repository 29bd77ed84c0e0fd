"""How alike two texts are."""

from __future__ import annotations

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process


def likeness(first: str, second: str, least: float = 0) -> float:
    """How alike two texts are, 0 to 1; case and the order of their words do not count. 0 where they do not reach `least`."""
    ways = (fuzz.ratio, fuzz.token_sort_ratio)
    return max(way(first, second, processor=default_process, score_cutoff=100 * least) for way in ways) / 100
