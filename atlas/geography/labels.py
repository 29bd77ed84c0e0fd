"""Where names stand on a map: clear of what is drawn, of marks and of each other, and at every closer zoom as well."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from atlas.geography.cover import OUTWARDS, Circle, Cover, Points, Reserved, Stroke, as_lines
from atlas.geography.extents import Frame
from atlas.geography.geodesic import Spot
from atlas.geography.mercator import mercator, unproject

CHARACTER_WIDTH = 0.56
"""Mean width of a letter of Source Sans in parts of the font size."""

CLOSER, FARTHER = 1, 2
"""So many times a viewer may double or halve the scale at which a map opens, and names still come and go."""

_MOST = 44
"""So many names a map has, each of which must be sent."""

CLEAR, CLEAR_AT_LEAST = 2.0, 1.0
"""Pixels kept free around a name; the second where it would not stand otherwise, and must."""

_ALWAYS = 64.0
"""A viewer who comes closer than so many times meets no more of the marks that are named beside each other."""

_LINES_CLOSER = 10.0
"""The same of lines."""

_AT_ONCE = 12
"""So many spots are looked at together; most names find a place among the first."""

_GAP, _CLEARANCE = 9, 4
"""Pixels between the middle of a small mark and its name, and between the edge of a large mark and its name."""

_RINGS, _DIRECTIONS = (0, 3, 6, 9, 12, 18, 24), 24
"""By how many pixels more, and in how many directions, a name may step back from its mark where all of `_POSITIONS` are taken."""

_NEAR, _TOUCH = 12, 0.15
"""An important name rather has a line below such a part of it than it steps back from its mark by more pixels than so many."""

_BESIDE = 8.0
"""Pixels below the anchor of a name that stands above it, and above that of one below, that belong to its strip."""

STRIPS = {"place": 64.0, "straight": 40.0, "slanted": 104.0}
"""Height in pixels of the strip around an anchor that must be in view for its name to be shown. It holds the name."""

_POSITIONS: tuple[tuple[str, str, float, float], ...] = (
    ("start", "center", 1, 0),
    ("end", "center", -1, 0),
    ("middle", "bottom", 0, -1),
    ("middle", "top", 0, 1),
    ("start", "bottom", 0.7, -0.7),
    ("end", "bottom", -0.7, -0.7),
    ("start", "top", 0.7, 0.7),
    ("end", "top", -0.7, 0.7),
)
"""Where the name of a mark may stand: text anchor, baseline, and the direction from the mark. The first that is free is taken."""


@dataclass(frozen=True, eq=False)
class Writing:
    """A way to write a name, with the spots where it may stand, the best first.

    Each spot has an anchor, a position of `mercator`, and the boxes that the name covers around it: left, top, right and bottom in pixels.
    Shapes are (n or 1, 2) and (n or 1, k, 4). `angle` is in degrees anticlockwise. At scales smaller than `least` there is not room
    enough for it. The first `near` spots are close to what is named. `clear` is how many pixels are free around it.
    """

    text: str
    size: float
    anchors: Points
    boxes: Points
    angle: float = 0.0
    least: float = 0.0
    near: int = 0
    clear: float = CLEAR


@dataclass(frozen=True, eq=False)
class Label:
    """A name and the ways to write it, the best first. An important one stands even where it must cross a line."""

    kind: str
    ways: tuple[Writing, ...]
    important: bool = False


def _form(kind: str, angle: float) -> str:
    return "place" if kind == "place" else "slanted" if angle else "straight"


def _strips(form: str, boxes: Points) -> Points:
    """Top and bottom of the strips of boxes (n, k, 4), (n, 2). That of a name beside its anchor reaches to where the name is."""
    middle, height = (boxes[..., 1].min(axis=1) + boxes[..., 3].max(axis=1)) / 2, STRIPS[form]
    top = np.select([middle < -_BESIDE, middle > _BESIDE], [_BESIDE - height, -_BESIDE], -height / 2)
    return np.column_stack([top, top + height])


@dataclass(frozen=True, eq=False)
class Placed:
    """A name in its place. `anchor` is a position of `mercator`, `boxes` are what it covers around it, in pixels, (k, 4); `spot` is the
    number of the spot, `zoom` that from which on it is shown."""

    kind: str
    text: str
    size: float
    angle: float
    anchor: Points
    boxes: Points
    spot: int
    zoom: float
    important: bool

    @property
    def form(self) -> str:
        """One of `STRIPS`."""
        return _form(self.kind, self.angle)

    @property
    def strip(self) -> tuple[float, float]:
        """Top and bottom of the strip in pixels from the anchor."""
        top, bottom = _strips(self.form, self.boxes[None])[0].tolist()
        return top, bottom

    @property
    def alignment(self) -> tuple[str, str, float, float]:
        """On which side of its anchor the text stands, across and down, and how many pixels to the right and below."""
        if self.kind != "place":
            return "middle", "center", 0, 0
        across, down = _POSITIONS[self.spot][:2] if self.spot < len(_POSITIONS) else ("middle", "center")
        left, top, right, bottom = self.boxes[0].tolist()
        x = {"start": left, "middle": (left + right) / 2, "end": right}[across]
        y = {"top": top, "center": (top + bottom) / 2, "bottom": bottom}[down]
        return across, down, round(x), round(y)

    @property
    def degrees(self) -> Spot:
        """Longitude and latitude of the anchor."""
        return unproject(*self.anchor.tolist())


@dataclass(frozen=True)
class Point:
    """A named mark, in degrees, with its radius in pixels. An important one is named even where its name must cross a line."""

    name: str
    lon: float
    lat: float
    important: bool = False
    radius: float = 0.0

    def label(self, size: float) -> Label:
        """The name in letters of a size in pixels."""
        half, gap = np.array([len(self.name) * size * CHARACTER_WIDTH, size * 1.2]) / 2, max(_GAP, math.ceil(self.radius) + _CLEARANCE)
        sides = {"start": 1, "middle": 0, "end": -1, "top": 1, "center": 0, "bottom": -1}
        middles = [np.array([dx, dy]) * gap + half * (sides[across], sides[down]) for across, down, dx, dy in _POSITIONS]
        turns = np.arange(_DIRECTIONS) * 2 * np.pi / _DIRECTIONS
        around = np.column_stack([np.cos(turns), np.sin(turns)])
        spots = np.vstack([middles, *(around * (gap + more + half) for more in _RINGS)])
        near = len(middles) + _DIRECTIONS * sum(more <= _NEAR for more in _RINGS)
        boxes = np.hstack([spots - half, spots + half])[:, None]
        way = Writing(self.name, size, np.array([mercator(self.lon, self.lat)]), boxes, near=near)
        return Label("place", (way,), important=self.important)


def meetings_of(
    anchors: Points, boxes: Points, other_anchors: Points, other_boxes: Points, scale: float, closer: float = _ALWAYS
) -> npt.NDArray[np.intp]:
    """How many others (m, 4) each group of boxes (n, k, 4) overlaps at a scale or any that is up to `closer` times larger.

    Boxes keep their size while their anchors, (n, 2) and (m, 2), move apart: along each axis two of them overlap within one range of
    scales.
    """
    shape = (len(anchors), boxes.shape[1], len(other_anchors))
    start, end = np.full(shape, 1.0), np.full(shape, closer)
    for low, high in ((0, 2), (1, 3)):
        apart = (anchors[:, None, None, low] - other_anchors[:, low]) * scale
        apart[apart == 0] = 1e-9
        one = (other_boxes[:, low] - boxes[..., None, high]) / apart
        other = (other_boxes[:, high] - boxes[..., None, low]) / apart
        start, end = np.maximum(start, np.minimum(one, other)), np.minimum(end, np.maximum(one, other))
    met: npt.NDArray[np.intp] = (start < end).any(axis=1).sum(axis=1)
    return met


@dataclass
class _Taken:
    """What names may not cover: marks, and the names that stand already."""

    anchors: Points
    boxes: Points

    def add(self, one: Placed) -> None:
        self.anchors = np.vstack([self.anchors, np.tile(one.anchor, (len(one.boxes), 1))])
        self.boxes = np.vstack([self.boxes, one.boxes + CLEAR * OUTWARDS])


@dataclass
class Lettering:
    """The names of one map, which opens at a zoom and shows a frame then. Names keep clear of strokes, circles and reserved boxes."""

    zoom: float
    frame: Frame
    strokes: Iterable[Stroke] = ()
    circles: Sequence[Circle] = ()
    reserved: Sequence[Reserved] = ()
    _covers: dict[int, Cover] = field(default_factory=dict)

    def __post_init__(self) -> None:
        lines, (lon, lat, across, down) = as_lines(self.strokes), self.frame
        for step in range(-FARTHER, CLOSER + 1):
            # Closer, names are placed where the map is when it opens; from farther away more comes into view.
            larger = 2 ** max(step, 0)
            reserved = self.reserved if step == 0 else ()
            self._covers[step] = Cover(lines, self.zoom + step, (lon, lat, across * larger, down * larger), reserved)

    def _marks(self) -> _Taken:
        radii = np.array([radius for _, _, radius in self.circles]).reshape(-1, 1)
        anchors = np.array([mercator(lon, lat) for lon, lat, _ in self.circles]).reshape(-1, 2)
        return _Taken(anchors, np.hstack([-radii, -radii, radii, radii]))

    def choice(self, label: Label) -> int:
        """How many spots a name has in its smallest form, while nothing else is named."""
        way, cover = label.ways[-1], self._covers[0]
        boxes = np.broadcast_to(way.boxes, (len(way.anchors), *way.boxes.shape[1:]))
        free = cover.holds(way.anchors, boxes, _strips(_form(label.kind, way.angle), boxes))
        return int((free & (cover.below(way.anchors, boxes, way.clear) == 0)).sum())

    def place(self, labels: Sequence[Label]) -> list[Placed]:
        """The names that find room, at the zoom at which the map opens or closer; of two that want the same, the first gets it."""
        placed: list[Placed] = []
        taken, left_over = self._marks(), list(labels)
        for step in range(CLOSER + 1):
            tried, left_over = left_over, []
            for label in tried:
                one = self._find(label, step, taken) if len(placed) < _MOST else None
                if one is None:
                    left_over.append(label)
                else:
                    taken.add(one)
                    placed.append(one)
        return self._from_farther(placed)

    def _find(self, label: Label, step: int, taken: _Taken) -> Placed | None:
        cover, crossed = self._covers[step], np.iinfo(np.intp).max
        found: tuple[Writing, int] | None = None
        for way in label.ways:
            if way.least > cover.scale:
                continue
            count = max(len(way.anchors), len(way.boxes))
            anchors = np.broadcast_to(way.anchors, (count, 2))
            boxes = np.broadcast_to(way.boxes, (count, *way.boxes.shape[1:]))
            strips = _strips(_form(label.kind, way.angle), boxes)
            free = np.flatnonzero(cover.holds(anchors, boxes, strips))
            if way.near and not label.important:
                # Farther off it would seem to name something else.
                free = free[free < way.near]
            under = cover.below(anchors[free], boxes[free], way.clear)
            clear, ordered = free[under == 0], free[under.argsort(kind="stable")]
            # What stands beside its anchor may meet a line that passes between the two, once the viewer is closer.
            lines = cover.around(way.anchors[0], float(abs(boxes).max())) if label.kind == "place" else None
            tries: list[tuple[npt.NDArray[np.intp], float, tuple[Points, Points] | None]] = [(clear, _ALWAYS, lines)]
            if label.important:
                crossing = cover.share(anchors[free], boxes[free])
                near = free[crossing.argsort(kind="stable")[: (crossing <= _TOUCH).sum()]]
                near = near[near < way.near]
                tries = [(clear[clear < way.near], _ALWAYS, lines), (near, 1.001, None), *tries]
                # Rather a mark that comes to lie below the name once the viewer is closer than a name across a line, or none.
                tries += [(clear, 1.001, lines), (ordered, 1.001, None)]
            found_spots = (self._alone(spots, anchors, boxes, taken, cover.scale, closer, met) for spots, closer, met in tries)
            best = next((spot for spot in found_spots if spot is not None), None)
            if best is not None and (least := int(under[free == best][0])) < crossed:
                found, crossed = (way, best), least
            if crossed == 0:
                break
        if found is None:
            return None
        way, spot = found
        anchor, boxes = (kind[min(spot, len(kind) - 1)] for kind in (way.anchors, way.boxes))
        return Placed(label.kind, way.text, way.size, way.angle, anchor, boxes, spot, self.zoom + step, label.important)

    def _alone(
        self,
        spots: npt.NDArray[np.intp],
        anchors: Points,
        boxes: Points,
        taken: _Taken,
        scale: float,
        closer: float = _ALWAYS,
        lines: tuple[Points, Points] | None = None,
    ) -> int | None:
        """The first of some spots where a name meets no other at any scale, no mark at one up to `closer` times larger, and no line."""
        marks = len(self.circles)
        for start in range(0, len(spots), _AT_ONCE):
            some = spots[start : start + _AT_ONCE]
            met = meetings_of(anchors[some], boxes[some], taken.anchors[:marks], taken.boxes[:marks], scale, closer)
            met = met + meetings_of(anchors[some], boxes[some], taken.anchors[marks:], taken.boxes[marks:], scale)
            if lines:
                some, met = some[met == 0], met[met == 0]
                met = meetings_of(anchors[some], boxes[some], *lines, scale, _LINES_CLOSER) if len(some) else met
            if (met == 0).any():
                return int(some[met.argmin()])
        return None

    def _from_farther(self, placed: list[Placed]) -> list[Placed]:
        """The same, some of them shown from farther away as well, where they still do not cover anything."""
        rows = dict(enumerate(placed))
        shown = [number for number, one in rows.items() if one.zoom == self.zoom]
        for step in range(-1, -FARTHER - 1, -1):
            cover, taken, kept = self._covers[step], self._marks(), list[int]()
            for number in shown:
                one = rows[number]
                anchor, boxes = one.anchor[None], one.boxes[None]
                free = one.important or not cover.below(anchor, boxes).any()
                if free and not meetings_of(anchor, boxes, taken.anchors, taken.boxes, cover.scale).any():
                    taken.add(one)
                    kept.append(number)
                    rows[number] = replace(one, zoom=self.zoom + step)
            shown = kept
        return list(rows.values())
