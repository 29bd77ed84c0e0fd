"""The names of a map as layers: places in ink, countries in capitals, waters in italics, each from the zoom at which it has room."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import pydeck as pdk

from atlas.geography import METRES, STRIPS, Placed
from atlas.palette import Theme
from components.map.marks import Row
from components.theme import rgba

_EARLIER = 0.05
"""A name that is placed for the zoom at which the map opens is shown a little earlier, lest it depend on the last digit."""


def _row(name: Placed) -> Row:
    """Text, position, size, and the strip that must be in view, as its lower edge and its height in metres from the anchor upwards.

    deck.gl hides a text whose strip is less high on the screen than the layer says: from farther away.
    """
    lon, lat = name.degrees
    metres = METRES * math.cos(math.radians(lat)) / 2 ** (name.zoom - _EARLIER)
    top, bottom = name.strip
    row = {"t": name.text, "x": round(lon, 2), "y": round(lat, 2), "s": name.size, "h": round((bottom - top) * metres)}
    # The strip of any other has its anchor in the middle.
    return row | {"l": round(-bottom * metres)} if name.kind == "place" else row


def _of_place(name: Placed) -> Row:
    across, down, right, below = name.alignment
    return _row(name) | {"a": across, "b": down, "o": [right, below]}


def _layer(layer: str, form: str, rows: list[Row], colour: str, halo: str, weight: str, **more: Any) -> pdk.Layer:
    """Names with a halo in the colour of their ground."""
    return pdk.Layer(
        "TextLayer",
        id=layer,
        data=rows,
        get_position="[x,y]",
        get_text="t",
        get_size="s",
        get_color=list(rgba(colour)),
        get_content_box="[0,l,-1,h]" if form == "place" else "[0,-h/2,-1,h]",
        content_cutoff_pixels=[0, STRIPS[form]],
        font_family=pdk.types.String("Source Sans, sans-serif"),
        # pydeck reads a bare string as an expression; `String` marks a word as one.
        font_weight=pdk.types.String(weight),
        font_settings={"sdf": True, "fontSize": 48, "buffer": 6, "radius": 14},
        outline_width=4,
        outline_color=list(rgba(halo)),
        character_set=pdk.types.String("auto"),
        # Land polygons would otherwise cut the names in half.
        parameters={"depthCompare": "always"},
        **more,
    )


def text_layers(names: Iterable[Placed], theme: Theme) -> list[pdk.Layer]:
    """Names that `lettering` has placed, those of places on top of the others."""
    rows: dict[str, list[Row]] = {"land": [], "water": [], "slanted": [], "place": []}
    for name in names:
        if name.kind == "place":
            rows["place"].append(_of_place(name))
        elif name.kind in ("country", "area"):
            rows["land"].append(_row(name))
        elif name.angle:
            rows["slanted"].append(_row(name) | {"r": name.angle})
        else:
            rows["water"].append(_row(name))
    beside = {"get_text_anchor": "a", "get_alignment_baseline": "b", "get_pixel_offset": "o"}
    water = (theme.ocean, theme.sea, "italic 500")
    layers = [
        _layer("names-land", "straight", rows["land"], theme.country, theme.land, "600"),
        _layer("names-water", "straight", rows["water"], *water),
        _layer("names-slanted", "slanted", rows["slanted"], *water, get_angle="r"),
        _layer("labels", "place", rows["place"], theme.ink, theme.land, "500", **beside),
    ]
    return [layer for layer in layers if layer.data]
