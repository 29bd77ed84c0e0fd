"""The best ways between two places: as recorded and under the scenario, by distance and by borders."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from atlas.dataset.legs import place_name
from atlas.geography import country_names
from atlas.routes.network import Way, best_way, halts
from atlas.routes.route_map import RouteMap
from atlas.routes.shares import INSIDE
from atlas.view.options import OPTIONS
from atlas.view.scenario import AS_RECORDED
from atlas.words import format_date, join_words
from components.routes.legs import leg_table
from components.routes.words import against_in_words, inside_in_words, length_in_words
from components.text import plain
from components.view import View


def _row(view: View, way: Way) -> dict[str, str]:
    if not way:
        rows = ("Stated and measured", "Land borders", "Countries", "By", *(f"Inside {country.title()}" for country in INSIDE))
        return {"Length": "no way"} | dict.fromkeys(rows, "–")
    facts = way.facts
    return {
        "Length": length_in_words(facts),
        "Stated and measured": against_in_words(facts),
        "Land borders": str(facts["borders"]),
        "Countries": " → ".join(plain(country_names().get(code, code)) for code in facts["countries"]),
        "By": plain(join_words(halts(view.dataset, way))) or "–",
        **{f"Inside {country.title()}": inside_in_words(facts, country) for country in INSIDE},
    }


def _way_table(view: View, day: date) -> None:
    """As recorded against the scenario, by both criteria; where both name one way, it stands once."""
    options, dataset = view.options, view.dataset
    cases = {"As recorded": AS_RECORDED, **({"Scenario": options.scenario} if options.scenario else {})}
    rows: dict[str, dict[str, str]] = {}
    criteria = OPTIONS["prefer"].labels(dataset)
    for case, scenario in cases.items():
        ways = {name: best_way(dataset, day, options.origin, options.destination, name, scenario, options.boundaries) for name in criteria}
        if len({way.ids for way in ways.values()}) == 1:
            rows[f"{case}: fewest kilometres and fewest borders"] = _row(view, next(iter(ways.values())))
        else:
            rows |= {f"{case}: {criteria[name].lower()}": _row(view, way) for name, way in ways.items()}
    ends = f"{place_name(dataset, options.origin)} to {place_name(dataset, options.destination)}"
    with st.container(key="routes-compared-ways"):
        st.table(pd.DataFrame(rows), border="horizontal", alt=f"Best ways from {ends} on {format_date(day)}")
    st.caption(
        f"{plain(ends)} on {format_date(day)}, over the legs that operate that day, also with restrictions. A leg without a record "
        "so early counts as passable unless its first record is that it is planned or being built. Ties go to the other criterion. "
        "Lengths and shares are measured as below."
    )


def _way_detail(view: View, way: Way, day: date) -> None:
    """The legs of the way that the map draws wide."""
    if not way:
        return
    ends = f"{place_name(view.dataset, way.origin)} to {place_name(view.dataset, way.destination)}"
    detail = st.expander(f"The way on the map, leg by leg: {plain(ends)}", key="routes-way", on_change="rerun")
    if detail.open:
        with detail:
            leg_table(view, way.legs, day, f"Legs of the way from {ends}")


def best_ways(view: View, content: RouteMap) -> None:
    """The ways by both criteria, and leg by leg the one that the map draws wide; nothing where no way is asked for."""
    if content.asked:
        st.header("Best ways", anchor=False)
        _way_table(view, content.day)
        _way_detail(view, content.way, content.day)
