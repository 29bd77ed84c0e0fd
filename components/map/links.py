"""The map of links: arcs between capitals, meeting places and what is shown of the routes."""

from __future__ import annotations

from collections.abc import Callable

from atlas.geography import CHARACTER_WIDTH, fit, in_frame, mercator, place_labels
from atlas.link_map import LinkMap
from atlas.palette import Theme
from atlas.words import join_words
from components.map.arcs import along, link_layers, link_rows, rounded
from components.map.base import DISPUTED_SIZE, base_layers, disputed_names, disputed_rows, draw, text_layer
from components.map.legend import legend
from components.map.marks import Row, place_layers, place_rows
from components.map.overlay import crossing_layers, leg_layers, overlay_of
from components.viewport import column_width

NAME_SIZE = 14


def _covered(names: list[Row], zoom: float) -> list[tuple[float, float, float]]:
    """Points under the names of disputed areas, which other names should keep clear of."""
    points: list[tuple[float, float, float]] = []
    for name in names:
        x, y = mercator(*name["position"])
        longest = max(map(len, name["text"].split("\n"))) * DISPUTED_SIZE * CHARACTER_WIDTH
        for across in (-0.5, -0.25, 0, 0.25, 0.5):
            points += [(*rounded(x + across * longest / 2**zoom, y + down / 2**zoom), 14.0) for down in (-7, 7)]
    return points


def _alt(content: LinkMap) -> str:
    busiest = [f"{link['label']} {link['events']}" for link in content.links.head(4).to_dict("records")]
    noun = "visits" if content.look.directed else "events"
    shown = f"Map of links between capitals. Number of {noun}: {join_words(busiest) or 'none in view'}."
    return " ".join(part for part in (shown, content.words, "The table beside it holds all.") if part)


def link_map(
    content: LinkMap, theme: Theme, *, share: float = 1.0, height: int, key: str, on_select: Callable[[], None] | None = None
) -> None:
    """Draw the map with its legend below; `share` is the part of the page it fills."""
    width = column_width(share)
    centre = fit(content.bounds, width, height)
    zoom, frame = centre[2], (*centre[:2], float(width), float(height))
    rows, marks, overlay = link_rows(content, theme, zoom), place_rows(content.places, content.look.most_met), overlay_of(content, theme)
    points = content.names
    capitals = {(round(point.lon, 2), round(point.lat, 2)) for point in points if point.important}
    circles = [(*mark["p"], 2 * mark["r"]) for mark in marks if tuple(mark["p"]) not in capitals]
    circles += [(*row["position"], 14.0) for row in overlay.crossings]
    inside = [point for point in points if in_frame(point.lon, point.lat, zoom, frame)]
    names = place_labels(inside, zoom, NAME_SIZE, frame, [*along(rows), *circles, *_covered(disputed_rows(zoom, frame), zoom)])
    layers = [
        *base_layers(theme, content.ground, pickable=on_select is not None),
        *leg_layers(overlay, theme),
        *link_layers(rows, content.look.directed),
        *place_layers(content.places, marks, theme, content.look.lit),
        *crossing_layers(overlay, theme),
        *disputed_names(theme, zoom, frame),
        text_layer(names, theme, NAME_SIZE),
    ]
    draw(layers, centre, height, _alt(content), key, on_select, tip="name")
    legend(content.legend, theme)
