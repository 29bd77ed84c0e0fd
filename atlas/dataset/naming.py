"""How places and legs of the routes are called."""

from __future__ import annotations

import pandas as pd

_NOUNS = {"sea": "sea lane", "road": "road", "rail": "railway", "border": "crossing", "air": "air link"}


def short_name(name: str) -> str:
    """A place without what stands in brackets: the port of a city, the side of a crossing."""
    return name.partition(" (")[0]


def names_of_legs(legs: pd.DataFrame) -> pd.Series[str]:
    """The names of rows of `route_legs`, with their index: `Chabahar–Khash railway`, `Torkham crossing`."""
    start, end = legs["from_name"].map(short_name), legs["to_name"].map(short_name)
    names: pd.Series[str] = start.where(start == end, start + "–" + end) + " " + legs["mode"].astype("str").map(_NOUNS)
    return names.rename("leg")
