"""Which dossier a filter asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from atlas.dossiers.link import link_sections, link_title
from atlas.dossiers.model import Dossier, DossierSection, Kind
from atlas.dossiers.person import person_sections
from atlas.dossiers.place import place_sections
from atlas.measures.scope import links_in_question
from atlas.view import SELECTIONS_KEPT, EventFilter, Selection, select

_SECTIONS: dict[Kind, Callable[[Selection, str], tuple[DossierSection, ...]]] = {
    "link": link_sections,
    "person": person_sections,
    "place": place_sections,
}
"""What a dossier of each kind holds. Where a filter names one thing of several kinds, the first counts."""


def _title(selection: Selection, kind: Kind, code: str) -> str:
    return link_title(selection, code) if kind == "link" else selection.dataset.facets[kind].label(code)


def _asked(filter_: EventFilter) -> tuple[Kind, str] | None:
    """The one thing of which the filter asks for a dossier."""
    for kind in _SECTIONS:
        named = getattr(filter_, kind)
        if len(named) == 1:
            return kind, named[0]
    return None


def heading(selection: Selection) -> str | None:
    """What the dossier of a view is called; `None` where the filter names no single thing."""
    asked = _asked(selection.filter)
    return None if asked is None else _title(selection, *asked)


@lru_cache(maxsize=SELECTIONS_KEPT)
def dossier_of(selection: Selection) -> Dossier | None:
    """The dossier of a view whose filter names a single link, person or place; `None` for any other."""
    asked = _asked(selection.filter)
    if asked is None:
        return None
    kind, code = asked
    return Dossier(kind, code, _title(selection, kind, code), selection.dataset.last_day, _SECTIONS[kind](selection, code))


def dossiers_of(selection: Selection) -> tuple[Dossier, ...]:
    """The dossier that a view asks for; where it asks for none, those of the links in question, each under the rest of the filter."""
    if (own := dossier_of(selection)) is not None:
        return (own,)
    found = (dossier_of(select(selection.dataset, replace(selection.filter, link=(link,)))) for link in links_in_question(selection))
    return tuple(dossier for dossier in found if dossier is not None)
