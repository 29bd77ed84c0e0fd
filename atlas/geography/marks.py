"""How wide an arc and how large a place is drawn, and in which class a tone falls: the same on the screen and in a picture."""

from __future__ import annotations

import math
from itertools import pairwise

NARROWEST, WIDEST = 1.4, 9.0

SMALLEST_PLACE, LARGEST_PLACE = 2.2, 9.0

TONE_EDGES = (-3.0, -1.0, 1.0, 3.0)
"""Where one class of mean Goldstein values ends and the next begins."""


def arc_width(events: float, most: float) -> float:
    """Width of an arc in pixels: it grows with the square root of its count, so that a busy link does not bury the others."""
    return NARROWEST + (WIDEST - NARROWEST) * math.sqrt(events / most)


def place_radius(events: float, most: float) -> float:
    """Radius of a place's mark in pixels."""
    return SMALLEST_PLACE + (LARGEST_PLACE - SMALLEST_PLACE) * math.sqrt(events / most)


def tone_class(mean: float) -> int:
    """The class of a mean Goldstein value, 0 (conflict) to 4 (cooperation)."""
    return sum(mean > edge for edge in TONE_EDGES)


def tone_labels() -> tuple[str, ...]:
    """The classes in words, for a legend."""
    low, *inner, high = [f"{edge:+g}".replace("-", "−") for edge in TONE_EDGES]
    steps = [low, *inner, high]
    between = [f"{start} to {end}" for start, end in pairwise(steps)]
    return (f"{low} and below", *between, f"above {high}")


def samples(most: float) -> list[int]:
    """Three round counts up to the largest, for a legend."""
    top_number = int(most)
    if top_number < 3:
        return list(range(1, top_number + 1))
    magnitude = 10 ** int(math.log10(top_number))
    top = max(step * magnitude for step in (1, 2, 5) if step * magnitude <= top_number)
    return sorted({max(1, top // 10), max(1, top // 3 if top < 10 else top // 4), top})
