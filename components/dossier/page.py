"""Where the sections of a dossier stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product

import streamlit as st

from atlas.dossiers import Dossier, DossierSection
from atlas.words import count, format_date
from components import address
from components.dossier.sections import facts, head, lines_high, rows, steps
from components.event_list import event_links
from components.links import Link, link_list
from components.pieces import show
from components.view import View
from components.viewport import BESIDE_FROM, beside, is_narrow, window_width

_ALIKE = 4
"""Columns that differ by fewer lines look even; among even ones, those that keep neighbours together are better."""


def _columns(sections: Sequence[DossierSection]) -> tuple[list[DossierSection], list[DossierSection]]:
    """The sections in two columns that end at about the same height; the order within each is that of the dossier."""
    if window_width() < BESIDE_FROM:
        return list(sections), []
    high = [lines_high(section) for section in sections]

    def uneven(sides: tuple[int, ...]) -> tuple[int, int]:
        apart = abs(sum(lines if side else -lines for lines, side in zip(high, sides, strict=True)))
        return apart // _ALIKE, sum(one != other for one, other in pairwise(sides))

    best = min(((0, *rest) for rest in product((0, 1), repeat=len(high) - 1)), key=uneven)
    left, right = ([section for section, side in zip(sections, best, strict=True) if side == wanted] for wanted in (0, 1))
    return left, right


def dossier(view: View, found: Dossier) -> None:
    """One dossier, on one screen where the window allows, on two pages of A4 in print."""
    with st.container(key="dossier"):
        show(facts(view, found.section("standing")))
        usual = found.section("latest").window
        columns = _columns([section for section in found.sections if section.name not in ("standing", "latest")])
        for column, sections in zip(beside(0.5)[:2], columns, strict=True):
            with column:
                show(*((steps if section.name == "steps" else rows)(view, section, usual) for section in sections))
        show(*_latest(view, found))
        _leave(view, found)


def _latest(view: View, found: Dossier) -> Iterator[str]:
    section, dataset = found.section("latest"), view.dataset
    yield head(section, section.window)
    if section.lines:
        links = event_links(view, dataset.events.iloc[[dataset.position[line.event_id] for line in section.lines if line.event_id]])
        half = len(links) if is_narrow() else (len(links) + 1) // 2
        parts = [link_list(part) for part in (links[:half], links[half:]) if part]
        yield f"<div class='cards' style='--abreast:{len(parts)}'>{''.join(parts)}</div>"
        label = f"{'All ' if view.selection.n > 1 else ''}{count(view.selection.n, 'event')} in view →"
        yield link_list([Link(label, "events", view.link(event=None))])


def _leave(view: View, found: Dossier) -> None:
    """As of which day, and the same as a file."""
    asof = f"&asof={view.options.asof}" if view.options.asof else ""
    file = address.of_api(view.selection, "dossier.json") + asof
    st.caption(
        f"As of {format_date(found.as_of)}; a heading without days is about {found.section('latest').window}. Every line opens what is "
        "behind it: events, a page that was read, another dossier. The mark behind a heading says how its lines are found; "
        f"[what the words mean](data). The page prints on A4; the same as [JSON]({file})."
    )
