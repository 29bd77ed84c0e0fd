"""The map of links: arcs between capitals, meeting places and what is shown of the routes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from atlas.geography import Circle, Spot, Stroke, fit, lettering
from atlas.link_map import LinkMap
from atlas.palette import Theme
from atlas.words import join_words
from components.map.arcs import link_layers, link_rows, strokes_of
from components.map.base import base_layers, draw
from components.map.legend import folds, kept_free, legend, legend_items
from components.map.lettering import text_layers
from components.map.marks import CAPITAL, CROSSING, Row, capital_layer, place_layers, place_rows
from components.map.overlay import LEG_WIDTH, Overlay, crossing_layers, leg_layers, overlay_of
from components.viewport import column_width

NAME_SIZE, NAME_SIZE_NARROW, _NARROW = 14, 12, 500
"""Size of the letters of places in pixels, the second on a map that is no wider than the third."""

_RIM = 1.0
"""Pixels by which the line around a place makes its mark larger."""


def _alt(content: LinkMap, *, table: bool) -> str:
    busiest = [
        f"{label} {events}" for label, events in zip(*(content.links[name].tolist()[:4] for name in ("label", "events")), strict=True)
    ]
    noun = "visits" if content.look.directed else "events"
    shown = f"Map of links between capitals. Number of {noun}: {join_words(busiest) or 'none in view'}."
    return " ".join(part for part in (shown, content.words, "The table on this page holds all." if table else "") if part)


@dataclass(frozen=True, eq=False)
class LinkMarks:
    """What is drawn above the ground, as rows of layers; `capitals` are longitude and latitude."""

    links: list[Row]
    places: list[Row]
    overlay: Overlay
    capitals: list[Spot]

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """The lines, which names keep clear of."""
        return *strokes_of(self.links), *strokes_of([*self.overlay.open, *self.overlay.shut], LEG_WIDTH)

    @property
    def circles(self) -> tuple[Circle, ...]:
        """The round marks, which names keep clear of."""
        places = [(*mark["p"], mark["r"] + _RIM) for mark in self.places]
        crossings = [(*row["position"], CROSSING) for row in self.overlay.crossings]
        return *places, *crossings, *((lon, lat, CAPITAL) for lon, lat in self.capitals)


def name_size(width: float) -> int:
    """Size of the letters of places on a map of a width in pixels."""
    return NAME_SIZE if width > _NARROW else NAME_SIZE_NARROW


def marks_of(content: LinkMap, theme: Theme, zoom: float) -> LinkMarks:
    """The marks of a map that opens at a zoom."""
    places = place_rows(content.places, content.look)
    return LinkMarks(link_rows(content, theme, zoom), places, overlay_of(content, theme, zoom), content.capitals)


def link_map(
    content: LinkMap,
    theme: Theme,
    *,
    share: float = 1.0,
    height: int,
    key: str,
    folded: bool = False,
    picture: str = "",
    on_select: Callable[[], None] | None = None,
) -> None:
    """Draw the map with its legend on it; `share` is the part of the page it fills, `folded` whether the legend is shut.

    `picture` is the query of the picture that stands for it where nothing is drawn, if it is not that of the page.
    """
    width = column_width(share)
    centre = fit(content.bounds, width, height)
    zoom, frame = centre[2], (*centre[:2], float(width), float(height))
    content = content.seen_from(zoom)
    marks, points = marks_of(content, theme, zoom), tuple(content.names)
    items, folded = legend_items(content.legend, theme), folded or folds(height)
    reserved = kept_free(items, width, height, folded=folded)
    names = lettering(content.ground.boundaries, zoom, frame, points, name_size(width), marks.strokes, marks.circles, reserved)
    layers = [
        *base_layers(theme, content.ground, pickable=on_select is not None),
        *leg_layers(marks.overlay, theme),
        *link_layers(marks.links, content.look.directed),
        *place_layers(content.places, marks.places, theme, content.look.lit),
        *crossing_layers(marks.overlay, theme),
        capital_layer(marks.capitals, theme),
        *text_layers(names, theme),
    ]
    draw(
        layers,
        theme,
        centre,
        height,
        _alt(content, table=on_select is not None),
        key,
        on_select,
        tip="name",
        over=legend(items, theme, folded=folded),
        picture=picture,
    )
