"""What changed on the routes before the day."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from atlas.dataset.legs import NOT_RECORDED
from atlas.routes.looks import status_in_words
from atlas.routes.route_map import RouteMap
from atlas.routes.status import changes_told
from atlas.words import count, format_date
from components.links import Link, anchor
from components.pieces import show, small, strong
from components.routes.words import legs_in_words
from components.view import View

_DAYS = 90
"""How far back changes are told."""


def _change_list(view: View, changes: pd.DataFrame) -> str:
    """Changes of status as `changes_told` has them, newest first, each a link to its event, as HTML."""
    told = []
    for change in changes.to_dict("records"):
        old, new = str(change["old_status"]), str(change["new_status"])
        if old == new:
            step = f"still {status_in_words(new)}"
        elif old == NOT_RECORDED:
            step = f"{status_in_words(new)} (first record)"
        else:
            step = f"{status_in_words(old)} → {status_in_words(new)}"
        said = f"{legs_in_words(change['legs'])}: {step}"
        note = f" · {change['note']}" if pd.notna(change["note"]) else ""
        told.append(f"<small>{escape(format_date(change['day'].date()) + note)}</small>")
        if pd.notna(change["event_id"]):
            told.append(anchor(Link(said, "events", view.link(event=str(change["event_id"])), help="Open the event")))
        else:
            told.append(f"<span>{escape(said)}</span>")
    return f"<div class='links changes'>{''.join(told)}</div>"


def recent_changes(view: View, content: RouteMap, whole: bool) -> None:
    """Changes on the legs of the map, and those on all others; these folded away unless the `whole` is wanted."""
    here = frozenset(content.legs.index)
    changes, further = (changes_told(view.dataset, content.day, _DAYS, here, elsewhere) for elsewhere in (False, True))
    label = f"{count(sum(map(len, further['legs'])), 'change')} on other legs"
    told = [
        strong(f"Changed in the {_DAYS} days up to {format_date(content.day)}"),
        small("No change on these corridors is recorded.") if changes.empty else _change_list(view, changes),
    ]
    if whole and not further.empty:
        told += [strong(label), _change_list(view, further)]
    show(*told)
    if further.empty or whole:
        return
    more = st.expander(label, key="routes-further", on_change="rerun")
    if more.open:
        with more:
            st.html(_change_list(view, further))
