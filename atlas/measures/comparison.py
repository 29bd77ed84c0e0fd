"""Two views beside each other: what each adds up to, and what may be said of the difference.

Contacts are compared as rates: so many a day of the period that each view covers, by the exact test of `atlas.measures.tempo`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from atlas.measures.offices import MINISTER
from atlas.measures.scope import pairs
from atlas.measures.tempo import RateRatio, in_words, rate_ratio
from atlas.measures.window import days_in_view, window_in_words
from atlas.view import EventFilter, Selection, ViewOptions, select
from atlas.view.filters import FILTERS, called
from atlas.view.kinds import Bound, Several
from atlas.view.options import OPTIONS
from atlas.view.sentence import describe, period_in_words
from atlas.words import count, format_date, join_words

_SAYS = {"more": "clearly more", "fewer": "clearly fewer", "no clear change": "no clear difference", "too few to say": "too few to say"}
_NO_ROOM = "–"
"""Where the data do not cover a period."""


@dataclass(frozen=True)
class Comparison:
    """Two views side by side.

    `names` is what tells them apart, `shared` what holds for both, in words. `measures` has a row a measure (`measure`, `first`,
    `second`, as text), `years` one a calendar year (`year`, `first`, `second`: contacts, `says`), `quarters` one a quarter and `subjects`
    one a subject (`first` and `second`: contacts, or events), the most frequent first.
    """

    names: tuple[str, str]
    shared: str
    sentence: str
    measures: pd.DataFrame
    years: pd.DataFrame
    quarters: pd.DataFrame
    subjects: pd.DataFrame


def contacts_of(selection: Selection) -> pd.DataFrame:
    """The contacts in view, each once: those of its link where the filter names a single one. With `date_start` and `level_rank`."""
    if len(selection.filter.link) == 1:
        return pairs(selection, selection.filter.link)
    return selection.events[selection.dataset.contact[selection.positions]]


def _apart(selection: Selection, other: Selection, options: ViewOptions, others: ViewOptions) -> str:
    """What of a view the other has not."""
    filter_, dataset, said = selection.filter, selection.dataset, []
    differing = [one for one in FILTERS.values() if getattr(filter_, one.field) != getattr(other.filter, one.field)]
    if any(isinstance(one, Bound) for one in differing):
        said.append(period_in_words(filter_.date_from, filter_.date_to).removeprefix("in ") or "all days")
    for one in differing:
        value = getattr(filter_, one.field)
        if isinstance(one, Several) and value:
            said.append(" or ".join(one.chip(item, dataset) for item in value))
        elif not isinstance(one, Bound):
            said.append(one.say(value, dataset) if value != one.default else f"any {called(one.condition).removeprefix('the ')}")
    for entry in OPTIONS.values():
        if getattr(options, entry.field) != getattr(others, entry.field) and entry.name != "against":
            value = getattr(options, entry.field)
            said.append(f"{entry.label or entry.name}: {entry.labels(dataset).get(value, value)}")
    return ", ".join(said) or "this view"


def _shared(selection: Selection, other: Selection) -> str:
    """The conditions of both, in words: `about visas, in 2025`; empty where there is none."""
    both: dict[str, Any] = {
        one.field: getattr(selection.filter, one.field)
        for one in FILTERS.values()
        if getattr(selection.filter, one.field) == getattr(other.filter, one.field)
    }
    return describe(EventFilter(**both), selection.dataset).removeprefix("events").strip()


def _before(selection: Selection) -> Selection | None:
    """The view of the equally long period before, where the dates of the filter leave room for one that the data cover."""
    first, last = days_in_view(selection)
    length = last - first + timedelta(days=1)
    if selection.filter.date_from is None or first - length < selection.dataset.package.covers_from:
        return None
    return select(selection.dataset, replace(selection.filter, date_from=first - length, date_to=first - timedelta(days=1)))


def _measured(selection: Selection) -> Iterator[tuple[str, str]]:
    contacts = contacts_of(selection)
    first, last = days_in_view(selection)
    months = ((last - first).days + 1) / 30.44
    yield "Period", window_in_words(selection)
    yield "Events", f"{selection.n:,}"
    yield "Contacts", f"{len(contacts):,}"
    yield "… at the level of ministers or above", f"{int((contacts['level_rank'] >= MINISTER).sum()):,}"
    yield "Contacts a month", f"{len(contacts) / months:.1f}" if months > 0 else _NO_ROOM
    before = _before(selection)
    yield "Contacts in the equally long period before", _NO_ROOM if before is None else f"{len(contacts_of(before)):,}"
    yield "Last contact", "none" if contacts.empty else format_date(contacts["date_start"].iloc[-1].date())
    yield "Contradicted by a source", f"{int(selection.events['contested'].sum()):,}"


def _nested(first: Selection, second: Selection) -> bool:
    """Whether one view lies within the other, so that their counts say nothing against each other."""
    return not (first.mask & ~second.mask).any() or not (second.mask & ~first.mask).any()


def _says(test: RateRatio) -> str:
    said = _SAYS[test.words]
    return said if test.words == "too few to say" else f"{in_words(test.ratio, test.low, test.high)}, {said}"


def _days(span: tuple[date, date]) -> int:
    return (span[1] - span[0]).days + 1


def _years(first: Selection, second: Selection) -> pd.DataFrame:
    """Contacts a calendar year that both views cover, wholly or in part; `says` is empty where one view lies within the other."""
    nested = _nested(first, second)
    spans = (days_in_view(first), days_in_view(second))
    tables = [contacts_of(one)["date_start"].dt.year.value_counts() for one in (first, second)]
    start, end = max(span[0] for span in spans), min(span[1] for span in spans)
    rows = []
    for year in range(start.year, end.year + 1):
        a, b = (int(table.get(year, 0)) for table in tables)
        if a or b:
            days = [_days((max(span[0], date(year, 1, 1)), min(span[1], date(year, 12, 31)))) for span in spans]
            rows.append({"year": year, "first": a, "second": b, "says": "" if nested else _says(rate_ratio(a, b, *days))})
    return pd.DataFrame(rows, columns=["year", "first", "second", "says"])


def _quarters(first: Selection, second: Selection) -> pd.DataFrame:
    counts = [contacts_of(one)["date_start"].dt.to_period("Q").value_counts() for one in (first, second)]
    known = [quarter for one in counts for quarter in one.index]
    span = pd.period_range(min(known), max(known), freq="Q") if known else pd.PeriodIndex([], freq="Q")
    columns = {name: one.reindex(span, fill_value=0).array for name, one in zip(("first", "second"), counts, strict=True)}
    return pd.DataFrame({"quarter": span, **columns})


def _subjects(first: Selection, second: Selection) -> pd.DataFrame:
    one, other = first.counts("issue"), second.counts("issue")
    label = first.dataset.facets["issue"].label
    order = sorted((issue for issue in one if one[issue] or other[issue]), key=lambda issue: (-one[issue] - other[issue], label(issue)))
    return pd.DataFrame([(label(issue), one[issue], other[issue]) for issue in order], columns=["subject", "first", "second"])


def _grown(selection: Selection, name: str) -> str | None:
    """How a view's contacts moved against the equally long period before."""
    before = _before(selection)
    if before is None:
        return None
    after, earlier = len(contacts_of(selection)), len(contacts_of(before))
    test = rate_ratio(after, earlier, _days(days_in_view(selection)), _days(days_in_view(before)))
    return f"{name} went from {earlier:,} to {after:,}: {_says(test)}"


