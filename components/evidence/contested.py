"""Events that a page contradicts."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas.measures.trust import contradictions
from components.event_list import date_of, event_link
from components.evidence.parts import csv_button, turned_to
from components.source_list import disagreement
from components.text import plain
from components.view import View


def contested(view: View) -> None:
    """Both accounts side by side, newest event first."""
    rows = contradictions(view.selection)
    if rows.empty:
        st.info("No page contradicts an event in view.")
        return
    kept = ["event_id", "publisher_name", "published", "language", "url", "states"]
    csv_button(view, "contested", rows[kept].rename(columns={"publisher_name": "publisher"}))
    order = pd.DataFrame({"event": rows["event"].drop_duplicates()})
    for position in turned_to(order, "contested-page")["event"]:
        event = view.dataset.events.iloc[int(position)]
        with st.container(border=True, gap="small"):
            st.caption(f"{date_of(event)} · grade {event['grade']}")
            event_link(view, event, f"**{plain(str(event['title']))}**")
            disagreement(event, rows[rows["event"] == position])
