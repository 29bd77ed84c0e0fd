"""The one filter, read from an address and written back to it.

An address, an export and an answer of the API all come from the same `EventFilter`, so they cannot disagree.
Different filters narrow each other (and); several values of one filter widen it (or).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.dataset import Dataset, Facet, parse_version, search, version_number
from atlas.words import format_date, join_words

Mask = npt.NDArray[np.bool_]

REPEATABLE = ("link", "actor", "issue", "type", "place", "person", "status")
"""Filters that take several values; each is a field of `EventFilter` and a facet of the dataset."""

AT_LEAST = ("level", "grade")
"""Filters over an ordered scale: the value and everything above it."""

VIEW_NAMES = frozenset(
    {
        "arcs",
        "asof",
        "beside",
        "boundaries",
        "built",
        "check",
        "close",
        "colour",
        "context",
        "count",
        "destination",
        "embed",
        "embed_options",
        "event",
        "extent",
        "lanes",
        "month",
        "origin",
        "overlays",
        "partners",
        "prefer",
        "reading",
        "routes",
        "scene",
        "show",
        "story",
        "theme",
        "version",
    }
)
"""Names in an address that say how to look, not at what."""

FILTER_NAMES = ("from", "to", *REPEATABLE, *AT_LEAST, "contested", "updated_since", "q")

LONGEST_SHOWN = 60


@dataclass(frozen=True)
class Ignored:
    """A part of an address that was left out, and why."""

    name: str
    value: str
    reason: str

    def __str__(self) -> str:
        value = self.value if len(self.value) <= LONGEST_SHOWN else self.value[:LONGEST_SHOWN] + "…"
        return f"{self.name}={value}: {self.reason}"


@dataclass(frozen=True)
class EventFilter:
    """Which events are in view. An empty filter is the whole dataset.

    `date_from` and `date_to` (inclusive) keep events that overlap the period; an event of which only the month is
    known overlaps wherever its month does. `level` and `grade` mean that value or higher. `updated_since` keeps events that
    a version later than the one it names added or changed.
    """

    date_from: date | None = None
    date_to: date | None = None
    link: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    issue: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    level: str | None = None
    grade: str | None = None
    contested: bool | None = None
    updated_since: str | None = None
    q: str = ""

    def __bool__(self) -> bool:
        return self != EventFilter()

    def to_params(self) -> list[tuple[str, str]]:
        """Names and values for an address, defaults left out, always in the same order."""
        params: list[tuple[str, str]] = []
        if self.date_from:
            params.append(("from", self.date_from.isoformat()))
        if self.date_to:
            params.append(("to", self.date_to.isoformat()))
        for name in REPEATABLE:
            params += [(name, value) for value in getattr(self, name)]
        for name in AT_LEAST:
            if value := getattr(self, name):
                params.append((name, value))
        if self.contested is not None:
            params.append(("contested", "true" if self.contested else "false"))
        if self.updated_since:
            params.append(("updated_since", self.updated_since))
        if self.q:
            params.append(("q", self.q))
        return params

    def to_query(self) -> str:
        """The part of an address behind the question mark; empty for the whole dataset."""
        return urlencode(self.to_params())

    def without(self, name: str, value: str | None = None) -> EventFilter:
        """The same filter with one value, or the whole of one name of the address, taken out."""
        field = {"from": "date_from", "to": "date_to"}.get(name, name)
        current = getattr(self, field)
        if isinstance(current, tuple) and value is not None:
            changed: Any = tuple(item for item in current if item != value)
        else:
            changed = getattr(EventFilter(), field)
        return replace(self, **{field: changed})


def _allowed(facet: Facet) -> str:
    if len(facet.values) <= 21:
        return f"use one of {', '.join(facet.values)}"
    return f"use a code such as {join_words(facet.values[:3], 'or')}"


def parse_day(text: str) -> date | None:
    """A day written like `2025-05-15`, or `None`. Python reads further ISO forms; an address has one way to write a day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


