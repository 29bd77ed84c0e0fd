"""The view of a scene, drawn by the components of the page that its address names, without that page's controls.

The address alone says of which kind a scene is: a map, routes, a timeline, a chart of relations, one event, some events, or where a link
or the capitals stand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from atlas.actors import CAPITALS, KABUL, NEIGHBOURS
from atlas.dataset.details import event_detail
from atlas.geography import boundary_note
from atlas.link_map import close_map_of
from atlas.routes.comparison import compare
from atlas.routes.route_map import route_map_of
from atlas.stories import SavedView, seen
from atlas.view import select
from atlas.words import count
from components.charts import Chart, chart_alone
from components.event import event_in_short
from components.event_list import date_of, event_link, event_list
from components.map import link_map
from components.overview import cards
from components.pieces import show
from components.relations import relations_chart
from components.routes import corridors_in_short, route_answer, route_map
from components.text import plain
from components.timeline import timeline_chart
from components.view import View
from components.viewport import column_width, is_narrow

LEAST_MAP = 200
"""Pixels of height below which a map tells nothing."""

FEW_EVENTS = 4
"""So many events are shown with what happened; of more only titles."""

TITLE_HEIGHT, _LINE_OF_LIST = 66, 52
"""Pixels that an event in a list takes, and in one that is wide enough for its title."""

_ROW_HEIGHT, _FACTS_HEIGHT, _ROW_OF_LATEST = 33, 130, 76
"""Pixels that a corridor in a table, one event by itself, and one of the latest events in the letters of a stage take."""

_SIZES = {"scene-largest": 1.62, "scene-large": 1.3, "scene-usual": 1.0}
"""How large the letters of events are by the key of their container; `static/page.css` has those that carry across a room."""

_WIDEST = 100.0
"""Degrees across above which a map beside events would show half the world, and of the events nothing."""

_CARDS_HEIGHT, _MAP_SHARE = 410, 0.66
"""Pixels of the card of a capital, and the part that the map beside it fills."""

_LETTER_WIDTH, _LINE_HEIGHT = 6.6, 22
"""Pixels of letters and lines of a note."""


_CARD, _CARD_LETTER, _CARD_LINE, _CARD_MARGINS = 105, 7.2, 26, 34
"""Pixels of an event without what happened, of letters and lines of that, and beside them."""


@dataclass(frozen=True)
class Stage:
    """The room of a scene: its part of the page's width, its height in pixels, and the key of what is drawn on it."""

    share: float
    height: int
    key: str


