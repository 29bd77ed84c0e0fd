"""The facts of the link map as tables, so that nothing depends on seeing it or on a mouse.

Choosing a link or a place does what clicking its mark does: it becomes the filter. An event opens, as in every table of events.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from atlas.view import Selection
from atlas.words import count
from components.charts import leave_for_events
from components.compact import compact
from components.event_list import dates_of
from components.links import Link, show_links
from components.view import View

_COLUMNS: dict[str, Any] = {
    "label": st.column_config.TextColumn("Link", width=128),
    "name": st.column_config.TextColumn("Place", width=132),
    "country": st.column_config.TextColumn("Country", width=62),
    "events": st.column_config.NumberColumn("Events", width=56),
    "visits": st.column_config.NumberColumn("Visits", width=56),
    "contacts": st.column_config.NumberColumn("Contacts", width=66, help="Events that brought representatives together"),
    "meetings": st.column_config.NumberColumn("Meetings", width=68, format="%.1f", help="Each event counts once, shared among its pairs"),
    "mean_tone": st.column_config.NumberColumn("Tone", width=56, format="%+.1f", help="Mean Goldstein value of the events’ codes"),
    "last_date": st.column_config.DateColumn("Last", format="MMM YYYY", width=70),
    "date": st.column_config.TextColumn("Date", width=80),
    "title": st.column_config.TextColumn("Event", width=188),
    "grade": st.column_config.TextColumn("Grade", width=54, help="Evidence grade: A strongest, C weakest"),
}
LEAST, BELOW_EVENTS = 180, 84
"""Least height in pixels of a table that holds more rows than that; height of what stands below that of the events."""

EVENTS_SENT = 30
TALL = 74
"""Height in pixels from which the text of a row wraps."""


def _table(
    frame: pd.DataFrame, columns: list[str], ids: list[str], chosen: str | None, go: Callable[[str | None], None], alt: str, room: int
) -> None:
    """A table of which one row may be chosen, as high as its rows but no higher than there is room, in pixels.

    `ids` are the rows' ids, `go` is told the id of the row or that none is.
    """
    row = ids.index(chosen) if chosen in ids else None
    # A table keeps its choice under its key and takes no other from outside, so the key says what is chosen.
    key = f"rows-beside-{columns[0]}-{chosen}-{row}"

    def changed() -> None:
        rows = st.session_state[key].selection.rows
        go(ids[rows[0]] if rows else None)

    tall = "title" in columns
    row_height = TALL if tall else min(max((room - 38) // max(len(frame), 1), 35), 50)
    height = min(row_height * len(frame) + 38, max(room, LEAST))
    st.dataframe(
        compact(frame[columns]),
        column_config={name: _COLUMNS[name] for name in columns},
        hide_index=True,
        height=height,
        row_height=row_height,
        key=key,
        on_select=changed,
        selection_mode="single-row",
        selection_default={"selection": {"rows": [] if row is None else [row]}},
        alt=alt,
    )


def _only(values: tuple[str, ...]) -> str | None:
    return values[0] if len(values) == 1 else None


def link_table(view: View, links: pd.DataFrame, room: int) -> None:
    """One row a link, or a direction of travel; choosing one keeps its events only. There is `room` for a table of so many pixels."""
    filter_, options = view.selection.filter, view.options

    def go(link: str | None) -> None:
        view.go(replace(filter_, link=(link,) if link else ()))

    measure = ["mean_tone"] if options.colour == "tone" else ["meetings"] if options.count == "meetings" else ["contacts"]
    if options.arcs == "visits":
        links, columns = links.rename(columns={"events": "visits"}), ["label", "visits", "last_date"]
    else:
        columns = ["label", "events", *measure, "last_date"]
    alt = "Links on the map with numbers of events; choose a row to keep its events"
    _table(links, columns, list(links["link"]), _only(filter_.link), go, alt, room)


def place_table(view: View, places: pd.DataFrame, room: int) -> None:
    """One row a place, busiest first; choosing one keeps its events only."""
    filter_ = view.selection.filter

    def go(place: str | None) -> None:
        view.go(replace(filter_, place=(place,) if place else ()))

    named = places.assign(name=places["name"].where(~places["uncertain"], places["name"] + " (approximate)"))
    alt = "Meeting places with numbers of events and contacts; choose a row to keep its events"
    _table(named, ["name", "country", "events", "contacts"], list(places["place_id"]), _only(filter_.place), go, alt, room)
    st.caption("Calls and written statements have no place.")


def _chosen_event(view: View, selection: Selection) -> None:
    """The event that is lit, which may be older than the rows that are shown."""
    position = view.dataset.position.get(view.options.event or "")
    if position is not None and selection.mask[position]:
        title = str(view.dataset.events["title"].iloc[position])
        with st.container(horizontal=True, vertical_alignment="center"):
            show_links([Link(f"Open “{title}” →", "events", view.link())])
            st.button("Clear", key="clear-event", type="tertiary", on_click=view.go, kwargs={"event": None})


def event_rows(view: View, selection: Selection, room: int) -> None:
    """The newest events; a click on one, or Enter, opens it. The page must call `follow`."""

    def go(event: str | None) -> None:
        leave_for_events(view, event=event) if event else view.go(event=None)

    _chosen_event(view, selection)
    events = selection.events[: -EVENTS_SENT - 1 : -1]
    ids, chosen = list(events["event_id"]), view.options.event
    frame = pd.DataFrame({"date": dates_of(events), "title": events["title"].array, "grade": events["grade"].array})
    alt = "Events on the map; choose a row to open the event"
    _table(frame, ["date", "title", "grade"], ids, chosen, go, alt, room - BELOW_EVENTS)
    if selection.n > EVENTS_SENT:
        st.caption(f"The newest {EVENTS_SENT} of {count(selection.n, 'event')}.")
    show_links([Link("All events in view →", "events", view.link(event=None))])
