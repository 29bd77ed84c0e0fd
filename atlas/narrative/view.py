"""Which sentences tell a view, by page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from atlas.narrative import events, places, trust
from atlas.narrative.parts import Asked, Sentence
from atlas.view import SELECTIONS_KEPT, Selection

NOTHING = "No event meets these conditions, so there is nothing to sum up."

_OF_PAGE: dict[str, tuple[Sentence, ...]] = {
    "": (events.contacts, events.change),
    "map": (places.busiest_links, places.busiest_places),
    "routes": (places.legs, places.moved),
    "timeline": (events.span, events.change, events.latest_first),
    "relations": (events.contacts, places.busiest_links),
    "events": (events.span, events.types),
    "evidence": (trust.firmness, trust.one_sided),
    "data": (trust.holdings, trust.firmness),
}
_OF_FILE: tuple[Sentence, ...] = (events.span, events.contacts, trust.firmness)
_ANY_VIEW = (places.legs, places.moved)
"""Sentences that hold for an empty view too."""


@lru_cache(maxsize=SELECTIONS_KEPT)
def narrative(selection: Selection, page: str | None = None, *, count: str = "pairs", day: date | None = None) -> tuple[str, ...]:
    """The view in two or three sentences, those that suit a page (by its part of the address) or else those for a file.

    `count` says how links are counted (a name of `atlas.view.options.COUNTS`), `day` on which day routes are looked at; by default the
    last one that the data cover. The same view always gives the same words.
    """
    asked = Asked(count, day or selection.dataset.last_day)
    chosen = _OF_FILE if page is None else _OF_PAGE.get(page, _OF_FILE)
    always = tuple(sentence for sentence in chosen if sentence in _ANY_VIEW)
    if always:
        told = [sentence(selection, asked) for sentence in always]
    elif not selection.n:
        return (NOTHING,)
    elif selection.n == 1:
        return events.one(selection)
    else:
        told = [sentence(selection, asked) for sentence in chosen]
    return tuple(text for text in told if text)


def in_one(sentences: Iterable[str]) -> str:
    """Sentences as one text."""
    return " ".join(sentences)
