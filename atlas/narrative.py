"""A view in words: two or three sentences made from its numbers by fixed rules, the same on the page, in its alternative text and in files.

A sentence is left out where the view cannot bear it: a filter that cuts a year off is not compared with the year before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from atlas.dataset.details import days_of
from atlas.dataset.legs import LEG_STATUSES
from atlas.measures.firsts import firsts
from atlas.measures.links import links, meeting_places, meetings
from atlas.measures.offices import MINISTER
from atlas.measures.trust import share
from atlas.measures.window import LAST_YEAR, YEAR_BEFORE, in_two_years, year_ending
from atlas.routes.status import changes_before, leg_status_on
from atlas.view import SELECTIONS_KEPT, Selection
from atlas.view.playback import counts
from atlas.words import count, format_date, join_words

NOTHING = "No event meets these conditions, so there is nothing to sum up."
_DAYS = 90
"""How far back the sentence on changes of the routes looks."""

TIED_SHOWN = 3
"""How many that are tied for the first place are named."""


@dataclass(frozen=True)
class _Look:
    """What beside the events a sentence may need."""

    count: str
    day: date


_Sentence = Callable[[Selection, _Look], str | None]


def _date(event: pd.Series) -> str:
    return format_date(*days_of(event))


def _number(number: int) -> str:
    return f"{number:,}" if number else "none"


def _leading(numbers: Iterable[tuple[str, float]]) -> tuple[list[str], float]:
    """Who comes first, all that are tied, with their number."""
    rows = list(numbers)
    most = max((number for _, number in rows), default=0)
    return [name for name, number in rows if number == most and most], most


def _one(selection: Selection) -> tuple[str, ...]:
    event = selection.events.iloc[0]
    level = f"at the level “{str(event['level']).lower()}”" if event["level_rank"] else "without a contact between representatives"
    status = "" if event["status"] == "occurred" else f"; its status is “{event['status']}”"
    origins = count(int(event["origins"]), "independent origin")
    return (
        f"The one event in view is of type “{str(event['type']).lower()}”, dated {_date(event)}, {level}{status}.",
        f"It has evidence grade {event['grade']} and rests on {count(int(event['sources']), 'page')} with {origins}"
        + (", at least one of which contradicts the record." if event["contested"] else "."),
    )


def _span(selection: Selection, _: _Look) -> str | None:
    events, months = selection.events, counts(selection)
    # Of the latest, the one that ends last is named.
    first, last = _date(events.iloc[0]), _date(events.iloc[int(events["last_day"].argmax())])
    run = f"The {count(len(events), 'event')} run from {first} to {last}" if first != last else f"All are dated {first}"
    busiest, most = _leading((format_date(month, precision="month"), number) for month, number in months.items())
    if len(months) < 2 or not busiest:
        return f"{run}."
    if len(busiest) == 1:
        return f"{run}; the busiest month is {busiest[0]}, with {count(int(most), 'event')}."
    if len(busiest) <= TIED_SHOWN and most > 1:
        return f"{run}; the busiest months are {join_words(busiest)}, with {count(int(most), 'event')} each."
    return f"{run}; no month has more than {count(int(most), 'event')}."


def _contacts(selection: Selection, _: _Look) -> str | None:
    dataset = selection.dataset
    met = selection.positions[dataset.contact[selection.positions]]
    number = len(met)
    high = int((dataset.events["level_rank"].to_numpy()[met] >= MINISTER).sum())
    if not number:
        return "None of the events was a contact between representatives."
    subject = "1 event was a contact" if number == 1 else f"{number:,} events were contacts"
    above = f"{high:,} of them" if high else "none of them"
    if number == 1:
        return f"{subject} between representatives, {'at' if high else 'below'} the level of ministers{' or above' if high else ''}."
    return f"Each meeting counted once, {subject} between representatives, {above} at the level of ministers or above."


def _change(selection: Selection, _: _Look) -> str | None:
    dataset, wanted = selection.dataset, selection.filter
    before, (first, last) = year_ending(dataset, 1)[0], year_ending(dataset)
    if (wanted.date_from and wanted.date_from > before) or (wanted.date_to and wanted.date_to < last):
        return None
    recent, earlier = in_two_years(dataset, dataset.events["date_start"].to_numpy()[selection.positions])
    period = f"in the {LAST_YEAR} covered, {format_date(first)} to {format_date(last)}"
    return f"{count(recent, 'event') if recent else 'No event'} began {period}, against {_number(earlier)} in the {YEAR_BEFORE}."


def _links(selection: Selection, look: _Look) -> str | None:
    table = links(selection)
    if table.empty:
        return "None of the events links two actors."
    if look.count == "meetings":
        by, how = meetings(selection), "Counted as meetings, each shared among its pairs"
        numbers = [(label, round(float(by[link]), 1)) for link, label in zip(table["link"], table["label"], strict=True)]
        numbers.sort(key=lambda row: -row[1])
    else:
        how = "Counted as pairs"
        numbers = list(zip(table["label"].astype("str"), table["events"].astype("float64"), strict=True))

    def written(number: float) -> str:
        text = f"{number:,.1f}".removesuffix(".0")
        return f"{text} {'event' if text == '1' else 'events'}"

    top, most = _leading(numbers)
    if len(top) > TIED_SHOWN:
        return f"{how}, no link has more than {written(most)}."
    if len(top) > 1:
        return f"{how}, {join_words(top)} come first, with {written(most)} each."
    # Of several that are equal, none is named before the others.
    then = [row for row in numbers[1:3] if len(numbers) < 4 or row[1] > numbers[3][1]]
    rest = f", before {join_words(f'{label} ({written(number).split(maxsplit=1)[0]})' for label, number in then)}" if then else ""
    return f"{how}, {top[0]} comes first, with {written(most)}{rest}."


def _places(selection: Selection, _: _Look) -> str | None:
    table = meeting_places(selection)
    if table.empty:
        return "None of the events has a place."
    top, most = _leading(zip(table["name"].astype("str"), table["events"], strict=True))
    placed = int(table["events"].sum())
    held = f"{placed:,} of the {count(selection.n, 'event')} {'has' if placed == 1 else 'have'} a place"
    if len(top) > TIED_SHOWN:
        return f"{held}; no place has more than {count(int(most), 'event')}."
    each = " each" if len(top) > 1 else ""
    return f"{held}; most are at {join_words(top)}, with {count(int(most), 'event')}{each}." if placed > 1 else f"{held}, {top[0]}."


def _types(selection: Selection, _: _Look) -> str | None:
    numbers = selection.events["type"].astype("str").value_counts()
    order = sorted(numbers.index, key=lambda name: (-numbers[name], name))
    if len(order) == 1:
        return f"All are of one type, {order[0].lower()}."
    listed = join_words(f"{name.lower()} ({numbers[name]:,})" for name in order[:3])
    return f"By type they are {listed}." if len(order) <= 3 else f"The most frequent of {len(order)} types are {listed}."


def _firmness(selection: Selection, _: _Look) -> str | None:
    events, whole = selection.events, selection.n
    single, contested = int((events["origins"] <= 1).sum()), int(events["contested"].sum())
    best = int(events["grade"].eq("A").sum())
    rests, is_contested = ("rests" if single < 2 else "rest"), ("is" if contested < 2 else "are")
    return (
        f"{share(best, whole)} {'has' if best == 1 else 'have'} evidence grade A; {_number(single)} {rests} on a single origin "
        f"and {_number(contested)} {is_contested} contradicted by at least one page."
    )


def _one_sided(selection: Selection, _: _Look) -> str | None:
    number = int(selection.events["one_sided"].sum())
    if not number:
        return "No event rests on the account of one side alone."
    return f"{share(number, selection.n)} {'rests' if number == 1 else 'rest'} on the account of a single actor."


def _firsts(selection: Selection, _: _Look) -> str | None:
    found = firsts(selection.dataset)
    found = found[selection.mask[found["event"].to_numpy()]] if len(found) else found
    if found.empty:
        return "None of Kabul’s firsts with the five capitals is among them."
    latest = found.iloc[-1]
    when = _date(selection.dataset.events.iloc[int(latest["event"])])
    name = f"{'what may be the' if latest['tied'] else 'the'} {latest['label']}, {when}"
    if len(found) == 1:
        return f"Among them is {name}."
    return f"Among them are {len(found)} firsts of Kabul with one of five capitals, most recently {name}."


def _legs(selection: Selection, look: _Look) -> str | None:
    status = leg_status_on(selection.dataset, look.day)["status"]
    numbers = status.value_counts()
    known = [name for name in LEG_STATUSES if name in numbers]
    first = f"{numbers[known[0]]:,} {'is' if numbers[known[0]] == 1 else 'are'} {known[0].replace('-', ' ')}"
    listed = join_words([first, *(f"{numbers[name]:,} {name.replace('-', ' ')}" for name in known[1:])])
    return f"Of {count(len(status), 'leg')} of the routes, as last recorded by {format_date(look.day)}, {listed}."


def _moved(selection: Selection, look: _Look) -> str | None:
    number = changes_before(selection.dataset, look.day, _DAYS)["leg_id"].nunique()
    told = count(number, "leg") if number else "No leg"
    return f"{told} changed in the {_DAYS} days before that, as far as changes are recorded."


_OF_PAGE: dict[str, tuple[_Sentence, ...]] = {
    "": (_contacts, _change),
    "map": (_links, _places),
    "routes": (_legs, _moved),
    "timeline": (_span, _change, _firsts),
    "relations": (_contacts, _links),
    "events": (_span, _types),
    "evidence": (_firmness, _one_sided),
}
SUMMED_UP = frozenset(_OF_PAGE)
"""Pages, by their part of the address, that have sentences of their own."""

_OF_FILE: tuple[_Sentence, ...] = (_span, _contacts, _firmness)
_ANY_VIEW = (_legs, _moved)
"""Sentences that hold for an empty view too."""


@lru_cache(maxsize=SELECTIONS_KEPT)
def narrative(selection: Selection, page: str | None = None, *, count: str = "pairs", day: date | None = None) -> tuple[str, ...]:
    """The view in two or three sentences, those that suit a page (by its part of the address) or else those for a file.

    `count` says how links are counted (the view option of that name), `day` on which day routes are looked at; by default the
    last one that the data cover. The same view always gives the same words.
    """
    look = _Look(count, day or selection.dataset.last_day)
    chosen = _OF_FILE if page is None else _OF_PAGE.get(page, _OF_FILE)
    always = tuple(sentence for sentence in chosen if sentence in _ANY_VIEW)
    if always:
        told = [sentence(selection, look) for sentence in always]
    elif not selection.n:
        return (NOTHING,)
    elif selection.n == 1:
        return _one(selection)
    else:
        told = [sentence(selection, look) for sentence in chosen]
    return tuple(text for text in told if text)


def in_one(sentences: Iterable[str]) -> str:
    """Sentences as one text."""
    return " ".join(sentences)