class _Reader:
    """Collects what an address holds, and what of it is no use."""

    def __init__(self, params: Iterable[tuple[str, str]], dataset: Dataset) -> None:
        self.dataset = dataset
        self.ignored: list[Ignored] = []
        self.given: dict[str, list[str]] = {}
        for name, value in params:
            if name in FILTER_NAMES:
                self.given.setdefault(name, []).append(value)
            elif name not in VIEW_NAMES:
                self.ignored.append(Ignored(name, value, "there is no filter of this name"))

    def one(self, name: str) -> str | None:
        """The value of a filter that takes one; the last counts, as in a web form."""
        values = self.given.get(name, [])
        self.ignored += [Ignored(name, value, "only the last value counts") for value in values[:-1]]
        return values[-1] if values else None

    def day(self, name: str) -> date | None:
        text = self.one(name)
        if text is None:
            return None
        day = parse_day(text)
        if day is None:
            self.ignored.append(Ignored(name, text, "this is no day; write it like 2025-05-15"))
        return day

    def several(self, name: str) -> tuple[str, ...]:
        facet = self.dataset.facets[name]
        kept: list[str] = []
        for value in self.given.get(name, []):
            code = _reversed_link(value, facet) if name == "link" else value
            if code in facet.position:
                kept.append(code)
            else:
                self.ignored.append(Ignored(name, value, f"this value does not occur; {_allowed(facet)}"))
        return tuple(dict.fromkeys(kept))

    def choice(self, name: str) -> str | None:
        text, facet = self.one(name), self.dataset.facets[name]
        if text is not None and text not in facet.position:
            self.ignored.append(Ignored(name, text, f"this value does not occur; {_allowed(facet)}"))
            return None
        # The lowest step of a scale filters nothing, so it is not a filter.
        return None if text == facet.values[0] else text

    def flag(self, name: str) -> bool | None:
        text = self.one(name)
        if text is not None and text not in ("true", "false"):
            self.ignored.append(Ignored(name, text, "use true or false"))
            return None
        return None if text is None else text == "true"

    def version(self, name: str) -> str | None:
        text = self.one(name)
        if text is not None and parse_version(text) is None:
            self.ignored.append(Ignored(name, text, "this is no version; write it like 2026.11.0"))
            return None
        return text

    def text(self, name: str) -> str:
        text = (self.one(name) or "").strip()
        if len(text) > search.MOST_CHARACTERS:
            self.ignored.append(Ignored(name, text, f"only the first {search.MOST_CHARACTERS} characters are searched for"))
        return text[: search.MOST_CHARACTERS].strip()


def _reversed_link(value: str, facet: Facet) -> str:
    """A link may be written from either side: `IND-AFG` is `AFG-IND`."""
    if value in facet.position:
        return value
    parts = value.split("-")
    turned = ("-".join(parts[cut:] + parts[:cut]) for cut in range(1, len(parts)))
    return next((candidate for candidate in turned if candidate in facet.position), value)


def parse(params: Iterable[tuple[str, str]], dataset: Dataset) -> tuple[EventFilter, tuple[Ignored, ...]]:
    """Read a filter from the names and values of an address. Never raises: what is no use is left out and named."""
    reader = _Reader(params, dataset)
    start, end = reader.day("from"), reader.day("to")
    if start and end and start > end:
        reader.ignored.append(Ignored("to", end.isoformat(), f"this is before from={start.isoformat()}"))
        end = None
    found = EventFilter(
        date_from=start,
        date_to=end,
        **{name: reader.several(name) for name in REPEATABLE},
        level=reader.choice("level"),
        grade=reader.choice("grade"),
        contested=reader.flag("contested"),
        updated_since=reader.version("updated_since"),
        q=reader.text("q"),
    )
    return found, tuple(reader.ignored)


def _holding(facet: Facet, wanted: Iterable[int], size: int) -> Mask:
    """Events that have one of the wanted values."""
    chosen = np.zeros(len(facet.values), dtype=bool)
    chosen[list(wanted)] = True
    mask = np.zeros(size, dtype=bool)
    mask[facet.event[chosen[facet.code]]] = True
    return mask


