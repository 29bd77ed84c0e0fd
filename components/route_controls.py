"""What is asked of the routes: which corridors, on which day; and the answer in a sentence."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from atlas.words import count, format_date, join_words
from components.text import plain
from components.view import View
from components.viewport import is_narrow

KABUL = "Kabul"
DEFAULT = ("chabahar-kandahar", "bandarabbas-herat", "karachi-torkham", "wagah-torkham")


def corridors_shown(view: View) -> tuple[str, ...]:
    """The corridors of the address, or the main ones."""
    return view.options.routes or DEFAULT


def route_controls(view: View, corridors: tuple[str, ...], day: date, default: tuple[str, ...]) -> None:
    """The day (`asof`) and the corridors (`routes`), both kept in the address; a default is left out of it."""
    dataset = view.dataset
    names = dataset.tables["corridors"].set_index("corridor_id")["name"].to_dict()
    first = min(dataset.tables["leg_status"]["from_date"].min(), dataset.legs["status_as_of"].min()).date()
    # As everywhere, the address decides; a control only shows it and writes it.
    st.session_state["routes-asof"], st.session_state["routes-corridors"] = day, list(corridors)

    def day_changed() -> None:
        chosen = st.session_state["routes-asof"]
        view.go(asof=None if chosen == dataset.last_day else chosen)

    def corridors_changed() -> None:
        chosen = tuple(st.session_state["routes-corridors"])
        view.go(routes=() if chosen == default else chosen)

    with st.container(horizontal=not is_narrow(), vertical_alignment="top"):
        st.date_input(
            "As of",
            # A day outside the records is a valid question; the calendar must be able to show it.
            min_value=min(first, day),
            max_value=max(dataset.last_day, day),
            key="routes-asof",
            format="YYYY-MM-DD",
            on_change=day_changed,
            width=150,
        )
        st.multiselect(
            "Corridors",
            list(names),
            key="routes-corridors",
            format_func=names.__getitem__,
            on_change=corridors_changed,
            placeholder="Main corridors",
        )


def route_answer(table: pd.DataFrame, day: date, last_day: date) -> None:
    """The title's question answered for the corridors in view."""
    found = table[(table["to"] == KABUL) & ~table["through_pakistan"]]
    named = join_words(f"{plain(corridor['name'])} ({corridor['status']})" for _, corridor in found.iterrows())
    verb = "leads" if len(found) == 1 else "lead"
    what = f"of {count(len(table), 'corridor')} shown {verb} to Kabul without Pakistan’s ports, roads and railways"
    st.markdown(f"As of {format_date(day)}, {len(found) or 'none'} {what}{f': {named}' if named else ''}.")
    if day > last_day:
        st.caption(f"The data end on {format_date(last_day)}; what changed later is not in them.")
