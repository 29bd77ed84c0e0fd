"""The page Evidence under its title: one measure at a time, each with how much it moves when weaker evidence is left out."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from atlas.measures.announced import outcome_counts
from atlas.measures.trust import measures, share
from atlas.view import Selection
from atlas.view.strictness import LABELS, MEANING, across
from atlas.words import count
from components.controls import choose_one
from components.evidence.announced import announced
from components.evidence.by_quarter import grades, publishers
from components.evidence.lists import contested, rows_button, single
from components.evidence.sides import sides
from components.text import plain
from components.view import View

Measure = Callable[[Selection], str]


def _moves(view: View) -> None:
    across_all = across(view.selection, measures)
    names = list(across_all["broad"])
    table = pd.DataFrame(
        {"measure": names, **{position: [values[name] for name in names] for position, values in across_all.items()}},
    )
    headed = table.rename(columns={"measure": "Measure", **{name: f"{LABELS[name]}: {MEANING[name]}" for name in LABELS}})
    st.table(headed.map(plain), hide_index=True, border="horizontal", alt="Measures of the view, by how firm the evidence must be")
    rows_button(view, "strict-to-broad", table)


def _number_of_publishers(selection: Selection) -> str:
    rows = selection.dataset.evidence
    return count(rows.loc[selection.mask[rows["event"].to_numpy()], "publisher_id"].nunique(), "publisher")


def _open_steps(selection: Selection) -> str:
    numbers = outcome_counts(selection)
    return share(numbers["open"], sum(numbers.values()))


_MOVING: dict[str, tuple[str, Measure]] = {
    "grades": ("Events", lambda view: count(view.n, "event")),
    "contested": ("Contested events", lambda view: share(int(view.events["contested"].sum()), view.n)),
    "announced": ("Steps not seen to happen", _open_steps),
    "sides": ("One-sided events", lambda view: share(int(view.events["one_sided"].sum()), view.n)),
    "publishers": ("Publishers read on the events", _number_of_publishers),
    "single": ("Events with a single origin", lambda view: share(int((view.events["origins"] <= 1).sum()), view.n)),
}


def _how_much_it_moves(view: View, check: str) -> None:
    """The measure at each position of the switch, whichever is chosen."""
    if check not in _MOVING:
        return
    name, measure = _MOVING[check]
    values = across(view.selection, measure)
    told = " · ".join(f"{LABELS[position].lower()}: **{plain(value)}**" for position, value in values.items())
    st.markdown(f"{name} – {told}")


_DRAW: dict[str, Callable[[View], None]] = {
    "grades": grades,
    "contested": contested,
    "announced": announced,
    "sides": sides,
    "publishers": publishers,
    "single": single,
    "moves": _moves,
}


def trust(view: View) -> None:
    """The whole page under its title. The view must not be empty."""
    choose_one(view, "check")
    check = view.options.check
    _DRAW[check](view)
    _how_much_it_moves(view, check)
