"""One card a capital: where it stands with Kabul."""

from __future__ import annotations

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


def _rule(colour: str) -> None:
    st.html(f"<div style='height:4px;background:{colour};border-radius:2px'></div>")


def cards(view: View, actors: Sequence[str], *, small: bool = False) -> None:
    """Cards beside each other."""
    for column, actor in zip(st.columns(len(actors)), actors, strict=True):
        with column:
            _card(view, standing(view.selection, actor), small)


def _card(view: View, stands: Standing, small: bool) -> None:
    """Contacts in 12 months against the 12 before, last contact, highest level; the name opens the link."""
    with st.container(border=True, gap="small"):
        _rule(str(view.dataset.actors.loc[stands.actor, "colour"]))
        st.page_link(
            script("map"),
            label=f"**{plain(stands.label)}**",
            query_params=view.link(EventFilter(link=(stands.link,))),
            help=f"All events that link Kabul and {stands.label}",
        )
        if stands.last is None or stands.highest is None:
            st.caption(f"No contact with Kabul among {count(view.selection.n, 'event')} in view.")
            return
        st.metric(
            f"Contacts in {SHORT_LAST_YEAR}",
            stands.contacts,
            stands.contacts - stands.contacts_before,
            delta_color="off",
            delta_description=f"{stands.contacts_before} {SHORT_YEAR_BEFORE}",
            chart_data=None if small else list(stands.quarters),
            chart_type="bar",
            help="Events that brought representatives of both together, at any level. The bars are the last twelve quarters the data cover."
            if not small
            else "Events that brought representatives of both together, at any level.",
        )
        st.caption(f"Last contact, {date_of(stands.last)}")
        event_link(view, stands.last)
        st.caption(f"Highest level: {str(stands.highest['level']).lower()}, first on {date_of(stands.highest)}")
        if not small:
            event_link(view, stands.highest)
