"""Days and figures of a page that agrees are those of the record."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from atlas.checks.contents import Contents, Line

NUMBER = re.compile(r"\d[\d,.]*")
MONTH_NUMBERS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
DAY = re.compile(r"\bon (?:[a-z]+ )?(\d{1,2}) (" + "|".join(MONTH_NUMBERS) + r")\b(?: (\d{4}))?")
FIGURE = re.compile(r"\b(\d[\d,]*(?:\.\d+)?) ((?:million|billion|metric) )?([a-z]{3,})")
NEAR = 7
"""A day further away belongs to something else that the page tells."""


def days_agree(contents: Contents) -> Iterator[Line]:
    """A page that agrees but has another day of the same week, and not the weekday of the record."""
    for event in contents.rows["events"]:
        if event.date_precision != "day":
            continue
        first, last = event.date_start, event.date_end or event.date_start
        for page in contents.pages[event.event_id]:
            named = [(int(day), MONTH_NUMBERS[month], int(year or first.year)) for day, month, year in DAY.findall(page.states.casefold())]
            apart = [_days_apart(first, last, *day) for day in named]
            if page.confirms and apart and 0 < min(apart) <= NEAR and first.day_name() not in page.states:
                yield Line(
                    event.event_id,
                    page.source_id,
                    f"the record has {first.date()}{f' to {last.date()}' if last != first else ''}: {page.states}",
                )


def _days_apart(first: pd.Timestamp, last: pd.Timestamp, day: int, month: int, year: int) -> int:
    """How many days a day lies outside a period; a year, as far as none, where there is no such day."""
    try:
        named = pd.Timestamp(year, month, day)
    except ValueError:
        return 365
    return max((first - named).days, (named - last).days, 0)


def figures_agree(contents: Contents) -> Iterator[Line]:
    """A page that agrees and counts the same thing as the summary, but with another figure."""
    for event in contents.rows["events"]:
        record = _figures(f"{event.title}. {event.summary}")
        noted = {figure.replace(",", "").rstrip(".") for figure in NUMBER.findall(event.note or "")}
        for page in contents.pages[event.event_id]:
            said = _figures(page.states)
            for thing in record.keys() & said.keys():
                if page.confirms and record[thing].isdisjoint(said[thing]) and not said[thing] <= noted:
                    own, other = ", ".join(sorted(record[thing])), ", ".join(sorted(said[thing]))
                    yield Line(event.event_id, page.source_id, f"{thing}: {own} in the record, {other} on the page: {page.states}")


def _figures(text: str) -> dict[str, set[str]]:
    """Figures of a text by what they count."""
    found: dict[str, set[str]] = defaultdict(set)
    for figure, scale, thing in FIGURE.findall(text.casefold()):
        if thing not in MONTH_NUMBERS and thing not in ("per", "and", "the", "out", "from", "for", "that", "who", "with"):
            found[scale + thing.rstrip("s")].add(figure.replace(",", ""))
    return found
