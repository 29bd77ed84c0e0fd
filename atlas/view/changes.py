"""What releases did to events, so that a shared link can say what has changed since, and every identifier resolves."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from atlas.dataset import Dataset, version_number
from atlas.view.selection import Selection

GONE = ("merged", "withdrawn")
"""Changes after which an identifier no longer stands for an event of its own."""


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
    """Rows of `changes` later than the version for events in view, and for those taken out since, newest first.

    Of the latter only those that went into an event in view, or into none: nobody can say whether these had been in it.
    """
    changes, shown = selection.dataset.tables["changes"], selection.events["event_id"]
    later = changes["version"].map(version_number) > version_number(version)
    gone = changes["change"].isin(GONE) & (changes["replaced_by"].isin(shown) | changes["replaced_by"].isna())
    concerned = changes["event_id"].isin(shown) | gone
    rows = changes[later & concerned]
    return (
        rows.assign(number=rows["version"].map(version_number))
        .sort_values(["number", "event_id"], ascending=[False, True])
        .drop(columns="number")
    )


def version_before(dataset: Dataset) -> str | None:
    """The newest version in `changes` that is older than the one shown; `None` where it is the first."""
    now = version_number(dataset.version)
    older = {str(version) for version in dataset.tables["changes"]["version"].unique() if version_number(str(version)) < now}
    return max(older, key=version_number, default=None)
