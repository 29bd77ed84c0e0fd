"""Pieces of a page as HTML, so that a heading, what is said below it and a list of links are one element and not one each.

Text is shown letter by letter, whatever it holds.
"""

from __future__ import annotations

from html import escape

import streamlit as st


def heading(text: str) -> str:
    """The heading of a part of a page, as large as that of `st.header`."""
    return f"<h2>{escape(text)}</h2>"


def strong(text: str) -> str:
    """What a list below it holds."""
    return f"<b>{escape(text)}</b>"


def paragraph(text: str) -> str:
    """A text of its own."""
    return f"<p>{escape(text)}</p>"


def small(text: str) -> str:
    """What is said beside or below something, as pale as `st.caption` has it."""
    return f"<p class='caption'>{escape(text)}</p>" if text else ""


def show(*pieces: str) -> None:
    """Pieces below each other as one element; nothing where all of them are empty."""
    if drawn := "".join(pieces):
        st.html(f"<div class='pieces'>{drawn}</div>")
