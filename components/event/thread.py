"""What led to an event and what came of it, as a short chain in time; and what merely belongs to it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas.dataset.details import EventDetail
from atlas.dataset.ties import SAID, Relation
from atlas.words import count
from components.event_list import date_of, event_list, to_event
from components.links import show_links
from components.view import View

_EACH_WAY = 3
"""How many events of the chain stand before this one, and how many after it: those nearest in time."""


def _links(view: View, events: pd.DataFrame, acts: bool) -> None:
    """Each event of a chain under its date and what the relation to the event of the page is."""
    links = []
    for event in events.to_dict("records"):
        words = SAID[Relation(event["relation"])]
        links.append(to_event(view, event, [date_of(event), f"this event {words[0]}" if acts else words[1]]))
    show_links(links)


def thread(view: View, detail: EventDetail) -> None:
    """The chain with this event in its middle, each link leading to its event."""
    ties, alike = detail.related, detail.related["relation"].eq(Relation.RELATED)
    before, after = ties[~alike & ties["acts"]], ties[~alike & ~ties["acts"]]
    if len(before) or len(after):
        st.header(
            "What led here and what came of it" if len(before) and len(after) else "What led here" if len(before) else "What came of it",
            anchor=False,
        )
        with st.container(key="thread", gap="small"):
            if len(before) > _EACH_WAY:
                st.caption(f"{count(len(before) - _EACH_WAY, 'event')} earlier still")
            _links(view, before[-_EACH_WAY:], acts=True)
            st.markdown(f"**{date_of(detail.event)} · this event**")
            _links(view, after[:_EACH_WAY], acts=False)
            if len(after) > _EACH_WAY:
                st.caption(f"{count(len(after) - _EACH_WAY, 'event')} later still")


def belonging(view: View, detail: EventDetail) -> None:
    """The events of which no more is known than that they belong together with this one."""
    alike = detail.related[detail.related["relation"].eq(Relation.RELATED)]
    if len(alike):
        st.header("Belongs to it", anchor=False)
        event_list(view, alike)