def _sentence(first: Selection, second: Selection, names: tuple[str, str], shared: str) -> str:
    """The difference in words. Two counts are tested only where neither view lies within the other."""
    if first.filter == second.filter:
        said = f"the same {count(first.n, 'event')}, looked at in two ways: {join_words(names)}."
    elif (first.mask == second.mask).all():
        said = f"both views hold the same {count(first.n, 'event')}." if first.n else "neither view holds an event."
    elif _nested(first, second):
        sizes = [(one.n, len(contacts_of(one)), name) for one, name in zip((first, second), names, strict=True)]
        (events, contacts, part), (all_events, all_contacts, whole) = sorted(sizes)
        part = f"{shared}, {part}" if shared else part
        said = f"{part}: {events:,} of the {count(all_events, 'event')} of {whole}, "
        said += f"and {contacts:,} of the {count(all_contacts, 'contact')}."
        return said[:1].upper() + said[1:]
    else:
        a, b = len(contacts_of(first)), len(contacts_of(second))
        test = rate_ratio(a, b, _days(days_in_view(first)), _days(days_in_view(second)))
        said = f"{names[0]} has {count(a, 'contact')}, {names[1]} {b:,}: {_says(test)}."
        before = _before(first)
        grown = [_grown(one, name) for one, name in zip((first, second), names, strict=True)]
        # Where the second view is the period before the first, that was just said.
        follows = before is not None and replace(before.filter, date_from=second.filter.date_from) == second.filter
        if all(grown) and not follows:
            said += f" Against the equally long period before, {'; '.join(part for part in grown if part)}."
        if both := int((first.mask & second.mask).sum()):
            said += f" Both hold {count(both, 'event')}."
    said = f"{shared}: {said}" if shared else said
    return said[:1].upper() + said[1:]


def compare(first: Selection, second: Selection, options: ViewOptions, others: ViewOptions) -> Comparison:
    """Two views of one dataset, with how each is looked at."""
    names = (_apart(first, second, options, others), _apart(second, first, others, options))
    shared = _shared(first, second)
    measures = pd.DataFrame(
        [
            (name, value, other)
            for (name, value), (_, other) in zip(_measured(first), _measured(second), strict=True)
            if (value, other) != (_NO_ROOM, _NO_ROOM)
        ],
        columns=["measure", "first", "second"],
    )
    sentence = _sentence(first, second, names, shared)
    return Comparison(names, shared, sentence, measures, _years(first, second), _quarters(first, second), _subjects(first, second))
