"""Names of countries, seas and rivers, and where on the land or the water each may stand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

import numpy as np
import shapely

from atlas.geography.boundaries import STATIC_FOLDER, outlines_of
from atlas.geography.cover import Circle, Points, Reserved, Stroke
from atlas.geography.extents import Frame
from atlas.geography.labels import CHARACTER_WIDTH, CLEAR_AT_LEAST, Label, Lettering, Placed, Point, Writing
from atlas.geography.mercator import TILE, mercator, unproject_all

_SIZES = {"country": (13.0, 11.5, 10.0, 9.0), "sea": (13.0, 11.5, 10.5), "area": (10.0,), "river": (10.5,)}
"""Font sizes in pixels of a kind of name, the largest first. Of equally important names that of the first kind is placed first."""

_WIDER_CAPITALS = 1.15
"""Width of a capital letter in parts of the mean one."""

_TIGHT, _TIGHT_PART = 45.0, 1 / 12
"""Important names with less room to each side than so many pixels, or than such a part of a map's width, are placed first, those
with the fewest spots before the others."""

_LAND, _LONG = "ISTAN", 10
"""The end of a word that may stand on a line of its own, and so many letters that the word has then at least."""

_BEYOND = {"country": (1.7, 3.4), "area": (1.7, 1.7), "sea": (1.8, 4.6), "river": (1.5, 1.5)}
"""How much wider than its room a name may be; the second number is for those of the first level, which are left out last."""


@dataclass(frozen=True, eq=False)
class _Name:
    """A name, whether it is of the first level, its middle, as a position of `mercator`, and its room to each side in pixels at zoom 0."""

    label: Label
    first: bool
    middle: Points
    room: float


def _hyphened(text: str) -> str:
    """A long word on two lines, as maps have it where a country is small."""
    return f"{text[: -len(_LAND)]}-\n{_LAND}" if text.endswith(_LAND) and len(text) >= _LONG else text


def _broken(text: str) -> str:
    """A text of several words on two lines of much the same length."""
    words = text.split(" ")
    breaks = [(" ".join(words[:number]), " ".join(words[number:])) for number in range(1, len(words))]
    return "\n".join(min(breaks, key=lambda halves: max(map(len, halves)))) if breaks else text


def _grid(across: float, along: float, step: float) -> Points:
    """Points around the origin, the nearest first."""
    x, y = np.meshgrid(np.arange(-along, along + 1e-9, step), np.arange(-across, across + 1e-9, step))
    points = np.column_stack([x.ravel(), y.ravel()])
    nearest: Points = points[np.hypot(*points.T).argsort(kind="stable")]
    return nearest


def _turned(points: Points, angle: float) -> Points:
    """Points around the origin, turned by degrees anticlockwise where y runs down."""
    turn = np.radians(-angle)
    turned: Points = points @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return turned


def _spots(row: dict[str, Any], middle: Points, room: float, shape: Any) -> Points:
    """Where the middle of a name may stand: within the country, or along and a little beside the middle of the water."""
    if row["kind"] in ("country", "area"):
        reach, steps = (2.5, 8) if row["level"] == 1 else (1.0, 5)
        spots = middle + _grid(reach * room, reach * room, room / steps)
        inside = shapely.contains_xy(shape, unproject_all(spots)) if shape is not None else np.zeros(len(spots), dtype=bool)
        return np.vstack([middle, spots[inside]])
    if row["kind"] == "river":
        return middle + _turned(_grid(0, 0.6 * room, room / 5), row["angle"])
    if not row["angle"]:
        return middle + _grid(0.8 * room, 0.8 * room, room / 4)
    return middle + _turned(_grid(0.8 * room, 1.6 * room, room / 5), row["angle"])


def _spots_beside(row: dict[str, Any], middle: Points, room: float, spots: Points) -> Points:
    """Where a name may stand that is written straight though its water is not: over the shore too, rather than nowhere."""
    if row["kind"] != "sea" or row["level"] != 1 or not row["angle"]:
        return spots
    return middle + _turned(_grid(2 * room, 2 * room, room / 5), row["angle"])


def _ways(row: dict[str, Any], spots: Points, beside: Points, room: float) -> Iterable[Writing]:
    """In large letters or small ones, on one line or two; along the water, or straight where there is no room along it."""
    kind, slanted = row["kind"], row["angle"]
    text = row["name"].upper() if kind == "country" else row["name"]
    letter = CHARACTER_WIDTH * (_WIDER_CAPITALS if kind == "country" else 1)
    forms = [(text, slanted)] if kind == "river" else dict.fromkeys([(text, slanted), (_broken(text), 0.0)])
    last = _hyphened(text)
    tried = [(size, *form) for size in _SIZES[kind] for form in forms] + [(size, last, 0.0) for size in _SIZES[kind] if last != text]
    for size, written, angle in tried:
        lines = written.split("\n")
        width, height = max(map(len, lines)) * size * letter, len(lines) * size * 1.1
        # Before a name reaches far beyond its country it is broken, where it can be.
        far = row["level"] == 1 and (written == last or last == text)
        least = width / (2 * room * _BEYOND[kind][far])
        way = Writing(written, size, spots if angle == slanted else beside, _boxes(width, height, angle), angle, least)
        yield way
    if row["level"] == 1:
        yield replace(way, clear=CLEAR_AT_LEAST)


def _boxes(width: float, height: float, angle: float) -> Points:
    """What a text covers around its middle: one box, or several along a slanted one."""
    count = max(int(np.ceil(width / height)), 2) if angle else 1
    side = abs(np.cos(np.radians(angle))) + abs(np.sin(np.radians(angle)))
    half = np.array([height * side, height * side]) / 2 if angle else np.array([width, height]) / 2
    along = np.linspace(-1, 1, count) * (width - height) / 2 if angle else np.zeros(1)
    middles = _turned(np.column_stack([along, np.zeros(count)]), angle)
    return np.hstack([middles - half, middles + half])[None]


@cache
def _names_of(boundaries: str) -> tuple[_Name, ...]:
    """All names of a boundary view, what matters most first."""
    known = json.loads((STATIC_FOLDER / "names.json").read_text(encoding="utf-8"))
    shapes = outlines_of(boundaries)
    rows = sorted([*known["common"], *known[boundaries]], key=lambda row: (row["level"], list(_SIZES).index(row["kind"]), -row["radius"]))
    names = []
    for row in rows:
        middle, room = np.array(mercator(row["lon"], row["lat"])), max(row["radius"], 0.01) * TILE / 360
        spots = _spots(row, middle, room, shapes.get(row["code"]))
        beside = _spots_beside(row, middle, room, spots)
        names.append(_Name(Label(row["kind"], tuple(_ways(row, spots, beside, room))), row["level"] == 1, middle, room))
    return tuple(names)


@lru_cache(maxsize=256)
def lettering(
    boundaries: str,
    zoom: float,
    frame: Frame,
    points: tuple[Point, ...],
    size: float,
    strokes: tuple[Stroke, ...] = (),
    circles: tuple[Circle, ...] = (),
    reserved: tuple[Reserved, ...] = (),
) -> tuple[Placed, ...]:
    """All names on a map: of its marks, then of countries, seas and rivers, the most important first.

    `zoom` is that at which it opens, `frame` what it shows then, `size` that of the letters of marks in pixels, and the largest. Names
    keep clear of `strokes` and `circles`, and of `reserved` boxes within the frame.
    """
    centre, half = np.array(mercator(*frame[:2])), np.array(frame[2:]) / 2 / 2**zoom
    names = [name for name in _names_of(boundaries) if (abs(name.middle - centre) <= half + 2 * name.room).all()]
    order: dict[int, list[Label]] = {turn: [] for turn in range(5)}
    for name in names:
        tight = name.label.kind != "river" and name.room * 2**zoom < min(_TIGHT, frame[2] * _TIGHT_PART)
        ways = tuple(way for way in name.label.ways if way.size <= size)
        order[4 if not name.first else 0 if tight else 2].append(replace(name.label, ways=ways))
    for point in points:
        order[1 if point.important else 3].append(point.label(size))
    placing = Lettering(zoom, frame, strokes, circles, reserved)
    order[0].sort(key=placing.choice)
    return tuple(placing.place([label for turn in order.values() for label in turn]))
