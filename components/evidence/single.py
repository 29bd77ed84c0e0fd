"""Events that rest on one origin."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas.measures.trust import single_source
from components.event_list import date_of, event_link
from components.evidence.parts import csv_button, turned_to
from components.text import plain
from components.view import View


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
    written = pd.DataFrame(
        {
            "event_id": events["event_id"],
            "date_start": events["date_start"],
            "event": events["title"],
            "origin": origin,
            "announced_by": events["announced_by"].astype("str"),
            "pages": events["sources"],
        }
    )
    csv_button(view, "single-source", written)
    shown = turned_to(events, "single-page", 20)
    for (_, event), name in zip(shown.iterrows(), origin.loc[shown.index], strict=True):
        only = "no independent origin" if pd.isna(name) else f"only origin: {name}"
        with st.container(gap=None):
            st.caption(" · ".join([date_of(event), str(event["type"]).lower(), plain(only)]))
            event_link(view, event)
