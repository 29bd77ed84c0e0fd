"""An excerpt of the published package, cheap to read and to check: code lists, places and routes are whole, events are few."""

from __future__ import annotations

import csv
import re
import shutil
from functools import lru_cache
from pathlib import Path

import pandas as pd

from atlas.checks import Contents, find
from atlas.dataset import DATA_FOLDER, FIRST_DATA_ROW, Package, Table, frame_of, read_package

FIRST, LAST = 8, 4
"""How many of the first and of the last events it has, beside those that stories, legs and `ALSO` name."""

ALSO = {"france-24-e528a33a"}
"""Pages whose events it has."""

EVENT = re.compile(r"\d{4}-\d\d-\d\d-[\w-]+")
EVENT_FIELDS = ("event_id", "related_event_id", "replaced_by")
LISTED = {"sources": "source_id", "publishers": "publisher_id", "people": "person_id"}
"""Tables that hold only what the others name, by their key; in an order in which none is named by one before it."""

Rows = list[dict[str, str]]


def _read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(folder: Path, table: Table, rows: Rows) -> None:
    with (folder / table.path).open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, [field.name for field in table.fields], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _kept(package: Package, rows: dict[str, Rows]) -> set[str]:
    """The events of the excerpt."""
    events = rows["events"]
    named = {event for story in (package.folder / "stories").glob("*.md") for event in EVENT.findall(story.read_text(encoding="utf-8"))}
    named |= {row["event_id"] for row in rows["leg_status"]}
    named |= {row["event_id"] for row in rows["evidence"] if row["source_id"] in ALSO}
    last_day = str(package.covers_to)
    return {event["event_id"] for event in (*events[:FIRST], *events[-LAST:])} | {
        event["event_id"] for event in events if event["event_id"] in named or last_day in (event["date_start"], event["date_end"])
    }


def _named(package: Package, rows: dict[str, Rows], table: str) -> set[str]:
    """The keys of a table that other tables name."""
    return {
        row[key.fields[0]]
        for other in package.tables.values()
        for key in other.foreign_keys
        if key.table == table and len(key.fields) == 1
        for row in rows[other.name]
    }


def make_excerpt(folder: Path) -> Path:
    """Write the excerpt into a new folder; it is as free of errors as the published package."""
    shutil.copytree(DATA_FOLDER, folder)
    package = read_package(folder)
    rows = {name: _read(folder / table.path) for name, table in package.tables.items()}
    kept = _kept(package, rows)
    for name in rows:
        rows[name] = [row for row in rows[name] if {row.get(field) for field in EVENT_FIELDS} - {None, ""} <= kept]
    for name, key in LISTED.items():
        named = _named(package, rows, name)
        rows[name] = [row for row in rows[name] if row[key] in named]
    for name, table in package.tables.items():
        _write(folder, table, rows[name])
    # Questions of events that are left out are not asked any more.
    stale = {problem.row for problem in find(contents_of(folder)).errors["settled"]}
    settled = [row for number, row in enumerate(rows["settled"], start=FIRST_DATA_ROW) if number not in stale]
    _write(folder, package.tables["settled"], settled)
    return folder


@lru_cache(maxsize=256)
def _frame(table: Table, content: bytes) -> pd.DataFrame:
    return frame_of(table, list(csv.DictReader(content.decode().splitlines(keepends=True))))


def contents_of(folder: Path) -> Contents:
    """What checks read of a package that fits its schema; files that are as they were in the test before are not parsed again."""
    package = read_package(folder)
    return Contents(package, {name: _frame(table, (folder / table.path).read_bytes()) for name, table in package.tables.items()})
