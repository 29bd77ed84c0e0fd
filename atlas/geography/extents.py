"""Extents: the parts of the world that a map can open on, by name."""

from __future__ import annotations

import math
from dataclasses import dataclass

from atlas.geography.mercator import mercator, unproject

Bounds = tuple[float, float, float, float]
"""What a map must hold: west, south, east and north in degrees."""

Frame = tuple[float, float, float, float]
"""What a map shows: longitude and latitude of its centre, width and height in pixels."""


@dataclass(frozen=True)
class NamedExtent:
    """A part of the world that must be on the map."""

    name: str
    label: str
    bounds: Bounds


EXTENTS = {
    extent.name: extent
    for extent in (
        NamedExtent("capitals", "Four capitals", (51, 22, 117, 42)),
        NamedExtent("network", "Whole network", (-80, -8, 141, 61)),
        NamedExtent("india-afghanistan", "India–Afghanistan", (61, 21, 82, 38.5)),
        NamedExtent("chabahar-kabul", "Chabahar to Kabul", (58, 24.5, 71, 35.5)),
        NamedExtent("wakhan", "Wakhan", (70, 35.8, 77, 39.8)),
    )
}
"""The extents by their name in an address, the default first."""


def including(bounds: Bounds, points: list[tuple[float, float]]) -> Bounds:
    """The bounds, widened where it must be so that every point (longitude, latitude) comes into view."""
    lons, lats = [bounds[0], bounds[2], *(lon for lon, _ in points)], [bounds[1], bounds[3], *(lat for _, lat in points)]
    return min(lons), min(lats), max(lons), max(lats)


_MARGIN = 28
"""Pixels around what a map must hold; on one less than 25 times as wide, a 25th of its width."""


def fit(bounds: Bounds, width: int, height: int, margin: int = _MARGIN) -> tuple[float, float, float]:
    """Longitude and latitude of the centre, and the zoom at which the bounds fill `width` × `height` pixels less a margin."""
    margin = min(margin, width // 25)
    (left, bottom), (right, top) = mercator(*bounds[:2]), mercator(*bounds[2:])
    across, down = max(width - 2 * margin, 80), max(height - 2 * margin, 80)
    zoom = min(math.log2(across / (right - left)), math.log2(down / (bottom - top)))
    return *unproject((left + right) / 2, (top + bottom) / 2), zoom
