"""Which legs of the routes a dossier speaks of, and how each stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.dataset.legs import leg_names
from atlas.dossiers.model import DossierLine, DossierSection
from atlas.dossiers.parts import dossier_by
from atlas.routes.corridors import corridor_by_leg, corridor_legs
from atlas.routes.looks import state_of
from atlas.routes.status import leg_status_on
from atlas.view import Selection
from atlas.words import format_date

Leg = tuple[str, str, str]
"""A leg by id, with the country in which it begins and the one in which it ends."""


@lru_cache(maxsize=DATASETS_KEPT)
def _chains(dataset: Dataset) -> dict[str, list[Leg]]:
    """The legs of every corridor in the order of travel."""
    corridors = dataset.tables["corridors"]["corridor_id"].astype("str")
    columns = ["leg_id", "from_country", "to_country"]
    return {name: list(corridor_legs(dataset, name)[columns].itertuples(index=False, name=None)) for name in corridors}


def _stretch(chain: list[Leg], start: str, end: str) -> list[Leg]:
    """The shortest part of a corridor that leads from one country into another; empty where none does."""
    leaves = [place for place, leg in enumerate(chain) if leg[1] == start]
    arrives = [place for place, leg in enumerate(chain) if leg[2] == end]
    parts = [(first, last) for first in leaves for last in arrives if first <= last]
    if not parts:
        return []
    first, last = min(parts, key=lambda part: part[1] - part[0])
    return chain[first : last + 1]


def legs_between(dataset: Dataset, one: str, other: str) -> dict[str, str]:
    """The legs across a border between two countries, each with a corridor that holds it, in the order of the table `corridors`.

    A corridor may lead through third countries: on the way from Mumbai to Kandahar the sea lane to Chabahar and the crossing at Milak
    are such legs. `one` and `other` are ISO 3166-1 alpha-3 codes, which the ids of states among the actors are too.
    """
    found: dict[str, str] = {}
    for corridor, chain in _chains(dataset).items():
        for start, end in ((one, other), (other, one)):
            for leg, leaves, enters in _stretch(chain, start, end):
                if leaves != enters:
                    found.setdefault(leg, corridor)
    return found


def legs_at(dataset: Dataset, place: str) -> dict[str, str]:
    """The legs of corridors that begin or end at a place, each with a corridor that holds it."""
    legs = dataset.legs
    own = legs.index[legs["from_place_id"].astype("str").eq(place) | legs["to_place_id"].astype("str").eq(place)]
    shown = corridor_by_leg(dataset)
    return {str(leg): shown[str(leg)] for leg in own if str(leg) in shown}


def _lines(selection: Selection, legs: Mapping[str, str], day: date) -> Iterator[DossierLine]:
    names, status = leg_names(selection.dataset), leg_status_on(selection.dataset, day)
    for leg, corridor in legs.items():
        row: Any = status.loc[leg]
        since = row["since"] if pd.notna(row["since"]) else row["as_of"]
        known = since.date() if pd.notna(since) else None
        event = str(row["event_id"]) if pd.notna(row["event_id"]) else None
        leads = dossier_by(selection.filter, "leg", leg)
        yield DossierLine(str(names[leg]), state_of(row), first=known, last=day, event_id=event, subject=leads, corridor=corridor)


def routes(selection: Selection, title: str, legs: Mapping[str, str], rule: str, nothing: str, day: date) -> DossierSection:
    """The state of some legs on a day. `legs` names a corridor for each."""
    when, rule = f"on {format_date(day)}", f"{rule} Of the filters only the last day acts on them."
    return DossierSection("routes", title, when, tuple(_lines(selection, legs, day)), rule, nothing)
