"""Corridors side by side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from itertools import groupby, islice
from typing import Any

import pandas as pd
import streamlit as st

from atlas.dataset import Dataset
from atlas.dataset.legs import LEG_STATUSES, NOT_RECORDED, short_name
from atlas.geography import VIEWS, country_names
from atlas.routes.comparison import compare
from atlas.routes.looks import status_in_words
from atlas.routes.route_map import route_map_of
from atlas.routes.shares import INSIDE, exposure_on
from atlas.words import count, format_date, join_words
from components.drawn import drawn_once
from components.event_list import dates_of
from components.routes.legs import gauges
from components.routes.words import (
    NO_SOURCE,
    against_in_words,
    dossier_mark,
    event_mark,
    inside_in_words,
    legs_in_words,
    length_in_words,
    part_in_words,
)
from components.text import link, plain
from components.view import View
from components.viewport import column_width

LABEL_WIDTH, LEAST_COLUMN = 130, 195
"""Width in pixels of the labels of the comparison, and the least of a corridor's column."""


def _sources(dataset: Dataset, ids: tuple[str, ...]) -> str:
    pages = [str(dataset.sources.at[source_id, "url"]) for source_id in ids]
    if len(pages) == 1:
        return link("source", pages[0])
    return "sources " + ", ".join(link(str(number), url) for number, url in enumerate(pages, start=1))


def _stated(dataset: Dataset, text: str | None, ids: tuple[str, ...], unit: str) -> str:
    if text is None:
        return NO_SOURCE
    return f"{plain(text.replace(unit, '').replace('  ', ' ').strip())}  \n:small[{_sources(dataset, ids)}]"


def _leg_marks(view: View, corridor: Mapping[str, Any], legs: tuple[str, ...]) -> str:
    """Legs, each linked to the event behind its status; what should be known of the change stands once for legs that share it."""
    events, notes = corridor["events"], corridor["notes"]
    parts = []
    for note, group in groupby(legs, notes.get):
        marks = [event_mark(view, events[leg], plain(leg)) if leg in events else plain(leg) for leg in group]
        parts.append(join_words(marks) + (f" ({plain(note)})" if note else ""))
    return "; ".join(parts)


def _on_the_day(view: View, corridor: Mapping[str, Any]) -> str:
    """The overall status, and the legs behind it, each with its event; of legs without a record the first few will do."""
    lines = [f"**{str(corridor['status']).capitalize()}**"]
    for status in LEG_STATUSES[1:]:
        if legs := corridor[status.replace("-", "_").replace(" ", "_")]:
            if status == NOT_RECORDED:
                first = corridor["first_records"]
                dated = tuple(f"{leg} (before {format_date(first[leg].date())})" for leg in legs)
                lines.append(f":small[status not recorded: {plain(legs_in_words(dated))}]")
            else:
                lines.append(f":small[{status_in_words(status)}: {_leg_marks(view, corridor, legs)}]")
    for made, what in (("shut", "shut in the scenario"), ("built", "assumed built")):
        if corridor[made]:
            lines.append(f":small[{what}: {plain(legs_in_words(corridor[made]))}]")
    return "  \n".join(lines)


def _facts(view: View, corridor_id: str, corridor: Mapping[str, Any], day: date) -> dict[str, str]:
    """A row of `compare` in words. Values are Markdown."""
    dataset, countries = view.dataset, [country_names().get(code, code) for code in corridor["countries"]]
    return {
        "From, to": f"{plain(short_name(corridor['from']))} to {plain(short_name(corridor['to']))}",
        "Length": length_in_words(corridor),
        "Stated and measured": against_in_words(corridor),
        "Days stated": _stated(dataset, corridor["days"], corridor["days_sources"], "days"),
        "Cost stated, USD": _stated(dataset, corridor["cost"], corridor["cost_sources"], "USD"),
        "Land borders": str(corridor["borders"]),
        "Countries": " → ".join(map(plain, countries)),
        **{f"Inside {country.title()}": inside_in_words(corridor, country) for country in INSIDE},
        "Under sanctions exposure": part_in_words(corridor, corridor["km_exposed"]),
        "Gauge of railways": gauges(dataset, corridor_id),
        f"On {format_date(day)}": _on_the_day(view, corridor),
    }


