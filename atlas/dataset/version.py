"""What releases did to events, so that a shared link can say what has changed since, and every identifier resolves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from atlas.dataset.load import Dataset
    from atlas.view.selection import Selection

Version = tuple[int, int, int]

GONE = ("merged", "withdrawn")
"""Changes after which an identifier no longer stands for an event of its own."""


def parse_version(text: str) -> Version | None:
    """A version such as `2026.11.0` as numbers that compare in time, or `None` where the text is none."""
    parts = text.split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() and len(part) <= 4 for part in parts):
        return None
    year, month, number = map(int, parts)
    return (year, month, number) if 1 <= month <= 12 else None


def version_number(text: str) -> int:
    """A valid version as one number that compares in time."""
    year, month, number = parse_version(text) or (0, 0, 0)
    return (year * 100 + month) * 10_000 + number


@dataclass(frozen=True)
class Fate:
    """What became of an event that was taken out."""

    change: str
    version: str
    reason: str
    replaced_by: str | None


def fate(dataset: Dataset, event_id: str) -> Fate | None:
    """Why an event that was once published is no longer there, and what took its place; `None` for any other text."""
    changes = dataset.tables["changes"]
    rows = changes[(changes["event_id"] == event_id) & changes["change"].isin(GONE)]
    if rows.empty:
        return None
    row = rows.iloc[int(rows["version"].map(version_number).argmax())]
    return Fate(
        str(row["change"]), str(row["version"]), str(row["reason"]), None if pd.isna(row["replaced_by"]) else str(row["replaced_by"])
    )


def changed_since(selection: Selection, version: str) -> pd.DataFrame:
    """Rows of `changes` later than the version for events in view, and for events taken out since, newest first."""
    changes = selection.dataset.tables["changes"]
    later = changes["version"].map(version_number) > version_number(version)
    concerned = changes["event_id"].isin(selection.events["event_id"]) | changes["change"].isin(GONE)
    rows = changes[later & concerned]
    return (
        rows.assign(number=rows["version"].map(version_number))
        .sort_values(["number", "event_id"], ascending=[False, True])
        .drop(columns="number")
    )
