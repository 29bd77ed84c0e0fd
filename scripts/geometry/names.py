"""Names on the map: countries and disputed areas by boundary view, seas, and rivers with their lines.

Countries bear the names of ``countries.geojson`` (English short names as the United Nations write them). Names of seas follow
the Secretariat of the United Nations, which writes Persian Gulf (editorial directive ST/CS/SER.A/29) and Sea of Japan. A name
says what water or land is called there; it implies no endorsement.

Where a name stands: of a country, the centre of the largest circle that fits into its largest part on the map; of a sea, a point
placed by hand on the water body; of a river, the straightest stretch of its line. Rivers are layer ``rivers`` of the UN geodata
in npm ``plotly.js`` (from Natural Earth, public domain); the layer has no names, so each river is found by points on it.

Every circle is measured on the Web Mercator map, in degrees of longitude: on a map of zoom *z* (512 pixels around the globe at
zoom 0, as in deck.gl) a name with ``radius`` *r* has room for *r* × 512 × 2^z / 360 pixels to both sides.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiLineString
from shapely.geometry.base import BaseGeometry

from geometry.coverage import DISPUTED
from geometry.geojson import Feature
from geometry.sources import Shapes
from geometry.views import UNSETTLED_AREAS, VIEWS, View

STORY = ("AFG", "CHN", "IND", "IRN", "PAK")
"""Countries that are named as long as anything is."""

NO_COUNTRY = ("HKG", "MAC", "TWN", *UNSETTLED_AREAS)
"""Areas with a code of their own that the United Nations do not count as countries: named in the manner of areas."""

LARGE, MIDDLE = 3.6, 1.2
"""Radii in degrees from which a country is of the first or second level."""

RIVER_TOLERANCE = 0.02  # degrees
ON_RIVER = 0.6  # degrees between a point on a river and the source's coarse line
STRETCH = 2.5  # degrees of a river along which its name runs
CIRCLE_TOLERANCE = 0.01  # degrees by which the largest circle may be missed
NORTHERNMOST = 84.0  # degrees: beyond, Web Mercator has no end


@dataclass(frozen=True)
class Name:
    """A name on the map. ``kind``: country, area (disputed or no country), sea or river; ``level``: 1 always, 2 closer, 3 close up.

    ``lon``, ``lat`` and ``radius`` in degrees; ``angle`` in degrees anticlockwise from level; ``code`` is the ISO 3166 alpha-3
    or ``X`` code of a country or area, else empty.
    """

    kind: str
    name: str
    code: str
    lon: float
    lat: float
    radius: float
    level: int
    angle: float = 0.0


@dataclass(frozen=True)
class Sea:
    """A water body, placed by hand: longitude and latitude in degrees, level, and the angle along its axis."""

    name: str
    lon: float
    lat: float
    level: int
    angle: float = 0.0


SEAS = (
    Sea("Adriatic Sea", 15.6, 43.0, 3, -42),
    Sea("Aegean Sea", 25.0, 38.6, 3),
    Sea("Andaman Sea", 95.6, 11.0, 2),
    Sea("Arabian Sea", 64.0, 17.5, 1),
    Sea("Atlantic Ocean", -40.0, 30.0, 1),
    Sea("Baltic Sea", 19.5, 56.6, 2),
    Sea("Bay of Bengal", 88.0, 15.5, 1),
    Sea("Black Sea", 34.5, 43.2, 1),
    Sea("Caspian Sea", 50.6, 41.6, 1, -70),
    Sea("East China Sea", 125.0, 29.5, 2),
    Sea("Gulf of Aden", 48.0, 12.3, 2, 14),
    Sea("Gulf of Oman", 58.9, 24.9, 1, -18),
    Sea("Gulf of Thailand", 101.2, 10.3, 3),
    Sea("Indian Ocean", 78.0, -4.5, 1),
    Sea("Java Sea", 110.5, -5.2, 3),
    Sea("Laccadive Sea", 75.3, 7.4, 3),
    Sea("Mediterranean Sea", 29.0, 33.7, 1),
    Sea("North Sea", 3.2, 56.2, 2),
    Sea("Pacific Ocean", 150.0, 25.0, 1),
    Sea("Persian Gulf", 51.3, 27.0, 1, -38),
    Sea("Philippine Sea", 131.5, 19.0, 2),
    Sea("Red Sea", 38.2, 20.6, 1, -57),
    Sea("Sea of Azov", 36.7, 46.1, 3),
    Sea("Sea of Japan", 134.5, 39.8, 2),
    Sea("Sea of Okhotsk", 149.0, 53.5, 2),
    Sea("South China Sea", 114.5, 14.5, 1),
    Sea("Strait of Hormuz", 56.45, 26.45, 3),
    Sea("Yellow Sea", 123.3, 35.7, 2),
)


@dataclass(frozen=True)
class River:
    """A river: its level, points on the pieces that it has in the source, and about where its name is wanted."""

    name: str
    level: int
    on: tuple[tuple[float, float], ...]
    near: tuple[float, float]


RIVERS = (
    River("Amu Darya", 1, ((63.5, 39.1),), (63.5, 39.2)),
    River("Amur", 3, ((127.5, 49.7), (124.5, 53.2)), (130, 48.5)),
    River("Brahmaputra", 2, ((92, 26.3), (95.3, 29.0), (91, 29.3)), (92.5, 26.5)),
    River("Chenab", 3, ((73, 32),), (72.3, 31.4)),
    River("Don", 3, ((42, 49.6),), (40, 51)),
    River("Euphrates", 2, ((39, 38.5), (40.3, 35.2), (43.5, 33.4)), (42.0, 34.3)),
    River("Ganges", 2, ((80.5, 26.4),), (82.5, 25.5)),
    River("Godavari", 3, ((78, 19),), (78, 19)),
    River("Helmand", 1, ((64.3, 31.4),), (65.3, 32.4)),
    River("Indus", 1, ((70.9, 31.5),), (69.5, 28.6)),
    River("Irrawaddy", 3, ((96, 22),), (95, 20)),
    River("Irtysh", 3, ((70, 58), (77, 52.3), (88, 47.5)), (77, 52.5)),
    River("Krishna", 3, ((76, 16.5),), (77, 16.4)),
    River("Mekong", 2, ((94.8, 32.9), (100.5, 20.3), (104.8, 16.5)), (104.5, 17)),
    River("Narmada", 3, ((77, 22.7),), (77, 22.7)),
    River("Naryn", 3, ((76, 41.4),), (75.5, 41.4)),
    River("Nile", 2, ((32.5, 19), (30.8, 30.6)), (31, 27)),
    River("Ob", 3, ((83, 54),), (82, 56.5)),
    River("Panj", 3, ((69.8, 37.6),), (70.5, 38.1)),
    River("Salween", 3, ((98, 20), (98.8, 26), (94.5, 31.5)), (98.5, 23)),
    River("Sutlej", 3, ((75, 31),), (73.5, 30.2)),
    River("Syr Darya", 2, ((68.2, 42.5),), (66, 44.2)),
    River("Tarim", 3, ((83, 41.1), (77.5, 38.8), (88, 40.7)), (83.5, 41)),
    River("Tigris", 2, ((43.1, 36.5), (41, 37.8)), (44.8, 33)),
    River("Ural", 3, ((53, 51.4),), (51.5, 49.5)),
    River("Volga", 2, ((46, 51.5), (49.2, 54.8), (45, 48.8)), (46.5, 51)),
    River("Yangtze", 1, ((92, 34.2), (97.3, 32.8), (101.9, 26.1), (107, 29.8), (118, 31.2)), (108, 30.6)),
    River("Yellow River", 1, ((110.5, 37), (117, 36.6)), (106.5, 38.5)),
)

# The source writes a great river in several pieces; those above are found by a point on each.


def names(coverage: Shapes, country_names: Mapping[str, str], rivers: Path) -> dict[str, list[Name]]:
    """Return the names of each boundary view, and under ``common`` those that every view shares."""
    land = _on_map(shapely.coverage_union_all(np.array(list(coverage.values()), dtype=object)))
    drawn = {view.name: sorted(_countries(view, coverage, country_names), key=lambda name: (name.kind, name.code)) for view in VIEWS}
    common = [name for name in drawn[VIEWS[0].name] if all(name in drawn[view.name] for view in VIEWS)]
    lines = river_lines(rivers)
    return {
        "common": [*common, *(_sea(sea, land) for sea in SEAS), *(_river(river, lines[river.name]) for river in RIVERS)],
        **{view: [name for name in drawn[view] if name not in common] for view in drawn},
    }


def write(path: Path, by_view: Mapping[str, Iterable[Name]]) -> None:
    """Write the names as JSON, one a line, so that a change is a readable diff."""
    views = []
    for view, entries in by_view.items():
        rows = ",\n".join(json.dumps(asdict(name), ensure_ascii=False, separators=(",", ":")) for name in entries)
        views.append(f"{json.dumps(view)}:[\n{rows}\n]")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{" + ",\n".join(views) + "}\n", encoding="utf-8", newline="\n")


def _on_map(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape on the Web Mercator map, both axes in degrees of longitude."""
    return shapely.transform(shape, _mercator)


