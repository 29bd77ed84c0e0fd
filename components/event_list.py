"""Events in lists: a short list of links, and the table of the Events page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import streamlit as st

from atlas.dataset.details import days_of
from atlas.words import format_date, solar_hijri
from components.compact import compact
from components.drawn import drawn_once
from components.links import Link, show_links
from components.view import View
from components.viewport import BESIDE_FROM, column_width, window_width

Event = Mapping[Any, Any] | pd.Series
"""An event as a record or a row of the table."""

EVENT_COLUMNS: dict[str, Any] = {
    "date": st.column_config.TextColumn("Date", width=118),
    "title": st.column_config.TextColumn("Event", width=448),
    "actors": st.column_config.TextColumn("Actors", width=152),
    "type": st.column_config.TextColumn("Type", width=92),
    "level": st.column_config.TextColumn("Level", width=96),
    "grade": st.column_config.TextColumn("Grade", width=62, help="Evidence grade: A strongest, C weakest"),
    "sources": st.column_config.NumberColumn("Pages", width=62, help="Pages read on the event"),
    "place": st.column_config.TextColumn("Place", width=120),
    "people": st.column_config.TextColumn("People", width=200),
    "issues": st.column_config.TextColumn("Subjects", width=200),
    "status": st.column_config.TextColumn("Status", width=90),
    "contested": st.column_config.CheckboxColumn("Contested", width=80),
    "announced_by": st.column_config.TextColumn("Accounts", width=120, help="Whose official accounts the pages pass on"),
    "origins": st.column_config.NumberColumn("Origins", width=64, help="Independent origins"),
    "goldstein": st.column_config.NumberColumn("Goldstein", width=76, help="Value of the CAMEO code, from −10 to +10"),
    "event_id": st.column_config.TextColumn("Identifier", width=240),
}
USUAL_COLUMNS = ("date", "title", "actors", "type", "level", "grade", "sources")
FEWER_COLUMNS = ("date", "title", "grade")
"""What fits beside the sidebar without scrolling sideways, in a wide window and in one of a tablet."""

_IN_LIST = ["event_id", "date_start", "date_end", "date_precision", "title", "type", "level", "level_rank", "grade"]

ROWS_A_PAGE = 70
"""So many rows of the table are sent at once."""

LEAST_TITLE_WIDTH, TITLE_WIDTH = 300, 448
ROW_MARKS = 40
"""Pixels that the boxes for choosing a row and the frame take."""


def date_of(event: Event) -> str:
    """The date of an event, as certain as it is known."""
    return format_date(*days_of(event))


def hijri_date_of(event: pd.Series) -> str:
    """The date of an event in the Solar Hijri calendar."""
    return solar_hijri(*days_of(event))


def dates_of(events: pd.DataFrame) -> list[str]:
    """The dates of several events."""
    columns = zip(events["date_start"], events["date_end"], events["date_precision"], strict=True)
    return [format_date(start.date(), None if pd.isna(end) else end.date(), str(precision)) for start, end, precision in columns]


def to_event(view: View, event: Event, facts: Sequence[str] = (), *, strong: bool = False, then: str = "") -> Link:
    """A link that opens the event and keeps the filter, with facts above its title and a sign behind it."""
    params = view.link(event=str(event["event_id"]))
    return Link(f"{event['title']}{then}", "events", params, tuple(facts), query=view.selection.filter.q, strong=strong)


def event_link(view: View, event: Event, facts: Sequence[str] = (), *, strong: bool = False, then: str = "") -> None:
    """A single such link."""
    show_links([to_event(view, event, facts, strong=strong, then=then)])


def event_links(view: View, events: pd.DataFrame) -> list[Link]:
    """Links to events, in the order given: date, type, level and grade above a title that opens the event."""
    links = []
    for event in events[_IN_LIST].to_dict("records"):
        level = [str(event["level"]).lower()] if event["level_rank"] else []
        links.append(to_event(view, event, [date_of(event), str(event["type"]).lower(), *level, f"grade {event['grade']}"]))
    return links


def event_list(view: View, events: pd.DataFrame) -> None:
    """A compact list of events, in the order given."""
    show_links(event_links(view, events))


@drawn_once
def in_order(view: View, by: tuple[str, ...], ascending: tuple[bool, ...]) -> npt.NDArray[np.intp]:
    """The positions of the events in view, sorted by these columns. Nobody may change them."""
    sorted_by = view.dataset.events[list(by)].iloc[view.selection.positions]
    return sorted_by.sort_values(list(by), ascending=list(ascending)).index.to_numpy()


def usual_columns() -> tuple[str, ...]:
    """The columns that fit into the visitor's window."""
    return USUAL_COLUMNS if window_width() >= BESIDE_FROM else FEWER_COLUMNS


_CHOSEN = "events-columns-chosen"


def column_menu(*, disabled: bool) -> list[str]:
    """The choice of the table's columns, folded into a button, and what is chosen."""
    chosen: list[str] = st.session_state.get(_CHOSEN, list(usual_columns()))
    menu = st.popover("Columns", key="events-columns-open", disabled=disabled, on_change="rerun")
    if menu.open:
        key, names = "events-columns", {name: column["label"] for name, column in EVENT_COLUMNS.items()}
        st.session_state[key] = chosen

        def keep() -> None:
            st.session_state[_CHOSEN] = st.session_state[key]

        menu.multiselect("Columns of the table", list(names), key=key, format_func=names.__getitem__, on_change=keep)
    return chosen


def _fitted(columns: Sequence[str]) -> dict[str, Any]:
    """The settings of the columns, with a title that leaves room for the others as far as it stays readable."""
    settings = {name: EVENT_COLUMNS[name] for name in columns}
    if "title" in settings:
        others = sum(column["width"] for name, column in settings.items() if name != "title")
        room = column_width(1.0) - others - ROW_MARKS
        settings["title"] = {**EVENT_COLUMNS["title"], "width": min(max(room, LEAST_TITLE_WIDTH), TITLE_WIDTH)}
    return settings


def event_table(view: View, events: pd.DataFrame, columns: Sequence[str], key: str) -> None:
    """A table of events with some of `EVENT_COLUMNS`; choosing a row opens it."""

    def chosen() -> None:
        rows = st.session_state[key].selection.rows
        if rows:
            view.go(event=str(events["event_id"].iloc[rows[0]]))

    shown = pd.DataFrame({name: dates_of(events) if name == "date" else events[name].array for name in columns})
    if "level" in shown:
        shown["level"] = shown["level"].astype("str").replace({"No contact": "–", "Head of government or state": "Head"})
    st.dataframe(
        compact(shown),
        column_config=_fitted(columns),
        hide_index=True,
        key=key,
        on_select=chosen,
        selection_mode="single-row",
        row_height=44,
        height=44 * (len(shown) + 1) + 3 if len(shown) <= 12 else 620,
        alt="Events in view; choose a row to open the event",
    )
