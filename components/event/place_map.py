"""A small map of one place, in its surroundings."""

from __future__ import annotations

import pydeck as pdk

from atlas.geography import Ground, fit
from atlas.palette import Theme
from components.map import base_layers, disputed_names, draw, text_layer
from components.theme import rgba
from components.viewport import column_width

AROUND = 7.0
"""Degrees shown on each side of the place."""

_HEIGHT = 220
_SHARE = 0.6


def place_map(name: str, lon: float, lat: float, theme: Theme, ground: Ground) -> None:
    """A mark with its name; for orientation, so it shows nothing else."""
    centre = fit((lon - AROUND, lat - AROUND * 0.5, lon + AROUND, lat + AROUND * 0.5), column_width(_SHARE), _HEIGHT, margin=0)
    row: dict[str, object] = {
        "text": name.split(" (")[0],
        "position": [lon, lat],
        "anchor": "middle",
        "baseline": "bottom",
        "offset": [0, -10],
    }
    mark = pdk.Layer(
        "ScatterplotLayer",
        id="place",
        data=[{"position": [lon, lat], "tip": name}],
        get_position="position",
        get_radius=6,
        radius_units=pdk.types.String("pixels"),
        get_fill_color=list(rgba(theme.ink)),
        pickable=True,
    )
    layers = [*base_layers(theme, ground), mark, *disputed_names(theme, centre[2]), text_layer([row], theme, 14)]
    draw(layers, centre, _HEIGHT, f"Map of {name}", "place-map")
