"""The facts of the link map as tables, so that nothing depends on seeing it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

LINK_COLUMNS = {
    "label": st.column_config.TextColumn("Link", width=134),
    "events": st.column_config.NumberColumn("Events", width=56),
    "contacts": st.column_config.NumberColumn("Contacts", width=66, help="Events that brought representatives together"),
    "last_date": st.column_config.DateColumn("Last", format="MMM YYYY", width=72),
}
PLACE_COLUMNS = {
    "name": st.column_config.TextColumn("Place", width=146),
    "country": st.column_config.TextColumn("Country", width=62),
    "events": st.column_config.NumberColumn("Events", width=56),
    "contacts": st.column_config.NumberColumn("Contacts", width=66),
}
ROWS_SHOWN = 6


def _table(frame: pd.DataFrame, columns: dict[str, object], alt: str) -> None:
    height = 35 * (min(len(frame), ROWS_SHOWN) + 1) + 3
    st.dataframe(frame[list(columns)], column_config=columns, hide_index=True, height=height, alt=alt)


def link_table(links: pd.DataFrame) -> None:
    """One row a link. A multilateral event counts in each of its links, so the column has no total."""
    _table(links, dict(LINK_COLUMNS), "Links on the map with numbers of events and contacts, and the last date")
    st.caption("An event of several parties counts once in each of its links.")


def place_table(places: pd.DataFrame) -> None:
    """One row a place, busiest first."""
    _table(places, dict(PLACE_COLUMNS), "Meeting places with numbers of events and contacts")
    st.caption("Calls and written statements have no place.")
