"""A small map of one place, in its surroundings."""

from __future__ import annotations

import pydeck as pdk

from atlas.geography import Ground, Point, fit, lettering
from atlas.palette import Theme
from components.map import base_layers, draw, text_layers
from components.theme import rgba
from components.viewport import column_width

AROUND = 7.0
"""Degrees shown on each side of the place."""

_HEIGHT = 220
_SHARE = 0.6
_RADIUS = 6.0


def place_map(name: str, lon: float, lat: float, theme: Theme, ground: Ground) -> None:
    """A mark with its name; for orientation, so it shows nothing else."""
    centre = fit((lon - AROUND, lat - AROUND * 0.5, lon + AROUND, lat + AROUND * 0.5), column_width(_SHARE), _HEIGHT, margin=0)
    frame = (*centre[:2], float(column_width(_SHARE)), float(_HEIGHT))
    point = Point(name.split(" (")[0], lon, lat, important=True, radius=_RADIUS)
    names = lettering(ground.boundaries, centre[2], frame, (point,), 14, circles=((lon, lat, _RADIUS),))
    mark = pdk.Layer(
        "ScatterplotLayer",
        id="place",
        data=[{"position": [lon, lat], "tip": name}],
        get_position="position",
        get_radius=_RADIUS,
        radius_units=pdk.types.String("pixels"),
        get_fill_color=list(rgba(theme.ink)),
        pickable=True,
    )
    layers = [*base_layers(theme, ground), mark, *text_layers(names, theme)]
    draw(layers, theme, centre, _HEIGHT, f"Map of {name}", "place-map")
