"""The actors of the story."""

from __future__ import annotations

KABUL = "AFG"
"""The Taliban-led authorities."""


CAPITALS = ("IND", "IRN", "CHN")
"""The three capitals the atlas is about."""

NEIGHBOURS = ("PAK", "RUS")
"""Two more whose ties with Kabul shape the others."""
