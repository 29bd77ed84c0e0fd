"""What is asked of the routes: which day, corridors and ends, and what is assumed."""

from __future__ import annotations

from datetime import date

import streamlit as st

from atlas.dataset.legs import FUTURE
from atlas.routes.scenarios import NOTHING_ASKED, is_asked
from atlas.routes.status import first_records, leg_status_on
from atlas.view.options import OPTIONS
from atlas.view.scenario import buildable
from atlas.words import format_date
from components.controls import choose, choose_several, pick
from components.view import View
from components.viewport import is_narrow

WHAT_IF = "What if a leg, a crossing or a country were shut, or a planned leg built?"

WIDE, NARROW = 560, 330
"""Width in pixels of what a popover holds."""


def route_controls(view: View, day: date, default: tuple[str, ...]) -> None:
    """One row: the day (`asof`), the corridors (`routes`), and what is assumed; all kept in the address, a default left out of it."""
    scenario = view.options.scenario
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall" if is_narrow() else "small", key="routes-controls"):
        _day(view, day)
        # Were label or look to follow the choice, the popover would close in the middle of it.
        corridors = st.popover("Corridors", key="routes-corridors", on_change="rerun")
        what_if = st.popover("What if …", key="routes-what-if", on_change="rerun")
        if is_asked(view.options):
            label = "Reset the scenario" if scenario else "Reset the way"
            st.button(label, key="routes-reset", type="tertiary", on_click=view.go, kwargs=NOTHING_ASKED)
    width = NARROW if is_narrow() else WIDE
    if corridors.open:
        with corridors, st.container(width=width):
            choose_several(view, "routes", usual=default, placeholder="Main corridors")
    if what_if.open:
        with what_if, st.container(width=width):
            _scenario(view, day)


def _day(view: View, day: date) -> None:
    last = view.dataset.last_day
    # As everywhere, the address decides; a control only shows it and writes it.
    st.session_state["routes-asof"] = day

    def changed() -> None:
        chosen = st.session_state["routes-asof"]
        view.go(asof=None if chosen == last else chosen)

    st.date_input(
        OPTIONS["asof"].label,
        # A day outside the records is a valid question; the calendar must be able to show it.
        min_value=min(first_records(view.dataset)["day"].min().date(), day),
        max_value=max(last, day),
        key="routes-asof",
        format="YYYY-MM-DD",
        on_change=changed,
        width=124 if is_narrow() else 190,
        label_visibility="collapsed" if is_narrow() else "visible",
    )


def _scenario(view: View, day: date) -> None:
    """Where from and to, what to close (`close`) and what to assume built (`built`)."""
    status, names = leg_status_on(view.dataset, day)["status"], buildable(view.dataset)
    built = [leg for leg in names if status[leg] in FUTURE or leg in view.options.built]

    def build_label(leg: str) -> str:
        # What is chosen stands on a short label.
        return names[leg] if leg in view.options.built else f"{names[leg]} ({str(status[leg]).replace('-', ' ')})"

    st.caption(WHAT_IF)
    start, end = st.columns(2)
    with start:
        pick(view, "origin")
    with end:
        pick(view, "destination")
    choose(view, "prefer")
    rule = "A country closes every leg by sea or land with an end in it, but no flight over it: where flights pass is not recorded."
    choose_several(view, "close", placeholder="Nothing", help=rule)
    rule = f"Legs that are planned or under construction on {format_date(day)}."
    choose_several(view, "built", values=built, written=build_label, placeholder="Nothing", help=rule)
