"""Dates, lists and counts in plain English, the same on every page and in every export."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date

from babel import Locale


def _day(when: date) -> str:
    return f"{when.day} {calendar.month_abbr[when.month]} {when.year}"


def format_date(start: date, end: date | None = None, precision: str = "day") -> str:
    """A date as the atlas writes it: `15 May 2025`, `7–9 Oct 2025`, or `May 2025` where no more is known."""
    if precision == "year":
        return str(start.year) if end is None else f"{start.year}–{end.year}"
    if precision == "month":
        month = f"{calendar.month_abbr[start.month]} {start.year}"
        return month if end is None else f"{month} – {calendar.month_abbr[end.month]} {end.year}"
    if end is None or end == start:
        return _day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{_day(end)}"
    if start.year == end.year:
        return f"{start.day} {calendar.month_abbr[start.month]} – {_day(end)}"
    return f"{_day(start)} – {_day(end)}"


def format_published(text: str) -> str:
    """A day or month of publication as the tables hold it, `2025-05-16` or `2025-05`, as the atlas writes dates."""
    whole = len(text) == len("2025-05-16")
    return format_date(date.fromisoformat(text if whole else f"{text}-01"), precision="day" if whole else "month")


def language_name(code: str) -> str:
    """The English name of a language by its ISO 639-1 code; the code itself where it has none."""
    return str(Locale("en").languages.get(code, code))


def join_words(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: `1 event`, `1,204 events`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
