"""Colours of the two themes, for what Streamlit's own theme does not reach: maps and legends."""

from __future__ import annotations

import streamlit as st

from atlas.palette import DARK, LIGHT, Theme

RGBA = tuple[int, ...]
"""Red, green and blue, and how opaque, where it is not wholly so; 0 to 255 each."""


def current() -> Theme:
    """The theme the visitor sees."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def rgba(colour: str, opacity: float = 1.0) -> RGBA:
    """A hexadecimal colour as deck.gl takes it."""
    mixed = tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return mixed if opacity == 1 else (*mixed, round(opacity * 255))
