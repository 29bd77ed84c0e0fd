"""One gap-free set of polygons from which every boundary view is composed.

The United Nations draw three disputed areas as features of their own. Each is split here into the
parts that India, Pakistan and China administer, along Natural Earth's lines. The pieces ("atoms")
are simplified together and rounded once; a view only merges atoms, so the outer edges of all views
are the same vertex for vertex, and no view can open a gap to a neighbour.
"""

from __future__ import annotations

import numpy as np
import shapely
from shapely import MultiLineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geometry.geojson import DECIMALS
from geometry.sources import Shapes

DISPUTED = ("XAC", "XAP", "XJK")
CLAIMANTS = ("CHN", "IND", "PAK")

REGION = shapely.box(20, -10, 140, 60)

FINE = 0.02  # degrees: square root of the smallest triangle kept (Visvalingam–Whyatt)
COARSE = 0.12  # elsewhere a city marker needs its country, not its fjords
SMALLEST_ISLAND_NEAR = 0.002  # square degrees, about 20 km²
SMALLEST_ISLAND_FAR = 0.05

# The two sources draw the same line up to 0.2 degrees apart. A patch smaller than this
# (about 1,000 km²) says how they were drawn, not who administers it.
SMALLEST_SHARE = 0.1
SLIVER_CUT = 0.1  # degrees between the meridians that cut long slivers, each end to its own side


def atom(area: str, state: str) -> str:
    """Return the code of the part of a disputed area that a state administers: ``XJK:PAK``."""
    return f"{area}:{state}"


def build(un: Shapes, administered: Shapes) -> Shapes:
    """Return simplified, rounded polygons by country code, or ``area:state`` for disputed areas.

    Raises ``ValueError`` if the result overlaps itself or leaves gaps between neighbours.
    """
    atoms = split_disputed(un, administered)
    parts = [(code, part) for code in sorted(atoms) for part in shapely.get_parts(atoms[code])]
    near, far = _by_distance(_without_small_islands(parts))
    simplified = _simplify(near, FINE) + _simplify(far, COARSE)
    return _checked(_grouped(simplified))


def split_disputed(un: Shapes, administered: Shapes) -> Shapes:
    """Return the countries of ``un`` with each disputed area split by who administers it.

    All polygons that touch a disputed area are rebuilt from one set of crossing lines, so that the
    end of a new line becomes a vertex of both neighbours.
    """
    disputed = shapely.union_all([un[area] for area in DISPUTED])
    touching = [code for code in sorted(un) if un[code].intersects(disputed)]
    outlines = [un[code].boundary for code in touching]
    lines = [administered[state].boundary.intersection(disputed) for state in CLAIMANTS]
    faces = _faces(outlines + lines)
    slivers = [face for face in faces if _is_sliver(face, disputed)]
    west, south, east, north = disputed.bounds
    meridians = MultiLineString([[(x, south), (x, north)] for x in np.arange(west, east, SLIVER_CUT)])
    faces = _faces([*outlines, *lines, meridians.intersection(shapely.union_all(slivers))])

    owned: dict[str, list[Polygon]] = {}
    for face in faces:
        point = face.representative_point()
        owner = next((code for code in touching if un[code].contains(point)), None)
        if owner is not None:  # otherwise a lake or the sea between islands
            owned.setdefault(owner, []).append(face)

    result = {code: shape for code, shape in un.items() if code not in touching}
    for code, pieces in owned.items():
        if code in DISPUTED:
            for state, shape in _share(pieces, administered).items():
                result[atom(code, state)] = shape
        else:
            result[code] = shapely.union_all(pieces)
    return result


def _faces(lines: list[BaseGeometry]) -> list[Polygon]:
    """Return the polygons that crossing lines enclose."""
    return list(shapely.get_parts(shapely.polygonize([shapely.union_all(lines)])))


def _is_sliver(face: Polygon, disputed: BaseGeometry) -> bool:
    return bool(face.area < SMALLEST_SHARE and disputed.contains(face.representative_point()))


