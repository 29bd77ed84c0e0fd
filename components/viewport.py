"""How large the visitor's window is, for what must fit before it is drawn."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

COOKIE = "viewport"
USUAL_WIDTH, USUAL_HEIGHT = 1440, 900
EMBEDDED_WIDTH, EMBEDDED_HEIGHT = 800, 640
"""A guess for a frame on another site, which gets no cookies."""

STACKED_BELOW = 640
"""Streamlit sets columns below each other up to this width."""

BESIDE_FROM = 1360
"""From this width on, a map and its tables fit beside each other and the sidebar."""

PAGES_IN_A_ROW_FROM = 1180
"""From this width on, the names of all pages fit into one row beside the sidebar."""

SIDEBAR_FROM = 769
SIDEBAR = 300
MARGINS = 80
MARGINS_NARROW = 32
BETWEEN = 16
"""Pixels that each of two columns gives to the space between them."""

BOTTOM = 16
"""Pixels kept free below what stands whole in the window."""

_SIDEBAR_SHOWN = "sidebar-shown"


def _noted(part: int, usual: int, embedded: int) -> int:
    """Width or height of the window, as `static/page.js` noted it when the page was loaded or the window changed."""
    noted = st.context.cookies.get(COOKIE, "").split("x")[part : part + 1]
    guess = embedded if st.context.is_embedded else usual
    return next((min(max(int(text), 320), 4000) for text in noted if text.isdecimal() and len(text) < 6), guess)


def window_width() -> int:
    """Width of the window in pixels."""
    return _noted(0, USUAL_WIDTH, EMBEDDED_WIDTH)


def window_height() -> int:
    """Height of the window in pixels."""
    return _noted(1, USUAL_HEIGHT, EMBEDDED_HEIGHT)


def height_below(top: int, least: int = 360) -> int:
    """Height in pixels of what begins `top` pixels below the window's edge and should stand whole in it."""
    return max(window_height() - top - BOTTOM, least)


class Window(NamedTuple):
    """What of a visitor's window decides how something is drawn."""

    width: int
    height: int
    sidebar: bool


def window() -> Window:
    """The visitor's window."""
    return Window(window_width(), window_height(), bool(st.session_state.get(_SIDEBAR_SHOWN, True)))


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


def beside_map(share: float) -> tuple[DeltaGenerator, float]:
    """Where a map takes a share of the page and what is drawn next the rest, or stands below it where the window is not wide enough.

    Both must be single elements or containers; `static/page.css` has their widths. The second value is the share that the map really has.
    """
    if window_width() < BESIDE_FROM:
        return st.container(), 1.0
    return st.container(horizontal=True, gap="medium", wrap=False, key=f"share-{100 * share:.0f}"), share


def column_width(share: float) -> int:
    """Width in pixels of a column that takes a share of the page."""
    window = window_width()
    if window <= STACKED_BELOW:
        return window - MARGINS_NARROW
    beside_page = window >= SIDEBAR_FROM and st.session_state.get(_SIDEBAR_SHOWN, True)
    return int((window - MARGINS - (SIDEBAR if beside_page else 0)) * share) - (BETWEEN if share < 1 else 0)
