"""One card a capital: where it stands with Kabul."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from atlas.measures.standing import Standing, standing
from atlas.measures.window import SHORT_LAST_YEAR, SHORT_YEAR_BEFORE
from atlas.view import EventFilter
from atlas.words import count
from components.address import script
from components.event_list import date_of, event_link
from components.text import plain
from components.view import View

_BAR = 22
"""Height in pixels of the bar of the busiest quarter."""


def _quarters(stands: Standing) -> str:
    """The last twelve quarters as a row of bars."""
    most = max(*stands.quarters, 1)
    bars = "".join(f"<i style='height:{2 + _BAR * number / most:.0f}px'></i>" for number in stands.quarters)
    said = f"Contacts in each of the last {len(stands.quarters)} quarters: {', '.join(map(str, stands.quarters))}"
    return f"<span class='quarters' role='img' aria-label='{said}'>{bars}</span>"


def _numbers(stands: Standing) -> str:
    """Contacts in twelve months against the twelve before, after the quarters."""
    told = f"<b>{stands.contacts}</b> contacts in {SHORT_LAST_YEAR}, {stands.contacts_before} {SHORT_YEAR_BEFORE}"
    return f"<div class='standing'>{_quarters(stands)}<span>{told}</span></div>"


def cards(view: View, actors: Sequence[str]) -> None:
    """Cards beside each other."""
    for column, actor in zip(st.columns(len(actors)), actors, strict=True):
        with column:
            _card(view, standing(view.selection, actor))


def _card(view: View, stands: Standing) -> None:
    """Contacts in 12 months against the 12 before, last contact, highest level; the name opens the dossier of the link."""
    colour = str(view.dataset.actors.loc[stands.actor, "colour"])
    with st.container(border=True, gap=8, height="stretch"):
        st.html(f"<div style='height:4px;background:{html.escape(colour)};border-radius:2px'></div>")
        st.page_link(
            script("overview"),
            label=f"**{plain(stands.label)}**",
            query_params=view.link(EventFilter(link=(stands.link,))),
            help=f"Where Kabul and {stands.label} stand with each other",
        )
        if stands.last is None or stands.highest is None:
            st.caption(f"No contact with Kabul among {count(view.selection.n, 'event')} in view.")
            return
        st.html(_numbers(stands))
        event_link(view, stands.last, facts=[f"Last contact, {date_of(stands.last)}"])
        level = str(stands.highest["level"]).lower()
        event_link(view, stands.highest, facts=[f"Highest level: {level}, first on {date_of(stands.highest)}"])
