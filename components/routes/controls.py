"""What is asked of the routes: which day, corridors and ends, what is assumed; and the answers in sentences."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from atlas.dataset.legs import FUTURE, leg_names
from atlas.routes.answers import scenario_in_words
from atlas.routes.status import first_records, leg_status_on
from atlas.view.options import OPTIONS
from atlas.view.scenario import buildable
from atlas.words import count, format_date, join_words
from components.controls import choose, choose_several, pick
from components.text import plain
from components.view import View
from components.viewport import column_width, is_narrow

KABUL = "Kabul"
ROOMY = 860
"""Width in pixels from which three controls stand beside each other without being cut."""

WHAT_IF = "What if a leg, a crossing or a country were shut, or a planned leg built?"
NO_SCENARIO = {name: OPTIONS[name].default for name in ("close", "built", "origin", "destination", "prefer")}
"""The options of a scenario as they are when nothing is assumed."""


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


def is_asked(view: View) -> bool:
    """Whether the address asks for a way: it names a scenario, an end, or a criterion."""
    return any(getattr(view.options, name) != value for name, value in NO_SCENARIO.items())


def scenario_controls(view: View, day: date) -> None:
    """Where from and to, what to close (`close`) and what to assume built (`built`), all kept in the address."""
    asked = is_asked(view)
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
            st.button("Reset the scenario", key="routes-reset", on_click=view.go, kwargs=NO_SCENARIO)


def already_there(view: View, day: date) -> None:
    """Names what is assumed built although no record of the day has it planned or under construction."""
    status, names = leg_status_on(view.dataset, day)["status"], leg_names(view.dataset)
    idle = [f"{names[leg]} ({status[leg]})" for leg in view.options.built if status[leg] not in FUTURE]
    if idle:
        st.caption(f"Not planned or under construction on {format_date(day)}: {plain(join_words(idle))}.")


def beyond_the_records(view: View, day: date) -> None:
    """Says so where the day lies before the first record of any leg, or after the data end."""
    first, last = first_records(view.dataset)["day"].min().date(), view.dataset.last_day
    if day < first:
        st.caption(f"Status not recorded before {format_date(first)}, for any leg.")
    if day > last:
        st.caption(f"The data end on {format_date(last)}; what changed later is not in them.")


def route_answer(table: pd.DataFrame, day: date) -> None:
    """The title's question answered for the corridors in view."""
    found = table[(table["to"] == KABUL) & ~table["through_pakistan"]]
    named = join_words(f"{plain(corridor['name'])} ({corridor['status']})" for _, corridor in found.iterrows())
    verb = "leads" if len(found) == 1 else "lead"
    what = f"of {count(len(table), 'corridor')} shown {verb} to Kabul without Pakistan’s ports, roads and railways"
    st.markdown(f"As of {format_date(day)}, {len(found) or 'none'} {what}{f': {named}' if named else ''}.")


def scenario_answer(view: View, sentence: str) -> None:
    """The answer for the best way, labelled as a scenario where something is assumed."""
    assumed = scenario_in_words(view.dataset, view.options.scenario)
    if not assumed:
        st.markdown(plain(sentence))
        return
    with st.container(border=True, key="routes-scenario"):
        st.markdown(f"**Scenario, not the record** · {plain(assumed)}")
        st.markdown(plain(sentence))
