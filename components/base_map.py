"""The ground every map stands on: land, lakes and boundaries, fetched by the browser once and cached.

Geometry is passed by address, never inline: an inline layer would be sent again at every change of a filter.
"""

from __future__ import annotations

from typing import Any

import pydeck as pdk
import streamlit as st

from atlas.boundaries import disputed_areas
from components.theme import Theme, rgba

STATIC = "app/static"

SEA = [[[-180, -85], [-60, -85], [60, -85], [180, -85], [180, 85], [60, 85], [-60, 85], [-180, 85], [-180, -85]]]

DISPUTED_NAMES_FROM = 2.8
"""Zoom from which the names of disputed areas do not crowd the map."""

_TEXT_ON_TOP = {"depthCompare": "always"}


def _geometry(name: str, layer: str, **style: Any) -> pdk.Layer:
    # pydeck reads a bare string as an expression; `String` marks an address as one.
    return pdk.Layer("GeoJsonLayer", id=layer, data=f"{STATIC}/{name}.geojson", pickable=False, **style)


def base_layers(theme: Theme, boundaries: str = "un") -> list[pdk.Layer]:
    """Sea, land, lakes and the boundaries of a view, from the bottom up."""
    land, sea = list(rgba(theme.land)), list(rgba(theme.sea))
    line, disputed = list(rgba(theme.border)), list(rgba(theme.disputed))
    fill = {"stroked": False, "filled": True, "get_fill_color": land}
    return [
        pdk.Layer("SolidPolygonLayer", id="sea", data=SEA, get_polygon="-", get_fill_color=sea, pickable=False),
        _geometry("countries", "countries", **fill),
        # Stroked in their own colour, or a hairline of sea would shine through between a country and its disputed part.
        _geometry(f"boundaries-{boundaries}", "boundaries", filled=True, get_fill_color=land, get_line_color=land, line_width_min_pixels=0.5),
        _geometry("lakes", "lakes", stroked=False, filled=True, get_fill_color=sea),
        _geometry("disputed-hatch", "hatch", get_line_color=[*disputed[:3], 110], line_width_min_pixels=0.6),
        _geometry("borders", "borders", get_line_color=line, line_width_min_pixels=0.7),
        _geometry(f"borders-{boundaries}", "borders-view", get_line_color=line, line_width_min_pixels=0.9),
    ]


def disputed_names(theme: Theme, zoom: float) -> list[pdk.Layer]:
    """The names of the disputed areas, where the map is close enough to read them."""
    if zoom < DISPUTED_NAMES_FROM:
        return []
    middle = {"anchor": "middle", "baseline": "center", "offset": [0, 0]}
    rows = [{"text": name, "position": [lon, lat], **middle} for name, lon, lat in disputed_areas()]
    return [text_layer(rows, theme, 11, "disputed-names", theme.muted)]


def text_layer(rows: list[dict[str, object]], theme: Theme, size: int, layer: str = "labels", colour: str | None = None) -> pdk.Layer:
    """Names with a halo in the colour of the land."""
    return pdk.Layer(
        "TextLayer",
        id=layer,
        data=rows,
        get_position="position",
        get_text="text",
        get_size=size,
        get_color=list(rgba(colour or theme.ink)),
        get_text_anchor="anchor",
        get_alignment_baseline="baseline",
        get_pixel_offset="offset",
        font_family=pdk.types.String("Source Sans, sans-serif"),
        font_weight=500,
        font_settings={"sdf": True, "fontSize": 48, "buffer": 6, "radius": 14},
        outline_width=4,
        outline_color=list(rgba(theme.land)),
        character_set=pdk.types.String("auto"),
        # Land polygons would otherwise cut the names in half.
        parameters=_TEXT_ON_TOP,
        pickable=False,
    )


def draw(layers: list[pdk.Layer], centre: tuple[float, float, float], height: int, alt: str, key: str) -> None:
    """Show layers as a flat map. `centre` is longitude, latitude and zoom; marks may carry their text as `tip`."""
    lon, lat, zoom = centre
    view = pdk.ViewState(longitude=lon, latitude=lat, zoom=zoom, pitch=0, bearing=0)
    # Without a map provider no tile is ever asked for. `map_style` must not be passed at all: any value, None included,
    # makes the browser call a tile host.
    deck = pdk.Deck(layers, initial_view_state=view, map_provider=None, tooltip={"text": "{tip}"})
    st.pydeck_chart(deck, height=height, key=key, alt=alt)
