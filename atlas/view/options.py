"""How a view is looked at: the parts of an address that choose no events."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from atlas.dataset import Dataset, parse_version
from atlas.geography import EXTENTS, VIEWS
from atlas.view.filters import EventFilter, Ignored, parse_day
from atlas.view.playback import READINGS, parse_month
from atlas.view.scenario import DEFAULT_ORIGIN, DESTINATIONS, Scenario, buildable, closable, origins

PARTNERS = {"four": "Four capitals", "six": "With Islamabad and Moscow", "all": "Everyone"}
"""Whose links a map draws, by name in the address, the default first."""

COLOURS = {"partner": "Partner", "tone": "Tone"}
"""What the colour of an arc stands for."""

COUNTS = {"pairs": "Pairs", "meetings": "Meetings"}
"""How an event of several parties counts: once for each pair in it, or once in all, shared among its pairs."""

ARCS = {"events": "All events", "visits": "Visits, with direction"}
"""What an arc stands for."""

BESIDE = {"links": "Links", "places": "Places", "events": "Events"}
"""Which table stands beside the map."""

OVERLAYS = {"sea": "Sea lanes", "crossings": "Crossings"}
"""What of the routes a map may show beside whole corridors."""

PREFER = {"distance": "Fewest kilometres", "borders": "Fewest borders"}
"""What makes a way through the routes the best."""

CHECKS = {
    "grades": "Grades",
    "contested": "Contested",
    "sides": "One-sided",
    "publishers": "Publishers",
    "single": "Single source",
    "moves": "How much it moves",
}
"""Which measure of trust the page Evidence shows."""

SHOWS = {
    "ladder": "Ladder",
    "tempo": "Tempo",
    "subjects": "Subjects",
    "tone": "Tone",
    "people": "People",
    "reciprocity": "Reciprocity",
}
"""Which measure the page Relations shows."""
LANES = {"link": "Links", "actor": "Actors", "issue": "Subjects"}
"""What a lane stands for, by name in the address, the default first. Each is a facet of the dataset."""

CONTEXT = {"strikes": "Attacks and clashes", "closures": "Closed routes", "waivers": "Sanctions and waivers"}
"""What may be laid over the lanes, by name in the address."""

MOST_SCENES = 40
"""The most scenes of a story."""

CHOICES: dict[str, tuple[str, ...]] = {
    "boundaries": tuple(VIEWS),
    "partners": tuple(PARTNERS),
    "extent": tuple(EXTENTS),
    "colour": tuple(COLOURS),
    "count": tuple(COUNTS),
    "arcs": tuple(ARCS),
    "reading": tuple(READINGS),
    "beside": tuple(BESIDE),
    "prefer": tuple(PREFER),
    "destination": DESTINATIONS,
    "lanes": tuple(LANES),
    "check": tuple(CHECKS),
    "show": tuple(SHOWS),
}
"""Options of one value, with the values that they take, the default first."""


@dataclass(frozen=True)
class ViewOptions:
    """What an address says beside the filter. Defaults are left out of the address."""

    boundaries: str = "un"
    partners: str = "four"
    extent: str = "capitals"
    colour: str = "partner"
    count: str = "pairs"
    arcs: str = "events"
    reading: str = "month"
    beside: str = "links"
    prefer: str = "distance"
    destination: str = DESTINATIONS[0]
    lanes: str = "link"
    check: str = "grades"
    show: str = "ladder"
    month: date | None = None
    """First day of the month at which the playback stands."""
    overlays: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    asof: date | None = None
    origin: str = DEFAULT_ORIGIN
    """Place where a way through the routes starts."""
    close: tuple[str, ...] = ()
    """Legs and countries that a scenario of the routes closes."""
    built: tuple[str, ...] = ()
    """Legs that a scenario of the routes assumes built."""
    event: str | None = None
    story: str | None = None
    scene: int = 1
    """Scene of the story, counted from 1."""
    version: str | None = None
    """Version of the data for which the address was made."""

    @property
    def scenario(self) -> Scenario:
        """What the routes assume against the record."""
        return Scenario(self.close, self.built)

    def to_params(self) -> list[tuple[str, str]]:
        """Names and values for an address."""
        params = [(name, getattr(self, name)) for name, values in CHOICES.items() if getattr(self, name) != values[0]]
        if self.month:
            params.append(("month", f"{self.month:%Y-%m}"))
        params += [("overlays", overlay) for overlay in self.overlays]
        params += [("context", kind) for kind in self.context]
        params += [("routes", corridor) for corridor in self.routes]
        if self.asof:
            params.append(("asof", self.asof.isoformat()))
        if self.origin != DEFAULT_ORIGIN:
            params.append(("origin", self.origin))
        params += [("close", item) for item in self.close]
        params += [("built", leg) for leg in self.built]
        if self.event:
            params.append(("event", self.event))
        if self.story:
            params.append(("story", self.story))
            if self.scene != 1:
                params.append(("scene", str(self.scene)))
        if self.version:
            params.append(("version", self.version))
        return params


def parse_options(params: Iterable[tuple[str, str]], dataset: Dataset) -> tuple[ViewOptions, tuple[Ignored, ...]]:
    """Read the options from the names and values of an address. What is no use is left out and named."""
    ignored: list[Ignored] = []
    several: dict[str, tuple[Collection[str], str]] = {
        "routes": (set(dataset.tables["corridors"]["corridor_id"]), "there is no corridor of this name"),
        "overlays": (OVERLAYS, f"use one of {', '.join(OVERLAYS)}"),
        "context": (CONTEXT, f"use one of {', '.join(CONTEXT)}"),
        "close": (closable(dataset), "there is no leg, crossing or country of this name among the routes"),
        "built": (buildable(dataset), "no record has a leg of this name as planned or under construction"),
    }
    chosen: dict[str, str] = {}
    lists: dict[str, list[str]] = {name: [] for name in several}
    asof = month = None
    scene = 1
    covered = [day.replace(day=1) for day in (dataset.package.covers_from, dataset.package.covers_to)]
    for name, value in params:
        known = CHOICES.get(name)
        if known is not None:
            if value in known:
                chosen[name] = value
            else:
                ignored.append(Ignored(name, value, f"use one of {', '.join(known)}"))
        elif name in lists:
            if value in several[name][0]:
                lists[name].append(value)
            else:
                ignored.append(Ignored(name, value, several[name][1]))
        elif name == "origin":
            if value in origins(dataset):
                chosen[name] = value
            else:
                ignored.append(Ignored(name, value, f"use one of {', '.join(origins(dataset))}"))
        elif name == "month":
            month = parse_month(value)
            if month is None or not covered[0] <= month <= covered[1]:
                month = None
                ignored.append(Ignored(name, value, f"use a month from {covered[0]:%Y-%m} to {covered[1]:%Y-%m}"))
        elif name == "asof":
            asof = parse_day(value)
            if asof is None:
                ignored.append(Ignored(name, value, "this is no day; write it like 2025-05-15"))
        elif name == "version":
            if parse_version(value):
                chosen[name] = value
            else:
                ignored.append(Ignored(name, value, "this is no version; write it like 2026.11.0"))
        elif name in ("event", "story"):
            chosen[name] = value
        elif name == "scene":
            if value.isascii() and value.isdecimal() and 1 <= int(value[:9]) <= MOST_SCENES:
                scene = int(value)
            else:
                ignored.append(Ignored(name, value, f"use a number from 1 to {MOST_SCENES}"))
    kept: dict[str, Any] = {name: tuple(dict.fromkeys(values)) for name, values in lists.items()}
    return ViewOptions(**kept | chosen, scene=scene, asof=asof, month=month), tuple(ignored)


_OF_LINKS = {"AFG-IND": "india-afghanistan", "AFG-PAK": "india-afghanistan", "AFG-IRN": "chabahar-kabul"}

_OF_PLACES = {"chabahar": "chabahar-kabul", "zaranj": "chabahar-kabul", "wakhjir": "wakhan", "bozai-gonbad": "wakhan"}


def proposed(filter_: EventFilter) -> str | None:
    """The extent that suits a filter on one link, one place or the subject Chabahar; `None` where none stands out."""
    if len(filter_.link) == 1:
        return _OF_LINKS.get(filter_.link[0])
    if len(filter_.place) == 1:
        return _OF_PLACES.get(filter_.place[0])
    return "chabahar-kabul" if filter_.issue == ("chabahar",) else None
