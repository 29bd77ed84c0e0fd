"""Names of countries, seas and rivers, placed where nothing else is drawn and where they stay free at every closer zoom."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from atlas.geography.boundaries import STATIC_FOLDER
from atlas.geography.extents import Frame
from atlas.geography.geodesic import Spot
from atlas.geography.labels import CHARACTER_WIDTH, Box
from atlas.geography.mercator import TILE, mercator, unproject

Stroke = tuple[Sequence[Spot], float]
"""A drawn line as its points (degrees) and its width in pixels; of a round mark, its one point and its diameter."""

Points = npt.NDArray[np.float64]

_STEPS = 3
"""Names are placed for the zoom at which a map opens and for the next ones, each twice as close."""

CLEAR = 3.0
"""Pixels kept free around a name."""

_SIZES = {"country": (13.0, 11.5, 10.0), "area": (10.0,), "sea": (13.0, 11.5, 10.5), "river": (10.0,)}
"""Font sizes in pixels of a kind of name, the largest first."""

_WIDER_CAPITALS = 1.25
"""Width of a capital letter in parts of the mean one."""

_BEYOND = {"country": (1.7, 3.4), "area": (1.7, 1.7), "sea": (1.8, 4.6), "river": (1.5, 1.5)}
"""How much wider than its room a name may be; the second number is for those of the first level, which are left out last."""


@dataclass(frozen=True, eq=False)
class Name:
    """A name with the spots where its middle may stand, the best first, as positions of `mercator`; `room` is in pixels at zoom 0."""

    kind: str
    text: str
    level: int
    angle: float
    room: float
    spots: Points

    def written(self) -> Iterable[tuple[str, float]]:
        """How the name can be written, the best first: text with its line breaks, and font size."""
        text = self.text.upper() if self.kind == "country" else self.text
        broken = _broken(text)
        for size in _SIZES[self.kind]:
            yield text, size
            if broken != text and not self.angle:
                yield broken, size

    def fits(self, text: str, size: float, scale: float) -> bool:
        """Whether the name has room enough at a scale."""
        return _extent(self.kind, text, size)[0] <= 2 * self.room * scale * _BEYOND[self.kind][self.level == 1]


def _broken(text: str) -> str:
    """A text of several words on two lines of much the same length."""
    words = text.split(" ")
    breaks = [(" ".join(words[:number]), " ".join(words[number:])) for number in range(1, len(words))]
    return "\n".join(min(breaks, key=lambda halves: max(map(len, halves)))) if breaks else text


def _extent(kind: str, text: str, size: float) -> tuple[float, float]:
    """Width and height of a name in pixels."""
    lines = text.split("\n")
    wide = CHARACTER_WIDTH * (_WIDER_CAPITALS if kind == "country" else 1)
    return max(map(len, lines)) * size * wide, len(lines) * size * 1.1


def _grid(across: float, along: float, step: float) -> Points:
    """Points around the origin, the nearest first."""
    x, y = np.meshgrid(np.arange(-along, along + 1e-9, step), np.arange(-across, across + 1e-9, step))
    points = np.column_stack([x.ravel(), y.ravel()])
    return points[np.hypot(*points.T).argsort(kind="stable")]


def _around(row: dict[str, Any], shape: Any) -> Points:
    """Where the middle of a name may stand: within the country, or along and a little beside the middle of the water."""
    middle, room = np.array(mercator(row["lon"], row["lat"])), max(row["radius"], 0.01) * TILE / 360
    if row["kind"] in ("country", "area"):
        reach = 2.0 if row["level"] == 1 else 1.0
        spots: Points = middle + _grid(reach * room, reach * room, room / 3)
        inside = shapely.contains_xy(shape, spots) if shape is not None else np.zeros(len(spots), dtype=bool)
        return np.vstack([middle, spots[inside]])
    if row["kind"] == "river":
        return middle[None]
    if not row["angle"]:
        return middle + _grid(0.8 * room, 0.8 * room, room / 4)
    turn = np.radians(-row["angle"])
    turned: Points = middle + _grid(0.4 * room, 1.4 * room, room / 5) @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return turned


@cache
def names_of(boundaries: str) -> tuple[Name, ...]:
    """All names of a boundary view, what matters most first."""
    known = json.loads((STATIC_FOLDER / "names.json").read_text(encoding="utf-8"))
    shapes: dict[str, Any] = {}
    for file in ("countries", f"boundaries-{boundaries}"):
        land = gpd.read_file(STATIC_FOLDER / f"{file}.geojson").dissolve("iso3").geometry
        shapes |= {code: _projected(shape) for code, shape in land.items()}
    rows = sorted([*known["common"], *known[boundaries]], key=lambda row: (row["level"], list(_SIZES).index(row["kind"]), -row["radius"]))
    return tuple(
        Name(row["kind"], row["name"], row["level"], row["angle"], row["radius"] * TILE / 360, _around(row, shapes.get(row["code"])))
        for row in rows
    )


def _projected(shape: Any) -> Any:
    def project(points: Points) -> Points:
        # The poles have no place on the map.
        return np.array([mercator(lon, min(max(lat, -85), 85)) for lon, lat in points.tolist()])

    return shapely.transform(shape, project)


def _corners(kind: str, text: str, size: float, angle: float, more: float = 0.0) -> Points:
    """The corners of a name around its middle, in pixels."""
    width, height = _extent(kind, text, size)
    x, y = width / 2 + more, height / 2 + more
    turn = np.radians(-angle)
    turned: Points = np.array([[-x, -y], [x, -y], [x, y], [-x, y]]) @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return turned


def _drawn(strokes: Iterable[Stroke], scale: float) -> shapely.STRtree:
    """What is drawn, in pixels of a scale."""
    lines, widths = [], []
    for spots, width in strokes:
        points = [mercator(*spot) for spot in spots]
        lines.append(shapely.LineString(points) if len(points) > 1 else shapely.Point(points[0]))
        widths.append(width / 2)
    sized = shapely.transform(np.array(lines, dtype=object), lambda points: points * scale)
    return shapely.STRtree(shapely.buffer(sized, np.array(widths), quad_segs=2))


def place_names(
    boundaries: str, zoom: float, frame: Frame, strokes: Sequence[Stroke] = (), boxes: Sequence[Box] = ()
) -> list[dict[str, Any]]:
    """Names that cover neither what is drawn, nor the `boxes` of other names, nor each other, most important first.

    Rows hold `kind`, `text`, `position` (degrees), `size` (pixels), `angle` (degrees anticlockwise) and `step`: 0 for names that are shown
    from the zoom at which the map opens, 1 for those that find room one zoom closer, and so on. At a closer zoom than that of its step
    a name only gets more room.
    """
    centre, half = np.array(mercator(*frame[:2])), np.array(frame[2:]) / 2 / 2**zoom
    open_names = [name for name in names_of(boundaries) if (abs(name.spots[0] - centre) <= half + 2 * name.room).all()]
    taken = [(np.array([x, y]), np.array([[left, top], [right, top], [right, bottom], [left, bottom]])) for x, y, left, top, right, bottom in boxes]
    rows: list[dict[str, Any]] = []
    for step in range(_STEPS):
        scale = 2 ** (zoom + step)
        low, high = (centre - half) * scale, (centre + half) * scale
        tree, left_over = _drawn(strokes, scale), []
        for name in open_names:
            found = _find(name, scale, low, high, tree, taken)
            if found is None:
                left_over.append(name)
                continue
            text, size, middle = found
            taken.append((middle, _corners(name.kind, text, size, name.angle)))
            rows.append({"kind": name.kind, "text": text, "position": _degrees(middle), "size": size, "angle": name.angle, "step": step})
        open_names = left_over
    return rows


def _find(
    name: Name, scale: float, low: Points, high: Points, tree: shapely.STRtree, taken: Sequence[tuple[Points, Points]]
) -> tuple[str, float, Points] | None:
    """How and where a name can be written at a scale."""
    for text, size in name.written():
        if not name.fits(text, size, scale):
            continue
        outline = _corners(name.kind, text, size, name.angle, CLEAR)
        corners = (name.spots * scale)[:, None] + outline
        inside = ((corners >= low) & (corners <= high)).all(axis=(1, 2))
        spots, corners = name.spots[inside], corners[inside]
        if not len(spots):
            continue
        places = shapely.polygons(corners)
        free = np.ones(len(spots), dtype=bool)
        free[tree.query(places, predicate="intersects")[0]] = False
        for middle, other in taken:
            around = middle * scale + other
            near = free & ((corners.min(axis=1) < around.max(axis=0)) & (corners.max(axis=1) > around.min(axis=0))).all(axis=1)
            if near.any():
                free[near] = ~shapely.intersects(places[near], shapely.Polygon(around))
        if free.any():
            return text, size, spots[int(free.argmax())]
    return None


def _degrees(middle: Points) -> Spot:
    lon, lat = unproject(*middle.tolist())
    return round(lon, 2), round(lat, 2)