@drawn_once
def _side_by_side(view: View) -> pd.DataFrame:
    """A column a corridor, by its identifier, and a row a fact. Nobody may change it."""
    content = route_map_of(view.dataset, view.options)
    table = compare(view.dataset, content.corridors, content.day, content.scenario, view.options.boundaries)
    rows = zip(map(str, table.index), table.to_dict("records"), strict=True)
    frame = pd.DataFrame({corridor_id: _facts(view, corridor_id, row, content.day) for corridor_id, row in rows})
    return frame.drop(index="Gauge of railways") if (table["km_rail"] == 0).all() else frame


def comparison(view: View, names: Mapping[str, str], day: date) -> None:
    """Corridors, by their names, side by side, as many as the page is wide for; the rest below."""
    frame = _side_by_side(view)
    across = max(1, (column_width(1) - LABEL_WIDTH) // LEAST_COLUMN)
    # Even groups: five corridors where four fit are three and two, not four and one.
    groups = -(-len(names) // across)
    across = -(-len(names) // groups)
    for start in range(0, len(names), across):
        part = dict(islice(names.items(), start, start + across))
        named = frame[list(part)].rename(columns={key: dossier_mark(view, "corridor", key, plain(name)) for key, name in part.items()})
        with st.container(key=f"routes-compared-{start}"):
            st.table(named, border="horizontal", alt=f"Compared as of {format_date(day)}: {join_words(part.values())}")
    st.caption(f"{_METHOD.format(view=VIEWS[view.options.boundaries].label)}\n\n{_sanctions(view, day)}")


_METHOD = (
    "The length of a leg is what a source states; else its share of what a source states for several legs together; else measured along "
    "road or railway (© OpenStreetMap contributors, ODbL 1.0), along a sea lane, or on the great circle of a flight; else, where its "
    "course is schematic, estimated: the great circle times the median detour of the legs of that mode for which a source states a "
    "length. Stated and measured: both, over the legs that have both. Stated days and costs cover different stretches, loads and years: "
    "the scope of each stands below, leg by leg. Countries are those at the ends of the legs; borders are counted along road and rail. "
    "Inside a country is what lies there when the line of a road or railway is cut at the borders of the {view} view; a schematic line "
    "within one country lies in it in full, sea lanes and flights in none."
)


@lru_cache(maxsize=64)
def _dated(dataset: Dataset, event_ids: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Id, date in words and title of some events."""
    events = dataset.events.loc[[dataset.position[event_id] for event_id in event_ids]]
    return tuple(zip(events["event_id"], dates_of(events), events["title"], strict=True))


def _sanctions(view: View, day: date) -> str:
    """The rule of the exposure and the events on which it rests, as Markdown."""
    exposure, dataset = exposure_on(view.dataset, day), view.dataset
    if exposure is None:
        return f"Sanctions exposure: no event of type Sanctions about Chabahar is recorded up to {format_date(day)}."
    events = _dated(dataset, exposure.events)
    marks = [event_mark(view, event_id, plain(when)) for event_id, when, _ in events]
    port, country = short_name(str(dataset.places.at[exposure.place_id, "name"])), country_names()[exposure.country]
    return (
        f"Sanctions exposure: legs with an end in {plain(country)}, where the port of {plain(port)} lies, which "
        f"{count(len(events), 'event')} of type Sanctions up to that day {'is' if len(events) == 1 else 'are'} about ({', '.join(marks)}). "
        f"Exceptions are among them, and whether a cargo is sanctioned is not said; the newest: {plain(events[-1][2])}."
    )
