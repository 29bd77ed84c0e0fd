"""Which dossier a filter asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from atlas.dossiers.link import link_dossier, title
from atlas.dossiers.model import Dossier, Kind
from atlas.dossiers.person import person_dossier, person_title
from atlas.dossiers.place import place_dossier, place_title
from atlas.measures.scope import links_in_question
from atlas.view import SELECTIONS_KEPT, EventFilter, Selection, select

_MAKERS: dict[Kind, tuple[Callable[[Selection, str], Dossier], Callable[[Selection, str], str]]] = {
    "link": (link_dossier, title),
    "person": (person_dossier, person_title),
    "place": (place_dossier, place_title),
}
"""How a dossier of each kind is made, and what it is called. Where a filter names one thing of several kinds, the first counts."""


def _asked(filter_: EventFilter) -> tuple[Kind, str] | None:
    """The one thing of which the filter asks for a dossier."""
    for kind in _MAKERS:
        named = getattr(filter_, kind)
        if len(named) == 1:
            return kind, named[0]
    return None


def heading(selection: Selection) -> str | None:
    """What the dossier of a view is called; `None` where the filter names no single thing."""
    asked = _asked(selection.filter)
    return None if asked is None else _MAKERS[asked[0]][1](selection, asked[1])


@lru_cache(maxsize=SELECTIONS_KEPT)
def dossier_of(selection: Selection) -> Dossier | None:
    """The dossier of a view whose filter names a single link, person or place; `None` for any other."""
    asked = _asked(selection.filter)
    return None if asked is None else _MAKERS[asked[0]][0](selection, asked[1])


def dossiers_of(selection: Selection) -> tuple[Dossier, ...]:
    """The dossier that a view asks for; where it asks for none, those of the links in question, each under the rest of the filter."""
    if (own := dossier_of(selection)) is not None:
        return (own,)
    found = (dossier_of(select(selection.dataset, replace(selection.filter, link=(link,)))) for link in links_in_question(selection))
    return tuple(dossier for dossier in found if dossier is not None)
