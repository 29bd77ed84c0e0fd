"""Check the data package before it is published: `python -m atlas.checks [FOLDER] [--all]`, or `make check-data`.

Three passes, each needing the one before:

1. the schema: types, constraints, primary and foreign keys, by the frictionless validator and by the atlas's own loader;
2. `ALL_CHECKS`: what a schema cannot say, for instance that an event has a source that confirms it; and the stories, scene by scene;
3. the worklist: what is allowed but deserves a curator's eye. It never fails.

The exit code is 0 where the first two passes find nothing, else 1.
"""

from __future__ import annotations

import argparse
import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import networkx as nx
import pandas as pd
from pyproj import Geod

from atlas.actors import CAPITALS, KABUL, NEIGHBOURS
from atlas.dataset import (
    DATA_FOLDER,
    DESCRIPTOR,
    FIRST_DATA_ROW,
    Dataset,
    Package,
    PackageError,
    Problem,
    RuledType,
    blemish,
    load,
    read_package,
    read_tables,
)
from atlas.geography import STATIC_FOLDER
from atlas.routes.corridors import MAIN_CORRIDORS
from atlas.routes.shares import PORT
from atlas.stories import library
from atlas.words import count, join_words

OUTLINES = ("countries.geojson", "boundaries-un.geojson", "boundaries-de-facto.geojson")
"""Files with the outlines of countries, by `iso3`. The second and third move disputed borders."""

FAR_KM = 100
"""How far outside its country a place may lie: outlines are simplified, and some crossings are placed by eye."""

SUMMARY_WORDS = (20, 60)
ALIKE = 0.6
"""From this similarity on (0 to 1) two titles of one day, one kind and the same actors are taken for one event.

The most similar pair of truly different events among the first 518 reaches 0.5.
"""
NEAR_DAYS = 3
"""Within so many days the worklist asks whether two like events are one."""

SHOWN = 10
"""How many lines of a group the worklist shows unless told to show all."""

# Keys by which a file is sorted where that is not its primary key: in both, the order says something.
SORTED_BY = {"event_issues": ("event_id", "position"), "contact_levels": ("rank",)}

# What code names. Everything else in a code list is known to it by the columns of the list alone.
NAMED = {
    "event_types": ("event_type", tuple(RuledType)),
    "issues": ("issue_id", (PORT,)),
    "actors": ("actor_id", (KABUL, *CAPITALS, *NEIGHBOURS)),
    "corridors": ("corridor_id", MAIN_CORRIDORS),
}

# The same persons first served the one and later the other.
AFGHAN_AUTHORITIES = {"AFG", "AFG-R"}


@dataclass(frozen=True)
class Contents:
    """A package that fits its schema. `tables` are in file order, so that a row's place tells its row number."""

    package: Package
    tables: dict[str, pd.DataFrame]

    def problem(self, table: str, index: int, field: str, reason: str, fix: str) -> Problem:
        """A problem in the row of `table` with the given index."""
        return Problem(self.package.tables[table].path, index + FIRST_DATA_ROW, field, reason, fix)

    @functools.cached_property
    def rows(self) -> dict[str, list[Any]]:
        """The rows of every table as named tuples, with `Index`; `None` in every empty cell."""
        frames = {name: frame.astype(object) for name, frame in self.tables.items()}
        return {name: list(frame.where(frame.notna(), None).itertuples()) for name, frame in frames.items()}

    def lookup(self, table: str, key: str, value: str) -> dict[str, Any]:
        """One column of a table by another."""
        return {getattr(row, key): getattr(row, value) for row in self.rows[table]}


Check = Callable[[Contents], Iterator[Problem]]


# --- Pass 1: the schema ------------------------------------------------------------------------------------------------


