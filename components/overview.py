"""One card a capital: where it stands with Kabul."""

from __future__ import annotations

import html
from collections.abc import Sequence

from atlas.measures.standing import Standing, standing
from atlas.measures.window import SHORT_LAST_YEAR, SHORT_YEAR_BEFORE
from atlas.view import EventFilter
from atlas.words import count
from components.event_list import date_of, to_event
from components.links import Link, anchor
from components.view import View

_BAR = 22
"""Height in pixels of the bar of the busiest quarter, above the two that every quarter has."""


def _quarters(stands: Standing) -> str:
    """The last twelve quarters as a row of bars."""
    most = max(*stands.quarters, 1)
    bars = "".join(f"<hr style=height:{2 + _BAR * number / most:.0f}px>" if number else "<hr>" for number in stands.quarters)
    said = f"Contacts in each of the last {len(stands.quarters)} quarters: {', '.join(map(str, stands.quarters))}"
    return f"<span class='quarters' role='img' aria-label='{said}'>{bars}</span>"


def _numbers(stands: Standing) -> str:
    """Contacts in twelve months against the twelve before, after the quarters."""
    told = f"<b>{stands.contacts}</b> contacts in {SHORT_LAST_YEAR}, {stands.contacts_before} {SHORT_YEAR_BEFORE}"
    return f"<div class='standing'>{_quarters(stands)}<span>{told}</span></div>"


def cards(view: View, actors: Sequence[str]) -> str:
    """Cards beside each other, as HTML."""
    drawn = "".join(_card(view, standing(view.selection, actor)) for actor in actors)
    return f"<div class='cards' style='--abreast:{len(actors)}'>{drawn}</div>"


def _card(view: View, stands: Standing) -> str:
    """Contacts in 12 months against the 12 before, last contact, highest level; the name opens the dossier of the link."""
    colour = str(view.dataset.actors.loc[stands.actor, "colour"])
    between = f"Where Kabul and {stands.label} stand with each other"
    name = anchor(Link(stands.label, "overview", view.link(EventFilter(link=(stands.link,))), help=between, strong=True))
    if stands.last is None or stands.highest is None:
        told = f"<small>No contact with Kabul among {count(view.selection.n, 'event')} in view.</small>"
    else:
        level = str(stands.highest["level"]).lower()
        last = to_event(view, stands.last, [f"Last contact, {date_of(stands.last)}"])
        highest = to_event(view, stands.highest, [f"Highest level: {level}, first on {date_of(stands.highest)}"])
        told = f"{_numbers(stands)}{anchor(last)}{anchor(highest)}"
    return f"<div class='card links'><hr style='background:{html.escape(colour)}'>{name}{told}</div>"
