"""Names on maps: which stand there, and that they cover neither marks, lines nor each other, however close or far the viewer is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
import shapely

from atlas.dataset import Dataset
from atlas.geography import EXTENTS, VIEWS, Circle, Placed, Point, Stroke, fit, lettering, mercator
from atlas.link_map import capitals_map, link_map_of
from atlas.palette import LIGHT
from atlas.routes.route_map import bounds_of, route_map_of
from atlas.view import ViewOptions, select
from components.map.lettering import text_layers
from components.map.links import LinkMarks, marks_of, name_size
from components.routes.map import lettered

HEIGHT = 560
WIDTHS = (358, 673, 1060)
"""On a phone, beside the tables, and over the whole page."""

ZOOMS = (-2, -1.5, -1, -0.5, 0, 0.3, 0.6, 1, 1.5, 2, 3)
"""How much closer than at first the viewer looks."""

WANTED = {"AFGHANISTAN", "IRAN", "PAKISTAN", "INDIA", "CHINA", "Persian Gulf", "Arabian Sea"}

LOOKS = (
    ViewOptions(),
    ViewOptions(partners="all"),
    ViewOptions(arcs="visits", routes=("chabahar-kandahar",), overlays=("crossings",)),
)


def opened(dataset: Dataset, options: ViewOptions, width: int) -> tuple[list[Placed], float, LinkMarks]:
    content = link_map_of(select(dataset), options)
    centre = fit(content.bounds, width, HEIGHT)
    content = content.seen_from(centre[2])
    marks, frame = marks_of(content, LIGHT, centre[2]), (*centre[:2], float(width), float(HEIGHT))
    names = lettering(options.boundaries, centre[2], frame, tuple(content.names), name_size(width), marks.strokes, marks.circles)
    return list(names), centre[2], marks


def written(name: Placed) -> str:
    """A name on one line."""
    return name.text.replace("-\n", "").replace("\n", " ")


def ground(name: Placed, zoom: float) -> shapely.Geometry:
    """What a name covers, in pixels of a zoom."""
    x, y = name.anchor * 2**zoom
    return shapely.union_all([shapely.box(x + left, y + top, x + right, y + bottom) for left, top, right, bottom in name.boxes])


def lines_at(strokes: Iterable[Stroke], zoom: float) -> npt.NDArray[np.object_]:
    """Lines and marks, of one point, in pixels of a zoom."""
    at = [[[side * 2**zoom for side in mercator(lon, lat)] for lon, lat in spots] for spots, _ in strokes]
    return np.array([shapely.LineString(spots) if len(spots) > 1 else shapely.Point(spots[0]) for spots in at])


def overlaps(names: Sequence[Placed], opens: float, strokes: Iterable[Stroke], circles: Iterable[Circle]) -> list[tuple[float, str, str]]:
    """At what zoom a name covers what. A mark may come below the name of a capital once the viewer is closer."""
    found = []
    drawn = [*((spots, width / 2, "line") for spots, width in strokes), *((((lon, lat),), radius, "mark") for lon, lat, radius in circles)]
    reach, kinds = np.array([half for _, half, _ in drawn]), np.array([kind for *_, kind in drawn])
    first = lines_at([(spots, half) for spots, half, _ in drawn], 0.0)
    for closer in ZOOMS:
        zoom = opens + closer
        shown = [(name, ground(name, zoom)) for name in names if name.zoom <= zoom]
        found += [(closer, one.text, other.text) for (one, a), (other, b) in combinations(shown, 2) if a.intersects(b)]
        shapes = shapely.transform(first, lambda points, scale=2**zoom: points * scale)
        for name, box in shown:
            excused = {"line"} | ({"mark"} if closer else set()) if name.important else set()
            found += [(closer, name.text, kind) for kind in kinds[shapely.dwithin(shapes, box, reach)] if kind not in excused]
    return found


@pytest.mark.parametrize("view", VIEWS)
def test_no_name_covers_anything(dataset: Dataset, view: str) -> None:
    checked = 0
    for extent in EXTENTS:
        for width in WIDTHS:
            for look in LOOKS if width == WIDTHS[1] and view == "un" else LOOKS[:1]:
                options = ViewOptions(**{**vars(look), "extent": extent, "boundaries": view})
                names, zoom, marks = opened(dataset, options, width)
                assert overlaps(names, zoom, marks.strokes, marks.circles) == [], (extent, width, look)
                checked += len(names)
    print(f"{view}: 0 overlaps of {checked} names")


@pytest.mark.parametrize("view", VIEWS)
def test_the_region_is_named(dataset: Dataset, view: str) -> None:
    for width in WIDTHS:
        names, zoom, _ = opened(dataset, ViewOptions(boundaries=view), width)
        assert {written(name) for name in names if name.zoom <= zoom} >= WANTED | {"Kabul", "Tehran", "New Delhi", "Beijing"}, width
    for extent in ("india-afghanistan", "chabahar-kabul"):
        for width in WIDTHS:
            names, zoom, _ = opened(dataset, ViewOptions(boundaries=view, extent=extent), width)
            assert {name.text for name in names if name.zoom <= zoom} >= {"AFGHANISTAN", "IRAN", "PAKISTAN", "INDIA", "Kabul"}


def test_kabul_is_written_beside_the_arcs(dataset: Dataset) -> None:
    for width in WIDTHS:
        names, zoom, marks = opened(dataset, ViewOptions(), width)
        kabul = next(name for name in names if name.text == "Kabul")
        widths = np.array([width for _, width in marks.strokes])
        lines = shapely.union_all(shapely.buffer(lines_at(marks.strokes, zoom), widths / 2))
        assert ground(kabul, zoom).intersection(lines).area <= 0.1 * ground(kabul, zoom).area
        assert ground(kabul, zoom).distance(shapely.Point(kabul.anchor * 2**zoom)) < 20, "the name is near its mark"


@pytest.mark.parametrize("view", VIEWS)
def test_names_on_the_map_of_the_routes_cover_nothing(dataset: Dataset, view: str) -> None:
    for width in WIDTHS:
        content = route_map_of(dataset, ViewOptions(boundaries=view))
        centre = fit(bounds_of(content.legs), width, HEIGHT)
        names, strokes, circles = lettered(content, centre, (width, HEIGHT), 13)
        assert overlaps(names, centre[2], strokes, circles) == []
        shown = {name.text for name in names if name.zoom <= centre[2]}
        assert {"Kabul", "AFGHANISTAN", "IRAN", "PAKISTAN"} <= shown
    assert {"Chabahar", "Bandar Abbas", "Karachi", "Helmand", "Arabian Sea"} <= shown


def test_more_is_named_the_closer_the_map_is(dataset: Dataset) -> None:
    far, near = ({name.text for name in opened(dataset, ViewOptions(extent=extent), 673)[0]} for extent in ("network", "india-afghanistan"))
    assert {"CHINA", "Indus", "Pacific\nOcean"} & far == {"CHINA", "Pacific\nOcean"} and "Indus" in near
    names, zoom, _ = opened(dataset, ViewOptions(), 673)
    steps = {round(name.zoom - zoom) for name in names}
    assert steps == {-2, -1, 0, 1}


def test_disputed_areas_are_named_as_the_view_has_them(dataset: Dataset) -> None:
    named = {view: {name.text for name in opened(dataset, ViewOptions(boundaries=view, extent="wakhan"), 673)[0]} for view in VIEWS}
    assert any("Jammu" in name for name in named["un"]) and not any("Jammu" in name for name in named["india"])


def test_a_reserved_corner_stays_free() -> None:
    frame, box = (70.0, 25.0, 600.0, 400.0), (0.0, 250.0, 250.0, 400.0)
    free, kept = (lettering("un", 3.0, frame, (), 14, reserved=reserved) for reserved in ((), (box,)))
    corner = [side * 2**3 - half for side, half in zip(mercator(70, 25), (300, 200), strict=True)]
    legend = shapely.box(corner[0], corner[1] + 250, corner[0] + 250, corner[1] + 400)
    assert any(ground(name, 3.0).intersects(legend) for name in free if name.zoom <= 3)
    assert not any(ground(name, 3.0).intersects(legend) for name in kept if name.zoom <= 3)


def test_a_name_is_shown_from_its_zoom_on(dataset: Dataset) -> None:
    names, _, _ = opened(dataset, ViewOptions(), 673)
    layers = text_layers(names, LIGHT)
    rows = {row[0]: (row, layer.content_cutoff_pixels[1]) for layer in layers for row in layer.data}
    for name in names:
        row, cutoff = rows[name.text]
        pixels = 100 * row[4] / (40_075_016.7 * math.cos(math.radians(row[2])) / 512 / 2**name.zoom)
        assert cutoff < pixels < cutoff * 1.1
        top, bottom = name.boxes[:, 1].min(), name.boxes[:, 3].max()
        assert name.strip[0] <= top and bottom <= name.strip[1] and name.strip[0] <= 0 <= name.strip[1]


def test_points_without_room_are_left_out() -> None:
    crowd = tuple(Point(f"Place {number}", 70 + number / 100, 30) for number in range(40))
    names = lettering("un", 3.0, (70.0, 30.0, 400.0, 300.0), crowd, 13)
    assert 0 < len([name for name in names if name.kind == "place" and name.zoom <= 3]) < 20


def test_the_map_of_the_overview_is_named(dataset: Dataset) -> None:
    content = capitals_map(select(dataset), ViewOptions())
    assert content.capitals and {point.name for point in content.names} >= {"Kabul", "Beijing"}
