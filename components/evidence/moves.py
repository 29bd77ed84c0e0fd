"""How much a measure moves when weaker evidence is left out."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from atlas.measures.trust import measures, share
from atlas.view import Selection
from atlas.view.strictness import LABELS, MEANING, across
from atlas.words import count
from components.evidence.lists import csv_button
from components.text import plain
from components.view import View

Measure = Callable[[Selection], str]


def moves(view: View) -> None:
    """All measures at every position of the switch."""
    across_all = across(view.selection, measures)
    names = list(across_all["broad"])
    table = pd.DataFrame(
        {"measure": names, **{position: [values[name] for name in names] for position, values in across_all.items()}},
    )
    headed = table.rename(columns={"measure": "Measure", **{name: f"{LABELS[name]}: {MEANING[name]}" for name in LABELS}})
    st.table(headed.map(plain), hide_index=True, border="horizontal", alt="Measures of the view, by how firm the evidence must be")
    csv_button(view, "strict-to-broad", table)


def _number_of_publishers(selection: Selection) -> str:
    rows = selection.dataset.evidence
    return count(rows.loc[selection.mask[rows["event"].to_numpy()], "publisher_id"].nunique(), "publisher")


_MOVING: dict[str, tuple[str, Measure]] = {
    "grades": ("Events", lambda view: count(view.n, "event")),
    "contested": ("Contested events", lambda view: share(int(view.events["contested"].sum()), view.n)),
    "sides": ("One-sided events", lambda view: share(int(view.events["one_sided"].sum()), view.n)),
    "publishers": ("Publishers read", _number_of_publishers),
    "single": ("Events with a single origin", lambda view: share(int((view.events["origins"] <= 1).sum()), view.n)),
}


def how_much_it_moves(view: View, check: str) -> None:
    """The measure at each position of the switch, whichever is chosen."""
    if check not in _MOVING:
        return
    name, measure = _MOVING[check]
    values = across(view.selection, measure)
    told = " · ".join(f"{LABELS[position].lower()}: **{plain(value)}**" for position, value in values.items())
    st.markdown(f"{name} – {told}")