def conditions(filter_: EventFilter, dataset: Dataset) -> Iterator[tuple[str, Mask]]:
    """Every condition that is set, by the name of its facet (`date`, `updated_since` and `q` have none), with the events that meet it."""
    size = len(dataset.events)
    if filter_.date_from or filter_.date_to:
        mask = np.ones(size, dtype=bool)
        if filter_.date_from:
            mask &= (dataset.events["last_day"] >= pd.Timestamp(filter_.date_from)).to_numpy()
        if filter_.date_to:
            mask &= (dataset.events["date_start"] <= pd.Timestamp(filter_.date_to)).to_numpy()
        yield "date", mask
    for name in REPEATABLE:
        if values := getattr(filter_, name):
            facet = dataset.facets[name]
            yield name, _holding(facet, (facet.position[value] for value in values), size)
    for name in AT_LEAST:
        if value := getattr(filter_, name):
            facet = dataset.facets[name]
            yield name, _holding(facet, range(facet.position[value], len(facet.values)), size)
    if filter_.contested is not None:
        yield "contested", dataset.events["contested"].to_numpy() == filter_.contested
    if filter_.updated_since:
        yield "updated_since", dataset.events["changed_in"].to_numpy() > version_number(filter_.updated_since)
    if filter_.q:
        yield "q", search.matches(dataset.search_text, filter_.q)


def _labels(dataset: Dataset, name: str, values: Iterable[str]) -> list[str]:
    return [dataset.facets[name].label(value) for value in values]


def _period(filter_: EventFilter) -> str | None:
    match filter_.date_from, filter_.date_to:
        case None, None:
            return None
        case date() as start, None:
            return f"from {format_date(start)} on"
        case None, date() as end:
            return f"up to {format_date(end)}"
        case date() as start, date() as end:
            month_end = (end + timedelta(days=1)).day == 1
            if start.day == 1 and month_end and (start.year, start.month) == (end.year, end.month):
                return f"in {format_date(start, precision='month')}"
            if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
                return f"in {start.year}" if start.year == end.year else f"from {start.year} to {end.year}"
            return f"from {format_date(start)} to {format_date(end)}"
    return None


def describe(filter_: EventFilter, dataset: Dataset) -> str:
    """The filter in words, without the count: `events linking Kabul and New Delhi, about visas, in 2025`."""
    parts: list[str] = []
    if filter_.link:
        ends = ((str(dataset.links.at[link, "first"]), str(dataset.links.at[link, "second"])) for link in filter_.link)
        names = [f"{dataset.actor_labels[first]} and {dataset.actor_labels[second]}" for first, second in ends]
        parts.append(f"linking {join_words(names, 'or')}")
    if filter_.actor:
        parts.append(f"with {join_words(_labels(dataset, 'actor', filter_.actor), 'or')}")
    if filter_.type:
        parts.append(f"of type {join_words((label.lower() for label in _labels(dataset, 'type', filter_.type)), 'or')}")
    if filter_.issue:
        proper = dataset.tables["issues"].set_index("issue_id")["proper"]
        labels = zip(filter_.issue, _labels(dataset, "issue", filter_.issue), strict=True)
        parts.append(f"about {join_words((label if proper[issue] else label.lower() for issue, label in labels), 'or')}")
    if filter_.person:
        parts.append(f"naming {join_words(_labels(dataset, 'person', filter_.person), 'or')}")
    if filter_.place:
        parts.append(f"at {join_words(_labels(dataset, 'place', filter_.place), 'or')}")
    if filter_.level:
        step = dataset.facets["level"].label(filter_.level).lower()
        parts.append(f"at {step} level" + ("" if filter_.level == dataset.facets["level"].values[-1] else " or above"))
    if filter_.status:
        parts.append(f"that are {join_words(filter_.status, 'or')}" if filter_.status != ("occurred",) else "that occurred")
    if filter_.grade:
        parts.append(f"of evidence grade {filter_.grade}" + ("" if filter_.grade == dataset.facets["grade"].values[-1] else " or better"))
    if filter_.contested is not None:
        parts.append("that sources contradict" if filter_.contested else "that no source contradicts")
    if filter_.updated_since:
        parts.append(f"added or changed since version {filter_.updated_since}")
    if period := _period(filter_):
        parts.append(period)
    if filter_.q:
        parts.append(f"matching “{filter_.q}”")
    return ", ".join(["events" + (f" {parts[0]}" if parts else ""), *parts[1:]])
