"""Names on a map that neither cover each other nor the marks they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from components.viewport import mercator

CHARACTER_WIDTH = 0.56
"""Mean width of a letter of Source Sans in parts of the font size."""

GAP = 9
"""Pixels between a mark's middle and its name."""

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


Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Point:
    """A named mark, in degrees. An important one is named even where its name must cross a line."""

    name: str
    lon: float
    lat: float
    important: bool = False


def _box(x: float, y: float, width: float, height: float, position: tuple[str, str, int, int]) -> Box:
    anchor, baseline, dx, dy = position
    left = x + dx * GAP - {"start": 0, "middle": width / 2, "end": width}[anchor]
    top = y + dy * GAP - {"top": 0, "center": height / 2, "bottom": height}[baseline]
    return left, top, left + width, top + height


def _apart(a: Box, b: Box) -> bool:
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def place_labels(
    points: Iterable[Point], zoom: float, size: int, frame: Box, lines: Iterable[tuple[float, float, float]] = ()
) -> list[dict[str, object]]:
    """Rows for a deck.gl TextLayer, most important points first; a point whose name has no free spot gets none.

    `size` is the font size in pixels, `frame` the visible box as (centre longitude, centre latitude, width, height in
    pixels). `lines` are other drawn things as points (degrees, and width in pixels), kept clear. Rows hold `text`,
    `position` (degrees), `anchor`, `baseline` and `offset` (pixels).
    """
    scale = 2**zoom
    middle_x, middle_y = (value * scale for value in mercator(frame[0], frame[1]))
    edges = (middle_x - frame[2] / 2, middle_y - frame[3] / 2, middle_x + frame[2] / 2, middle_y + frame[3] / 2)
    known: list[tuple[Point, float, float]] = []
    for point in points:
        x, y = mercator(point.lon, point.lat)
        known.append((point, x * scale, y * scale))
    marks = [(x - 4, y - 4, x + 4, y + 4) for _, x, y in known]
    strokes = []
    for lon, lat, stroke in lines:
        x, y = (value * scale for value in mercator(lon, lat))
        strokes.append((x - stroke / 2, y - stroke / 2, x + stroke / 2, y + stroke / 2))
    taken: list[Box] = []
    rows: list[dict[str, object]] = []
    for number, (point, x, y) in enumerate(known):
        width, height = len(point.name) * size * CHARACTER_WIDTH, size * 1.2
        others = taken + marks[:number] + marks[number + 1 :]
        free = []
        for position in _POSITIONS:
            box = _box(x, y, width, height, position)
            inside = edges[0] <= box[0] and edges[1] <= box[1] and box[2] <= edges[2] and box[3] <= edges[3]
            if inside and all(_apart(box, other) for other in others):
                free.append((sum(not _apart(box, stroke) for stroke in strokes), position, box))
        free = [spot for spot in free if point.important or not spot[0]]
        if free:
            _, (anchor, baseline, dx, dy), box = min(free, key=lambda spot: spot[0])
            offset = [dx * GAP, dy * GAP]
            rows.append({"text": point.name, "position": [point.lon, point.lat], "anchor": anchor, "baseline": baseline, "offset": offset})
            taken.append(box)
    return rows
