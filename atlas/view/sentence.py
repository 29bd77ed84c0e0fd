"""A filter in words."""

from __future__ import annotations

from datetime import date, timedelta

from atlas.dataset import Dataset
from atlas.view.filters import IN_SENTENCE, EventFilter
from atlas.view.kinds import Bound
from atlas.words import format_date


def period_in_words(start: date | None, end: date | None) -> str:
    """The days that are set, as a whole month or year where they are one."""
    if end is None:
        return f"from {format_date(start)} on" if start else ""
    if start is None:
        return f"up to {format_date(end)}"
    month_end = (end + timedelta(days=1)).day == 1
    if start.day == 1 and month_end and (start.year, start.month) == (end.year, end.month):
        return f"in {format_date(start, precision='month')}"
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"in {start.year}" if start.year == end.year else f"from {start.year} to {end.year}"
    return f"from {format_date(start)} to {format_date(end)}"


def describe(filter_: EventFilter, dataset: Dataset) -> str:
    """The filter in words, without the count: `events linking Kabul and New Delhi, about visas, in 2025`."""
    parts: dict[str, str] = {}
    for one in IN_SENTENCE:
        value = getattr(filter_, one.field)
        if value != one.default:
            # Both ends of a period are one part of the sentence.
            period = isinstance(one, Bound)
            parts[one.condition] = period_in_words(filter_.date_from, filter_.date_to) if period else one.say(value, dataset)
    first, *others = parts.values() or [""]
    return ", ".join([f"events {first}".rstrip(), *others])
