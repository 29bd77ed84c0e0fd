"""What can be found: each thing with its names, what is said of it, and the view that it leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import log1p
from typing import Any

import pandas as pd

from atlas.actors import KABUL
from atlas.dataset import GRADE_MEANING, Dataset
from atlas.dataset.details import days_of
from atlas.dataset.legs import leg_names, short_name
from atlas.dataset.search import aliases_of
from atlas.measures.envoys import envoys
from atlas.routes.corridors import corridor_by_leg
from atlas.routes.looks import state_of
from atlas.routes.status import leg_status_on
from atlas.stories import library
from atlas.view import EventFilter, ViewOptions, select
from atlas.words import count, format_date

GROUPS = {
    "person": "People",
    "place": "Places",
    "actor": "Actors and links",
    "route": "Routes",
    "story": "Stories",
    "word": "Words of the codebook",
    "event": "Events",
}
"""The kinds of answers with their titles; of equally good ones the first kind stands first."""


@dataclass(frozen=True)
class FindableEntry:
    """A thing that can be found.

    `names` are all its spellings, the first of which is its label; `said` are texts about it, which count for less. `page` and
    `params` make the address of what it leads to. `use`, from 0 to 1, says how much it is used, for an event how recent it is.
    """

    kind: str
    code: str
    names: tuple[str, ...]
    note: str
    page: str
    said: tuple[str, ...] = ()
    filter: EventFilter = field(default_factory=EventFilter)
    options: ViewOptions = field(default_factory=ViewOptions)
    use: float = 0

    @property
    def label(self) -> str:
        """What it is called."""
        return self.names[0]

    @property
    def params(self) -> tuple[tuple[str, str], ...]:
        """Names and values of its address."""
        return (*self.filter.to_params(), *self.options.to_params())


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table by the names of their cells."""
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


def _uses(dataset: Dataset, facet: str) -> Mapping[str, int]:
    """How many events have each value of a facet."""
    return select(dataset, EventFilter()).counts(facet)


def _use(dataset: Dataset, number: int) -> float:
    """A number of events as a use, of which the first few count most."""
    return log1p(number) / log1p(len(dataset.events))


def _events(dataset: Dataset) -> Iterator[FindableEntry]:
    for position, row in enumerate(_rows(dataset.events)):
        note = format_date(*days_of(row))
        said = (str(row["people"]), str(row["place"]) if isinstance(row["place"], str) else "", str(row["summary"]))
        options = ViewOptions(event=str(row["event_id"]))
        yield FindableEntry(
            "event", str(row["event_id"]), (str(row["title"]),), note, "events", said, options=options, use=position / len(dataset.events)
        )


_POSTS = ("envoy", "ambassador", "chargé d’affaires", "head of mission")
"""What the head of a mission is asked for as, whatever the title."""


def _posts(dataset: Dataset) -> dict[str, tuple[list[str], str]]:
    """Whoever was last named as head of a mission, with the ways to ask for that post and a note that says since when."""
    found: dict[str, tuple[list[str], str]] = {}
    heads: Any = envoys(select(dataset, EventFilter())).itertuples()
    for row in heads:
        adjective = dataset.actors.at[row.actor, "adjective"]
        if not row.present or not isinstance(adjective, str):
            continue
        host = dataset.actors.loc[row.host]
        seats = dict.fromkeys((str(host["label"]), str(host["name"]).partition(" (")[0], *aliases_of(host["aliases"])))
        # Asked without a country, it is Kabul's that is meant, and in Kabul each.
        whose = (adjective, "") if KABUL in (row.actor, row.host) else (adjective,)
        asked = [f"{side} {post} in {seat}".strip() for side in whose for post in _POSTS for seat in seats]
        first, last = (format_date(*days_of(dataset.events.iloc[position])) for position in (row.first, row.last))
        names, _ = found.setdefault(row.person, ([], f"{row.office}, named {first}" + (f" to {last}" if last != first else "")))
        names += asked
    return found


def _people(dataset: Dataset) -> Iterator[FindableEntry]:
    uses, posts = _uses(dataset, "person"), _posts(dataset)
    for row in _rows(dataset.tables["people"]):
        if number := uses.get(row["person_id"]):
            held, office = posts.get(row["person_id"], ([], ""))
            names = (str(row["name"]), *aliases_of(row["aliases"]), *held)
            note = ", ".join(filter(None, (dataset.actor_labels.get(str(row["actor_id"])), office, count(number, "event"))))
            yield FindableEntry(
                "person",
                row["person_id"],
                names,
                note,
                "overview",
                filter=EventFilter(person=(row["person_id"],)),
                use=_use(dataset, number),
            )


def _places(dataset: Dataset) -> Iterator[FindableEntry]:
    uses, corridors = _uses(dataset, "place"), corridor_by_leg(dataset)
    through: dict[str, list[str]] = {}
    for leg_id, ends in dataset.legs[["from_place_id", "to_place_id"]].astype("str").iterrows():
        for end in ends:
            through.setdefault(end, []).append(corridors.get(str(leg_id), ""))
    for row in _rows(dataset.tables["places"]):
        names, number = (str(row["name"]), *aliases_of(row["aliases"])), uses.get(row["place_id"], 0)
        if number:
            note = f"{row['kind']}, {count(number, 'event')}"
            yield FindableEntry(
                "place", row["place_id"], names, note, "overview", filter=EventFilter(place=(row["place_id"],)), use=_use(dataset, number)
            )
        elif row["place_id"] in through:
            options = ViewOptions(routes=tuple(sorted({*through[row["place_id"]]} - {""})))
            yield FindableEntry("place", row["place_id"], names, f"{row['kind']} on the routes", "routes", options=options)


