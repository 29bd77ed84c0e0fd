"""The view of a scene, drawn by the components of the page that it names, without that page's controls."""

from __future__ import annotations

import streamlit as st

from atlas.actors import CAPITALS
from atlas.dataset import event_detail
from atlas.geography import VIEWS
from atlas.link_map import scene_of
from atlas.measures.standing import standing
from atlas.routes.answers import way_in_words
from atlas.routes.corridors import MAIN_CORRIDORS, compare
from atlas.routes.network import best_way
from atlas.view.scenario import AS_RECORDED
from components.event import event_in_short, missing_event
from components.event_list import event_list
from components.map import legend, link_map
from components.overview import card
from components.routes import RouteMap, is_asked, route_answer, route_legend, route_map, scenario_answer
from components.text import plain
from components.view import View
from components.viewport import is_narrow, window_width

EVENTS_SHOWN = 12
WIDE_FROM = 1200


def _height() -> int:
    """Height of a map that leaves room for title and legend on a projector."""
    if is_narrow():
        return 340
    return 520 if window_width() >= WIDE_FROM else 420


def _map(view: View, share: float, key: str) -> None:
    scene, options = scene_of(view.selection, view.options), view.options
    link_map(
        scene.links,
        scene.places,
        view.dataset,
        view.theme,
        boundaries=options.boundaries,
        legs=scene.legs,
        extent=options.extent,
        look=scene.look,
        share=share,
        height=_height(),
        key=key,
    )
    legend(scene.links, view.dataset, view.theme, **scene.legend)
    st.caption(" ".join([*scene.notes, f"Borders: {VIEWS[options.boundaries].label} view, which implies no endorsement."]))


def _routes(view: View, share: float, key: str) -> None:
    dataset, options, scenario = view.dataset, view.options, view.options.scenario
    day, corridors = options.asof or dataset.last_day, options.routes or MAIN_CORRIDORS
    before, way = (best_way(dataset, day, options.origin, options.destination, options.prefer, case) for case in (AS_RECORDED, scenario))
    asked = is_asked(view)
    shown = RouteMap(dataset, corridors, day, scenario, way if asked else None, before if before.ids != way.ids else None)
    route_map(shown, view.theme, boundaries=options.boundaries, share=share, height=_height() - 40, key=key)
    route_legend(shown, view.theme)
    if asked:
        scenario_answer(view, way_in_words(dataset, day, way, before, options.prefer, scenario))
    else:
        route_answer(compare(dataset, corridors, day), day)


def _events(view: View, share: float, key: str) -> None:
    if view.options.event:
        detail = event_detail(view.dataset, view.options.event)
        if detail is None:
            missing_event(view, view.options.event)
        else:
            event_in_short(view, detail)
        return
    events = view.selection.events
    event_list(view, events.head(EVENTS_SHOWN))
    if len(events) > EVENTS_SHOWN:
        st.caption(f"… and {len(events) - EVENTS_SHOWN:,} more.")


def _overview(view: View, share: float, key: str) -> None:
    for column, actor in zip(st.columns(len(CAPITALS)), CAPITALS, strict=True):
        with column:
            card(view, standing(view.selection, actor))


_PAGES = {"overview": _overview, "map": _map, "routes": _routes, "events": _events}
"""How the view of each page of `atlas.stories.SCENE_PAGES` is drawn."""


def scene_view(view: View, page: str, share: float, key: str) -> None:
    """Draw the view; `share` is the part of the page that it fills."""
    if page != "routes" and not (page == "events" and view.options.event):
        st.markdown(f":small[{plain(view.selection.sentence)}]")
    _PAGES[page](view, share, key)
