"""What a lane is, what lies over the lanes, and a way back out of a period."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import streamlit as st

from atlas.view.options import CONTEXT, LANES
from components.controls import choose, choose_several
from components.view import View
from components.viewport import is_narrow


def _choose_context(view: View) -> None:
    if is_narrow():
        # Pills would run out of the window.
        choose_several(view, "context", "Also show", CONTEXT)
        return
    key = "option-context"
    st.session_state[key] = list(view.options.context)

    def changed() -> None:
        view.go(context=tuple(st.session_state[key]))

    st.pills("Also show", list(CONTEXT), key=key, selection_mode="multi", format_func=CONTEXT.__getitem__, on_change=changed)


def timeline_controls(view: View) -> None:
    """The controls above the timeline, in one row."""
    filter_ = view.selection.filter
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        choose(view, "lanes", "A lane for each of the", LANES)
        _choose_context(view)
        if filter_.date_from and filter_.date_to:
            span = filter_.date_to - filter_.date_from + timedelta(days=1)
            wider = replace(filter_, date_from=filter_.date_from - span / 2, date_to=filter_.date_to + span / 2)
            st.button("Twice the period", key="wider", icon=":material/zoom_out:", on_click=view.go, args=(wider,))
        if filter_.date_from or filter_.date_to:
            st.button("All dates", key="all-dates", on_click=view.go, args=(filter_.without("from").without("to"),))
