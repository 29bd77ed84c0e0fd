"""Colours of the two themes, for what Streamlit's own theme does not reach: maps and legends."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from atlas.actors import KABUL

RGBA = tuple[int, int, int, int]


@dataclass(frozen=True)
class Theme:
    """Paper, ink and the quiet colours of a map, as hexadecimal text."""

    dark: bool
    paper: str
    ink: str
    muted: str
    sea: str
    land: str
    border: str
    disputed: str

    def actor(self, actor: str, colour: str) -> str:
        """The colour of an actor. Kabul is ink, which turns with the theme."""
        return self.ink if actor == KABUL else colour


LIGHT = Theme(
    dark=False,
    paper="#FFFEFB",
    ink="#26221C",
    muted="#6B665C",
    sea="#E3EBED",
    land="#FBF8F1",
    border="#B9B0A0",
    disputed="#9A8F7C",
)
DARK = Theme(
    dark=True,
    paper="#16181A",
    ink="#ECE7DC",
    muted="#A8A296",
    sea="#1A2226",
    land="#2A2D2F",
    border="#565B5E",
    disputed="#8A8474",
)


def current() -> Theme:
    """The theme the visitor sees."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def rgba(colour: str, opacity: float = 1.0) -> RGBA:
    """A hexadecimal colour as deck.gl takes it, 0 to 255 each."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return red, green, blue, round(opacity * 255)
