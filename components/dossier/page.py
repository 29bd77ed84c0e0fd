"""Where the sections of a dossier stand."""

from __future__ import annotations

import streamlit as st

from atlas.dossiers import Dossier
from atlas.words import count, format_date
from components import address
from components.dossier.sections import facts, head, rows, steps
from components.event_list import PAGE, event_list
from components.view import View
from components.viewport import beside, is_narrow

_LEFT = ("steps", "offices", "history", "legs", "links", "shares", "subjects", "doubts", "routes")
_RIGHT = ("people", "missions", "firsts", "met", "places", "types", "corridors", "figures", "changes", "ends", "pages", "announced")


def dossier(view: View, found: Dossier) -> None:
    """One dossier, on one screen where the window allows, on two pages of A4 in print."""
    with st.container(key="dossier"):
        facts(view, found.section("standing"))
        left, right, _ = beside(0.5)
        for column, names in ((left, _LEFT), (right, _RIGHT)):
            with column:
                for section in found.sections:
                    if section.name in names:
                        (steps if section.name == "steps" else rows)(view, section)
        with st.container(key="dossier-latest"):
            _latest(view, found)
        _leave(view, found)


def _latest(view: View, found: Dossier) -> None:
    section, dataset = found.section("latest"), view.dataset
    if not head(section):
        return
    events = dataset.events.iloc[[dataset.position[line.event_id] for line in section.lines if line.event_id]]
    half = len(events) if is_narrow() else (len(events) + 1) // 2
    parts = [part for part in (events[:half], events[half:]) if len(part)]
    for column, part in zip(st.columns(len(parts), gap="medium"), parts, strict=True):
        with column:
            event_list(view, part)
    st.page_link(
        PAGE,
        label=f"{'All ' if view.selection.n > 1 else ''}{count(view.selection.n, 'event')} in view →",
        query_params=view.link(event=None),
    )


def _leave(view: View, found: Dossier) -> None:
    """As of which day, and the same as a file."""
    asof = f"&asof={view.options.asof}" if view.options.asof else ""
    file = address.of_api(view.selection, "dossier.json") + asof
    st.caption(
        f"As of {format_date(found.as_of)}. Every line opens what is behind it: events, a page that was read, another dossier. The mark "
        f"behind a heading says how its lines are found; [what the words mean](data). The page prints on A4; the same as [JSON]({file})."
    )