def schema_problems(folder: Path) -> list[Problem]:
    """What the frictionless validator finds in the tables of the package in `folder`."""
    import frictionless  # takes most of a second, and only this function needs it

    try:
        package = frictionless.Package.from_descriptor(str(folder / DESCRIPTOR))
        for resource in list(package.resources):
            if not isinstance(resource, frictionless.resources.TableResource):
                package.remove_resource(str(resource.name))
        report = package.validate()
    except frictionless.FrictionlessException as error:
        details = [str(reason.message) for reason in error.reasons] or [str(error.error.message)]
        return [Problem(DESCRIPTOR, None, None, detail, "Compare the file with the last release.") for detail in details]
    problems = [_schema_problem(error, DESCRIPTOR, {}) for error in report.errors]
    for task in report.tasks:
        keys = {"primary-key": package.get_resource(task.name).schema.primary_key}
        problems += [_schema_problem(error, task.place or task.name, keys) for error in task.errors]
    return problems


def _schema_problem(error: Any, file: str, keys: dict[str, list[str]]) -> Problem:
    names = getattr(error, "field_names", None) or keys.get(error.type) or [getattr(error, "field_name", "")]
    fix = "Compare the row with the fields of the table in datapackage.json."
    return Problem(file, getattr(error, "row_number", None), ", ".join(names) or None, f"{error.message}.", fix)


def _merged(own: Sequence[Problem], validator: Sequence[Problem]) -> list[Problem]:
    """Both lists, without what the validator says of a cell on which the loader's wording is at hand."""
    known = {(problem.file, problem.row, problem.field) for problem in own}
    return [*own, *(problem for problem in validator if (problem.file, problem.row, problem.field) not in known)]


# --- Pass 2: what a schema cannot say ----------------------------------------------------------------------------------


def events_rest_on_evidence(contents: Contents) -> Iterator[Problem]:
    """Every event has a page that agrees, is no preview and was not published by an aggregator."""
    kinds = contents.lookup("publishers", "publisher_id", "kind")
    publisher = contents.lookup("sources", "source_id", "publisher_id")
    seen, confirmed = set(), set()
    for row in contents.rows["evidence"]:
        seen.add(row.event_id)
        if row.agrees and not row.preview and kinds[publisher[row.source_id]] != "aggregator":
            confirmed.add(row.event_id)
    for row in contents.rows["events"]:
        if row.event_id not in seen:
            reason = "The event has no evidence."
            yield contents.problem("events", row.Index, "event_id", reason, "Add its pages to evidence.csv.")
        elif row.event_id not in confirmed:
            reason = "No page confirms the event: each one contradicts it, is a preview or belongs to an aggregator."
            yield contents.problem("events", row.Index, "event_id", reason, "Add a page that reports it, or withdraw the event.")


def previews_are_marked(contents: Contents) -> Iterator[Problem]:
    """A page that is older than the event that occurred is a preview of it."""
    events = {row.event_id: row for row in contents.rows["events"]}
    published = contents.lookup("sources", "source_id", "published")
    for row in contents.rows["evidence"]:
        event, day = events[row.event_id], published[row.source_id]
        # A month of publication is compared with the month of the event.
        if event.status == "occurred" and day and not row.preview and day < str(event.date_start.date())[: len(day)]:
            reason = f"The page was published ({day}) before the event that it is said to report."
            yield contents.problem("evidence", row.Index, "preview", reason, "Mark it as preview, or correct one of the dates.")


def dates_are_in_order(contents: Contents) -> Iterator[Problem]:
    """An end lies after its start, an inexact date on the first day of its period, and the identifier repeats the start."""
    for row in contents.rows["events"]:
        start = row.date_start
        if row.date_end is not None and row.date_end <= start:
            fix = "Correct it; an event of a single day has no date_end."
            yield contents.problem("events", row.Index, "date_end", "The end is not after the start.", fix)
        if row.date_precision != "day" and (start.day != 1 or (row.date_precision == "year" and start.month != 1)):
            reason = f"Only the {row.date_precision} is known, yet the date is not its first day."
            yield contents.problem("events", row.Index, "date_start", reason, "Use the first day, or correct date_precision.")
        if row.event_id[:10] != str(start.date()):
            reason = f"The identifier does not begin with the first day, {start.date()}."
            fix = "Correct the date, or merge the event into a new identifier."
            yield contents.problem("events", row.Index, "event_id", reason, fix)


