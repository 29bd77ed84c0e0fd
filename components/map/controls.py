"""Controls that change how a map is looked at; each keeps its choice in the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from atlas.dataset import RuledType
from atlas.geography import EXTENTS
from atlas.view.options import proposed
from components.controls import WHY_COUNTS_DIFFER, choose, choose_several, control_row, pick
from components.map.base import COUNTRY_LAYERS
from components.map.marks import PLACE_LAYERS
from components.view import View
from components.viewport import PAGES_IN_A_ROW_FROM, is_narrow, window_width


def _further(view: View, *, borders: bool) -> None:
    if borders:
        pick(view, "boundaries")
    # Visits have the colour of who travelled; that is what tells the two directions apart.
    if view.options.arcs != "visits":
        if borders and not is_narrow():
            choose(view, "count", help=WHY_COUNTS_DIFFER)
        choose(view, "colour")
    choose(view, "arcs", help="A visit goes from who travelled to who received; no other event has a direction.")
    choose_several(view, "routes", label="Corridors on the map")
    choose_several(view, "overlays")
    choose(view, "relief")


def link_map_controls(view: View) -> None:
    """All controls of the link map."""
    suited = proposed(view.selection.filter)
    with control_row("map"):
        pick(view, "extent", 200)
        pick(view, "partners", 245)
        # Four of them do not fit into one row there.
        borders = window_width() < PAGES_IN_A_ROW_FROM
        if not borders:
            pick(view, "boundaries", 270)
        if is_narrow():
            _further(view, borders=borders)
        else:
            folded = st.popover("More", key="map-more", on_change="rerun")
            # What nobody sees is not sent.
            if folded.open:
                with folded:
                    _further(view, borders=borders)
        if suited and suited != view.options.extent:
            st.button(
                "Zoom in",
                key="proposed-extent",
                type="tertiary",
                icon=":material/zoom_in_map:",
                help=f"To {EXTENTS[suited].label}",
                on_click=view.go,
                kwargs={"extent": suited},
            )


_TURN = "map-turn"


def map_key() -> str:
    """Key of the map, another after every click: a map remembers a click by position and would dim the wrong marks of new data."""
    return f"map-{st.session_state.get(_TURN, 0)}"


def clicked(view: View, key: str) -> Callable[[], None]:
    """What a click on the map does: an arc, a place or a country becomes the filter; a second click takes it out again."""
    filter_, options, actors = view.selection.filter, view.options, view.dataset.facets["actor"].position

    def handle() -> None:
        objects: dict[str, Any] = st.session_state[key].selection.objects
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
        chosen = _chosen(objects)
        # Most countries of the world take part in no event, and disputed areas are nobody's here.
        if chosen is None or (chosen[0] == "actor" and chosen[1] not in actors):
            return
        name, value = chosen
        if value in getattr(filter_, name):
            view.go(filter_.without(name, value), event=None)
        else:
            # A visit is told from the other events of its link by its type.
            only = {"type": (RuledType.VISIT.value,)} if name == "link" and options.arcs == "visits" else {}
            view.go(replace(filter_, **{name: (value,)}, **only), beside="events", event=None)

    return handle


def _chosen(objects: dict[str, Any]) -> tuple[str, str] | None:
    """Name and value of the filter that a clicked mark, or the country below the pointer, stands for."""
    for layer, name in (("links", "link"), *((layer, "place") for layer in PLACE_LAYERS)):
        for row in objects.get(layer, []):
            return name, row["id"]
    for layer in COUNTRY_LAYERS:
        for shape in objects.get(layer, []):
            return "actor", shape["properties"]["iso3"]
    return None
