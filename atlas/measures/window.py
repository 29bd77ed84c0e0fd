"""The last twelve months that the data cover, and the twelve before: when they begin and end, and what they are called."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.dataset import Dataset
from atlas.view import Selection
from atlas.words import format_date

LAST_YEAR, YEAR_BEFORE = "last 12 months", "12 months before"
SHORT_LAST_YEAR, SHORT_YEAR_BEFORE = "12 months", "the year before"
"""The same where there is little room."""


def year_ending(dataset: Dataset, back: int = 0) -> tuple[date, date]:
    """First and last day of the last 12 months that the data cover, or of the 12 months that end so many years earlier."""
    now = pd.Timestamp(dataset.last_day)
    start, end = now - pd.DateOffset(years=back + 1), now - pd.DateOffset(years=back)
    return (start + pd.DateOffset(days=1)).date(), end.date()


def last_whole_year(dataset: Dataset) -> tuple[date, date]:
    """First and last day of the newest calendar year that the data cover to its end."""
    ended = (pd.Timestamp(dataset.last_day) + pd.DateOffset(days=1)).year - 1
    return date(ended, 1, 1), date(ended, 12, 31)


def two_years(dataset: Dataset) -> tuple[date, date, date, date]:
    """First and last day of the twelve months before, then of the last twelve months."""
    return (*year_ending(dataset, 1), *year_ending(dataset))


def in_two_years(dataset: Dataset, days: pd.Series | npt.NDArray[np.datetime64]) -> tuple[int, int]:
    """How many of these days lie in the last twelve months, and how many in the twelve before."""
    day = np.asarray(days).astype("datetime64[D]")
    first, last, start, now = (np.datetime64(edge) for edge in two_years(dataset))
    return int(((day >= start) & (day <= now)).sum()), int(((day >= first) & (day <= last)).sum())


def in_quarters(dataset: Dataset, days: npt.NDArray[np.datetime64], number: int) -> tuple[int, ...]:
    """How many of these days lie in each of the last quarters, oldest first; the newest ends on the last day covered."""
    now = pd.Timestamp(dataset.last_day)
    edges = [(now - pd.DateOffset(months=3 * step)).to_datetime64() for step in range(number, -1, -1)]
    return tuple(int(found) for found in np.diff([np.count_nonzero(days <= edge) for edge in edges]))


def window_in_words(selection: Selection) -> str:
    """The days in view as `15 Jan 2021 – 23 Jun 2026`; in words where the data cover none of them."""
    first, last = days_in_view(selection)
    return format_date(first, last) if first <= last else "outside the days covered"


def days_in_view(selection: Selection) -> tuple[date, date]:
    """First and last day that a count of all events in view is about: those of the filter, as far as the data cover them."""
    package, filter_ = selection.dataset.package, selection.filter
    return max(filter_.date_from or package.covers_from, package.covers_from), min(filter_.date_to or package.covers_to, package.covers_to)
