"""The ground every map stands on: land, relief, waters and boundaries, fetched by the browser once and cached.

Geometry is passed by address, never inline: an inline layer would be sent again at every change of a filter.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from html import escape
from typing import Any

import pydeck as pdk
import streamlit as st
from pydeck.bindings.json_tools import default_serialize

from atlas.geography import RELIEF_BOUNDS, RELIEF_OPACITY, Ground
from atlas.palette import Theme
from components.theme import RGBA, rgba

STATIC = "app/static"

COUNTRY_LAYERS = ("countries", "boundaries")
"""Layers whose shapes carry `iso3` and `name` as properties."""


def _geometry(name: str, layer: str, **style: Any) -> pdk.Layer:
    # pydeck reads a bare string as an expression; `String` marks an address as one.
    return pdk.Layer("GeoJsonLayer", id=layer, data=f"{STATIC}/{name}.geojson", **style)


def _lines(name: str, layer: str, colour: RGBA, width: float) -> pdk.Layer:
    """The pieces of lines, so many pixels wide at any zoom."""
    return pdk.Layer(
        "LineLayer",
        id=layer,
        data=f"{STATIC}/{name}.lines.json",
        get_source_position="[this[0],this[1]]",
        get_target_position="[this[2],this[3]]",
        get_color=list(colour),
        get_width=width,
    )


def _relief(theme: Theme) -> pdk.Layer:
    picture = pdk.types.String(f"{STATIC}/relief{'-dark' if theme.dark else ''}.webp")
    return pdk.Layer("BitmapLayer", id="relief", image=picture, bounds=RELIEF_BOUNDS, opacity=RELIEF_OPACITY)


@cache
def base_layers(theme: Theme, ground: Ground, *, pickable: bool = False) -> tuple[pdk.Layer, ...]:
    """Land, relief, waters and the boundaries of a view, from the bottom up; `pickable` says whether countries can be clicked."""
    boundaries, relief = ground.boundaries, (_relief(theme),) if ground.relief else ()
    land, line = list(rgba(theme.land)), rgba(theme.border)
    fill = {"stroked": False, "filled": True, "get_fill_color": land, **({"pickable": True} if pickable else {})}
    return (
        _geometry("countries", "countries", **fill),
        _geometry(f"boundaries-{boundaries}", "boundaries", **fill),
        # In their own colour, or a hairline of sea would shine through between a country and its disputed part.
        _lines(f"boundaries-{boundaries}", "outlines", rgba(theme.land), 0.5),
        *relief,
        _lines("rivers", "rivers", rgba(theme.water), 0.8),
        _geometry("lakes", "lakes", stroked=False, filled=True, get_fill_color=list(rgba(theme.sea))),
        _lines("disputed-hatch", "hatch", rgba(theme.disputed, 110 / 255), 0.6),
        _lines("borders", "borders", line, 0.7),
        _lines(f"borders-{boundaries}", "borders-view", line, 0.9),
    )


_OVER = (
    "<button type='button' class='map-fill' title='Fill the window (key F; back: Escape)' aria-label='Fill the window with the map'>"
    "fullscreen</button><p class='map-note' role='status'></p>"
)
"""What lies on every map: the button that has it fill the window, and a place for what `static/map.js` has to say."""


class _Deck:
    """What Streamlit needs of a `pydeck.Deck`, which itself writes its JSON with blanks: twice as much to send.

    Without a map provider no tile is ever asked for; any style but this one makes the browser call a tile host. What no layer covers
    is sea.
    """

    def __init__(self, layers: list[pdk.Layer], sea: RGBA, view: dict[str, float], tip: str) -> None:
        self.layers = layers
        self._sea = sea
        self._view = view
        self._tooltip = {"text": f"{{{tip}}}"}

    def to_json(self) -> str:
        """The map as deck.gl reads it, with nothing but what is set."""
        deck = {
            "initialViewState": self._view,
            "layers": [layer for layer in self.layers if layer.data != []],
            "mapStyle": "__MAP_STYLE__",
            "views": [{"@@type": "MapView", "controller": True, "clear": True, "clearColor": self._sea}],
        }
        return json.dumps(deck, default=default_serialize, separators=(",", ":"), ensure_ascii=False)


def draw(
    layers: list[pdk.Layer],
    theme: Theme,
    centre: tuple[float, float, float],
    height: int,
    alt: str,
    key: str,
    on_select: Callable[[], None] | None = None,
    tip: str = "tip",
    over: str = "",
    picture: str = "",
) -> None:
    """Show layers as a flat map. `centre` is longitude, latitude and zoom; `tip` is where marks, or shapes among their
    properties, carry the text that is shown beside the pointer; `over` is HTML that lies on the map; `picture` the query of the
    picture that static/map.js shows where the browser draws nothing, if it is not that of the page.

    `on_select` is called when a mark is clicked, or clicked again; what is chosen then stands in the session under `key`.
    """
    lon, lat, zoom = (round(number, 4) for number in centre)
    view = {"longitude": lon, "latitude": lat, "zoom": zoom, "pitch": 0, "bearing": 0}
    # static/page.css lays what is over the map over it; static/page.js has the map fill the window.
    with st.container(key=f"over-{key}", gap=None):
        st.pydeck_chart(_Deck(layers, rgba(theme.sea), view, tip), height=height, key=key, alt=alt, on_select=on_select or "ignore")
        own = f" data-picture='{escape(picture)}'" if picture else ""
        st.html(f"<div class='map-over'{own}>{over}{_OVER}</div>")
