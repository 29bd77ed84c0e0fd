"""What a lane is, what lies over the lanes, and a way back out of a period."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import streamlit as st

from components.controls import choose, choose_several, control_row
from components.view import View
from components.viewport import is_narrow


def timeline_controls(view: View) -> None:
    """The controls above the timeline, in one row."""
    filter_ = view.selection.filter
    with control_row("timeline"):
        choose(view, "lanes")
        # Pills would run out of a narrow window.
        choose_several(view, "context", pills=not is_narrow())
        if filter_.date_from and filter_.date_to:
            span = filter_.date_to - filter_.date_from + timedelta(days=1)
            wider = replace(filter_, date_from=filter_.date_from - span / 2, date_to=filter_.date_to + span / 2)
            st.button("Twice the period", key="wider", icon=":material/zoom_out:", on_click=view.go, args=(wider,))
        if filter_.date_from or filter_.date_to:
            st.button("All dates", key="all-dates", on_click=view.go, args=(filter_.without_condition("date"),))