def summaries_are_short(contents: Contents) -> Iterator[Problem]:
    """A summary has 20 to 60 words."""
    least, most = SUMMARY_WORDS
    for row in contents.rows["events"]:
        words = len(row.summary.split())
        if not least <= words <= most:
            reason = f"The summary has {count(words, 'word')}."
            yield contents.problem("events", row.Index, "summary", reason, f"Write {least} to {most} words.")


def participants_are_consistent(contents: Contents) -> Iterator[Problem]:
    """A row names an actor or a person; a role belongs to an actor, an office to a person; an actor has one role."""
    roles: dict[tuple[str, str], str] = {}
    seen: set[tuple[str, str | None, str | None]] = set()
    for row in contents.rows["participants"]:

        def wrong(field: str, reason: str, fix: str, index: int = row.Index) -> Problem:
            return contents.problem("participants", index, field, reason, fix)

        if row.actor_id is None and row.person_id is None:
            yield wrong("actor_id", "The row names neither an actor nor a person.", "Fill one of them, or take the row out.")
        if row.actor_id is not None and row.role is None:
            yield wrong("role", f"{row.actor_id} has no role.", "Say what part the actor had.")
        if row.actor_id is None and row.role is not None:
            yield wrong("role", "There is a role but no actor.", "Empty the role, or fill the actor.")
        if row.person_id is None and row.office is not None:
            yield wrong("office", "There is an office but no person.", "Empty the office, or fill the person.")
        if row.actor_id is not None and row.role is not None:
            first = roles.setdefault((row.event_id, row.actor_id), row.role)
            if first != row.role:
                yield wrong("role", f"{row.actor_id} is {first} in an earlier row of the event.", "Give it one role.")
        if (row.event_id, row.actor_id, row.person_id) in seen:
            yield wrong("person_id", "The same actor and person stand in an earlier row of the event.", "Take one row out.")
        seen.add((row.event_id, row.actor_id, row.person_id))


def people_act_for_their_actor(contents: Contents) -> Iterator[Problem]:
    """Whoever acts for an actor in an event belongs to that actor in the table `people`.

    To act for nobody is always possible: a former president who is visited at home is a private person. So is the
    change from the former Republic to the authorities of today, and back.
    """
    home = contents.lookup("people", "person_id", "actor_id")
    for row in contents.rows["participants"]:
        if row.actor_id is None or row.person_id is None or row.actor_id == home[row.person_id]:
            continue
        if {row.actor_id, home[row.person_id]} != AFGHAN_AUTHORITIES:
            reason = f"{row.person_id} acts for {row.actor_id} here, but for {home[row.person_id] or 'nobody'} in people.csv."
            yield contents.problem("participants", row.Index, "person_id", reason, "Correct the actor here or there.")


def _likeness(first: str, second: str) -> float:
    """How alike two titles are, 0 to 1; the order of their words does not count."""

    def words(title: str) -> str:
        return " ".join(sorted(re.findall(r"\w+", title.casefold())))

    pairs = ((first.casefold(), second.casefold()), (words(first), words(second)))
    return max(SequenceMatcher(None, a, b, autojunk=False).ratio() for a, b in pairs)


