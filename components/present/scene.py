"""The view of a scene, drawn by the components of the page that it names, without that page's controls."""

from __future__ import annotations

import streamlit as st

from atlas.actors import CAPITALS
from atlas.dataset import event_detail
from atlas.geography import VIEWS
from atlas.link_map import link_map_of
from atlas.routes.route_map import route_map_of
from components.event import event_in_short, missing_event
from components.event_list import event_list
from components.map import link_map
from components.overview import cards
from components.routes import route_answer, route_map
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
    content = link_map_of(view.selection, view.options)
    link_map(content, view.theme, share=share, height=_height(), key=key)
    borders = f"Borders: {VIEWS[content.ground.boundaries].label} view, which implies no endorsement."
    st.caption(" ".join([*content.notes, borders]))


def _routes(view: View, share: float, key: str) -> None:
    content = route_map_of(view.dataset, view.options)
    route_map(content, view.theme, share=share, height=_height() - 40, key=key)
    route_answer(content)


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
    cards(view, CAPITALS)


_PAGES = {"overview": _overview, "map": _map, "routes": _routes, "events": _events}
"""How the view of each page of `atlas.stories.SCENE_PAGES` is drawn."""


def scene_view(view: View, page: str, share: float, key: str) -> None:
    """Draw the view; `share` is the part of the page that it fills."""
    if page != "routes" and not (page == "events" and view.options.event):
        st.markdown(f":small[{plain(view.selection.sentence)}]")
    _PAGES[page](view, share, key)
