"""The answer to what is asked of the routes, and what must be known of it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from atlas.dataset.legs import FUTURE, leg_names
from atlas.routes.answers import corridors_in_words, scenario_in_words, way_in_words
from atlas.routes.route_map import RouteMap
from atlas.routes.status import first_records, leg_status_on
from atlas.words import format_date, join_words
from components.text import plain
from components.view import View


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


def route_answer(content: RouteMap) -> None:
    """The title's question answered for the corridors, or for the way asked for; labelled as a scenario where something is assumed."""
    dataset, day, scenario = content.dataset, content.day, content.scenario
    if not content.asked:
        st.markdown(plain(corridors_in_words(dataset, content.corridors, day)))
        return
    sentence = plain(way_in_words(dataset, day, content.way, content.before, content.criterion, scenario))
    if not scenario:
        st.markdown(sentence)
        return
    with st.container(border=True, key="routes-scenario"):
        st.markdown(f"**Scenario, not the record** · {plain(scenario_in_words(dataset, scenario))}")
        st.markdown(sentence)