def _like_pairs(contents: Contents, days: int) -> Iterator[tuple[Any, Any]]:
    """Pairs of event rows of one kind and the same actors, at most `days` apart, with titles that are alike."""
    actors: dict[str, set[str]] = defaultdict(set)
    for row in contents.rows["participants"]:
        if row.actor_id is not None:
            actors[row.event_id].add(row.actor_id)
    groups: dict[tuple[str, frozenset[str]], list[Any]] = defaultdict(list)
    for row in contents.rows["events"]:
        groups[row.event_type, frozenset(actors[row.event_id])].append(row)
    for rows in groups.values():
        for first, second in combinations(rows, 2):
            if abs((second.date_start - first.date_start).days) <= days and _likeness(first.title, second.title) >= ALIKE:
                yield first, second


def events_are_told_once(contents: Contents) -> Iterator[Problem]:
    """No two events of one day, one kind and the same actors have nearly the same title."""
    for first, second in _like_pairs(contents, 0):
        reason = f"The event looks the same as {first.event_id}."
        fix = "Merge them (and say so in changes.csv), or let the titles tell the difference."
        yield contents.problem("events", second.Index, "title", reason, fix)


@functools.cache
def outlines(static: Path) -> gpd.GeoSeries:
    """The area of every country by ISO 3166-1 alpha-3 code, in degrees; empty where the files are missing.

    A disputed area belongs to each country that a file gives it to.
    """
    frames = [gpd.read_file(static / name) for name in OUTLINES if (static / name).is_file()]
    if not frames:
        return gpd.GeoSeries()
    areas = gpd.GeoDataFrame(pd.concat(frames, ignore_index=True)[["iso3", "geometry"]])
    return areas.dissolve("iso3")["geometry"]


def places_lie_in_their_country(contents: Contents) -> Iterator[Problem]:
    """No place lies far outside the country that it is said to be in.

    The nearest point of the country is sought in degrees, which is exact enough to tell a slip from a border town.
    """
    areas = outlines(STATIC_FOLDER)
    rows = [row for row in contents.rows["places"] if row.country in areas.index]
    points = gpd.GeoSeries(gpd.points_from_xy([row.lon for row in rows], [row.lat for row in rows]))
    ways = gpd.GeoSeries(areas.loc[[row.country for row in rows]].to_numpy()).shortest_line(points, align=False)
    earth = Geod(ellps="WGS84")
    for row, way in zip(rows, ways, strict=True):
        if (far := earth.geometry_length(way) / 1000) > FAR_KM:
            reason = f"{row.name} lies {far:,.0f} km outside {row.country}."
            yield contents.problem("places", row.Index, "lat", reason, "Check the coordinates (latitude first) and the country.")


def coverage_is_true(contents: Contents) -> Iterator[Problem]:
    """The period in the descriptor runs from the first event to the last day of an event whose day is known."""
    events, package = contents.tables["events"], contents.package
    exact = events[events["date_precision"].eq("day")]
    true = (events["date_start"].min(), exact["date_end"].fillna(exact["date_start"]).max())
    for name, said, day in zip(("start", "end"), (package.covers_from, package.covers_to), true, strict=True):
        if pd.notna(day) and said != day.date():
            reason = f"The events {name} on {day.date()}, not on {said}."
            yield Problem(DESCRIPTOR, None, f"temporal.{name}", reason, f"Write {day.date()}.")


def files_are_sorted(contents: Contents) -> Iterator[Problem]:
    """Rows stand in the order of their key, so that a change of the data is a readable difference."""
    for name, table in contents.package.tables.items():
        fields = SORTED_BY.get(name, table.primary_key)
        keys = [tuple(getattr(row, field) for field in fields) for row in contents.rows[name]]
        for index, (before, key) in enumerate(pairwise(keys), start=1):
            if key < before:
                reason = f"The row is not in its place: the file is sorted by {join_words(fields)}."
                yield contents.problem(name, index, ", ".join(fields), reason, "Sort the file.")


def positions_count_up(contents: Contents) -> Iterator[Problem]:
    """Positions within an event or corridor are 1, 2, 3 and so on."""
    for name, table in contents.package.tables.items():
        if "position" not in contents.tables[name]:
            continue
        for owner, rows in _by_owner(contents, name, table.primary_key[0]).items():
            for expected, row in enumerate(rows, start=1):
                if row.position != expected:
                    reason = f"The position is {row.position}; the next in {owner} would be {expected}."
                    yield contents.problem(name, row.Index, "position", reason, "Number them from 1 without gaps.")
                    break


