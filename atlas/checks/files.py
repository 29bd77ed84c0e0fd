"""Files: rows in order, clean texts, line ends, and the period that the descriptor names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from atlas.checks.contents import Contents, rows_by_owner
from atlas.dataset import DESCRIPTOR, Problem, blemish
from atlas.words import join_words

# Keys by which a file is sorted where that is not its primary key: in both, the order says something.
SORTED_BY = {"event_issues": ("event_id", "position"), "contact_levels": ("rank",)}


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
        for owner, rows in rows_by_owner(contents, name, table.primary_key[0]).items():
            for expected, row in enumerate(rows, start=1):
                if row.position != expected:
                    reason = f"The position is {row.position}; the next in {owner} would be {expected}."
                    yield contents.problem(name, row.Index, "position", reason, "Number them from 1 without gaps.")
                    break


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
        if b"\r" in contents.package.read(table.path):
            yield Problem(table.path, None, None, "The file has carriage returns.", "Save it with LF line ends.")
