"""The words in which maps and tables of the routes speak of lengths, shares and legs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from atlas.dataset.legs import MODES
from atlas.dossiers import Kind, dossier_by
from atlas.routes.lengths import TELLING, bases_in_words, difference_in_words
from atlas.words import join_words
from components.text import link, plain
from components.view import View

NO_SOURCE = "no\u00a0source"
_MANY_LEGS = 4


def km_text(value: float) -> str:
    """A length in whole kilometres."""
    return f"{value:,.0f}"


def legs_in_words(names: tuple[str, ...]) -> str:
    """The first of some legs by name, with the number of the rest."""
    if len(names) <= _MANY_LEGS:
        return join_words(names)
    return f"{', '.join(names[: _MANY_LEGS - 1])} and {len(names) - _MANY_LEGS + 1} more"


def event_mark(view: View, event_id: str, label: str) -> str:
    """A link to an event that keeps the view, for Markdown. `label` is Markdown already."""
    return link(label, f"events?{urlencode(view.params(event=event_id))}")


def dossier_mark(view: View, kind: Kind, code: str, label: str) -> str:
    """A link to the dossier of a leg or a corridor that keeps the view, for Markdown. `label` is Markdown already."""
    return link(label, f"./?{urlencode(view.params(dossier_by(view.selection.filter, kind, code), event=None))}")


def length_in_words(facts: Mapping[str, Any]) -> str:
    """The length of a way, by mode, and what it rests on, as Markdown."""
    return f"**{km_text(facts['km'])}\u00a0km**  \n{by_mode(facts)}  \n:small[{bases_in_words(facts)}]"


def against_in_words(facts: Mapping[str, Any]) -> str:
    """What sources state of a way beside what its courses measure, and the legs on which the two differ tellingly, as Markdown."""
    stated, measured = facts["both_stated"], facts["both_measured"]
    if not stated:
        return "no leg has both"
    lines = [f"{km_text(stated)}\u00a0km stated, {km_text(measured)} measured  \n:small[{difference_in_words(measured / stated - 1)}]"]
    if facts["differing"]:
        lines.append(f":small[**Over {100 * TELLING:.0f}\u00a0% apart:** {plain('; '.join(facts['differing']))}]")
    return "  \n".join(lines)


def by_mode(facts: Mapping[str, Any]) -> str:
    """Kilometres by mode: `sea 1,400, road 1,905`."""
    return ", ".join(f"{mode}\u00a0{km_text(facts[f'km_{mode}'])}" for mode in MODES if facts[f"km_{mode}"])


def part_in_words(facts: Mapping[str, Any], km: float | None) -> str:
    """Kilometres with their share of the whole: `950 km (29 %)`."""
    if km is None:
        return NO_SOURCE
    if not km:
        return "none"
    return f"{km_text(km)}\u00a0km ({100 * km / facts['km']:.0f}\u00a0%)"


def inside_in_words(facts: Mapping[str, Any], country: str) -> str:
    """How much of a way lies in Pakistan or Iran. Whether a flight crosses their airspace is not recorded, so "none" would say too much."""
    return "none by land" if facts["km_air"] and not facts[f"km_{country}"] else part_in_words(facts, facts[f"km_{country}"])
