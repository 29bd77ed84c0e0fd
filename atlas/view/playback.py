"""Playback: the events of a view month by month.

An event belongs to the month in which it began. One of which only the year is known belongs to no month and is left out.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from atlas.view.selection import Selection
from atlas.words import format_date

YEAR = 12


def last_day(month: date) -> date:
    """The last day of a month."""
    return _plus(month, 1) - timedelta(days=1)


def _plus(month: date, number: int) -> date:
    return _month(_number(month) + number)


def _number(month: date) -> int:
    """Months since January 1970, as numpy counts them."""
    return (month.year - 1970) * 12 + month.month - 1


def _month(number: int) -> date:
    return date(1970 + number // 12, number % 12 + 1, 1)


def _numbers(selection: Selection) -> npt.NDArray[np.int64]:
    """The month of every event of the dataset, far in the future where only the year is known."""
    events = selection.dataset.events
    months = events["date_start"].to_numpy().astype("datetime64[M]").astype(np.int64)
    unknown = events["date_precision"].eq("year").to_numpy()
    return np.where(unknown, np.iinfo(np.int64).max, months)


def _known(selection: Selection) -> npt.NDArray[np.int64]:
    months = _numbers(selection)[selection.positions]
    return months[months < np.iinfo(np.int64).max]


def during(selection: Selection, month: date, reading: str) -> Selection:
    """What of the selection a step of the playback shows. The filter of the result is unchanged.

    `reading` is that of the view options: the events of the `month`, all up to and in it (`sofar`), or those of the `year` that ends
    with it.
    """
    end = _number(month)
    start = {"month": end, "sofar": np.iinfo(np.int64).min, "year": end - YEAR + 1}[reading]
    months = _numbers(selection)
    return replace(selection, masks={**selection.masks, "month": (months >= start) & (months <= end)})


def counts(selection: Selection, also: date | None = None) -> dict[date, int]:
    """How many selected events began in each month, from the first to the last of them without a gap.

    `also` is a month that must be among them.
    """
    known = _known(selection)
    ends = [*known[[0, -1]].tolist(), *([_number(also)] if also else [])] if len(known) else [_number(also)] if also else []
    if not ends:
        return {}
    first, last = min(ends), max(ends)
    numbers = np.bincount(known - first, minlength=last - first + 1)
    return {_month(first + index): int(number) for index, number in enumerate(numbers.tolist())}


def following(months: dict[date, int], month: date | None) -> date | None:
    """The next month in which an event began, which is where playback goes; `None` after the last."""
    return next((other for other, number in months.items() if number and (month is None or other > month)), None)


def in_words(month: date, reading: str) -> str:
    """The events of a step: `in May 2025`, `up to May 2025`, `from Jun 2024 to May 2025`."""
    written = format_date(month, precision="month")
    if reading == "year":
        return f"from {format_date(_plus(month, 1 - YEAR), precision='month')} to {written}"
    return f"{'in' if reading == 'month' else 'up to'} {written}"
