"""The timeline: which events stand in which lane, where a mark goes, and what a brush over them means."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from atlas.dataset import Dataset, RuledType
from atlas.view import Selection

CONTEXT_RULE = {
    "strikes": "events of type Security",
    "closures": "events from which on a leg of a route is recorded as suspended",
    "waivers": "events of type Sanctions",
}
MOST_MARKS = 2_000
"""Up to so many events in view, each has a mark of its own; above, marks stand for months."""

EARLY_SHARE = 0.08
"""At most this share of the events may lie before the time on which the axis opens."""

MONTHS_FROM_DAYS = 45
"""A brush of so many days or more snaps to whole months, a shorter one to days."""


@dataclass(frozen=True)
class Lanes:
    """The lanes of a timeline, busiest first: codes with their labels and numbers of events.

    `left_out` says how many further lanes there are, `unseen` how many selected events stand in none of the lanes drawn.
    """

    by: str
    values: tuple[str, ...]
    labels: tuple[str, ...]
    counts: tuple[int, ...]
    left_out: int
    unseen: int


def lanes(selection: Selection, by: str, most: int) -> Lanes:
    """The `most` busiest lanes of a facet, equals by their label."""
    facet = selection.dataset.facets[by]
    chosen = selection.mask[facet.event]
    numbers = np.bincount(facet.code[chosen], minlength=len(facet.values))
    order = sorted(np.flatnonzero(numbers).tolist(), key=lambda code: (-numbers[code], facet.labels[code]))
    shown = order[:most]
    seen = np.unique(facet.event[chosen & np.isin(facet.code, shown)])
    return Lanes(
        by=by,
        values=tuple(facet.values[code] for code in shown),
        labels=tuple(facet.labels[code] for code in shown),
        counts=tuple(int(numbers[code]) for code in shown),
        left_out=len(order) - len(shown),
        unseen=selection.n - len(seen),
    )


def _in_lanes(selection: Selection, drawn: Lanes) -> pd.DataFrame:
    """One row an event and lane: `event` (position) and `lane` (0 is the busiest), in chronological order in each lane."""
    facet = selection.dataset.facets[drawn.by]
    lane = {facet.position[value]: number for number, value in enumerate(drawn.values)}
    keep = selection.mask[facet.event] & np.isin(facet.code, list(lane))
    frame = pd.DataFrame({"event": facet.event[keep].astype(np.int64), "lane": [lane[code] for code in facet.code[keep].tolist()]})
    return frame.sort_values(["lane", "event"], ignore_index=True)


def stacked(spans: Iterable[tuple[int, int]], gap: float, rows: int) -> list[int]:
    """The row of each mark from one day to another, so that marks less than `gap` days apart do not cover each other.

    The spans are in the order of their first days. The lowest free row is taken; where none is free, the one that will be first.
    """
    ends = [-np.inf] * rows
    found = []
    for first, last in spans:
        row = next((number for number, end in enumerate(ends) if first - end >= gap), int(np.argmin(ends)))
        ends[row] = last
        found.append(row)
    return found


def marks(selection: Selection, drawn: Lanes, gap: float = 0, rows: int = 1) -> pd.DataFrame:
    """One row a mark, that is an event in a lane.

    Columns: `event` (position), `lane`, `start` and `end` (first and last day it can have covered), `certain` (the day is
    known), `row` (from `stacked`), `type`, `rank` (of the level of contact). An event in several lanes has a mark in each.
    """
    frame = _in_lanes(selection, drawn)
    events = selection.dataset.events.iloc[frame["event"].to_numpy()]
    frame["start"], frame["end"] = events["date_start"].array, events["last_day"].array
    frame["certain"] = events["date_precision"].eq("day").to_numpy()
    frame["type"], frame["rank"] = events["event_type"].array, events["level_rank"].array
    first, last = (frame[side].to_numpy().astype("datetime64[D]").astype(np.int64) for side in ("start", "end"))
    lane = frame["lane"].to_numpy()
    frame["row"] = [
        row
        for number in range(len(drawn.values))
        for row in stacked(zip(first[lane == number].tolist(), last[lane == number].tolist(), strict=True), gap, rows)
    ]
    return frame


def in_months(selection: Selection, drawn: Lanes) -> pd.DataFrame:
    """Numbers of events by lane and month, for more events than can have a mark each: `lane`, `month` (first day), `events`.

    An event of which only the year is known has no month and is left out.
    """
    frame = _in_lanes(selection, drawn)
    events = selection.dataset.events.iloc[frame["event"].to_numpy()]
    dated = events["date_precision"].ne("year").to_numpy()
    frame["month"] = events["date_start"].to_numpy().astype("datetime64[M]")
    counted = frame[dated].groupby(["lane", "month"]).size().rename("events").reset_index()
    return counted.astype({"month": "datetime64[s]"})


def opening(selection: Selection) -> tuple[date, date, int]:
    """The first and last day on which the axis opens, and how many events lie before it.

    It opens on the period of the filter. Without a first day it leaves out a thin early past: it begins with the first year
    before which lie no more than `EARLY_SHARE` of the events. The selection must not be empty.
    """
    # Of very many events only what is asked is taken.
    events, wanted = selection.dataset.events[["date_start", "last_day"]].iloc[selection.positions], selection.filter
    first, last = events["date_start"].min().date(), events["last_day"].max().date()
    end = max(wanted.date_to or last, first)
    if wanted.date_from:
        return min(wanted.date_from, end), end, 0
    years = events["date_start"].dt.year
    start = min(
        (year for year in range(first.year, end.year + 1) if (years < year + 1).sum() > EARLY_SHARE * len(events)), default=first.year
    )
    begin = date(start, 1, 1) if start > first.year else first.replace(day=1)
    return begin, end, int((events["last_day"] < pd.Timestamp(begin)).sum())


def snapped(start: date, end: date) -> tuple[date, date]:
    """The period that a brush from one day to another means, both days included.

    A long brush takes the nearest whole months, at least one; a short one the days it touches.
    """
    start, end = min(start, end), max(start, end)
    if (end - start).days + 1 < MONTHS_FROM_DAYS:
        return start, end
    first, after = _nearest_month(start), _nearest_month(end + timedelta(days=1))
    return first, after - timedelta(days=1)


def _nearest_month(day: date) -> date:
    """The first day of a month that is nearest."""
    length = calendar.monthrange(day.year, day.month)[1]
    here = day.replace(day=1)
    return here if (day - here).days * 2 < length else here + timedelta(days=length)


def context(dataset: Dataset, kinds: Iterable[str], start: date, end: date) -> pd.DataFrame:
    """What happened around the events in view, chosen by `CONTEXT_RULE` from the whole dataset, whatever the filter.

    One row an event and kind that overlaps the period and occurred: `kind` and the columns `event_id`, `date_start`, `last_day`,
    `date_precision` and `title` of its event, in chronological order.
    """
    events, status = dataset.events, dataset.tables["leg_status"]
    suspending = set(status.loc[status["status"].eq("suspended"), "event_id"].dropna().astype("str"))
    meets = {
        "strikes": events["event_type"].eq(RuledType.SECURITY),
        "closures": events["event_id"].isin(suspending),
        "waivers": events["event_type"].eq(RuledType.SANCTIONS),
    }
    inside = (events["last_day"] >= pd.Timestamp(start)) & (events["date_start"] <= pd.Timestamp(end)) & events["status"].eq("occurred")
    parts = [events[inside & meets[kind]].assign(kind=kind) for kind in kinds]
    found = pd.concat(parts) if parts else events.iloc[:0].assign(kind="")
    columns = ["kind", "event_id", "date_start", "last_day", "date_precision", "title"]
    return found.sort_values("date_start", kind="stable", ignore_index=True)[columns]
