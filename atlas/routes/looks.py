"""How a leg is drawn by its status, on the screen and in pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from atlas.dataset import Dataset
from atlas.dataset.legs import LEG_STATUSES, NOT_RECORDED, short_name
from atlas.geography import Point
from atlas.palette import DARK, LIGHT
from atlas.routes.scenarios import BUILT, SHUT
from atlas.words import format_date

_KIND_ORDER = {"capital": 0, "port": 1, "crossing": 2, "city": 3}
"""What a name goes to first where there is not room for all; any other kind of place comes last."""

_CAPITAL, _STOP = 5.5, 2.6
"""Radius in pixels of the mark of a capital and of any other place."""

DRAWN = (*LEG_STATUSES, SHUT, BUILT)
"""What a leg can be on a map: its status, or what a scenario makes of it."""

PASSABLE = ("operating", "restricted", NOT_RECORDED, BUILT)
CROSSED = ("suspended", SHUT)
"""Which are drawn as open, and which are crossed out."""

WIDTHS = {"sea": 2.0, "road": 2.6, "border": 2.6, "rail": 4.4}
"""Width in pixels of a line whose course is known, by mode."""

THIN = 1.4
"""Width in pixels of one that is schematic. It is dashed, or dotted where the leg does not exist yet; no other line is thin."""

DASHES, DOTS = (5.0, 3.5), (1.0, 2.0)
"""Drawn and left out, in widths of the line: of a schematic line, and of a leg that does not exist yet."""

SCHEMATIC_NAME = "schematic, course not known"
"""What a legend calls a schematic line."""

STATUS_COLOURS: dict[str, tuple[str, str]] = {
    status: (getattr(LIGHT, colour), getattr(DARK, colour))
    for status, colour in {
        # Amber and wine are no actor's colours. Nothing closed is told by colour alone: it is crossed or dotted too.
        "operating": "ink",
        "restricted": "amber",
        "suspended": "wine",
        "under-construction": "waiting",
        "planned": "waiting",
        NOT_RECORDED: "unknown",
        # What a scenario makes of a leg has the accent, which nothing on record has.
        SHUT: "accent",
        BUILT: "accent",
    }.items()
}
"""Colour of a leg, on the light and on the dark theme."""

STATUS_NAMES = {
    "operating": "operating",
    "restricted": "restricted",
    "suspended": "suspended (crossed)",
    "under-construction": "under construction (dotted)",
    "planned": "planned (dotted)",
    NOT_RECORDED: "not recorded so early",
    SHUT: "shut in the scenario (crossed)",
    BUILT: "assumed built",
}
"""The same in the words of a legend."""


def status_in_words(status: str) -> str:
    """A status as it is written for people."""
    return status.replace("-", " ")


def state_of(row: Mapping[Any, Any]) -> str:
    """A row of `leg_status_on` in words: `operating, on record since 7 Sep 2025`."""
    since = row["since"] if pd.notna(row["since"]) else row["as_of"]
    return status_in_words(str(row["status"])) + (f", on record since {format_date(since.date())}" if pd.notna(since) else "")


def stops(dataset: Dataset, legs: pd.DataFrame) -> list[Point]:
    """The places of legs as named points, what matters most first: capitals, ports, crossings, of which each is named once.

    A crossing to which no other leg leads is what a map shows, and must have its name.
    """
    ends = pd.concat([legs["from_place_id"], legs["to_place_id"]]).astype("str")
    ids, met = pd.unique(ends), ends.value_counts()
    alone = legs["from_place_id"].astype("str").map(met).eq(1) & legs["to_place_id"].astype("str").map(met).eq(1)
    asked = {end for side in ("from_place_id", "to_place_id") for end in legs.loc[alone & (legs["mode"] == "border"), side].astype("str")}
    places = dataset.places.loc[ids].assign(rank=lambda frame: frame["kind"].astype("str").map(_KIND_ORDER).fillna(len(_KIND_ORDER)))
    points: dict[tuple[float, float], Point] = {}
    for place in places.sort_values("rank", kind="stable").itertuples():
        wanted = place.rank < 2 or (place.Index in asked and place.kind == "crossing")
        radius = _CAPITAL if place.kind == "capital" else _STOP
        point = Point(short_name(str(place.name)), float(place.lon), float(place.lat), wanted, radius)
        points.setdefault((point.lon, point.lat), point)
    once = {point.name: point for point in reversed(points.values())}
    return [point for point in points.values() if once[point.name] is point]
