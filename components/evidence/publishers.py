"""Who was read, by country and language."""

from __future__ import annotations

from typing import Any

import streamlit as st

from atlas.measures.trust import publishers as read
from components.charts import show_chart
from components.evidence.parts import fill, over_time
from components.view import View

PATTERNS = ("", "/", ".", "\\", "x", "+", "-", "|")
"""Hatchings, so that no reading depends on colour."""


def _country_fills(view: View, countries: list[str]) -> list[dict[str, Any]]:
    colours = view.dataset.actors["colour"]
    fills, greys = [], 0
    for country in countries:
        own = str(colours[country]) if country in colours.index else ""
        if own and list(colours).count(own) == 1:
            fills.append(fill(view, view.theme.actor(country, own), 0.85, ""))
        else:
            greys += 1
            fills.append(fill(view, view.theme.muted, 0.3, PATTERNS[greys % len(PATTERNS)]))
    return fills


def publishers(view: View) -> None:
    """Publishers by quarter."""
    most = 6
    by_country = read(view.selection, "country", most)
    unit = "Publishers of the pages on the events that began in the quarter, each counted once a quarter"
    fills = _country_fills(view, [str(column) for column in by_country.columns])
    show_chart(view, over_time(view, "countries", "Publishers read, by their country", unit, by_country, "Publishers", fills))
    by_language = read(view.selection, "language", most)
    greys = [
        fill(view, view.theme.ink if number == 0 else view.theme.muted, 0.75 if number == 0 else 0.3, PATTERNS[number % len(PATTERNS)])
        for number in range(len(by_language.columns))
    ]
    spoken = "The same publishers by the language of the page; one that writes in two languages counts in both"
    show_chart(view, over_time(view, "languages", "Publishers read, by language", spoken, by_language, "Publishers", greys))
    st.caption(
        "Countries are codes of ISO 3166. What was read depends on who reads and on what can be reached from outside, so the silence of a "
        "country or language here is no silence there."
    )
