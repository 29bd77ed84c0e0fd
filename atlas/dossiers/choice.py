"""Which dossier a filter asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from atlas.dossiers.link import link_dossier, title
from atlas.dossiers.model import Dossier, Kind
from atlas.measures.scope import links_in_question
from atlas.view import SELECTIONS_KEPT, EventFilter, Selection, select

_MAKERS: dict[Kind, tuple[Callable[[Selection, str], Dossier], Callable[[Selection, str], str]]] = {"link": (link_dossier, title)}
"""How a dossier of each kind is made, and what it is called."""


def _asked(filter_: EventFilter) -> tuple[Kind, str] | None:
    """The one thing of which the filter asks for a dossier."""
    for kind in _MAKERS:
        named = getattr(filter_, kind)
        if len(named) == 1:
            return kind, named[0]
    return None


def heading(selection: Selection) -> str | None:
    """What the dossier of a view is called; `None` where the filter names no single link."""
    asked = _asked(selection.filter)
    return None if asked is None else _MAKERS[asked[0]][1](selection, asked[1])


@lru_cache(maxsize=SELECTIONS_KEPT)
def dossier_of(selection: Selection) -> Dossier | None:
    """The dossier of a view whose filter names a single link; `None` for any other."""
    asked = _asked(selection.filter)
    return None if asked is None else _MAKERS[asked[0]][0](selection, asked[1])


def dossiers_of(selection: Selection) -> tuple[Dossier, ...]:
    """The dossier that a view asks for; where it asks for none, those of the links in question, each under the rest of the filter."""
    if (own := dossier_of(selection)) is not None:
        return (own,)
    found = (dossier_of(select(selection.dataset, replace(selection.filter, link=(link,)))) for link in links_in_question(selection))
    return tuple(dossier for dossier in found if dossier is not None)
