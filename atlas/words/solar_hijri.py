"""Dates of the Solar Hijri calendar, by which Kabul and Tehran date their own statements."""

from __future__ import annotations

from datetime import date, timedelta

import jdatetime

MONTHS = ("Hamal", "Sawr", "Jawza", "Saratan", "Asad", "Sunbula", "Mizan", "Aqrab", "Qaws", "Jadi", "Dalw", "Hut")
"""The months by their names in Afghanistan, in Latin letters; in Iran they are Farvardin to Esfand."""


def solar_hijri(start: date, end: date | None = None, precision: str = "day") -> str:
    """A Gregorian date in the Solar Hijri calendar: `25 Sawr 1404`.

    A Gregorian month or year lies across two of that calendar, and is written as both: `Sawr–Jawza 1404`, `1403–1404`.
    """
    first = jdatetime.date.fromgregorian(date=start)
    if precision == "day":
        if end is None:
            return _day(first)
        last = jdatetime.date.fromgregorian(date=end)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{_day(last)}"
        return f"{_day(first)} – {_day(last)}"
    if precision == "month":
        last = jdatetime.date.fromgregorian(date=(start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1))
        months = f"{MONTHS[first.month - 1]}–{MONTHS[last.month - 1]} {last.year}"
        return months if first.year == last.year else f"{MONTHS[first.month - 1]} {first.year} – {MONTHS[last.month - 1]} {last.year}"
    return f"{first.year}–{first.year + 1}"


def _day(when: jdatetime.date) -> str:
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"
