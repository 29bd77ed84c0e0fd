"""The map of links as a file: the scene of a view laid out for paper, with what a reader needs to trust and repeat it."""

from __future__ import annotations

from atlas.dataset import Dataset
from atlas.geography import Point, arc_width, fit, great_circle, in_frame, place_labels, place_radius
from atlas.link_map import Scene, box_of, named_points, scene_of
from atlas.measures.links import seats
from atlas.pictures.drawing import WHOLE, Form, Picture, Sheet, draw_map
from atlas.view import Selection, ViewOptions
from atlas.words import format_date

TITLE = "Who met whom, and where"
LABEL_SIZE = 12
SHAPES = "Shapes: United Nations geodata and Natural Earth; places: GeoNames (CC BY 4.0)."


def _drawn(scene: Scene, dataset_seats: dict[str, tuple[float, float]], most: float, most_met: float) -> list[tuple[float, float, float]]:
    """What names should keep clear of: points on links, and places, with their width in points."""
    first, second = (scene.links[end] for end in scene.look.ends)
    points: list[tuple[float, float, float]] = []
    for one, other, number in zip(first, second, scene.links[scene.look.width], strict=True):
        start, end = dataset_seats.get(one), dataset_seats.get(other)
        if start and end and start != end:
            points += [(lon, lat, arc_width(number, most)) for lon, lat in great_circle(start, end, 31)]
    columns = (scene.places[name] for name in ("lon", "lat", "events"))
    return points + [(lon, lat, 2 * place_radius(events, most_met)) for lon, lat, events in zip(*columns, strict=True)]


def credits(dataset: Dataset, address: str) -> tuple[str, str]:
    """Where the facts and the shapes of a picture are from; `address` opens the same view again."""
    package = dataset.package
    return f"Data: {package.title}, version {package.version}, {package.licence}. {address}", SHAPES


def picture_of(scene: Scene, options: ViewOptions, sentence: str, address: str, sheet: Sheet = WHOLE) -> Picture:
    """A scene laid out as a picture. `sentence` says what is in view, `address` opens the same view again."""
    dataset, look = scene.selection.dataset, scene.look
    most, most_met = look.scale(scene.links, scene.places)
    centre = fit(box_of(options.extent, scene.links, scene.places, dataset, look), *sheet.size)
    frame = (centre[0], centre[1], float(sheet.size[0]), float(sheet.size[1]))

    def inside(point: Point) -> bool:
        return in_frame(point.lon, point.lat, centre[2], frame)

    points = filter(inside, named_points(scene.links, scene.places, dataset, look))
    routes = f" Routes as of {format_date(look.day or dataset.last_day)}." if scene.legs else ""
    return Picture(
        title=TITLE,
        sentence=(f"{sentence} On this map: {scene.heading}." if options.month else sentence) + routes,
        notes=scene.notes,
        credits=credits(dataset, address),
        links=scene.links,
        places=scene.places,
        legs=scene.legs,
        day=look.day or dataset.last_day,
        lit=look.lit,
        names=tuple(place_labels(points, centre[2], LABEL_SIZE, frame, _drawn(scene, seats(dataset), most, most_met))),
        centre=centre,
        boundaries=options.boundaries,
        colour=look.colour,
        width=look.width,
        directed=look.directed,
        most=most,
        most_met=most_met,
        sheet=sheet,
    )


def map_picture(selection: Selection, options: ViewOptions, address: str, form: Form) -> bytes:
    """The map of a view as PNG or SVG."""
    picture = picture_of(scene_of(selection, options), options, selection.sentence, address)
    return draw_map(picture, selection.dataset, form)