def lines_of(text: str, width: int, letter: float = _LETTER_WIDTH) -> int:
    """How many lines a text takes in letters so many pixels wide."""
    return -(-int(len(text) * letter) // width)


def _link_map(view: View, stage: Stage, *, places: bool = True) -> None:
    """The map with its notes, together as high as the stage."""
    content, width = close_map_of(view.selection, view.options), column_width(stage.share)
    if not places:
        content = replace(content, places=content.places.head(0))
    note = " ".join([*content.notes, boundary_note(view.options.boundaries)])
    below = _LINE_HEIGHT * (lines_of(note, width) + 1)
    link_map(content, view.theme, share=stage.share, height=max(stage.height - below, LEAST_MAP), key=stage.key, folded=True)
    st.caption(note)


def _routes(view: View, stage: Stage) -> None:
    """The corridors on the map, and side by side below it where the address names several."""
    content = route_map_of(view.dataset, view.options)
    several = view.options.routes if len(view.options.routes) > 1 else ()
    below = _ROW_HEIGHT * (len(several) + 1) if several else 3 * _LINE_HEIGHT
    route_map(content, view.theme, share=stage.share, height=max(stage.height - below - 30, LEAST_MAP), key=stage.key, folded=True)
    if several:
        corridors_in_short(compare(view.dataset, several, content.day, content.scenario), content.day)
    else:
        route_answer(content)


def _map_above(view: View, stage: Stage, below: int) -> bool:
    """The map of everyone in the events, as high as what stands below it leaves room, where they have a place or a link nearby."""
    everyone = replace(view, options=replace(view.options, partners="all"))
    content = close_map_of(everyone.selection, everyone.options)
    # On a phone everything stands below everything.
    height = stage.height if is_narrow() else stage.height - below
    west, _, east, _ = content.bounds
    if height <= LEAST_MAP + 90 or east - west > _WIDEST or not (len(content.links) or len(content.places)):
        return False
    _link_map(everyone, replace(stage, height=height))
    return True


def _cards_height(events: pd.DataFrame, stage: Stage, size: float = 1.0) -> int:
    """Pixels that events with what happened take in letters of a size."""
    width = column_width(stage.share) - _CARD_MARGINS
    lines = sum(lines_of(str(summary), width, _CARD_LETTER * size) for summary in events["summary"])
    # Paper between the letters grows less than they do.
    return int((len(events) * _CARD + lines * _CARD_LINE) * (1 + size) / 2)


def _list_height(events: pd.DataFrame, stage: Stage, row: float, size: float) -> int:
    """Pixels that a list takes in letters of a size: a row for each event, half of one more for each further line of its title."""
    width = column_width(stage.share)
    further = sum(lines_of(title, width, _LETTER_WIDTH * size) - 1 for title in events["title"])
    return int(row * (len(events) + further / 2))


def _letters(stage: Stage, height: Callable[[float], float], *, mapped: bool) -> str:
    """The key of a container of events, in the largest letters that fit on the stage beside no map; `height` is that in a size."""
    fits = (key for key, size in _SIZES.items() if height(size) < stage.height)
    return "scene-usual" if mapped or is_narrow() else next(fits, "scene-usual")


def _events(view: View, stage: Stage) -> None:
    """One event, or a few with what happened, below the map of who was in them and where; of more the titles."""
    detail = event_detail(view.dataset, view.options.event or "")
    if detail and _map_above(view, stage, _FACTS_HEIGHT):
        event_in_short(view, detail)
        return
    # One event of which there is no map tells what happened instead.
    events = view.dataset.events[view.dataset.events["event_id"] == view.options.event] if detail else view.selection.events
    if len(events) <= FEW_EVENTS:
        mapped = not detail and _map_above(view, stage, _cards_height(events, stage))
        with st.container(key=_letters(stage, lambda size: _cards_height(events, stage, size), mapped=mapped)):
            for _, event in events.iterrows():
                with st.container(border=True, gap="xsmall"):
                    event_link(view, event, facts=[date_of(event), str(event["type"]).lower(), f"grade {event['grade']}"])
                    st.markdown(plain(str(event["summary"])))
    else:
        row = TITLE_HEIGHT if is_narrow() else _LINE_OF_LIST
        shown = min(max(stage.height // row - 1, 3), len(events))
        mapped = _map_above(view, stage, row * (shown + 1))
        listed = events.head(shown)
        with st.container(key=_letters(stage, lambda size: _list_height(listed, stage, row * size, size), mapped=mapped)):
            event_list(view, listed)
        if len(events) > shown:
            st.caption(f"… and {len(events) - shown:,} more.")


def _overview(view: View, stage: Stage) -> None:
    """Where one link stands, or the capitals: their cards, the map of their links, and what came last."""
    links = view.selection.filter.link
    chosen = [actor for actor in (*CAPITALS, *NEIGHBOURS) if any({actor, KABUL} == set(link.split("-")) for link in links)]
    if len(chosen) != 1:
        show(cards(view, chosen or CAPITALS))
        _link_map(view, replace(stage, height=max(stage.height - _CARDS_HEIGHT, LEAST_MAP)), places=False)
        return
    # Below each other on a phone, where the share of the page is the whole of it.
    card, main = st.columns([1 - _MAP_SHARE, _MAP_SHARE], gap="small")
    part = stage.share if is_narrow() else stage.share * _MAP_SHARE
    with card:
        show(cards(view, chosen))
    with main:
        _link_map(view, replace(stage, share=part, height=min(_CARDS_HEIGHT, stage.height)), places=False)
    rows = (stage.height - _CARDS_HEIGHT) // _ROW_OF_LATEST - 1
    if rows < 1:
        return
    latest = view.selection.events[::-1].head(2 * rows)
    st.caption("Latest events")
    for start, column in enumerate(st.columns(2, gap="small")):
        with column:
            event_list(view, latest[start::2])


def _chart(view: View, chart: Chart, stage: Stage) -> None:
    # On a phone it is as high as its letters need.
    chart_alone(view, chart, share=stage.share, height=None if is_narrow() else stage.height, key=stage.key)


def _timeline(view: View, stage: Stage) -> None:
    _chart(view, timeline_chart(view).chart, stage)


def _relations(view: View, stage: Stage) -> None:
    chart = relations_chart(view)
    if chart is None:
        st.info(f"This chart needs other events than the {count(view.selection.n, 'event')} in view.")
    else:
        _chart(view, chart, stage)


_PAGES: dict[str, Callable[[View, Stage], None]] = {
    "overview": _overview,
    "map": _link_map,
    "routes": _routes,
    "timeline": _timeline,
    "relations": _relations,
    "events": _events,
}
"""How the view of each page of `atlas.stories.SCENE_PAGES` is drawn."""


def scene_view(view: View, saved: SavedView, stage: Stage) -> None:
    """Draw a saved view on its stage; of `view` it takes the data and the theme."""
    selection, options = seen(saved, view.dataset)
    if not selection.n:
        return
    if saved.page == "map":
        # It asks for its month itself, since widths keep the scale of all of them.
        selection = select(view.dataset, selection.filter)
    _PAGES[saved.page](View(selection, options, (), view.theme), stage)