def _by_owner(contents: Contents, table: str, owner: str) -> dict[str, list[Any]]:
    """The rows of a table by whose they are, in the order of their positions."""
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in sorted(contents.rows[table], key=lambda row: row.position):
        groups[getattr(row, owner)].append(row)
    return groups


def corridors_join_up(contents: Contents) -> Iterator[Problem]:
    """Each leg of a corridor starts where the one before ended, except where the description says otherwise."""
    legs = {row.leg_id: (row.from_place_id, row.to_place_id) for row in contents.rows["route_legs"]}
    descriptions = contents.lookup("corridors", "corridor_id", "description")
    for corridor, rows in _by_owner(contents, "corridor_legs", "corridor_id").items():
        if "not end to end" in descriptions[corridor]:
            continue
        reached = None
        for row in rows:
            start, end = legs[row.leg_id]
            if row.direction == "reverse":
                start, end = end, start
            if reached is not None and start != reached:
                reason = f"The leg starts at {start}, but {corridor} has come to {reached}."
                fix = "Correct leg or direction, or write “not end to end” into the description of the corridor."
                yield contents.problem("corridor_legs", row.Index, "leg_id", reason, fix)
            reached = end


def status_changes_are_evidenced(contents: Contents) -> Iterator[Problem]:
    """The page behind a change of a leg's status is evidence of the event that brought it."""
    known = {(row.event_id, row.source_id) for row in contents.rows["evidence"]}
    for row in contents.rows["leg_status"]:
        if row.event_id is not None and (row.event_id, row.source_id) not in known:
            reason = f"{row.source_id} is no evidence of {row.event_id}."
            fix = "Take a page of the event, or add it to evidence.csv."
            yield contents.problem("leg_status", row.Index, "source_id", reason, fix)


def figures_belong_to_one(contents: Contents) -> Iterator[Problem]:
    """A figure is one of a leg, of a corridor, or of the legs that `figure_legs` names."""
    together = _figure_legs(contents)
    for row in contents.rows["route_figures"]:
        named = [row.leg_id is not None, row.corridor_id is not None, row.figure_id in together]
        if sum(named) != 1:
            reason = f"The figure belongs to {'nothing' if not any(named) else 'more than one thing'}."
            fix = "Fill either leg_id or corridor_id, or name its legs in figure_legs.csv and leave both empty."
            yield contents.problem("route_figures", row.Index, "leg_id", reason, fix)


def _figure_legs(contents: Contents) -> dict[str, list[str]]:
    """The legs of the figures that cover several."""
    together: dict[str, list[str]] = defaultdict(list)
    for row in contents.rows["figure_legs"]:
        together[row.figure_id].append(row.leg_id)
    return together


def figures_of_several_legs_hold(contents: Contents) -> Iterator[Problem]:
    """A figure of several legs gives their length, the legs form one chain, and it is longer than those whose length is known."""
    figures = {row.figure_id: row for row in contents.rows["route_figures"]}
    ends = {row.leg_id: (row.from_place_id, row.to_place_id) for row in contents.rows["route_legs"]}
    known = {row.leg_id: row.distance_km for row in contents.rows["route_legs"] if row.distance_km is not None}
    for row in contents.rows["route_figures"]:
        if row.leg_id is not None and row.distance_km is not None:
            known.setdefault(row.leg_id, row.distance_km)
    for figure_id, legs in _figure_legs(contents).items():
        figure = figures[figure_id]

        def problem(reason: str, fix: str, figure: Any = figure) -> Problem:
            return contents.problem("route_figures", figure.Index, "distance_km", reason, fix)

        stated = sum(known.get(leg, 0) for leg in legs)
        if figure.distance_km is None:
            yield problem("A figure of several legs has no length to share.", "Fill distance_km, or take its rows out of figure_legs.csv.")
        elif len(legs) < 2 or not _form_a_chain([ends[leg] for leg in legs]):
            yield problem(f"{join_words(legs)} do not form one chain.", "Correct the rows of the figure in figure_legs.csv.")
        elif any(leg not in known for leg in legs) and stated >= figure.distance_km:
            reason = f"{figure.distance_km:g} km leave nothing to the legs without a length of their own: the others have {stated:g}."
            yield problem(reason, "Correct the figure or its legs.")


