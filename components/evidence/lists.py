"""Lists of events: those that a page contradicts, and those that rest on one origin."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas.measures.trust import contradictions, single_source
from atlas.words import count
from components.charts import csv_button
from components.event_list import date_of, event_link, to_event
from components.links import show_links
from components.source_list import disagreement
from components.view import View
from components.viewport import is_narrow

_A_PAGE = 10


def turned_to(frame: pd.DataFrame, key: str, size: int = _A_PAGE) -> pd.DataFrame:
    """The rows of the page that is turned to."""
    pages = -(-len(frame) // size)
    number = st.pagination(pages, key=key, max_visible_pages=5 if is_narrow() else 7) if pages > 1 else 1
    return frame.iloc[(number - 1) * size : number * size]


def rows_button(view: View, name: str, table: pd.DataFrame) -> None:
    """A table as a file, with how many rows it has."""
    csv_button(view, name, table, f"CSV of {count(len(table), 'row')}")


def contested(view: View) -> None:
    """Both accounts side by side, newest event first."""
    rows = contradictions(view.selection)
    if rows.empty:
        st.info("No page contradicts an event in view.")
        return
    kept = ["event_id", "publisher_name", "published", "language", "url", "states"]
    rows_button(view, "contested", rows[kept].rename(columns={"publisher_name": "publisher"}))
    order = pd.DataFrame({"event": rows["event"].drop_duplicates()})
    for position in turned_to(order, "contested-page")["event"]:
        event = view.dataset.events.iloc[int(position)]
        with st.container(border=True, gap="small"):
            event_link(view, event, [date_of(event), f"grade {event['grade']}"], strong=True)
            disagreement(event, rows[rows["event"] == position])


def single(view: View) -> None:
    """The events, newest first, each with its origin."""
    events = single_source(view.selection)
    if events.empty:
        st.info("Every event in view has at least two independent origins.")
        return
    evidence = view.dataset.evidence
    rows = evidence[evidence["independent"] & evidence["event"].isin(events.index)].drop_duplicates(["event", "origin_id"])
    names = view.dataset.tables["publishers"].set_index("publisher_id")["name"]
    origin = rows.set_index("event")["origin_id"].astype("str").map(names).reindex(events.index)
    written = events[["event_id", "date_start", "title", "announced_by", "sources"]]
    written = written.rename(columns={"title": "event", "sources": "pages"})
    written.insert(3, "origin", origin)
    rows_button(view, "single-source", written)
    shown = turned_to(events, "single-page", 20)
    links = []
    for event, name in zip(shown.to_dict("records"), origin.loc[shown.index], strict=True):
        only = "no independent origin" if pd.isna(name) else f"only origin: {name}"
        links.append(to_event(view, event, [date_of(event), str(event["type"]).lower(), only]))
    show_links(links)
