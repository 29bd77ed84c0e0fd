"""What the dossiers of all kinds say alike: tempo, what is in doubt, what was only announced, and what came last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

import pandas as pd

from atlas.dataset.details import days_of
from atlas.dataset.ties import OUTCOMES
from atlas.dossiers.model import DossierLine, DossierSection, Kind
from atlas.measures.announced import STEP_RULE, announced_steps, outcome_counts
from atlas.measures.scope import contacts_in
from atlas.measures.tempo import cut_by_filter, in_words, years_compared
from atlas.measures.window import LAST_YEAR, YEAR_BEFORE, days_in_view, in_two_years, two_years, window_in_words
from atlas.view import EventFilter, Selection
from atlas.words import count, format_date, join_words

LATEST, STEPS_LISTED = 10, 6
"""How many of the last events and of the announced steps are listed."""

CUT = "The dates that are chosen cut into the last 24 months that the data cover, so the two years are not compared."


def written(event: pd.Series) -> str:
    """The date of an event."""
    return format_date(*days_of(event))


def event_line(event: pd.Series, text: str | None = None, note: str | None = None, group: str = "") -> DossierLine:
    """A line that leads to an event, with its title and its date unless something else is to be said."""
    return DossierLine(
        str(event["title"]) if text is None else text,
        written(event) if note is None else note,
        group,
        first=event["date_start"].date(),
        last=event["last_day"].date(),
        event_id=str(event["event_id"]),
    )


def counted(selection: Selection, number: int, text: str, filter_: EventFilter, note: str = "", group: str = "") -> DossierLine:
    """A line that leads to all events in view that it counts."""
    first, last = days_in_view(selection)
    return DossierLine(text, note, group, number, first, last, filter=filter_)


def dossier_by(filter_: EventFilter, kind: Kind, code: str) -> EventFilter:
    """What opens the dossier of another thing, under the same filter in all that names none."""
    named: dict[str, Any] = dict.fromkeys(get_args(Kind), ()) | {kind: (code,)}
    return replace(filter_, **named)


def tempo(selection: Selection, contacts: pd.DataFrame) -> Iterator[DossierLine]:
    """Contacts in the last twelve months and in the twelve before; all in view where the filter cuts into these years."""
    if cut_by_filter(selection):
        number = len(contacts)
        if number:
            yield counted(selection, number, count(number, "contact"), contacts_in(selection), f"{window_in_words(selection)}. {CUT}")
        return
    first, end, start, now = two_years(selection.dataset)
    after, before = in_two_years(selection.dataset, contacts["date_start"])
    test = years_compared(selection.dataset, after, before)
    ratio = "" if test.words == "too few to say" else f", {in_words(test.ratio, test.low, test.high)}"
    for number, name, days, more in (
        (after, LAST_YEAR, (start, now), f"; {test.words}{ratio}"),
        (before, YEAR_BEFORE, (first, end), ""),
    ):
        said = f"{name}, {format_date(*days)}{more}"
        leads = contacts_in(selection, *days) if number else None
        yield DossierLine(count(number, "contact"), said, count=number, first=days[0], last=days[1], filter=leads)


def last_contact(selection: Selection, contacts: pd.DataFrame) -> Iterator[DossierLine]:
    """The contact that began last; nothing where there is none. `contacts` has positions as index."""
    if len(contacts):
        last = selection.dataset.events.iloc[int(contacts.index[-1])]
        yield event_line(last, written(last), f"last contact, level {str(last['level']).lower()}")


def contacts_of_all(selection: Selection) -> pd.DataFrame:
    """The events in view that brought representatives of any two together."""
    return selection.events[selection.dataset.contact[selection.positions]]


def most(selection: Selection, filter_: str, number: int) -> Iterator[DossierLine]:
    """The values of a filter that most events in view have, with how many: each leads to its events."""
    counts, label = selection.counts(filter_), selection.dataset.facets[filter_].label
    chosen = sorted((value for value in counts if counts[value]), key=lambda value: (-counts[value], label(value)))
    for value in chosen[:number]:
        alone: dict[str, Any] = {filter_: (value,)}
        leads = replace(selection.filter, **alone)
        yield counted(selection, counts[value], label(value), leads, count(counts[value], "event"))


def doubts(selection: Selection) -> DossierSection:
    """What sources contradict, what is disputed, and what only one side says."""
    events, filter_ = selection.events, selection.filter
    found = [
        (int(events["contested"].sum()), "that sources contradict", replace(filter_, contested=True)),
        (int(events["status"].eq("disputed").sum()), "whose having happened is disputed", replace(filter_, status=("disputed",))),
        (int(events["one_sided"].sum()), "told by one side only", replace(filter_, one_sided=True)),
    ]
    lines = (counted(selection, number, f"{count(number, 'event')} {said}", leads) for number, said, leads in found if number)
    return DossierSection(
        "doubts",
        "Disputed or one-sided",
        window_in_words(selection),
        tuple(lines),
        f"Of {count(len(events), 'event')} in view. One-sided: every page that confirms the event passes on the account of one and the "
        "same actor.",
        "Nothing recorded: no event in view is contradicted, disputed or told by one side only.",
    )


def became(selection: Selection, step: pd.Series) -> str:
    """What became of a step of `announced_steps`, in a few words."""
    days = "" if pd.isna(step["days"]) else count(int(step["days"]), "day")
    if step["outcome"] == "open":
        return f"not seen to happen by {format_date(selection.dataset.last_day)}, {days}"
    said = OUTCOMES[str(step["outcome"])].lower()
    return said if pd.isna(step["later"]) else f"{said} {written(selection.dataset.events.iloc[int(step['later'])])}, after {days}"


def announced(selection: Selection) -> DossierSection:
    """Steps that were announced, with what became of each: those that nothing bears out first, then the newest."""
    steps, numbers = announced_steps(selection), outcome_counts(selection)
    lines: list[DossierLine] = []
    if number := sum(numbers.values()):
        told = join_words(f"{numbers[one]} {said.lower()}" for one, said in OUTCOMES.items() if numbers[one])
        leads = replace(selection.filter, outcome=tuple(one for one in OUTCOMES if numbers[one]))
        lines.append(counted(selection, number, f"{count(number, 'step')} announced: {told}", leads))
    waiting = steps["outcome"].eq("open")
    shown = pd.concat([steps[waiting], steps[~waiting]])[:STEPS_LISTED]
    for _, step in shown.iterrows():
        event = selection.dataset.events.iloc[int(step["event"])]
        lines.append(event_line(event, note=f"{written(event)}, {became(selection, step)}"))
    return DossierSection(
        "announced",
        "Announced and then?",
        window_in_words(selection),
        tuple(lines),
        f"{STEP_RULE} Up to {STEPS_LISTED} are listed, what was not seen to happen first; the event of each shows what it led to.",
        "Nothing recorded: no event in view was announced, carried out or called off.",
    )


def latest(selection: Selection) -> DossierSection:
    """The last events in view, newest first."""
    events = selection.dataset.events.iloc[selection.positions[::-1][:LATEST]]
    return DossierSection(
        "latest",
        "Latest events",
        window_in_words(selection),
        tuple(event_line(event) for _, event in events.iterrows()),
        f"The last {len(events)} of {count(selection.n, 'event')} in view.",
        "Nothing recorded.",
    )
