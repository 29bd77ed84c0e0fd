"""One line per route leg: the network where the course is known, sea lanes at sea, else a schematic line.

Courses of roads and railways are found by ``courses``. Sea lanes are the shortest way through the
maritime network of PyPI ``searoute`` (Apache-2.0). Its lanes are coarse and end at junctions off
the coast, so a lane is joined to the ports themselves. They serve comparison and drawing, not
navigation. A schematic line is a great circle, or a chain of them through places that the leg is
said to pass: it says that a leg leads from here to there, and roads and railways are longer.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import searoute
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from geometry.courses import WGS84, Courses, Point, town
from geometry.geojson import DECIMALS, Feature

STEP_KM = 50.0
"""Longest straight piece of a great circle: its chord then stays within the rounding."""

FAR_FROM_PORT_KM = 50.0
APPROACH_KM = 500.0
SAMPLE_KM = 10.0
NEAR_SHORE_KM = 75.0
OFFING = 0.05  # degrees kept from any other coast

SAID_TO_PASS: dict[str, tuple[str | int, ...]] = {
    "rail-chabahar-khash": (1160110, "iranshahr"),  # Nikshahr
    "rail-mazar-andkhoy": ("sheberghan",),
    "rail-sheberghan-herat": (1133453, 1129867),  # Maymana, Qala-e Naw
    "rail-sherkhan-mazar": ("kunduz",),
    "rail-termez-kharlachi": ("mazar-i-sharif", 1456960, 1130497),  # Maidan Shahr, Pul-e Alam
    "road-faizabad-bozai": (1147489, 1148268, "wakhan"),  # Baharak, Ishkashim
}
"""Places (``places.csv``) and towns (GeoNames ids) between the ends of a schematic line, as the note of the leg or a source
on it names them. They bend the line towards where it runs; they do not make it known."""


def leg_paths(data: Path, land: BaseGeometry) -> Iterator[Feature]:
    """Yield a line for each row of ``route_legs.csv``, by ``leg_id``.

    Properties: ``leg_id``, ``basis`` (``network``, ``sea-lane`` or ``schematic``) and, unless
    schematic, ``length_km``: of a course, the kilometres of the network with the ways to both places;
    of a sea lane, the kilometres along the WGS 84 ellipsoid of the line as published. ``land`` tells
    where a ship cannot go. Raises ``ValueError`` for an unknown place.
    """
    places = {row["place_id"]: (float(row["lon"]), float(row["lat"])) for row in _rows(data / "places.csv")}
    courses = Courses()
    for leg in sorted(_rows(data / "route_legs.csv"), key=lambda row: row["leg_id"]):
        try:
            start, end = places[leg["from_place_id"]], places[leg["to_place_id"]]
        except KeyError as error:
            raise ValueError(f"leg {leg['leg_id']}: place {error} is not in places.csv; add it there") from error
        properties: dict[str, str | bool | float] = {"leg_id": leg["leg_id"]}
        if leg["mode"] == "sea":
            points = _rounded(sea_lane(start, end, land))
            properties |= {"basis": "sea-lane", "length_km": round(length_km(points), 1)}
        elif course := courses.course(leg, start, end):
            points = _rounded(course.points)
            properties |= {"basis": "network", "length_km": round(course.km, 1)}
        else:
            between = [town(name) if isinstance(name, int) else places[name] for name in SAID_TO_PASS.get(leg["leg_id"], ())]
            points = _rounded(great_circles([start, *between, end]))
            properties |= {"basis": "schematic"}
        yield Feature(LineString(points), properties)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _rounded(points: list[Point]) -> list[Point]:
    """Round to the precision of the file; drop repeats, but keep both ends."""
    rounded = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in points]
    inner = [b for a, b in pairwise(rounded[:-1]) if a != b]
    return [rounded[0], *inner, rounded[-1]]


def length_km(points: list[Point]) -> float:
    """Return the length of a line along the WGS 84 ellipsoid, in kilometres."""
    longitudes, latitudes = zip(*points, strict=True)
    return float(WGS84.line_length(longitudes, latitudes)) / 1000


def great_circle(start: Point, end: Point) -> list[Point]:
    """Return the geodesic from ``start`` to ``end`` with a point at least every ``STEP_KM``."""
    pieces = int(np.ceil(length_km([start, end]) / STEP_KM))
    between = WGS84.npts(*start, *end, pieces - 1) if pieces > 1 else []
    return [start, *((float(x), float(y)) for x, y in between), end]


def great_circles(points: list[Point]) -> list[Point]:
    """Return the geodesics from point to point as one line."""
    return [points[0], *(point for a, b in pairwise(points) for point in great_circle(a, b)[1:])]


def sea_lane(start: Point, end: Point, land: BaseGeometry) -> list[Point]:
    """Return the shortest sea lane between two ports, joined to both."""
    lane = searoute.searoute(list(start), list(end), units="km")["geometry"]["coordinates"]
    points = [(float(x), float(y)) for x, y in lane]
    points = _approach(points, end, land)
    return _approach(points[::-1], start, land)[::-1]


def _approach(lane: list[Point], port: Point, land: BaseGeometry) -> list[Point]:
    """Lead a lane into a port.

    Where the network's last junction is near, the way goes through it. Where it is far, the way
    leaves the lane earlier, at the point within ``APPROACH_KM`` from which it is shortest over open
    water: the junction nearest to Chabahar lies some 220 km away, off Oman, and a ship from the
    east would otherwise overshoot and turn back.
    """
    whole = [*lane, port]
    if length_km([lane[-1], port]) <= FAR_FROM_PORT_KM:
        return whole
    ways = (
        [*lane[: index + 1], point, port]
        for index, point in _samples(lane)
        if length_km([point, port]) <= APPROACH_KM and _open_water(point, port, land)
    )
    return min(ways, key=length_km, default=whole)


def _samples(lane: list[Point]) -> Iterator[tuple[int, Point]]:
    """Yield points about every ``SAMPLE_KM`` along a lane, with the index of the vertex before."""
    for index, (a, b) in enumerate(pairwise(lane)):
        pieces = int(np.ceil(length_km([a, b]) / SAMPLE_KM))
        for share in np.arange(1, pieces + 1) / pieces:
            yield index, (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))


def _open_water(start: Point, port: Point, land: BaseGeometry) -> bool:
    """Tell whether the straight way to a port comes near land only at the port's own coast."""
    ashore = LineString([start, port]).buffer(OFFING).intersection(land)
    return all(length_km([(float(x), float(y)), port]) <= NEAR_SHORE_KM for x, y in shapely.get_coordinates(ashore))
