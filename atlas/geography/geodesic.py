"""Great circles: the shortest lines between two points of the Earth."""

from __future__ import annotations

from functools import cache

from pyproj import Geod

Spot = tuple[float, float]
"""Longitude and latitude in degrees."""

_GEOD = Geod(ellps="WGS84")


@cache
def great_circle(start: Spot, end: Spot, pieces: int) -> tuple[Spot, ...]:
    """A great circle on WGS 84 as `pieces + 1` points in equal steps, both ends among them."""
    return start, *_GEOD.npts(*start, *end, pieces - 1), end
