"""Which dossier a filter asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from atlas.dossiers.actor import actor_sections
from atlas.dossiers.corridor import corridor_sections
from atlas.dossiers.leg import leg_sections
from atlas.dossiers.link import link_sections, link_title
from atlas.dossiers.model import Dossier, DossierSection, Kind
from atlas.dossiers.person import person_sections
from atlas.dossiers.place import place_sections
from atlas.measures.scope import links_in_question
from atlas.view import SELECTIONS_KEPT, EventFilter, Selection, select

_SECTIONS: dict[Kind, Callable[[Selection, str, date], tuple[DossierSection, ...]]] = {
    "link": link_sections,
    "person": lambda selection, person, _: person_sections(selection, person),
    "place": place_sections,
    "leg": leg_sections,
    "corridor": corridor_sections,
    "actor": lambda selection, actor, _: actor_sections(selection, actor),
}
"""What a dossier of each kind holds. Where a filter names one thing of several kinds, the first counts."""

_OF_ROUTES = ("leg", "corridor")


def _title(selection: Selection, kind: Kind, code: str) -> str:
    return link_title(selection, code) if kind == "link" else selection.dataset.facets[kind].label(code)


def _asked(filter_: EventFilter) -> tuple[Kind, str] | None:
    """The one thing of which the filter asks for a dossier."""
    for kind in _SECTIONS:
        named = getattr(filter_, kind)
        if len(named) == 1:
            return kind, named[0]
    return None


def opens(selection: Selection) -> bool:
    """Whether a view opens as a dossier: it names a single thing, and holds an event or is about routes, whose state needs none."""
    asked = _asked(selection.filter)
    return asked is not None and (selection.n > 0 or asked[0] in _OF_ROUTES)


def heading(selection: Selection) -> str | None:
    """What the dossier of a view is called; `None` where the filter names no single thing."""
    asked = _asked(selection.filter)
    return None if asked is None else _title(selection, *asked)


@lru_cache(maxsize=SELECTIONS_KEPT)
def dossier_of(selection: Selection, asof: date | None = None) -> Dossier | None:
    """The dossier of a view whose filter names a single link, person, place, leg, corridor or actor; `None` for any other.

    The state of routes is that of the day `asof`; else of the last day in view.
    """
    asked = _asked(selection.filter)
    if asked is None:
        return None
    kind, code = asked
    day = min(asof or selection.filter.date_to or selection.dataset.last_day, selection.dataset.last_day)
    as_of = day if kind in _OF_ROUTES else selection.dataset.last_day
    return Dossier(kind, code, _title(selection, kind, code), as_of, _SECTIONS[kind](selection, code, day))


def dossiers_of(selection: Selection, asof: date | None = None) -> tuple[Dossier, ...]:
    """The dossier that a view asks for; where it asks for none, those of the links in question, each under the rest of the filter."""
    if (own := dossier_of(selection, asof)) is not None:
        return (own,)
    found = (dossier_of(select(selection.dataset, replace(selection.filter, link=(link,)))) for link in links_in_question(selection))
    return tuple(dossier for dossier in found if dossier is not None)