def _share(pieces: list[Polygon], administered: Shapes) -> Shapes:
    """Give each piece of one disputed area to a state; slivers go to the longest shared edge."""
    shares: dict[str, list[Polygon]] = {}
    slivers: list[Polygon] = []
    for piece in pieces:
        point = piece.representative_point()
        state = next((s for s in CLAIMANTS if administered[s].contains(point)), None)
        if state is None or piece.area < SMALLEST_SHARE:
            slivers.append(piece)
        else:
            shares.setdefault(state, []).append(piece)
    merged = {state: shapely.union_all(shapes) for state, shapes in sorted(shares.items())}
    # Largest first; a sliver among slivers waits until it touches a share.
    waiting = sorted(slivers, key=lambda shape: (-shape.area, shape.wkt))
    while waiting:
        for sliver in waiting:
            edges = {s: _shared_length(sliver, shape) for s, shape in merged.items()}
            best = max(edges, key=lambda state: edges[state])
            if edges[best] > 0:
                merged[best] = merged[best].union(sliver)
                waiting.remove(sliver)
                break
        else:
            raise ValueError("a piece of a disputed area touches no share of it")
    return merged


def _shared_length(a: BaseGeometry, b: BaseGeometry) -> float:
    return float(a.boundary.intersection(b.boundary).length)


Parts = list[tuple[str, Polygon]]


def _without_small_islands(parts: Parts) -> Parts:
    """Drop small islands, but never a whole country and never a part that has a neighbour."""
    largest: dict[str, float] = {}
    for code, part in parts:
        largest[code] = max(largest.get(code, 0.0), part.area)
    alone = _alone(parts)

    def kept(index: int) -> bool:
        code, part = parts[index]
        limit = SMALLEST_ISLAND_NEAR if part.intersects(REGION) else SMALLEST_ISLAND_FAR
        return not alone[index] or part.area >= limit or part.area == largest[code]

    return [part for index, part in enumerate(parts) if kept(index)]


def _alone(parts: Parts) -> list[bool]:
    """Tell for each part whether it shares no vertex with another country."""
    owners: dict[tuple[float, ...], set[str]] = {}
    vertices = [list(map(tuple, shapely.get_coordinates(part))) for _, part in parts]
    for (code, _), own in zip(parts, vertices, strict=True):
        for vertex in own:
            owners.setdefault(vertex, set()).add(code)
    return [all(len(owners[vertex]) == 1 for vertex in own) for own in vertices]


def _by_distance(parts: Parts) -> tuple[Parts, Parts]:
    """Split into landmasses that reach into the region and all others.

    Only whole landmasses are told apart: one line between two countries has one simplification.
    """
    shapes = [part for _, part in parts]
    landmasses = shapely.get_parts(shapely.union_all(shapes))
    tree = shapely.STRtree(landmasses)
    near = set(tree.query(REGION, predicate="intersects").tolist())
    # An island in a lake is a landmass of its own, inside no other; a point settles which.
    points = [shape.representative_point() for shape in shapes]
    inputs, found = tree.query(points, predicate="within")
    is_near = dict(zip(inputs.tolist(), (mass in near for mass in found.tolist()), strict=True))
    return (
        [part for index, part in enumerate(parts) if is_near[index]],
        [part for index, part in enumerate(parts) if not is_near[index]],
    )


def _simplify(parts: Parts, tolerance: float) -> Parts:
    """Simplify shared edges once for both sides, then round to the precision of the files.

    ``shapely.coverage_simplify`` is Visvalingam–Whyatt on the edges of a coverage.
    """
    shapes = np.array([part for _, part in parts], dtype=object)
    simplified = shapely.coverage_simplify(shapes, tolerance)
    rounded = shapely.transform(simplified, lambda xy: np.round(xy, DECIMALS) + 0.0)
    cleaned = shapely.remove_repeated_points(rounded)
    return [(code, shape) for (code, _), shape in zip(parts, cleaned, strict=True)]


def _grouped(parts: Parts) -> Shapes:
    grouped: dict[str, list[Polygon]] = {}
    for code, part in parts:
        grouped.setdefault(code, []).append(part)
    return {code: shapes[0] if len(shapes) == 1 else MultiPolygon(shapes) for code, shapes in sorted(grouped.items())}


def _checked(shapes: Shapes) -> Shapes:
    """Return ``shapes`` if they are valid and form a coverage."""
    invalid = [code for code, shape in shapes.items() if not shape.is_valid]
    if invalid:
        raise ValueError(f"invalid after simplification: {', '.join(invalid)}")
    geometries = np.array(list(shapes.values()), dtype=object)
    if not shapely.coverage_is_valid(geometries):
        edges = shapely.coverage_invalid_edges(geometries)
        codes = [code for code, edge in zip(shapes, edges, strict=True) if not edge.is_empty]
        raise ValueError(f"neighbours overlap or part at: {', '.join(codes)}")
    return shapes
