"""The actors of the story."""

from __future__ import annotations

KABUL = "AFG"
"""The Taliban-led authorities."""


CAPITALS = ("IND", "IRN", "CHN")
"""The three capitals the atlas is about."""

NEIGHBOURS = ("PAK", "RUS")
"""Two more whose ties with Kabul shape the others."""


def link_of(first: str, second: str) -> str:
    """The id of the link of two actors: their ids joined, Kabul's first, else in alphabetical order."""
    return "-".join(sorted((first, second), key=by_rank))


def by_rank(actor: str) -> tuple[bool, str]:
    """Sorts actors: Kabul, then by their ids."""
    return actor != KABUL, actor
