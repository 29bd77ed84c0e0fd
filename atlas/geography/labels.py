"""Names on a map that neither cover each other nor the marks they belong to."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from atlas.geography.extents import Frame
from atlas.geography.mercator import mercator

CHARACTER_WIDTH = 0.56
"""Mean width of a letter of Source Sans in parts of the font size."""

_GAP = 9
"""Pixels between the middle of a small mark and its name."""

_CLEARANCE = 4
"""Pixels between the edge of a large mark and its name."""

_POSITIONS: tuple[tuple[str, str, int, int], ...] = (
    ("start", "center", 1, 0),
    ("end", "center", -1, 0),
    ("middle", "bottom", 0, -1),
    ("middle", "top", 0, 1),
    ("start", "bottom", 1, -1),
    ("end", "bottom", -1, -1),
    ("start", "top", 1, 1),
    ("end", "top", -1, 1),
)
"""Where a name may stand: text anchor, baseline, and the direction from its mark. The first that is free is taken."""


@dataclass(frozen=True)
class Point:
    """A named mark, in degrees, with its radius in pixels. An important one is named even where its name must cross a line."""

    name: str
    lon: float
    lat: float
    important: bool = False
    radius: float = 0.0

    @property
    def gap(self) -> int:
        """Pixels between the mark's middle and its name."""
        return max(_GAP, math.ceil(self.radius) + _CLEARANCE)


Box = tuple[float, float, float, float, float, float]
"""The box of a name: its point as a position of `mercator`, and left, top, right and bottom from there in pixels."""

Boxes = npt.NDArray[np.float64]
"""Boxes as rows of left, top, right and bottom."""


def _spots(x: float, y: float, width: float, height: float, gap: int) -> Boxes:
    """Where a name may stand, one box for each of `_POSITIONS`."""
    boxes = []
    for anchor, baseline, dx, dy in _POSITIONS:
        left = x + dx * gap - {"start": 0, "middle": width / 2, "end": width}[anchor]
        top = y + dy * gap - {"top": 0, "center": height / 2, "bottom": height}[baseline]
        boxes.append((left, top, left + width, top + height))
    return np.array(boxes)


def _meet(spots: Boxes, others: Boxes) -> npt.NDArray[np.intp]:
    """How many of the other boxes each spot overlaps."""
    one, other = spots[:, None], others[None]
    met: npt.NDArray[np.intp] = ((one[..., :2] < other[..., 2:]) & (other[..., :2] < one[..., 2:])).all(axis=2).sum(axis=1)
    return met


def _squares(middles: Boxes, sides: npt.NDArray[np.float64] | float) -> Boxes:
    half = np.broadcast_to(np.asarray(sides) / 2, len(middles))[:, None]
    return np.hstack([middles - half, middles + half])


def place_labels(
    points: Iterable[Point], zoom: float, size: int, frame: Frame, lines: Iterable[tuple[float, float, float]] = ()
) -> list[dict[str, Any]]:
    """Rows for a deck.gl TextLayer, most important points first; a point whose name has no free spot gets none.

    `size` is the font size in pixels. `lines` are other drawn things as points (degrees, and width in pixels), kept clear. Rows hold
    `text`, `position` (degrees), `anchor`, `baseline` and `offset` (pixels).
    """
    scale = 2**zoom

    def pixels(lon: float, lat: float) -> tuple[float, float]:
        x, y = mercator(lon, lat)
        return x * scale, y * scale

    (x, y), (across, down) = pixels(frame[0], frame[1]), frame[2:]
    edges = np.array([x - across / 2, y - down / 2, x + across / 2, y + down / 2])
    known = list(points)
    middles = np.array([pixels(point.lon, point.lat) for point in known]).reshape(-1, 2)
    marks = _squares(middles, 8.0)
    drawn = np.array(list(lines)).reshape(-1, 3)
    strokes = _squares(np.array([pixels(lon, lat) for lon, lat, _ in drawn]).reshape(-1, 2), drawn[:, 2])
    taken = np.empty((0, 4))
    rows: list[dict[str, Any]] = []
    for number, (point, (x, y)) in enumerate(zip(known, middles.tolist(), strict=True)):
        spots = _spots(x, y, len(point.name) * size * CHARACTER_WIDTH, size * 1.2, point.gap)
        inside = (spots[:, :2] >= edges[:2]).all(axis=1) & (spots[:, 2:] <= edges[2:]).all(axis=1)
        crossed = _meet(spots, strokes)
        free = inside & (_meet(spots, np.vstack([taken, np.delete(marks, number, axis=0)])) == 0)
        if not point.important:
            free &= crossed == 0
        if free.any():
            # The first of equals, since the positions stand in the order of preference.
            best = int(np.where(free, crossed, np.iinfo(np.intp).max).argmin())
            anchor, baseline, dx, dy = _POSITIONS[best]
            offset = [dx * point.gap, dy * point.gap]
            rows.append({"text": point.name, "position": [point.lon, point.lat], "anchor": anchor, "baseline": baseline, "offset": offset})
            taken = np.vstack([taken, spots[best]])
    return rows


def boxes_of(rows: Iterable[dict[str, Any]], size: int) -> list[Box]:
    """The boxes of the rows of `place_labels`."""
    boxes = []
    for row in rows:
        width, height = len(row["text"]) * size * CHARACTER_WIDTH, size * 1.2
        left = row["offset"][0] - {"start": 0, "middle": width / 2, "end": width}[row["anchor"]]
        top = row["offset"][1] - {"top": 0, "center": height / 2, "bottom": height}[row["baseline"]]
        boxes.append((*mercator(*row["position"]), left, top, left + width, top + height))
    return boxes
