"""What changed on the routes before the day."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas.dataset.legs import NOT_RECORDED
from atlas.routes.looks import status_in_words
from atlas.routes.route_map import RouteMap
from atlas.routes.status import changes_told
from atlas.words import count, format_date
from components.links import Link, show_links
from components.routes.words import (
    legs_in_words,
)
from components.text import plain
from components.view import View

_DAYS = 90
"""How far back changes are told."""


def _change_list(view: View, changes: pd.DataFrame) -> None:
    """Changes of status as `changes_told` has them, newest first, each with a link to its event."""
    for change in changes.to_dict("records"):
        old, new = str(change["old_status"]), str(change["new_status"])
        if old == new:
            step = f"still {status_in_words(new)}"
        elif old == NOT_RECORDED:
            step = f"{status_in_words(new)} (first record)"
        else:
            step = f"{status_in_words(old)} → {status_in_words(new)}"
        legs = legs_in_words(change["legs"])
        note = f" · {plain(str(change['note']))}" if pd.notna(change["note"]) else ""
        with st.container(gap=None):
            st.caption(f"{format_date(change['day'].date())}{note}")
            if pd.notna(change["event_id"]):
                opened = view.link(event=str(change["event_id"]))
                show_links([Link(f"{legs}: {step}", "events", opened, help="Open the event")])
            else:
                st.markdown(f"{plain(legs)}: **{step}**")


def recent_changes(view: View, content: RouteMap, whole: bool) -> None:
    """Changes on the legs of the map, and those on all others; these folded away unless the `whole` is wanted."""
    st.markdown(f"**Changed in the {_DAYS} days up to {format_date(content.day)}**")
    here = frozenset(content.legs.index)
    changes, further = (changes_told(view.dataset, content.day, _DAYS, here, elsewhere) for elsewhere in (False, True))
    _change_list(view, changes)
    if changes.empty:
        st.caption("No change on these corridors is recorded.")
    if further.empty:
        return
    label = f"{count(int(further['legs'].map(len).sum()), 'change')} on other legs"
    if whole:
        st.markdown(f"**{label}**")
        _change_list(view, further)
        return
    more = st.expander(label, key="routes-further", on_change="rerun")
    if more.open:
        with more:
            _change_list(view, further)
