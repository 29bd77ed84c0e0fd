"""The names of a map as layers: places in ink, countries in capitals, waters in italics, each from the zoom at which it has room."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import pydeck as pdk

from atlas.geography import METRES, STRIPS, Placed
from atlas.palette import Theme
from components.theme import rgba

_EARLIER = 0.05
"""A name that is placed for the zoom at which the map opens is shown a little earlier, lest it depend on the last digit."""


_HECTOMETRE = 100
"""Metres in which the height of a strip is given, so that it is a short number."""


def _row(name: Placed) -> list[Any]:
    """Text, longitude, latitude, size, and the height of the strip that must be in view, in hectometres from the anchor upwards.

    Rows are lists: what stands where need not be said for each of them. deck.gl hides a text whose strip is less high on the screen
    than the layer says: from farther away.
    """
    lon, lat = name.degrees
    top, bottom = name.strip
    size = int(name.size) if name.size == int(name.size) else name.size
    return [name.text, round(lon, 2), round(lat, 2), size, round((bottom - top) * _scale(name))]


def _scale(name: Placed) -> float:
    """Hectometres of a pixel at the zoom at which a name is first shown."""
    return METRES * math.cos(math.radians(name.degrees[1])) / 2 ** (name.zoom - _EARLIER) / _HECTOMETRE


def _of_place(name: Placed) -> list[Any]:
    """The same, with the lower edge of the strip, whose anchor lies in the middle of any other; then alignment and offset in pixels."""
    across, down, right, below = name.alignment
    return [*_row(name), round(-name.strip[1] * _scale(name)), across, down, right, below]


def _layer(layer: str, form: str, rows: list[list[Any]], colour: str, halo: str, weight: str, **more: Any) -> pdk.Layer:
    """Names with a halo in the colour of their ground."""
    return pdk.Layer(
        "TextLayer",
        id=layer,
        data=rows,
        get_position="[this[1],this[2]]",
        get_text="this[0]",
        get_size="this[3]",
        get_color=list(rgba(colour)),
        get_content_box=f"[0,{_HECTOMETRE}*this[5],-1,{_HECTOMETRE}*this[4]]"
        if form == "place"
        else f"[0,{-_HECTOMETRE // 2}*this[4],-1,{_HECTOMETRE}*this[4]]",
        content_cutoff_pixels=[0, int(STRIPS[form])],
        font_family=pdk.types.String("Source Sans, sans-serif"),
        # pydeck reads a bare string as an expression; `String` marks a word as one.
        font_weight=pdk.types.String(weight),
        font_settings={"sdf": True, "fontSize": 48, "buffer": 6, "radius": 14},
        outline_width=4,
        outline_color=list(rgba(halo)),
        character_set=pdk.types.String("auto"),
        # Land polygons would otherwise cut the names in half.
        parameters={"depthCompare": "always"},
        # Asked of every name, though most have neither: what is asked for alike is drawn by one shader, which takes long to build
        # without a graphics card.
        **{"get_angle": "0", "get_pixel_offset": "[0,0]", **more},
    )


def text_layers(names: Iterable[Placed], theme: Theme) -> list[pdk.Layer]:
    """Names that `lettering` has placed, those of places on top of the others."""
    rows: dict[str, list[list[Any]]] = {"land": [], "water": [], "slanted": [], "place": []}
    for name in names:
        if name.kind == "place":
            rows["place"].append(_of_place(name))
        elif name.kind in ("country", "area"):
            rows["land"].append(_row(name))
        elif name.angle:
            rows["slanted"].append([*_row(name), name.angle])
        else:
            rows["water"].append(_row(name))
    beside = {"get_text_anchor": "this[6]", "get_alignment_baseline": "this[7]", "get_pixel_offset": "[this[8],this[9]]"}
    water = (theme.ocean, theme.sea, "italic 500")
    layers = [
        _layer("names-land", "straight", rows["land"], theme.country, theme.land, "600"),
        _layer("names-water", "straight", rows["water"], *water),
        _layer("names-slanted", "slanted", rows["slanted"], *water, get_angle="this[5]"),
        _layer("labels", "place", rows["place"], theme.ink, theme.land, "500", **beside),
    ]
    return [layer for layer in layers if layer.data]
