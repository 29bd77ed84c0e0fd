"""What is asked of the routes: which day, corridors and ends, and what is assumed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from atlas.dataset.legs import FUTURE, leg_names, place_name
from atlas.geography import country_names
from atlas.routes.answers import closed_name
from atlas.routes.scenarios import NOTHING_ASKED, is_asked
from atlas.routes.status import first_records, leg_status_on
from atlas.view.options import PREFER
from atlas.view.scenario import DESTINATIONS, buildable, closable, origins
from atlas.words import format_date
from components.view import View
from components.viewport import column_width, is_narrow

ROOMY = 860
"""Width in pixels from which three controls stand beside each other without being cut."""

WHAT_IF = "What if a leg, a crossing or a country were shut, or a planned leg built?"


def route_controls(view: View, corridors: tuple[str, ...], day: date, default: tuple[str, ...]) -> None:
    """The day (`asof`) and the corridors (`routes`), both kept in the address; a default is left out of it."""
    dataset = view.dataset
    names = dataset.tables["corridors"].set_index("corridor_id")["name"].to_dict()
    first = first_records(dataset)["day"].min().date()
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


def _choice(view: View, name: str, label: str, options: list[str], written: Callable[[str], str]) -> None:
    """One of several places, kept in the address under `name`."""
    key = f"routes-{name}"
    st.session_state[key] = getattr(view.options, name)

    def changed() -> None:
        view.go(**{name: st.session_state[key]})

    st.selectbox(label, options, key=key, format_func=written, on_change=changed)


def _several(view: View, name: str, label: str, options: list[str], written: Callable[[str], str], help: str) -> None:
    """Any number of what a scenario assumes, kept in the address under `name`."""
    key = f"routes-{name}"
    st.session_state[key] = list(getattr(view.options, name))

    def changed() -> None:
        view.go(**{name: tuple(st.session_state[key])})

    st.multiselect(label, options, key=key, format_func=written, on_change=changed, placeholder="Nothing", help=help)


def _prefer(view: View) -> None:
    st.session_state["routes-prefer"] = view.options.prefer

    def changed() -> None:
        # A click on the chosen segment clears it; the view then goes back to the default.
        view.go(prefer=st.session_state["routes-prefer"] or next(iter(PREFER)))

    st.segmented_control("Draw the way with the", list(PREFER), key="routes-prefer", format_func=PREFER.__getitem__, on_change=changed)


def scenario_controls(view: View, day: date) -> None:
    """Where from and to, what to close (`close`) and what to assume built (`built`), all kept in the address."""
    asked = is_asked(view.options)
    panel = st.expander(WHAT_IF, expanded=asked, key="routes-what-if", on_change="rerun")
    if not panel.open:
        return
    dataset, countries = view.dataset, country_names()
    status, names = leg_status_on(dataset, day)["status"], leg_names(dataset)
    built = [leg for leg in buildable(dataset) if status[leg] in FUTURE or leg in view.options.built]

    def close_label(item: str) -> str:
        return f"{countries[item]} (country)" if item in countries else closed_name(dataset, item)

    def build_label(leg: str) -> str:
        # What is chosen stands on a short label.
        return str(names[leg]) if leg in view.options.built else f"{names[leg]} ({str(status[leg]).replace('-', ' ')})"

    with panel:
        roomy = column_width(1) >= ROOMY
        start, end, *rest = st.columns([1, 1, 1.4] if roomy else 2, vertical_alignment="bottom")
        with start:
            _choice(view, "origin", "From", list(origins(dataset)), origins(dataset).__getitem__)
        with end:
            _choice(view, "destination", "To", list(DESTINATIONS), lambda place: place_name(dataset, place))
        with rest[0] if rest else st.container():
            _prefer(view)
        close, build = st.columns(2)
        with close:
            rule = "A country closes every leg by sea or land with an end in it, but no flight over it: where flights pass is not recorded."
            _several(view, "close", "Close", list(closable(dataset)), close_label, rule)
        with build:
            rule = f"Legs that are planned or under construction on {format_date(day)}."
            _several(view, "built", "Assume built", built, build_label, rule)
        if asked:
            st.button("Reset the scenario", key="routes-reset", on_click=view.go, kwargs=NOTHING_ASKED)