def _mercator(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    north = np.radians(np.clip(xy[:, 1], -NORTHERNMOST, NORTHERNMOST))
    return np.column_stack([xy[:, 0], np.degrees(np.arctanh(np.sin(north)))])


def _latitude(northing: float) -> float:
    return float(np.degrees(np.arcsin(np.tanh(np.radians(northing)))))


def _countries(view: View, coverage: Shapes, country_names: Mapping[str, str]) -> Iterator[Name]:
    """Yield the countries of one view, merged with what it draws as theirs, and the areas that it leaves disputed."""
    members: dict[tuple[str, str], list[BaseGeometry]] = {}
    for code, shape in coverage.items():
        feature = view.feature(code)
        area = feature.partition(":")[0]
        if area in DISPUTED:
            members.setdefault(("area", area), []).append(shape)
        if view.iso3(feature) not in DISPUTED:
            members.setdefault(("country", view.iso3(feature)), []).append(shape)
    for (kind, code), shapes in members.items():
        merged = _on_map(shapely.coverage_union_all(np.array(shapes, dtype=object)))
        largest = max(shapely.get_parts(merged), key=lambda part: part.area)
        circle = shapely.maximum_inscribed_circle(largest, tolerance=CIRCLE_TOLERANCE)
        (x, y), radius = circle.coords[0], circle.length
        kind = "area" if code in NO_COUNTRY else kind
        first = code in STORY or (radius >= LARGE and kind == "country")
        level = 1 if first else 2 if radius >= MIDDLE else 3
        yield Name(kind, country_names[code], code, round(x, 2), round(_latitude(y), 2), round(radius, 2), level)


def _sea(sea: Sea, land: BaseGeometry) -> Name:
    """Return the name of a sea with its distance to the nearest land; raise ``ValueError`` if it stands ashore."""
    room = _on_map(shapely.Point(sea.lon, sea.lat)).distance(land)
    if not room:
        raise ValueError(f"{sea.name} stands on land: move it in SEAS")
    return Name("sea", sea.name, "", sea.lon, sea.lat, round(room, 2), sea.level, float(sea.angle))


def river_lines(topojson: Path) -> dict[str, MultiLineString]:
    """Return the rivers' lines by name, in degrees; raise ``ValueError`` if the source has none near a point of ``RIVERS``."""
    source = gpd.read_file(topojson, layer="rivers").geometry.to_numpy()
    tree = shapely.STRtree(source)
    found = {}
    for river in RIVERS:
        pieces = set()
        for point in river.on:
            piece = int(tree.nearest(shapely.Point(point)))
            if source[piece].distance(shapely.Point(point)) > ON_RIVER:
                raise ValueError(f"{river.name}: the source has no river near {point}")
            pieces.add(piece)
        lines = [line for piece in sorted(pieces) for line in shapely.get_parts(source[piece])]
        merged = shapely.line_merge(MultiLineString(lines))
        found[river.name] = MultiLineString([shapely.simplify(line, RIVER_TOLERANCE) for line in shapely.get_parts(merged)])
    return found


def rivers(topojson: Path) -> Iterator[Feature]:
    """Yield the lines of the rivers (``name``, ``level``), by name."""
    lines = river_lines(topojson)
    for river in RIVERS:
        yield Feature(lines[river.name], {"name": river.name, "level": river.level})


def _river(river: River, lines: MultiLineString) -> Name:
    """Return the name of a river on its straightest stretch near the wanted point, turned along it."""
    wanted = _on_map(shapely.Point(river.near))
    best: tuple[float, Name] | None = None
    for line in shapely.get_parts(_on_map(lines)):
        length = min(STRETCH, line.length)
        for start in np.arange(0, line.length - length + 1e-9, 0.25):
            (ax, ay), (mx, my), (bx, by) = (shapely.line_interpolate_point(line, start + share * length).coords[0] for share in (0, 0.5, 1))
            chord = float(np.hypot(bx - ax, by - ay))
            distance = shapely.Point(mx, my).distance(wanted)
            cost = (1 - chord / length) * 4 + distance / 3
            if best is None or cost < best[0]:
                angle = float(np.degrees(np.arctan2(by - ay, bx - ax)))
                upright = (angle + 90) % 180 - 90
                name = Name(
                    "river", river.name, "", round(mx, 2), round(_latitude(my), 2), round(chord / 2, 2), river.level, round(upright, 1)
                )
                best = cost, name
    if best is None:
        raise ValueError(f"{river.name} has no line")
    return best[1]
