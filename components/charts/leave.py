"""From a mark or row of a chart to its events."""

from __future__ import annotations

from typing import Any, cast

import streamlit as st

from atlas.view import EventFilter
from components.address import script
from components.view import View

_LEAVE = "leave-for-events"


def leave_for_events(view: View, *, filter_: EventFilter | None = None, event: str | None = None) -> None:
    """Go to the page Events, with another filter or for one event. Meant for callbacks; the page must call `follow`."""
    st.session_state[_LEAVE] = view.link(filter_, event=event)


def follow() -> None:
    """Leave for the page of which a mark or row was clicked, if one was. A callback could not do it."""
    where = st.session_state.pop(_LEAVE, None)
    if where is not None:
        st.switch_page(script("events"), query_params=cast(Any, where))
