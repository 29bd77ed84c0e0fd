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
from components.viewport import column_width, is_narrow

ROOMY = 860
"""Width in pixels from which three controls stand beside each other without being cut."""

WHAT_IF = "What if a leg, a crossing or a country were shut, or a planned leg built?"


def route_controls(view: View, day: date, default: tuple[str, ...]) -> None:
    """The day (`asof`) and the corridors (`routes`), both kept in the address; a default is left out of it."""
    last = view.dataset.last_day
    # As everywhere, the address decides; a control only shows it and writes it.
    st.session_state["routes-asof"] = day

    def changed() -> None:
        chosen = st.session_state["routes-asof"]
        view.go(asof=None if chosen == last else chosen)

    with st.container(horizontal=not is_narrow(), vertical_alignment="top"):
        st.date_input(
            OPTIONS["asof"].label,
            # A day outside the records is a valid question; the calendar must be able to show it.
            min_value=min(first_records(view.dataset)["day"].min().date(), day),
            max_value=max(last, day),
            key="routes-asof",
            format="YYYY-MM-DD",
            on_change=changed,
            width=150,
        )
        choose_several(view, "routes", usual=default, placeholder="Main corridors")


def scenario_controls(view: View, day: date) -> None:
    """Where from and to, what to close (`close`) and what to assume built (`built`), all kept in the address."""
    asked = is_asked(view.options)
    panel = st.expander(WHAT_IF, expanded=asked, key="routes-what-if", on_change="rerun")
    if not panel.open:
        return
    status, names = leg_status_on(view.dataset, day)["status"], buildable(view.dataset)
    built = [leg for leg in names if status[leg] in FUTURE or leg in view.options.built]

    def build_label(leg: str) -> str:
        # What is chosen stands on a short label.
        return names[leg] if leg in view.options.built else f"{names[leg]} ({str(status[leg]).replace('-', ' ')})"

    with panel:
        roomy = column_width(1) >= ROOMY
        start, end, *rest = st.columns([1, 1, 1.4] if roomy else 2, vertical_alignment="bottom")
        with start:
            pick(view, "origin")
        with end:
            pick(view, "destination")
        with rest[0] if rest else st.container():
            choose(view, "prefer")
        close, build = st.columns(2)
        with close:
            rule = "A country closes every leg by sea or land with an end in it, but no flight over it: where flights pass is not recorded."
            choose_several(view, "close", placeholder="Nothing", help=rule)
        with build:
            rule = f"Legs that are planned or under construction on {format_date(day)}."
            choose_several(view, "built", values=built, written=build_label, placeholder="Nothing", help=rule)
        if asked:
            st.button("Reset the scenario", key="routes-reset", on_click=view.go, kwargs=NOTHING_ASKED)
