"""What is drawn on a map, as small cells: how much of it lies below a box is known without looking at every line again."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from atlas.geography.extents import Frame
from atlas.geography.geodesic import Spot
from atlas.geography.mercator import mercator_all

Stroke = tuple[tuple[Spot, ...], float]
"""A drawn line as its points (degrees) and its width in pixels."""

Circle = tuple[float, float, float]
"""A round mark: longitude and latitude in degrees, radius in pixels."""

Reserved = tuple[float, float, float, float]
"""A box that something else covers: left, top, right and bottom in pixels from the corner of the map."""

Points = npt.NDArray[np.float64]

Line = tuple[Points, float]
"""A stroke with its points as positions of `mercator`."""

OUTWARDS = np.array([-1.0, -1.0, 1.0, 1.0])
"""A box that is a pixel larger than another on all sides, less the other."""

_CELL = 3.0
"""Side of a cell in pixels."""


def as_lines(strokes: Iterable[Stroke]) -> list[Line]:
    """Strokes as positions of `mercator`."""
    return [(mercator_all(np.asarray(spots, dtype=float)[:, :2]), width) for spots, width in strokes]


def _along(points: Points) -> Points:
    """Points on a line, in pixels, closer to each other than a cell is wide."""
    run = np.concatenate([[0.0], np.hypot(*np.diff(points, axis=0).T).cumsum()])
    at = np.union1d(run, np.arange(0, run[-1], _CELL / 2))
    return np.column_stack([np.interp(at, run, column) for column in points.T])


class Cover:
    """The lines of a map as it is at a zoom, with `frame` as what it shows then."""

    def __init__(self, lines: Iterable[Line], zoom: float, frame: Frame, reserved: Iterable[Reserved] = ()) -> None:
        across, down = (int(np.ceil(side / _CELL)) for side in frame[2:])
        self.scale = 2**zoom
        self.corner = mercator_all(np.array([frame[:2]]))[0] * self.scale - np.array(frame[2:]) / 2
        self.size = np.array(frame[2:])
        cells = np.zeros((down, across), dtype=np.int32)
        on_lines = [np.empty((0, 3))]
        for line, width in lines:
            points, half = _along(line * self.scale - self.corner), width / 2
            points = points[((points > -half) & (points < self.size + half)).all(axis=1)]
            on_lines.append(np.column_stack([points, np.full(len(points), half)]))
            for dx in (-half, 0, half):
                for dy in (-half, 0, half):
                    x, y = ((points + np.array([dx, dy])) // _CELL).astype(int).T
                    inside = (x >= 0) & (y >= 0) & (x < across) & (y < down)
                    cells[y[inside], x[inside]] = 1
        for box in reserved:
            left, top, right, bottom = (max(int(edge // _CELL), 0) for edge in box)
            cells[top : bottom + 1, left : right + 1] = 1
        self._on_lines = np.vstack(on_lines)
        self._sums = np.zeros((down + 1, across + 1), dtype=np.int32)
        self._sums[1:, 1:] = cells.cumsum(axis=0).cumsum(axis=1)

    def _in_frame(self, anchors: Points, boxes: Points) -> Points:
        """Boxes (n, k, 4) around positions (n, 2), in pixels from the corner."""
        return np.tile(anchors * self.scale - self.corner, 2)[:, None] + boxes

    def holds(self, anchors: Points, boxes: Points, strips: Points) -> npt.NDArray[np.bool_]:
        """Whether boxes (n, k, 4) around positions (n, 2) lie within the frame, and so do strips from (n, 2) top to bottom."""
        boxes = boxes.copy()
        boxes[..., 1::2] = strips[:, None]
        placed = self._in_frame(anchors, boxes)
        beyond: npt.NDArray[np.intp] = ((placed[..., :2] < 0) | (placed[..., 2:] > self.size)).sum(axis=(1, 2))
        within: npt.NDArray[np.bool_] = beyond == 0
        return within

    def below(self, anchors: Points, boxes: Points, clear: float = 0.0) -> npt.NDArray[np.intp]:
        """How many cells that lie below each of these boxes, or less than `clear` pixels beside them, are drawn on."""
        placed = self._in_frame(anchors, boxes) + clear * OUTWARDS
        most = np.array(self._sums.shape) - 1
        left, top = (np.clip(placed[..., side] // _CELL, 0, most[1 - side]).astype(int) for side in (0, 1))
        right, bottom = (np.clip(placed[..., side] // _CELL + 1, 0, most[3 - side]).astype(int) for side in (2, 3))
        sums = self._sums
        count: npt.NDArray[np.intp] = (sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]).sum(axis=1)
        return count

    def share(self, anchors: Points, boxes: Points) -> Points:
        """About which part of these boxes lines lie below."""
        areas = (boxes[..., 2:] - boxes[..., :2]).prod(axis=2).sum(axis=1)
        parts: Points = self.below(anchors, boxes) * _CELL**2 / areas
        return parts

    def around(self, anchor: Points, reach: float) -> tuple[Points, Points]:
        """Lines less than `reach` pixels from a position, as small boxes close to each other: their positions and boxes."""
        apart = abs(self._on_lines[:, :2] - (anchor * self.scale - self.corner)).max(axis=1)
        near = self._on_lines[apart < reach]
        # Between neighbours on one line as well, or a viewer who comes closer would see gaps.
        steps = np.diff(near, axis=0)
        joined = np.hypot(steps[:, 0], steps[:, 1]) <= _CELL
        near = np.vstack([near, *(near[:-1][joined] + part * steps[joined] for part in (0.2, 0.4, 0.6, 0.8))])
        return (near[:, :2] + self.corner) / self.scale, near[:, 2:] * OUTWARDS
