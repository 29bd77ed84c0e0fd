"""Web Mercator as maps on the screen have it: positions in pixels at zoom 0, from the north-west corner of the world."""

from __future__ import annotations

import math

TILE = 512
"""Width of the world at zoom 0 in pixels, as deck.gl has it."""


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """The position of a point given in degrees."""
    y = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
    return (lon + 180) / 360 * TILE, (1 - y / math.pi) / 2 * TILE


def unproject(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a position."""
    lat = math.degrees(2 * math.atan(math.exp((1 - 2 * y / TILE) * math.pi)) - math.pi / 2)
    return x / TILE * 360 - 180, lat
