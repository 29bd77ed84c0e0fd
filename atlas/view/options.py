"""The table of view options: how a view is looked at, one entry a name, which parser, controls, API and README read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import Annotated, Literal

from atlas.dataset import Dataset
from atlas.geography import EXTENTS, VIEWS, Ground
from atlas.geography.boundaries import USUAL_VIEW
from atlas.view.entries import NameEntry, one_by_one, table
from atlas.view.filters import EventFilter
from atlas.view.scenario import DEFAULT_ORIGIN, DESTINATIONS, Scenario, buildable, closable, corridor_names, destinations, origins
from atlas.view.values import Choice, Day, Identifier, Instead, Month, Number, Version

MOST_SCENES = 40
"""The most scenes of a story."""

Asked = Literal["map", "routes", "way", "both"]


@dataclass(frozen=True)
class Option(NameEntry):
    """One way to look at a view."""

    _: KW_ONLY
    label: str = ""
    """Over its control."""
    heeded: tuple[Asked, ...] = ()
    """Which addresses of the API give something else with it: the map, the routes, the ways through them, or two views."""
    only_with: str = ""
    """Another option, without which this one means nothing and is left out of an address."""

    def labels(self, dataset: Dataset) -> Mapping[str, str]:
        """Its values with their labels, the default first; empty where they cannot be listed."""
        return self.value.choices(dataset)


CHECKS = {
    "grades": "Grades",
    "contested": "Contested",
    "announced": "Announced",
    "sides": "One-sided",
    "publishers": "Publishers",
    "single": "Single source",
    "moves": "How much it moves",
}
SHOWS = {"ladder": "Ladder", "tempo": "Tempo", "subjects": "Subjects", "tone": "Tone", "people": "People", "reciprocity": "Reciprocity"}
LANES = {"link": "Links", "actor": "Actors", "issue": "Subjects"}
"""Each is a facet of the dataset."""

CONTEXT = {"strikes": "Attacks and clashes", "closures": "Closed routes", "waivers": "Sanctions and waivers"}


def _tables(dataset: Dataset) -> dict[str, str]:
    return {table.name: f"{table.title} ({len(dataset.tables[table.name]):,} rows)" for table in dataset.package.tables.values()}


@dataclass(frozen=True)
class ViewOptions:
    """What an address says beside the filter. Defaults are left out of the address."""

    boundaries: Annotated[
        str,
        Option(
            Choice({name: view.label for name, view in VIEWS.items()}),
            "Whose borders the map shows, and by which the part of a way inside a country is measured; no view implies an endorsement.",
            label="Borders as seen by",
            heeded=("map", "routes"),
        ),
    ] = USUAL_VIEW
    relief: Annotated[
        str,
        Option(Choice({"on": "Shaded", "off": "Plain"}), "Whether the mountains on maps are shaded.", label="Mountains", heeded=("map",)),
    ] = "on"
    partners: Annotated[
        str,
        Option(
            Choice({"four": "Four capitals", "six": "With Islamabad and Moscow", "all": "Everyone"}),
            "Whose links the map draws.",
            label="Links shown",
            heeded=("map",),
        ),
    ] = "four"
    extent: Annotated[
        str,
        Option(
            Choice({name: extent.label for name, extent in EXTENTS.items()}),
            "The part of the world that the map opens on.",
            label="Extent",
            heeded=("map",),
        ),
    ] = "capitals"
    colour: Annotated[
        str,
        Option(Choice({"partner": "Partner", "tone": "Tone"}), "What the colour of an arc stands for.", label="Colour", heeded=("map",)),
    ] = "partner"
    count: Annotated[
        str,
        Option(
            Choice({"pairs": "Pairs", "meetings": "Meetings"}),
            "How an event of several parties counts: once for each pair in it, or once in all.",
            label="Counting",
            heeded=("map",),
        ),
    ] = "pairs"
    arcs: Annotated[
        str,
        Option(
            Choice({"events": "All events", "visits": "Visits, with direction"}),
            "What an arc stands for.",
            label="Arcs stand for",
            heeded=("map",),
        ),
    ] = "events"
    reading: Annotated[
        str,
        Option(
            Choice({"month": "This month", "sofar": "So far", "year": "12 months"}),
            "Which events a month of the playback shows.",
            heeded=("map",),
        ),
    ] = "month"
    beside: Annotated[
        str,
        Option(
            Choice({"links": "Links", "places": "Places", "events": "Events"}),
            "Which table stands beside the map.",
            label="Beside the map",
        ),
    ] = "links"
    prefer: Annotated[
        str,
        Option(
            Choice({"distance": "Fewest kilometres", "borders": "Fewest borders"}),
            "Which of the two ways the dashboard draws; the file holds both.",
            label="Draw the way with the",
            heeded=("way",),
        ),
    ] = "distance"
    destination: Annotated[str, Option(Choice(destinations), "The place to which the way leads.", label="To", heeded=("way",))] = (
        DESTINATIONS[0]
    )
    lanes: Annotated[
        str,
        Option(
            Choice(LANES),
            "What a lane of the timeline stands for.",
            label="A lane for each of the",
        ),
    ] = "link"
    check: Annotated[str, Option(Choice(CHECKS), "Which measure of trust the page Evidence shows.", label="Measure")] = "grades"
    show: Annotated[str, Option(Choice(SHOWS), "Which measure the page Relations shows.", label="Measure")] = "ladder"
    month: Annotated[date | None, Option(Month(), "The month at which the playback stands.", heeded=("map",))] = None
    overlays: Annotated[
        tuple[str, ...],
        Option(
            Choice({"sea": "Sea lanes", "crossings": "Crossings"}),
            "What of the routes is drawn beside corridors.",
            several=True,
            label="Also of the routes",
            heeded=("map",),
        ),
    ] = ()
    context: Annotated[
        tuple[str, ...], Option(Choice(CONTEXT), "What is laid over the lanes of the timeline.", several=True, label="Also show")
    ] = ()
    routes: Annotated[
        tuple[str, ...],
        Option(
            Choice(corridor_names, "there is no corridor of this name"),
            "These corridors only; on a map, the corridors drawn on it.",
            several=True,
            label="Corridors",
            heeded=("map", "routes"),
        ),
    ] = ()
    asof: Annotated[
        date | None,
        Option(
            Day(),
            "The day whose status is given; by default the last one that the data cover.",
            label="As of",
            heeded=("map", "routes", "way"),
        ),
    ] = None
    origin: Annotated[str, Option(Choice(origins), "The place where the way starts.", label="From", heeded=("way",))] = DEFAULT_ORIGIN
    close: Annotated[
        tuple[str, ...],
        Option(
            Choice(closable, "there is no leg, crossing or country of this name among the routes"),
            "Assume that this leg, crossing or country (ISO 3166-1 alpha-3) is shut.",
            several=True,
            label="Close",
            heeded=("routes", "way"),
        ),
    ] = ()
    built: Annotated[
        tuple[str, ...],
        Option(
            Choice(buildable, "no record has a leg of this name as planned or under construction"),
            "Assume that this leg, planned or under construction in some record, is built.",
            several=True,
            label="Assume built",
            heeded=("routes", "way"),
        ),
    ] = ()
    table: Annotated[
        str,
        Option(
            Choice(_tables, "there is no table of this name in the data package"),
            "The table whose fields the page Data shows.",
            label="Table",
        ),
    ] = "events"
    event: Annotated[str | None, Option(Identifier(), "The event whose links and place stand out.", heeded=("map",))] = None
    against: Annotated[
        str | None,
        Option(
            Instead(),
            "What the view beside this one has in place of the same names, as an address has it: `link=AFG-IRN`; `grade=` takes one out.",
            heeded=("both",),
        ),
    ] = None
    story: Annotated[str | None, Option(Identifier(), "The story that the page Present tells.")] = None
    scene: Annotated[int, Option(Number(MOST_SCENES), "The scene of the story, counted from 1.", only_with="story")] = 1
    version: Annotated[str | None, Option(Version(), "The version of the data for which the address was made.")] = None

    @property
    def scenario(self) -> Scenario:
        """What the routes assume against the record."""
        return Scenario(self.close, self.built)

    @property
    def ground(self) -> Ground:
        """What maps stand on."""
        return Ground(self.boundaries, self.relief == "on")

    def to_params(self) -> list[tuple[str, str]]:
        """Names and values for an address."""
        found = one_by_one(self, OPTIONS)
        return [(one.name, one.value.write(value)) for one, value in found if not one.only_with or getattr(self, one.only_with)]


OPTIONS: dict[str, Option] = table(ViewOptions, Option)
"""The options by their names in an address, in the order in which an address is written."""

VIEW_NAMES = frozenset({*OPTIONS, "embed", "embed_options", "theme"})
"""Names in an address that say how to look, not at what: the options, and those that Streamlit and the style read."""


_OF_LINKS = {"AFG-IND": "india-afghanistan", "AFG-PAK": "india-afghanistan", "AFG-IRN": "chabahar-kabul"}

_OF_PLACES = {"chabahar": "chabahar-kabul", "zaranj": "chabahar-kabul", "wakhjir": "wakhan", "bozai-gonbad": "wakhan"}


def proposed(filter_: EventFilter) -> str | None:
    """The extent that suits a filter on one link, one place or the subject Chabahar; `None` where none stands out."""
    if len(filter_.link) == 1:
        return _OF_LINKS.get(filter_.link[0])
    if len(filter_.place) == 1:
        return _OF_PLACES.get(filter_.place[0])
    return "chabahar-kabul" if filter_.issue == ("chabahar",) else None
