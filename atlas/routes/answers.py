"""Ways and scenarios in words: the same question always gets the same sentence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from atlas.actors import KABUL
from atlas.dataset import Dataset
from atlas.dataset.legs import leg_names, place_name, short_name
from atlas.geography import country_names
from atlas.routes.comparison import compare
from atlas.routes.lengths import bases_in_words
from atlas.routes.network import Way, halts, network
from atlas.routes.scenarios import closed_legs
from atlas.view.scenario import AS_RECORDED, Scenario, origins
from atlas.words import count, format_date, join_words

SUPERLATIVES = {"distance": "shortest way", "borders": "way with the fewest borders"}
"""What the best way is called, by its criterion."""


def closed_name(dataset: Dataset, item: str) -> str:
    """What a scenario closes, by name: a country, or a leg with its article left out."""
    return str(leg_names(dataset).get(item, country_names().get(item, item)))


def _the(dataset: Dataset, item: str) -> str:
    """The same within a sentence: countries bare, legs with an article."""
    return f"the {closed_name(dataset, item)}" if item in dataset.legs.index else closed_name(dataset, item)


def scenario_in_words(dataset: Dataset, scenario: Scenario) -> str:
    """What is assumed: `Pakistan and the Torkham crossing shut; the Chabahar–Khash railway built`. Empty without a scenario."""
    parts = []
    if scenario.close:
        parts.append(f"{join_words(_the(dataset, item) for item in scenario.close)} shut")
    if scenario.built:
        parts.append(f"{join_words(_the(dataset, item) for item in scenario.built)} built")
    return "; ".join(parts)


def _if(dataset: Dataset, scenario: Scenario) -> str:
    parts = []
    for items, what in ((scenario.close, "shut"), (scenario.built, "built")):
        if items:
            parts.append(f"{join_words(_the(dataset, item) for item in items)} were {what}")
    return " and ".join(parts)


def corridors_in_words(dataset: Dataset, corridors: Iterable[str], day: date) -> str:
    """Which of some corridors lead to Kabul without Pakistan, with their status on the day."""
    table, kabul = compare(dataset, corridors, day), place_name(dataset, str(dataset.actors.at[KABUL, "capital_place_id"]))
    found = table[(table["to"].map(short_name) == kabul) & ~table["through_pakistan"]]
    named = join_words(f"{corridor['name']} ({corridor['status']})" for _, corridor in found.iterrows())
    if len(table) == 1:
        what = f"the corridor shown {'leads' if named else 'does not lead'}"
    else:
        what = f"{len(found) or 'none'} of {count(len(table), 'corridor')} shown {'leads' if len(found) == 1 else 'lead'}"
    way = f"to {kabul} without Pakistan’s ports, roads and railways"
    return f"As of {format_date(day)}, {what} {way}{f': {named}' if named else ''}."


def _measures(dataset: Dataset, way: Way) -> str:
    """Length, borders and what a way passes: `3,305 km over 1 land border, by Chabahar, Milak and Zaranj`."""
    names, borders = halts(dataset, way), way.facts["borders"]
    crossing = f" over {count(borders, 'land border')}" if borders else ""
    flown = " by air" if way.facts["km_air"] == way.facts["km"] else ""
    return f"{way.facts['km']:,.0f} km{flown}{crossing}{f', by {join_words(names)}' if names else ''}"


def _differs(way: Way, before: Way) -> str:
    if way.ids == before.ids:
        return "That is the way without the scenario too."
    km, borders = way.facts["km"] - before.facts["km"], way.facts["borders"] - before.facts["borders"]
    longer = f"{abs(km):,.0f} km {'longer' if km > 0 else 'shorter'}" if round(abs(km)) else "as long"
    crosses = f" and crosses {abs(borders)} {'more' if borders > 0 else 'fewer'}" if borders else ""
    return f"It is {longer}{crosses} than without the scenario"


def _shut(dataset: Dataset, way: Way, scenario: Scenario) -> str:
    """The legs at which every way ends, by what shuts them."""
    names, closed = leg_names(dataset), closed_legs(dataset, scenario.close)
    groups = {
        "shut in the scenario": [leg for leg in way.cut if leg in closed],
        "not open that day": [leg for leg in way.cut if leg not in closed],
    }
    told = "; ".join(f"{join_words(names[leg] for leg in legs)} ({why})" for why, legs in groups.items() if legs)
    return f"What cuts it off: {told}."


def _no_way(dataset: Dataset, way: Way) -> str:
    if way.origin == way.destination or way.cut:
        return ""
    if way.origin not in network(dataset):
        country = str(dataset.places.at[way.origin, "country"])
        others = [
            name for place, name in origins(dataset).items() if place in network(dataset) and dataset.places.at[place, "country"] == country
        ]
        return f"The data hold no leg that begins at {place_name(dataset, way.origin)}. Legs in that country begin at {join_words(others)}."
    return "The legs of the data do not join the two, whatever their status."


def _legs(names: Iterable[str], most: int = 4) -> str:
    listed = list(names)
    return join_words(listed if len(listed) <= most else [*listed[: most - 1], f"{len(listed) - most + 1} more"])


def way_in_words(dataset: Dataset, day: date, way: Way, before: Way, criterion: str, scenario: Scenario = AS_RECORDED) -> str:
    """The answer for the best way of a scenario, compared with the one `before` it.

    It names length and what that rests on, land borders, ports and crossings, what differs, and the legs that are restricted or
    without a record so early; where there is no way, what cuts it off.
    """
    ends = f"from {place_name(dataset, way.origin)} to {place_name(dataset, way.destination)}"
    if_so = f"If {_if(dataset, scenario)}" if scenario else ""
    if not way:
        start = f"{if_so}, no way would lead {ends} on {format_date(day)}." if scenario else f"No way leads {ends} on {format_date(day)}."
        cut = _shut(dataset, way, scenario) if way.cut else _no_way(dataset, way)
        without = f"Without the scenario the {SUPERLATIVES[criterion]} is {_measures(dataset, before)}." if scenario and before else ""
        return " ".join(part for part in (start, cut, without) if part)
    if scenario:
        sentences = [f"{if_so}, the {SUPERLATIVES[criterion]} {ends} on {format_date(day)} would be {_measures(dataset, way)}."]
        if not before:
            sentences.append("Without the scenario there is no way.")
        elif way.ids == before.ids:
            sentences.append(_differs(way, before))
        else:
            sentences.append(f"{_differs(way, before)}: {_measures(dataset, before)}.")
    else:
        sentences = [f"On {format_date(day)} the {SUPERLATIVES[criterion]} {ends} is {_measures(dataset, way)}."]
    sentences.append(f"Its length: {bases_in_words(way.facts)}.")
    if way.facts["km_air"] and set(scenario.close) & set(country_names()):
        sentences.append("Closing a country closes no flight over it: where flights pass is not recorded.")
    if way.facts["restricted"]:
        notes = way.facts["notes"]
        sentences.append(
            f"Restricted that day: {_legs(f'{leg} ({notes[leg]})' if leg in notes else leg for leg in way.facts['restricted'])}."
        )
    if way.facts["not_recorded"]:
        sentences.append(f"Taken as passable, with no status recorded so early: {_legs(way.facts['not_recorded'])}.")
    return " ".join(sentences)
