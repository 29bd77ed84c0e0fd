"""What was open, restricted, shut, being built or planned on a day, and what changed before it.

Nothing here is guessed. A leg has the status of its newest record on or before the day, or none.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.dataset.legs import DAYS_KEPT, NOT_RECORDED, leg_names
from atlas.kept import kept


def status_records(legs: pd.DataFrame, leg_status: pd.DataFrame) -> pd.DataFrame:
    """Every dated record of a status, oldest first.

    Columns: `leg_id`, `day`, `status`, `event_id`, `source_id`, `note`, `change`. A row of `leg_status` is a change that an
    event supports (`change` is true). The status in `legs` (indexed by `leg_id`) is that of the newest report, dated
    `status_as_of`, and has neither event nor source of its own. On the same day it stands before the row of `leg_status`,
    so that whoever takes the last record takes the supported one.
    """
    changes = leg_status.rename(columns={"from_date": "day"}).assign(change=True)
    reports = pd.DataFrame(
        {
            "leg_id": legs.index,
            "day": legs["status_as_of"].to_numpy(),
            "status": legs["status"].astype("str").to_numpy(),
            "event_id": None,
            "source_id": None,
            "note": legs["note"].to_numpy(),
            "change": False,
        }
    )
    text = dict.fromkeys(["leg_id", "status", "event_id", "source_id", "note"], "str")
    both = pd.concat([frame.astype(text) for frame in (reports, changes)], ignore_index=True)
    return both.sort_values(["day", "leg_id", "change"], ignore_index=True)[list(reports)]


@kept(DATASETS_KEPT)
def _records(dataset: Dataset) -> pd.DataFrame:
    return status_records(pd.DataFrame(dataset.legs), dataset.tables["leg_status"])


def status_on(records: pd.DataFrame, day: date) -> pd.DataFrame:
    """The status of every leg that has a record of `status_records` on or before the day, indexed by `leg_id`.

    `status` and `as_of` are those of the newest record. `since`, `event_id`, `source_id` and `note` describe the change that
    brought the status; where the newest record is a report that only repeats the change before it, they stay with that
    change. Where no change is recorded, `since` is the day of the report and event and source are missing.
    """
    known = records[records["day"] <= pd.Timestamp(day)]
    newest = known.groupby("leg_id").tail(1).set_index("leg_id")
    change = known[known["change"]].groupby("leg_id").tail(1).set_index("leg_id").reindex(newest.index)
    same = change["status"] == newest["status"]
    described = change.where(same, newest)
    frame = newest[["status"]].assign(since=described["day"], as_of=newest["day"])
    return frame.join(described[["event_id", "source_id", "note"]])


@kept(DAYS_KEPT)
def leg_status_on(dataset: Dataset, day: date) -> pd.DataFrame:
    """The status of every leg on a day, in the order of the table `route_legs`. Indexed by `leg_id`.

    Columns: `status` (one of `STATUSES`), `since`, `as_of`, `event_id`, `source_id`, `note`, as `status_on` has them. Before the
    first record of a leg (`first_records`) the status is `not recorded` and the rest is missing. The records are not a full
    history: a status is carried forward until the next record, so read it together with `since` and `as_of`.
    """
    found = status_on(_records(dataset), day).reindex(dataset.legs.index)
    return found.assign(status=found["status"].fillna(NOT_RECORDED))


@kept(DATASETS_KEPT)
def first_records(dataset: Dataset) -> pd.DataFrame:
    """The first record of every leg, indexed by `leg_id`: `day` and `status`. Before that day nothing is recorded."""
    return _records(dataset).groupby("leg_id")[["day", "status"]].first().reindex(dataset.legs.index)


def status_history(dataset: Dataset, leg_id: str) -> pd.DataFrame:
    """Every record of a leg's status, oldest first: `day`, `status`, `event_id`, `source_id`, `note`, `change`.

    A row that is no `change` is the newest report on the leg, which has neither event nor source of its own.
    """
    records = _records(dataset)
    return records[records["leg_id"] == leg_id].drop(columns="leg_id").reset_index(drop=True)


@kept(DAYS_KEPT)
def changes_before(dataset: Dataset, day: date, days: int = 90) -> pd.DataFrame:
    """Dated changes of status in the `days` days that end with the day, newest first. One row a leg and date.

    Columns: `leg_id`, `leg` (name), `day`, `old_status`, `new_status`, `event_id`, `source_id`, `note`. `old_status` is what
    `leg_status_on` has for the day before. It can equal `new_status`: a crossing may stay restricted under new terms, which
    the note then says.
    """
    records = _records(dataset)
    of_leg = records.groupby("leg_id")
    # A report of the same day is no earlier state: it describes the change itself.
    same_day = records["day"] == of_leg["day"].shift()
    before = of_leg["status"].shift().mask(same_day, of_leg["status"].shift(2)).fillna(NOT_RECORDED)
    end = pd.Timestamp(day)
    recent = records["change"] & (records["day"] <= end) & (records["day"] > end - pd.Timedelta(days=days))
    window = records[recent].rename(columns={"status": "new_status"}).assign(old_status=before[recent])
    window = window.assign(leg=window["leg_id"].map(leg_names(dataset)))
    columns = ["leg_id", "leg", "day", "old_status", "new_status", "event_id", "source_id", "note"]
    return window.sort_values(["day", "leg"], ascending=[False, True], ignore_index=True)[columns]


@kept(DAYS_KEPT)
def changes_told(dataset: Dataset, day: date, days: int, legs: frozenset[str], elsewhere: bool = False) -> pd.DataFrame:
    """`grouped_changes` of `changes_before` for some legs, or, `elsewhere`, for all others."""
    changes = changes_before(dataset, day, days)
    return grouped_changes(changes[changes["leg_id"].isin(legs) != elsewhere])


def grouped_changes(changes: pd.DataFrame) -> pd.DataFrame:
    """Rows of `changes_before` that tell the same thing of several legs as one row, newest first.

    Columns: `day`, `old_status`, `new_status`, `event_id`, `note`, `legs` (tuple of names). What one event did to six sea lanes
    is one line to read.
    """
    keys = ["day", "old_status", "new_status", "event_id", "note"]
    grouped = changes.groupby(keys, dropna=False, sort=False)["leg"].agg(tuple).rename("legs").reset_index()
    return grouped.sort_values("day", ascending=False, kind="stable", ignore_index=True)
