"""Which legs of the routes lie between two countries."""

from __future__ import annotations

import pandas as pd

from atlas.dataset import Dataset
from atlas.routes.corridors import corridor_legs


def _stretch(chain: pd.DataFrame, start: str, end: str) -> pd.DataFrame:
    """The shortest part of a corridor that leads from one country into another; empty where none does."""
    into = [place for place, country in enumerate(chain["to_country"]) if country == end]
    found = [
        (place, max(leaves)) for place in into if (leaves := [leg for leg in range(place + 1) if chain["from_country"].iloc[leg] == start])
    ]
    if not found:
        return chain.iloc[:0]
    last, first = min(found, key=lambda part: part[0] - part[1])
    return chain.iloc[first : last + 1]


def legs_between(dataset: Dataset, one: str, other: str) -> dict[str, str]:
    """The legs across a border between two countries, each with a corridor that holds it, in the order of the table `corridors`.

    A corridor may lead through third countries: on the way from Mumbai to Kandahar the sea lane to Chabahar and the crossing at Milak
    are such legs. `one` and `other` are ISO 3166-1 alpha-3 codes, which the ids of states among the actors are too.
    """
    found: dict[str, str] = {}
    for corridor in dataset.tables["corridors"]["corridor_id"].astype("str"):
        chain = corridor_legs(dataset, corridor)
        for start, end in ((one, other), (other, one)):
            part = _stretch(chain, start, end)
            for leg in part.loc[part["from_country"] != part["to_country"], "leg_id"]:
                found.setdefault(str(leg), corridor)
    return found