def _actors(dataset: Dataset) -> Iterator[FindableEntry]:
    uses, links = _uses(dataset, "actor"), _uses(dataset, "link")
    for row in _rows(dataset.tables["actors"]):
        if number := uses.get(row["actor_id"]):
            own = (str(row["name"]), str(row["label"]), str(row["adjective"] or ""), *aliases_of(row["aliases"]))
            names = tuple(dict.fromkeys(filter(None, own)))
            note = f"{row['kind']}, {count(number, 'event')}"
            yield FindableEntry(
                "actor", row["actor_id"], names, note, "overview", filter=EventFilter(actor=(row["actor_id"],)), use=_use(dataset, number)
            )
    for link, number in links.items():
        ends = [dataset.actors.loc[str(dataset.links.at[link, end])] for end in ("first", "second")]
        names = (dataset.facets["link"].label(link), "–".join(short_name(str(end["name"])) for end in ends))
        if all(isinstance(end["adjective"], str) for end in ends):
            names += ("–".join(str(end["adjective"]) for end in ends),)
        note, filter_ = f"link, {count(number, 'event')}", EventFilter(link=(link,))
        yield FindableEntry("actor", link, names, note, "overview", filter=filter_, use=_use(dataset, number))


_STATES = ("open", "closed", "shut", "operating")
"""What is asked of a leg: `Is Milak open?`"""


def _routes(dataset: Dataset) -> Iterator[FindableEntry]:
    places, status = dataset.places, leg_status_on(dataset, dataset.last_day).to_dict("index")
    for row in _rows(dataset.tables["corridors"]):
        filter_ = EventFilter(corridor=(row["corridor_id"],))
        yield FindableEntry("route", row["corridor_id"], (row["name"],), "corridor", "overview", (row["description"],), filter_)
    for leg_id, name in leg_names(dataset).items():
        leg = dataset.legs.loc[leg_id]
        ends = [str(leg[f"{end}_place_id"]) for end in ("from", "to")]
        said = (str(leg["route"]), *("; ".join((str(places.at[end, "name"]), *aliases_of(places.at[end, "aliases"]))) for end in ends))
        # A crossing goes by the name of either side.
        asked = [short_name(str(leg[f"{end}_name"])) for end in ("from", "to")] if leg["mode"] == "border" else [f"the {name}"]
        names = dict.fromkeys((str(name), *(f"Is {one} {state}?" for one in asked for state in _STATES)))
        filter_, note = EventFilter(leg=(str(leg_id),)), state_of(status[str(leg_id)])
        yield FindableEntry("route", str(leg_id), tuple(names), note, "overview", said, filter_)


def _stories(dataset: Dataset) -> Iterator[FindableEntry]:
    for name, entry in library(dataset).items():
        if story := entry.story:
            said = (story.summary, *(f"{scene.title} {' '.join(passage.text for passage in scene.passages)}" for scene in story.scenes))
            note = f"story in {count(len(story.scenes), 'scene')}"
            yield FindableEntry("story", name, (story.title,), note, "present", said, options=ViewOptions(story=name))


_CODES = (("event_types", "event_type", "type", "type of event"), ("issues", "issue_id", "issue", "subject"))


def _words(dataset: Dataset) -> Iterator[FindableEntry]:
    for table, key, name, called in _CODES:
        uses = _uses(dataset, name)
        for row in _rows(dataset.tables[table]):
            if number := uses.get(row[key]):
                chosen: dict[str, Any] = {name: (row[key],)}
                note, filter_ = f"{called}, {count(number, 'event')}", replace(EventFilter(), **chosen)
                yield FindableEntry(
                    "word", row[key], (str(row["label"]),), note, "events", (str(row["description"]),), filter_, use=_use(dataset, number)
                )
    # Filters over a scale keep a step and all above it; the lowest keeps everything.
    levels = dataset.tables["contact_levels"]
    for level in _rows(levels[levels["rank"] > 0]):
        filter_ = EventFilter(level=level["contact_level"])
        said = (str(level["description"]),)
        yield FindableEntry("word", level["contact_level"], (str(level["label"]),), "level of contact", "events", said, filter_)
    for grade, meaning in GRADE_MEANING.items():
        yield FindableEntry("word", grade, (f"Evidence grade {grade}",), meaning, "evidence")
    for cameo in _rows(dataset.tables["cameo_codes"]):
        note, options = f"CAMEO code {cameo['cameo_code']}, Goldstein {cameo['goldstein']:+g}", ViewOptions(table="cameo_codes")
        yield FindableEntry("word", cameo["cameo_code"], (str(cameo["label"]),), note, "data", options=options)
    for listed in dataset.package.tables.values():
        for column in listed.fields:
            names, note = (column.name.replace("_", " "), column.name), f"field of the table {listed.title}"
            options = ViewOptions(table=listed.name)
            code = f"{listed.name}.{column.name}"
            yield FindableEntry("word", code, names, note, "data", (column.description,), options=options, use=-1)


def entries_of(dataset: Dataset) -> list[FindableEntry]:
    """Everything that can be found in a dataset, kind by kind."""
    made = (_people, _places, _actors, _routes, _stories, _words, _events)
    return [entry for make in made for entry in make(dataset)]
