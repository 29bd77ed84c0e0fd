"""Every colour of the atlas but those of the actors, which stand in the data.

Streamlit's own theme (`.streamlit/config.toml`) and the wordmark cannot read this module; a test holds them to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from atlas.actors import KABUL


@dataclass(frozen=True)
class Theme:
    """Paper, ink and the quiet colours around them, as hexadecimal text."""

    dark: bool
    paper: str
    ink: str
    muted: str
    accent: str
    rule: str
    """Thin lines between parts of a page."""
    sea: str
    land: str
    water: str
    """Rivers."""
    country: str
    """Names of countries."""
    ocean: str
    """Names of seas and rivers."""
    border: str
    disputed: str
    waiting: str
    """What is not there yet, such as a leg that is planned."""
    unknown: str
    """What no record speaks of."""
    amber: str
    wine: str

    def actor(self, actor: str, colour: str) -> str:
        """The colour of an actor. Kabul is ink, which turns with the theme."""
        return self.ink if actor == KABUL else colour


LIGHT = Theme(
    dark=False,
    paper="#FFFEFB",
    ink="#26221C",
    muted="#6B665C",
    accent="#1F5A66",
    rule="#DDD6C8",
    sea="#E3EBED",
    land="#FBF8F1",
    water="#A9C6D2",
    country="#66734F",
    ocean="#4F7F92",
    border="#B9B0A0",
    disputed="#9A8F7C",
    waiting="#6B665C",
    unknown="#A79F90",
    amber="#B26B00",
    wine="#9C2A4D",
)
DARK = Theme(
    dark=True,
    paper="#16181A",
    ink="#ECE7DC",
    muted="#A8A296",
    accent="#6FB3C0",
    rule="#3A3F43",
    sea="#1A2226",
    land="#2A2D2F",
    water="#3F5F6C",
    country="#B0BA98",
    ocean="#86AFBF",
    border="#565B5E",
    disputed="#8A8474",
    waiting="#B4AEA2",
    unknown="#77736B",
    amber="#F0B040",
    wine="#EE7F9C",
)

OTHERS = "#8A8A85"
"""Actors that have no colour of their own."""

TONE_COLOURS = ("#762A83", "#A878B8", "#8F8C86", "#5DA862", "#1B7837")
TONE_COLOURS_DARK = ("#C084D0", "#B49AC4", "#8F9290", "#86C98A", "#4CB763")
"""One colour a class of tone, from conflict to cooperation (ColorBrewer PRGn, with a grey that can be seen on paper)."""

MODE_COLOURS = {"sea": "#7A9EAF", "road": "#4B463C", "rail": "#A39B8B", "air": "#C9B458"}
"""Colours of the modes, which are those of no actor; hatches tell them apart too."""