def _form_a_chain(legs: Sequence[tuple[str, str]]) -> bool:
    """Whether legs, each from a place to another and in any direction, join to one way without a fork."""
    graph = nx.Graph(legs)
    return nx.is_connected(graph) and len(graph) == len(legs) + 1 and max(degree for _, degree in graph.degree) <= 2


def ties_stand_once(contents: Contents) -> Iterator[Problem]:
    """A tie is written with the smaller identifier first, and no event is tied to itself."""
    for row in contents.rows["related_events"]:
        if row.event_id == row.related_event_id:
            reason = "The event is tied to itself."
            yield contents.problem("related_events", row.Index, "related_event_id", reason, "Take the row out.")
        elif row.event_id > row.related_event_id:
            reason = "The second identifier sorts before the first."
            yield contents.problem("related_events", row.Index, "event_id", reason, "Swap them; a tie holds in both directions.")


def changes_are_complete(contents: Contents) -> Iterator[Problem]:
    """Every event stands in `changes`, and every identifier there is an event or was merged or withdrawn last."""
    changes, events = contents.rows["changes"], contents.rows["events"]
    current, ended = {row.event_id for row in events}, {"merged", "withdrawn"}
    by_release = sorted(changes, key=lambda row: [int(part) for part in row.version.split(".")])
    last = {row.event_id: row for row in by_release}
    for row in last.values():
        if row.event_id not in current and row.change not in ended:
            fix = "Restore the event, or add a row that says merged or withdrawn."
            yield contents.problem("changes", row.Index, "event_id", "There is no such event any more.", fix)
        if row.event_id in current and row.change in ended:
            reason = f"The event was {row.change}, but still stands in events.csv."
            yield contents.problem("changes", row.Index, "change", reason, "Take the event out, or correct the change.")
    for row in changes:
        if row.change == "merged" and row.replaced_by is None:
            reason = "A merged event needs the event that took its place."
            yield contents.problem("changes", row.Index, "replaced_by", reason, "Fill replaced_by.")
    for row in events:
        if row.event_id not in last:
            fix = f"Add a row with {contents.package.version} and “added”."
            yield contents.problem("events", row.Index, "event_id", "The event is missing in changes.csv.", fix)


def rules_find_their_codes(contents: Contents) -> Iterator[Problem]:
    """Every code that a rule of the atlas names stands in its list, so that no rule falls silent."""
    for name, (field, codes) in NAMED.items():
        known = {getattr(row, field) for row in contents.rows[name]}
        for code in codes:
            if code not in known:
                fix = "Restore the row, or change the rule (search for the code in atlas/)."
                yield Problem(contents.package.tables[name].path, None, field, f"There is no {code}, which a rule names.", fix)


def texts_are_clean(contents: Contents) -> Iterator[Problem]:
    """Cells have no blanks at their ends, no control or invisible characters and no HTML."""
    for name, table in contents.package.tables.items():
        texts = [field.name for field in table.fields if field.type == "string"]
        for row in contents.rows[name]:
            for field in texts:
                if (cell := getattr(row, field)) and (reason := blemish(cell)):
                    yield contents.problem(name, row.Index, field, reason, "Clean the text.")


