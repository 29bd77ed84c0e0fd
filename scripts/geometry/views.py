"""Boundary views composed from the coverage, their boundary lines, hatching and lakes.

A view says which areas a map-maker there draws as whose. All five are shown so that a reader can
compare them; none implies endorsement. They differ only in the boundaries between India, Pakistan
and China; every other boundary follows the United Nations geodata.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import shapely
from shapely import LineString, MultiLineString, Polygon
from shapely.geometry.base import BaseGeometry

from geometry.coverage import CLAIMANTS, DISPUTED, FINE, REGION
from geometry.geojson import DECIMALS, Feature
from geometry.sources import Shapes

HATCH_SPACING = 0.35  # degrees between lines
HATCH_SHORTEST = 0.12  # degrees; shorter ends look like dirt
SMALLEST_LAKE_NEAR = 0.15  # square degrees
SMALLEST_LAKE_FAR = 2.0

LINE_NAMES = {
    ("XJK:IND", "XJK:PAK"): "Line of Control",
    ("XAC:CHN", "XJK:IND"): "Line of Actual Control",
    ("CHN", "XAP:IND"): "Line of Actual Control",
}

# Lines outside the three states that United Nations maps do not draw as settled boundaries.
UNSETTLED = {("ESH", "MAR"), ("ISR", "PSE")}
UNSETTLED_AREAS = ("XBT", "XHT", "XIT")

# Hong Kong and Macao are areas of their own in the geodata, not states.
WITHIN_CHINA = ("HKG", "MAC")


@dataclass(frozen=True)
class View:
    """How one view draws the disputed areas.

    ``owners`` gives the country that an area is merged into. An area without one stays a disputed
    feature of its own; with ``by_control``, one for each state that administers a part.
    """

    name: str
    label: str
    note: str
    owners: Mapping[str, str] = field(default_factory=dict)
    area_notes: Mapping[str, str] = field(default_factory=dict)
    by_control: bool = False

    def feature(self, atom: str) -> str:
        """Return the code of the feature of this view that an atom of the coverage belongs to."""
        area, _, _ = atom.partition(":")
        if area not in DISPUTED or self.by_control:
            return atom
        return self.owners.get(area, area)

    def iso3(self, feature: str) -> str:
        """Return the country (or ``X`` code) that a feature of this view is drawn as."""
        return feature.partition(":")[2] or feature


NO_ENDORSEMENT = "Shown for comparison; implies no endorsement."

VIEWS = (
    View(
        "un",
        "United Nations",
        f"As in the United Nations geodata, disputed areas apart. {NO_ENDORSEMENT}",
        area_notes={
            "XAC": "Claimed by India, administered by China.",
            "XAP": "Claimed by China, administered by India.",
            "XJK": "Final status not agreed upon by India and Pakistan.",
        },
    ),
    View(
        "de-facto",
        "De facto control",
        f"By who administers it, along Natural Earth’s lines; disputed areas stay marked. {NO_ENDORSEMENT}",
        by_control=True,
        area_notes={
            "XAC:CHN": "Administered by China, claimed by India.",
            "XAP:IND": "Administered by India, claimed by China.",
            "XJK:IND": "Administered by India (with the Siachen Glacier), claimed by Pakistan.",
            "XJK:PAK": "Administered by Pakistan, claimed by India.",
        },
    ),
    View(
        "india",
        "India’s claim",
        f"India as it claims to be: with Jammu and Kashmir, Aksai Chin and Arunachal Pradesh. {NO_ENDORSEMENT}",
        owners={"XAC": "IND", "XAP": "IND", "XJK": "IND"},
    ),
    View(
        "china",
        "China’s claim",
        f"China as it claims to be towards India: with Aksai Chin and Arunachal Pradesh. {NO_ENDORSEMENT}",
        owners={"XAC": "CHN", "XAP": "CHN"},
        area_notes={"XJK": "Disputed between India and Pakistan."},
    ),
    View(
        "pakistan",
        "Pakistan’s claim",
        f"Pakistan claims Jammu and Kashmir, its final status being open; the area is drawn whole and disputed. {NO_ENDORSEMENT}",
        area_notes={
            "XAC": "Not claimed by Pakistan; drawn as the United Nations do.",
            "XAP": "Not claimed by Pakistan; drawn as the United Nations do.",
            "XJK": "Claimed by Pakistan and India.",
        },
    ),
)


def base_codes(coverage: Shapes) -> list[str]:
    """Return the codes that every view draws alike."""
    return [code for code in coverage if not _varies(code)]


def _varies(atom: str) -> bool:
    area = atom.partition(":")[0]
    return area in DISPUTED or area in CLAIMANTS


def countries(coverage: Shapes, names: Mapping[str, str]) -> Iterator[Feature]:
    """Yield the countries that every view draws alike (``iso3``, ``name``), by code."""
    for code in base_codes(coverage):
        yield Feature(coverage[code], {"iso3": code, "name": names[code]})


def polygons(view: View, coverage: Shapes, names: Mapping[str, str]) -> Iterator[Feature]:
    """Yield the polygons that differ between views (``iso3``, ``name``, ``disputed``, ``note``)."""
    members: dict[str, list[BaseGeometry]] = {}
    for code, shape in coverage.items():
        if _varies(code):
            members.setdefault(view.feature(code), []).append(shape)
    for feature, shapes in sorted(members.items()):
        area, _, state = feature.partition(":")
        disputed = area in DISPUTED
        name = f"{names[area]} (administered by {names[state]})" if state else names[area]
        note = f"{view.area_notes[feature]} {NO_ENDORSEMENT}" if disputed else view.note
        yield Feature(
            _merged(shapes),
            {
                "iso3": view.iso3(feature),
                "name": name,
                "disputed": disputed,
                "note": note,
            },
        )


def _merged(shapes: list[BaseGeometry]) -> BaseGeometry:
    """Dissolve neighbours of one coverage; no vertex moves."""
    return shapely.coverage_union_all(np.array(shapes, dtype=object))


Edge = tuple[tuple[float, float], tuple[float, float]]


def shared_edges(coverage: Shapes) -> dict[tuple[str, str], MultiLineString]:
    """Return the lines where two polygons of the coverage meet, by their sorted codes."""
    sides: dict[Edge, list[str]] = {}
    for code, shape in coverage.items():
        for polygon in shapely.get_parts(shape):
            for ring in (polygon.exterior, *polygon.interiors):
                points = [(float(x), float(y)) for x, y in ring.coords]
                for a, b in pairwise(points):
                    sides.setdefault((a, b) if a < b else (b, a), []).append(code)
    segments: dict[tuple[str, str], list[LineString]] = {}
    for edge, codes in sides.items():
        pair = tuple(sorted(set(codes)))
        if len(pair) == 2:
            segments.setdefault((pair[0], pair[1]), []).append(LineString(edge))
    return {pair: _joined(lines) for pair, lines in sorted(segments.items())}


def _joined(lines: list[LineString]) -> MultiLineString:
    """Join segments end to end, so that dashes run on across vertices."""
    merged = shapely.line_merge(shapely.MultiLineString(lines))
    return shapely.MultiLineString(list(shapely.get_parts(merged)))


def base_borders(edges: Mapping[tuple[str, str], MultiLineString]) -> Iterator[Feature]:
    """Yield the boundary lines that every view draws alike (``kind``, ``between``, ``name``)."""
    for (a, b), lines in edges.items():
        if not (_varies(a) or _varies(b)):
            unsettled = (a, b) in UNSETTLED or a in UNSETTLED_AREAS or b in UNSETTLED_AREAS
            kind = "disputed" if unsettled else "international"
            yield Feature(lines, {"kind": kind, "between": f"{a}-{b}", "name": ""})


def borders(view: View, edges: Mapping[tuple[str, str], MultiLineString]) -> Iterator[Feature]:
    """Yield the boundary lines that differ between views (``kind``, ``between``, ``name``).

    ``kind`` is ``disputed`` where one of the three states contests the line with what lies across,
    else ``international``. Where a view keeps Jammu and Kashmir whole, the Line of Control inside
    it is drawn too, as on United Nations maps.
    """
    drawn: dict[tuple[str, str, str], list[LineString]] = {}
    for (a, b), lines in edges.items():
        if not (_varies(a) or _varies(b)):
            continue
        ends = view.feature(a), view.feature(b)
        pair = sorted(view.iso3(feature) for feature in ends)
        within = pair[0] == pair[1]
        name = LINE_NAMES.get((a, b), "")
        if within and not (pair[0] == "XJK" and name):
            continue
        if pair[0] == "CHN" and pair[1] in WITHIN_CHINA:
            continue
        contested = any(feature.partition(":")[0] in DISPUTED for feature in ends)
        disputed = contested and all(_varies(feature) for feature in ends)
        # A country that draws an area as its own draws that line as an ordinary boundary.
        kind = "disputed" if disputed else "international"
        shown = name if disputed and (within or view.by_control) else ""
        key = (kind, "-".join(pair), shown)
        drawn.setdefault(key, []).extend(shapely.get_parts(lines))
    for (kind, between, name), parts in sorted(drawn.items()):
        yield Feature(_joined(parts), {"kind": kind, "between": between, "name": name})


def hatching(coverage: Shapes, names: Mapping[str, str]) -> Iterator[Feature]:
    """Yield parallel diagonals across each disputed area (``iso3``, ``name``)."""
    for area in DISPUTED:
        shape = _merged([s for code, s in coverage.items() if code.partition(":")[0] == area])
        west, south, east, north = shape.bounds
        height = north - south
        step = HATCH_SPACING * 2**0.5
        # Offsets are multiples of one step from a common origin, so areas side by side line up.
        first = int(np.ceil((west - north) / step))
        last = int(np.floor((east - south) / step))
        lines = [LineString([(k * step + south, south), (k * step + south + height, north)]) for k in range(first, last + 1)]
        clipped = shapely.get_parts(shapely.intersection(shapely.MultiLineString(lines), shape))
        kept = [_tidy(line) for line in clipped if line.length >= HATCH_SHORTEST]
        kept.sort(key=lambda line: line.bounds)
        yield Feature(shapely.MultiLineString(kept), {"iso3": area, "name": names[area]})


def _tidy(line: LineString) -> LineString:
    """Return a hatch line rounded, as its two ends only."""
    start, *_, end = line.coords
    return LineString(np.round([start, end], DECIMALS))


def lakes(shapes: list[Polygon]) -> Iterator[Feature]:
    """Yield the lakes large enough to be seen, largest first, without properties."""
    kept = []
    for shape in shapes:
        limit = SMALLEST_LAKE_NEAR if shape.intersects(REGION) else SMALLEST_LAKE_FAR
        if shape.area >= limit:
            kept.append(_simplified(shape))
    kept.sort(key=lambda shape: (-shape.area, shape.bounds))
    for shape in kept:
        yield Feature(shape, {})


def _simplified(shape: Polygon) -> Polygon:
    """Simplify and round one lake. Raises ``ValueError`` if that makes it cross itself."""
    simple = shapely.coverage_simplify(shape, FINE)
    rounded = shapely.remove_repeated_points(shapely.set_precision(simple, 10**-DECIMALS))
    if not isinstance(rounded, Polygon) or not rounded.is_valid:
        raise ValueError(f"a lake near {shape.centroid} falls apart when simplified")
    return rounded
