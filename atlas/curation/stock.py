"""The package as rows of text, as they stand in its files: what a new event is added to."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from atlas.checks import SORTED_BY
from atlas.dataset import Package, Table, read_package, search

Row = dict[str, str]
Rows = dict[str, list[Row]]
"""Rows by table; an empty cell is an empty text."""


def read_rows(folder: Path, table: Table) -> list[Row]:
    """The rows of one table in file order."""
    with (folder / table.path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(folder: Path, table: Table, rows: Collection[Row]) -> None:
    """Write a table in the order of its key, as the checks ask for it."""
    numbers = {field.name for field in table.fields if field.type == "integer"}
    key = SORTED_BY.get(table.name, table.primary_key)
    ordered = sorted(rows, key=lambda row: [int(row[name]) if name in numbers else row[name] for name in key])
    with (folder / table.path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in table.fields], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(ordered)


@dataclass(frozen=True)
class Stock:
    """A package with all its rows. Rows that a draft adds are put beside them by `with_new`."""

    package: Package
    rows: Rows

    @classmethod
    def read(cls, folder: Path) -> Stock:
        """The package in `folder`. Raises `PackageError` where its descriptor cannot be read."""
        package = read_package(folder)
        return cls(package, {name: read_rows(folder, table) for name, table in package.tables.items()})

    def with_new(self, new: Rows) -> Stock:
        """The same package with further rows."""
        return Stock(self.package, {name: [*rows, *new.get(name, [])] for name, rows in self.rows.items()})

    def row(self, table: str, key: str) -> Row:
        """The row of a table of a single key. Raises `KeyError` where there is none."""
        field = self.package.tables[table].fields[0].name
        for row in self.rows[table]:
            if row[field] == key:
                return row
        raise KeyError(f"{table}: {key}")

    def choices(self, table: str, field: str) -> tuple[str, ...]:
        """The values that a field allows."""
        return next(item.enum for item in self.package.tables[table].fields if item.name == field)

    def usual(self, table: str, field: str, **where: str) -> list[str]:
        """What stands in a field, most frequent first, in the rows whose cells are as `where` says; empty cells count too."""
        fitting = (row[field] for row in self.rows[table] if all(row[name] == cell for name, cell in where.items()))
        return [cell for cell, _ in Counter(fitting).most_common()]


SMALL_WORDS = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "over", "s", "that", "the", "to", "with"}
SLUG_WORDS = 6


def slug(text: str, most: int | None = None) -> str:
    """Text as part of an identifier: short, lower case, ASCII. With `most`, so many words at most and no small ones."""
    words = re.findall(r"[a-z0-9]+", search.fold(text))
    if most is not None:
        words = [word for word in words if word not in SMALL_WORDS][:most] or words[:most]
    return "-".join(words)


def free(wanted: str, taken: Collection[str]) -> str:
    """The identifier, with a number behind it if it was ever given away."""
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found
