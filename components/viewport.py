"""How wide the visitor's window is, for what must fit before it is drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

COOKIE = "viewport"
USUAL_WIDTH = 1440
EMBEDDED_WIDTH = 800
"""A guess for a frame on another site, which gets no cookies."""

STACKED_BELOW = 640
"""Streamlit sets columns below each other up to this width."""

BESIDE_FROM = 1360
"""From this width on, a map and its tables fit beside each other and the sidebar."""

SIDEBAR_FROM = 769
SIDEBAR = 300
MARGINS = 80
MARGINS_NARROW = 32
_SIDEBAR_SHOWN = "sidebar-shown"
TILE = 512
"""Width of the world at zoom 0 in pixels, as deck.gl has it."""


def window_width() -> int:
    """Width of the window in pixels, as `static/page.js` noted it when the page was loaded."""
    noted = st.context.cookies.get(COOKIE, "")
    usual = EMBEDDED_WIDTH if st.context.is_embedded else USUAL_WIDTH
    return min(max(int(noted), 320), 4000) if noted.isdecimal() and len(noted) < 6 else usual


def open_frame(sidebar: bool) -> None:
    """Note for this run whether the filters stand beside the page."""
    st.session_state[_SIDEBAR_SHOWN] = sidebar


def is_narrow() -> bool:
    """Whether columns stand below each other."""
    return window_width() <= STACKED_BELOW


def beside(share: float) -> tuple[DeltaGenerator, DeltaGenerator, float]:
    """A main part and one beside it, or below it where the window is not wide enough for both.

    `share` is the main part's of the page; the third value is the share that it really has.
    """
    if window_width() < BESIDE_FROM:
        return st.container(), st.container(), 1.0
    main, aside = st.columns([share, 1 - share], gap="medium")
    return main, aside, share


def column_width(share: float) -> int:
    """Width in pixels of a column that takes a share of the page."""
    window = window_width()
    if window <= STACKED_BELOW:
        return window - MARGINS_NARROW
    beside_page = window >= SIDEBAR_FROM and st.session_state.get(_SIDEBAR_SHOWN, True)
    return int((window - MARGINS - (SIDEBAR if beside_page else 0)) * share)


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """Web Mercator position at zoom 0, in pixels from the north-west corner of the world."""
    y = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
    return (lon + 180) / 360 * TILE, (1 - y / math.pi) / 2 * TILE


@dataclass(frozen=True)
class Extent:
    """A box in degrees that a map must show."""

    west: float
    south: float
    east: float
    north: float

    def fit(self, width: int, height: int, margin: int = 46) -> tuple[float, float, float]:
        """Longitude and latitude of the centre, and the zoom at which the box fills `width` × `height` pixels less a margin."""
        left, bottom = mercator(self.west, self.south)
        right, top = mercator(self.east, self.north)
        across, down = max(width - 2 * margin, 80), max(height - 2 * margin, 80)
        zoom = min(math.log2(across / (right - left)), math.log2(down / (bottom - top)))
        middle = (top + bottom) / 2
        lat = math.degrees(2 * math.atan(math.exp((1 - 2 * middle / TILE) * math.pi)) - math.pi / 2)
        return (self.west + self.east) / 2, lat, zoom