def lines_end_alike(contents: Contents) -> Iterator[Problem]:
    """Lines end with a line feed alone."""
    for table in contents.package.tables.values():
        if b"\r" in (contents.package.folder / table.path).read_bytes():
            yield Problem(table.path, None, None, "The file has carriage returns.", "Save it with LF line ends.")


ALL_CHECKS: tuple[Check, ...] = (
    events_rest_on_evidence,
    previews_are_marked,
    dates_are_in_order,
    summaries_are_short,
    participants_are_consistent,
    people_act_for_their_actor,
    events_are_told_once,
    places_lie_in_their_country,
    coverage_is_true,
    files_are_sorted,
    positions_count_up,
    corridors_join_up,
    status_changes_are_evidenced,
    figures_belong_to_one,
    figures_of_several_legs_hold,
    ties_stand_once,
    changes_are_complete,
    rules_find_their_codes,
    texts_are_clean,
    lines_end_alike,
)
"""What a schema cannot say, one idea a function."""


def content_problems(folder: Path) -> list[Problem]:
    """Everything that `ALL_CHECKS` find. Raises `PackageError` where the package does not fit its schema."""
    package = read_package(folder)
    contents = Contents(package, read_tables(package))
    return [problem for check in ALL_CHECKS for problem in check(contents)]


# --- Pass 3: the worklist ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """Things of one kind to look at. Where `listed` is false only their number is told."""

    heading: str
    short: str
    items: tuple[str, ...]
    listed: bool = True


def worklist(dataset: Dataset) -> list[Group]:
    """What a curator should look at, most telling first; empty groups are left out."""
    contents = Contents(dataset.package, dataset.tables)
    events = dataset.events
    legs = [row for row in contents.rows["route_legs"] if row.distance_km is None and row.mode != "border"]
    undated = [row.source_id for row in contents.rows["sources"] if row.published is None]
    groups = [
        Group("No independent origin is left after exclusions (grade D)", "unconfirmed", _ids(events, events["grade"] == "D")),
        Group("One independent origin (grade C)", "single-origin", _ids(events, events["grade"] == "C")),
        Group(
            "The day may be that of the report: one independent origin, published on the day of the event",
            "dated by the report",
            _dated_by_report(dataset),
        ),
        Group(
            "Every agreeing page passes on the account of one and the same side",
            "one-sided",
            _ids(events, events["one_sided"]),
        ),
        Group(
            f"Perhaps one event: alike, at most {NEAR_DAYS} days apart and not tied",
            "alike",
            tuple(_unrelated_pairs(contents)),
        ),
        Group("Legs without a stated distance, crossings aside", "legs without distance", tuple(row.leg_id for row in legs)),
        Group(
            "Legs whose newest report is older than their last change of status",
            "legs with an old report",
            tuple(_old_reports(contents)),
        ),
        Group(
            "Places that could not be checked, for want of an outline of their country",
            "unchecked places",
            tuple(_unchecked_places(contents)),
        ),
        Group("Sources without a date of publication", "undated sources", tuple(undated), listed=False),
    ]
    return [group for group in groups if group.items]


def _ids(events: pd.DataFrame, mask: pd.Series[bool]) -> tuple[str, ...]:
    return tuple(events.loc[mask, "event_id"])


def _dated_by_report(dataset: Dataset) -> tuple[str, ...]:
    """Events known to the day whose one independent origin published on that very day and on no other."""
    independent = dataset.evidence[dataset.evidence["independent"]]
    published = independent["source_id"].astype("str").map(dataset.sources["published"])
    event = independent["event_id"].astype("str")
    days = {str(event_id): set(values.dropna()) for event_id, values in published.groupby(event)}
    events = dataset.events[dataset.events["grade"].eq("C") & dataset.events["date_precision"].eq("day")]
    starts = events["date_start"].dt.strftime("%Y-%m-%d")
    return tuple(event_id for event_id, start in zip(events["event_id"], starts, strict=True) if days[event_id] == {start})


