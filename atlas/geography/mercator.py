"""Web Mercator as maps on the screen have it: positions in pixels at zoom 0, from the north-west corner of the world."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

TILE = 512
"""Width of the world at zoom 0 in pixels, as deck.gl has it."""

METRES = 40_075_016.7 / TILE
"""Metres at the equator that are a pixel at zoom 0."""


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """The position of a point given in degrees."""
    y = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
    return (lon + 180) / 360 * TILE, (1 - y / math.pi) / 2 * TILE


def mercator_all(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The positions of points given in degrees, a row each."""
    y = np.log(np.tan(np.pi / 4 + np.radians(points[:, 1]) / 2))
    return np.column_stack([(points[:, 0] + 180) / 360, (1 - y / np.pi) / 2]) * TILE


def unproject(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a position."""
    lat = math.degrees(2 * math.atan(math.exp((1 - 2 * y / TILE) * math.pi)) - math.pi / 2)
    return x / TILE * 360 - 180, lat


def unproject_all(positions: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Longitudes and latitudes of positions, a row each."""
    x, y = positions.T
    return np.column_stack([x / TILE * 360 - 180, np.degrees(2 * np.arctan(np.exp((1 - 2 * y / TILE) * np.pi)) - np.pi / 2)])
