"""Corridors side by side in a few words each, for a scene of a story."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from atlas.words import format_date
from components.routes.words import NO_SOURCE, km_text
from components.text import plain


def corridors_in_short(table: pd.DataFrame, day: date) -> None:
    """Rows of `atlas.routes.comparison.compare`: status on the day, length, days as sources state them, and borders."""
    rows = {
        "Corridor": table["name"].map(lambda name: plain(str(name))),
        f"On {format_date(day)}": table["status"].map(lambda status: f"**{str(status).capitalize()}**"),
        "Length": [f"{km_text(km)} km" for km in table["km"]],
        "Days stated": [plain(days) if days else NO_SOURCE for days in table["days"]],
        "Land borders": [str(number) for number in table["borders"]],
    }
    st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt=f"Corridors compared on {format_date(day)}")