def _unrelated_pairs(contents: Contents) -> Iterator[str]:
    tied = {frozenset((row.event_id, row.related_event_id)) for row in contents.rows["related_events"]}
    for first, second in _like_pairs(contents, NEAR_DAYS):
        if frozenset((first.event_id, second.event_id)) not in tied:
            yield f"{first.event_id} and {second.event_id}"


def _old_reports(contents: Contents) -> Iterator[str]:
    changed: dict[str, pd.Timestamp] = {}
    for row in contents.rows["leg_status"]:
        changed[row.leg_id] = max(row.from_date, changed.get(row.leg_id, row.from_date))
    for row in contents.rows["route_legs"]:
        if row.leg_id in changed and row.status_as_of < changed[row.leg_id]:
            yield f"{row.leg_id} (report {row.status_as_of.date()}, change {changed[row.leg_id].date()})"


def _unchecked_places(contents: Contents) -> Iterator[str]:
    areas = outlines(STATIC_FOLDER)
    return (f"{row.place_id} ({row.country})" for row in contents.rows["places"] if row.country not in areas.index)


def print_worklist(groups: Iterable[Group], show_all: bool) -> None:
    """Write the groups with their counts, and at most `SHOWN` lines of each unless all are asked for."""
    print("Worklist (nothing here is an error):")
    for group in groups:
        print(f"\n  {group.heading}: {len(group.items):,}")
        if not group.listed:
            continue
        shown = group.items if show_all else group.items[:SHOWN]
        for item in shown:
            print(f"    {item}")
        if len(shown) < len(group.items):
            print(f"    … and {len(group.items) - len(shown):,} more (--all shows them)")
    print()


# --- The command -------------------------------------------------------------------------------------------------------


def check(folder: Path, show_all: bool = False) -> int:
    """Run the three passes over the package in `folder` and print what they find; 0 without errors, else 1."""
    validator = schema_problems(folder) if (folder / DESCRIPTOR).exists() else []
    broken = [problem for problem in validator if problem.file == DESCRIPTOR]
    try:
        if broken:  # the loader needs a sound descriptor
            raise PackageError(broken)
        problems = content_problems(folder)
        dataset = load(folder)
        problems += [problem for entry in library(dataset).values() for problem in entry.problems]
    except PackageError as error:
        return _report_errors(_merged(error.problems, validator))
    if problems or validator:
        return _report_errors([*validator, *problems])
    groups = worklist(dataset)
    print_worklist(groups, show_all)
    tasks = ", ".join(f"{len(group.items):,} {group.short}" for group in groups) or "empty"
    print(f"{_size(dataset)}: no errors; worklist: {tasks}.")
    return 0


def _size(dataset: Dataset) -> str:
    """How large the package is, for instance `518 events, 1,748 sources, 22 tables`."""
    sizes = (count(len(dataset.events), "event"), count(len(dataset.sources), "source"), count(len(dataset.tables), "table"))
    return ", ".join(sizes)


def _report_errors(problems: Sequence[Problem]) -> int:
    for problem in problems:
        print(f"  - {problem}")
    print(f"{count(len(problems), 'error')} in {count(len({problem.file for problem in problems}), 'file')}.")
    return 1


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; `arguments` default to those of the process."""
    parser = argparse.ArgumentParser(prog="python -m atlas.checks", description="Check the data package before it is published.")
    parser.add_argument("folder", nargs="?", type=Path, default=DATA_FOLDER, help="folder of the package (default: data/)")
    parser.add_argument("--all", action="store_true", help=f"show the whole worklist, not {SHOWN} lines a group")
    options = parser.parse_args(arguments)
    folder: Path = options.folder.resolve()
    if not folder.is_dir():
        print(f"There is no folder {options.folder}. Name the folder that holds {DESCRIPTOR}.")
        return 1
    return check(folder, options.all)


if __name__ == "__main__":
    raise SystemExit(main())
