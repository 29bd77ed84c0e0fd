"""What a check reads and what it finds."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from atlas.dataset import FIRST_DATA_ROW, Package, Problem, grades, read_package, read_tables


@dataclass(frozen=True)
class Line:
    """Something of which a machine cannot be certain: a line of the work list.

    `subject` is the identifier of the event, leg or place that is meant; `about` what within it is (a page, a person, a subject,
    another event), empty where the whole is meant. Both together, and the check's name, are what `settled.csv` refers to.
    """

    subject: str
    about: str = ""
    what: str = ""

    def __str__(self) -> str:
        return " · ".join(part for part in (self.subject, self.about, self.what) if part)


@dataclass(frozen=True)
class Contents:
    """A package that fits its schema. `tables` are in file order, so that a row's place tells its row number."""

    package: Package
    tables: dict[str, pd.DataFrame]

    @classmethod
    def read(cls, folder: Path) -> Contents:
        """The package in `folder`. Raises `PackageError` where it does not fit its schema."""
        package = read_package(folder)
        return cls(package, read_tables(package))

    def problem(self, table: str, index: int, field: str, reason: str, fix: str) -> Problem:
        """A problem in the row of `table` with the given index."""
        return Problem(self.package.tables[table].path, index + FIRST_DATA_ROW, field, reason, fix)

    @functools.cached_property
    def rows(self) -> dict[str, list[Any]]:
        """The rows of every table as named tuples, with `Index`; `None` in every empty cell."""
        return {name: _rows(frame) for name, frame in self.tables.items()}

    def lookup(self, table: str, key: str, value: str) -> dict[str, Any]:
        """One column of a table by another."""
        return {getattr(row, key): getattr(row, value) for row in self.rows[table]}

    def by_event(self, table: str) -> dict[str, list[Any]]:
        """The rows of a table by their event; an event without any has none."""
        return _by_event(self.rows[table])

    @functools.cached_property
    def actors(self) -> dict[str, dict[str, str]]:
        """The actors of every event, each with its role."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for row in self.rows["participants"]:
            if row.actor_id is not None and row.role is not None:
                found[row.event_id][row.actor_id] = row.role
        return found

    @functools.cached_property
    def _voices(self) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in self.rows["accounts"]:
            found[row.event_id, row.source_id].add(row.actor_id)
        return found

    def heard(self, pages: Iterable[Any]) -> set[str]:
        """The actors whose account one of these rows of `pages` passes on."""
        return set().union(*(self._voices.get((page.event_id, page.source_id), set()) for page in pages))

    @functools.cached_property
    def pages(self) -> dict[str, list[Any]]:
        """The evidence of every event: rows of `grades.with_origins` with the page's title and day, and the agency in force."""
        evidence = grades.with_origins(self.tables).astype({"source_id": "str"})
        sources = self.tables["sources"].set_index("source_id")[["published", "page_title", "rolling", "agency", "language"]]
        rows = evidence.join(sources.rename(columns={"agency": "page_agency"}), on="source_id")
        rows["agency"] = rows["agency"].astype(object).fillna(rows["page_agency"].astype(object))
        return _by_event(_rows(rows))

    @functools.cached_property
    def graded(self) -> list[Any]:
        """The rows of `events` with what `grades.assess` says of them."""
        events = self.tables["events"]
        return _rows(events.join(grades.assess(events, grades.with_origins(self.tables), self.tables)))

    def texts(self, event: Any) -> str:
        """Everything that the record and its pages say of an event, as one text."""
        pages = self.pages.get(event.event_id, [])
        said = [text for page in pages for text in (page.page_title, page.states)]
        return " ".join(text for text in (event.title, event.summary, event.note, event.place_reported, *said) if text)


Check = Callable[[Contents], Iterator[Problem | Line]]
"""Yields a `Problem` where it is certain that something is wrong, a `Line` where a person has to look."""


def _rows(frame: pd.DataFrame) -> list[Any]:
    frame = frame.astype(object)
    return list(frame.where(frame.notna(), None).itertuples())


def _by_event(rows: list[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.event_id].append(row)
    return found


def rows_by_owner(contents: Contents, table: str, owner: str) -> dict[str, list[Any]]:
    """The rows of a table by whose they are, in the order of their positions."""
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in sorted(contents.rows[table], key=lambda row: row.position):
        groups[getattr(row, owner)].append(row)
    return groups
