"""The switches in the header: how events are counted, and how firm an event must be to count."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from atlas.view.strictness import LABELS, MEANING, STRICTNESS, strictness_of
from components.compare import compare_menu
from components.controls import WHY_COUNTS_DIFFER, choose
from components.view import View
from components.viewport import PAGES_IN_A_ROW_FROM, is_narrow, window_width

_KEY = "strictness"


def _strictness(view: View) -> None:
    """Strict, standard or broad: the filter of grades by another name, each with the number of events it would leave."""
    filter_, counts = view.selection.filter, view.selection.counts("grade")
    numbers = {name: counts[grade] if grade else max(counts.values()) for name, grade in STRICTNESS.items()}
    st.session_state[_KEY] = strictness_of(filter_)

    def changed() -> None:
        # A click on the chosen position clears it, which is the widest one.
        view.go(replace(filter_, grade=STRICTNESS[st.session_state[_KEY] or "broad"]))

    meanings = "; ".join(f"*{LABELS[name].lower()}*: {meaning}" for name, meaning in MEANING.items())
    st.segmented_control(
        "How firm the evidence must be",
        list(STRICTNESS),
        key=_KEY,
        format_func=lambda name: f"{LABELS[name]} ({numbers[name]:,})",
        on_change=changed,
        label_visibility="collapsed",
        help=f"Which events count, by the grade of their evidence – {meanings}.",
        width="content",
    )


def _counts_links(view: View, page: str) -> bool:
    """Whether a page counts links, where it matters whether a meeting of three is one or three.

    On a map that is neither wide nor narrow the question stands among what is folded, so that the switches fit into one row.
    """
    if page == "map":
        return view.options.arcs != "visits" and (is_narrow() or window_width() >= PAGES_IN_A_ROW_FROM)
    return page == "relations" and view.options.show == "tempo"


def switches(view: View, page: str) -> None:
    """The switches that a page has, by its part of the address, and on the overview the way to compare."""
    if not page:
        compare_menu(view)
    if _counts_links(view, page):
        choose(view, "count", help=WHY_COUNTS_DIFFER)
    _strictness(view)
