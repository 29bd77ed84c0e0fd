"""Sentences on links, places and routes."""

from __future__ import annotations

from atlas.dataset.legs import LEG_STATUSES
from atlas.measures.links import links, meeting_places, meetings
from atlas.narrative.parts import TIED_SHOWN, Asked, leading
from atlas.routes.status import changes_before, leg_status_on
from atlas.view import Selection
from atlas.words import count, format_date, join_words

_DAYS = 90
"""How far back the sentence on changes of the routes looks."""


def busiest_links(selection: Selection, asked: Asked) -> str | None:
    """Which links come first."""
    table = links(selection)
    if table.empty:
        return "None of the events links two actors."
    if asked.count == "meetings":
        by, how = meetings(selection), "Counted as meetings, each shared among its pairs"
        numbers = [(label, round(float(by[link]), 1)) for link, label in zip(table["link"], table["label"], strict=True)]
        numbers.sort(key=lambda row: -row[1])
    else:
        how = "Counted as pairs"
        numbers = list(zip(table["label"].astype("str"), table["events"].astype("float64"), strict=True))

    def written(number: float) -> str:
        text = f"{number:,.1f}".removesuffix(".0")
        return f"{text} {'event' if text == '1' else 'events'}"

    top, most = leading(numbers)
    if len(top) > TIED_SHOWN:
        return f"{how}, no link has more than {written(most)}."
    if len(top) > 1:
        return f"{how}, {join_words(top)} come first, with {written(most)} each."
    # Of several that are equal, none is named before the others.
    then = [row for row in numbers[1:3] if len(numbers) < 4 or row[1] > numbers[3][1]]
    rest = f", before {join_words(f'{label} ({written(number).split(maxsplit=1)[0]})' for label, number in then)}" if then else ""
    return f"{how}, {top[0]} comes first, with {written(most)}{rest}."


def busiest_places(selection: Selection, _: Asked) -> str | None:
    """Which places come first."""
    table = meeting_places(selection)
    if table.empty:
        return "None of the events has a place."
    top, most = leading(zip(table["name"].astype("str"), table["events"], strict=True))
    placed = int(table["events"].sum())
    held = f"{placed:,} of the {count(selection.n, 'event')} {'has' if placed == 1 else 'have'} a place"
    if len(top) > TIED_SHOWN:
        return f"{held}; no place has more than {count(int(most), 'event')}."
    each = " each" if len(top) > 1 else ""
    return f"{held}; most are at {join_words(top)}, with {count(int(most), 'event')}{each}." if placed > 1 else f"{held}, {top[0]}."


def legs(selection: Selection, asked: Asked) -> str | None:
    """How the legs of the routes stand."""
    status = leg_status_on(selection.dataset, asked.day)["status"]
    numbers = status.value_counts()
    known = [name for name in LEG_STATUSES if name in numbers]
    first = f"{numbers[known[0]]:,} {'is' if numbers[known[0]] == 1 else 'are'} {known[0].replace('-', ' ')}"
    listed = join_words([first, *(f"{numbers[name]:,} {name.replace('-', ' ')}" for name in known[1:])])
    return f"Of {count(len(status), 'leg')} of the routes, as last recorded by {format_date(asked.day)}, {listed}."


def moved(selection: Selection, asked: Asked) -> str | None:
    """How many legs changed lately."""
    number = changes_before(selection.dataset, asked.day, _DAYS)["leg_id"].nunique()
    told = count(number, "leg") if number else "No leg"
    return f"{told} changed in the {_DAYS} days before that, as far as changes are recorded."
