"""From a mark or row of a chart or map to its events or its dossier, and the way back."""

from __future__ import annotations

from typing import Any, cast

import streamlit as st

from atlas.view import EventFilter
from atlas.view.pages import FIRST, PAGES
from components.address import script
from components.links import Link, show_links
from components.view import View

_LEAVE, _LEFT = "leave", "left-for-an-event"


def leave_for_events(view: View, *, filter_: EventFilter | None = None, event: str | None = None) -> None:
    """Go to the page Events, with another filter or for one event. Meant for callbacks; the page must call `follow`."""
    st.session_state[_LEAVE] = "events", view.link(filter_, event=event)
    if event:
        st.session_state[_LEFT] = {"event": event, "view": view.link()}


def leave_for_dossier(view: View, filter_: EventFilter) -> None:
    """Go to the dossier that a filter opens. Meant for callbacks; the page must call `follow`."""
    st.session_state[_LEAVE] = FIRST, view.link(filter_, event=None)


def follow(page: str) -> None:
    """Leave the named page, of which a mark or row was clicked, if one was. A callback could not do it."""
    leave = st.session_state.pop(_LEAVE, None)
    if leave is not None:
        to, where = leave
        if "event" in where:
            st.session_state[_LEFT]["page"] = page
        st.switch_page(script(to), query_params=cast(Any, where))


def way_back(view: View) -> None:
    """The way from an event to where it was opened: the row of another page, or all events in view."""
    left = st.session_state.get(_LEFT, {})
    with st.container(key="back"):
        if left.get("page") and left["event"] == view.options.event:
            show_links([Link(f"← Back to {PAGES[left['page']].title}", left["page"], left["view"])])
        else:
            st.button("← All events in view", on_click=view.go, kwargs={"event": None}, type="tertiary")
