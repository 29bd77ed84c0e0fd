"""The map of links as a file: its content laid out for paper, with what a reader needs to trust and repeat it."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from atlas.actors import KABUL
from atlas.dataset import Dataset
from atlas.dataset.legs import CLOSED
from atlas.geography import (
    Frame,
    Placed,
    boundary_note,
    fit,
    great_circle,
    lettering,
    tone_class,
    tone_labels,
)
from atlas.link_map import STRONG, LinkMap, link_map_of
from atlas.palette import LIGHT, TONE_COLOURS
from atlas.pictures.drawing import TO_MAP, WHOLE, WORLD, Form, Sheet, by_one_hand, drawing, finished, ground, write_names
from atlas.routes.status import leg_status_on
from atlas.view import EventFilter, Selection, ViewOptions, select
from atlas.words import count, format_date

TITLE = "Who met whom, and where"
LABEL_SIZE = 12
_CAPITAL = 4.0
"""Radius of the mark of a capital in points."""

_PICTURES_KEPT = 24
"""Each has some 1.5 MB, and many who follow one link ask for one picture."""

_PIECES = 48
"""Straight pieces of which a great circle is drawn."""

SHAPES = (
    "Shapes: United Nations geodata and Natural Earth; relief: shadedrelief.com, by way of basemap; places: GeoNames (CC BY 4.0); "
    "roads and railways: © OpenStreetMap contributors (ODbL 1.0)."
)


def _colour(content: LinkMap, actor: str) -> str:
    return LIGHT.actor(actor, str(content.dataset.actors.loc[actor, "colour"]))


def _shut(content: LinkMap) -> pd.Series[bool]:
    """Which legs of the map could not be passed on its day, by `leg_id`."""
    return leg_status_on(content.dataset, content.look.day)["status"].reindex(list(content.legs)).isin(CLOSED)


def _arcs(axes: Axes, content: LinkMap) -> None:
    for link, start, end in content.drawn():
        line = np.array(TO_MAP.transform(*np.array(great_circle(start, end, _PIECES)).T)).T
        # Where a line leaves the map at one side it does not cross the whole picture to the other.
        pieces = [piece for piece in pairwise(line) if abs(piece[0][0] - piece[1][0]) < WORLD / 2]
        if content.look.colour == "tone":
            sides = [TONE_COLOURS[tone_class(link["mean_tone"])]] * 2
        else:
            sides = [_colour(content, link["second"] if link["first"] == KABUL else link["first"]), _colour(content, link["second"])]
        # Opaque, or the joints between the pieces of a line would show.
        first, second, land = (np.array(to_rgb(colour)) for colour in (*sides, LIGHT.land))
        own = content.look.lit.opacity("links", link["link"])
        colours = [(first + (second - first) * index / len(pieces)) * own + land * (1 - own) for index in range(len(pieces))]
        width = content.look.arc(link[content.look.width])
        axes.add_collection(LineCollection(pieces, colors=colours, linewidths=width, capstyle="round", zorder=4))


def _visits(axes: Axes, content: LinkMap) -> None:
    for visit, start, end in content.drawn():
        width = content.look.arc(visit["events"])
        arrow = FancyArrowPatch(
            TO_MAP.transform(*start),
            TO_MAP.transform(*end),
            connectionstyle="arc3,rad=0.2",
            arrowstyle=f"simple,head_length={6 + width},head_width={6 + 1.6 * width},tail_width={width}",
            color=_colour(content, visit["origin"]),
            linewidth=0,
            alpha=content.look.lit.opacity("links", visit["link"]),
            shrinkA=0,
            shrinkB=5,
            zorder=4,
        )
        axes.add_patch(arrow)


def _marks(axes: Axes, content: LinkMap) -> None:
    for place in content.places.to_dict("records"):
        radius = content.look.radius(place["events"])
        edge = LIGHT.disputed if place["uncertain"] else LIGHT.ink
        x, y = TO_MAP.transform(place["lon"], place["lat"])
        paper = (*to_rgb(LIGHT.paper), 0.75)
        strength = content.look.lit.opacity("places", place["place_id"]) / STRONG
        axes.plot(x, y, "o", markersize=2 * radius, markerfacecolor=paper, markeredgecolor=edge, alpha=strength, zorder=5)

    for lon, lat in content.capitals:
        x, y = TO_MAP.transform(lon, lat)
        axes.plot(x, y, "o", markersize=2 * _CAPITAL - 1, markerfacecolor=LIGHT.ink, markeredgecolor=LIGHT.paper, zorder=5.6)


def _routes(axes: Axes, content: LinkMap) -> None:
    """Legs as lines, dotted where they could not be passed on the day; crossings as dots, hollow and crossed out where closed."""
    legs = content.dataset.legs.loc[list(content.legs)].to_crs("EPSG:3857")
    shut = _shut(content)
    for chosen, dotting in ((legs[~shut], "solid"), (legs[shut], (0, (1, 1.6)))):
        if len(chosen):
            chosen.plot(ax=axes, aspect=None, color=LIGHT.muted, linewidth=1.6, linestyle=dotting, zorder=3)
    borders = legs["mode"] == "border"
    for kind, colour in ((borders & ~shut, LIGHT.ink), (borders & shut, LIGHT.land)):
        for point in legs[kind].geometry.interpolate(0.5, normalized=True):
            axes.plot(point.x, point.y, "o", markersize=6, markerfacecolor=colour, markeredgecolor=LIGHT.ink, zorder=5.5)
            if colour == LIGHT.land:
                axes.plot(point.x, point.y, "x", markersize=4, color=LIGHT.ink, zorder=5.5)


def _legend_items(content: LinkMap) -> list[Line2D]:
    def line(colour: str, width: float, label: str) -> Line2D:
        return Line2D([], [], color=colour, linewidth=width, label=label, solid_capstyle="butt")

    def ring(colour: str, label: str) -> Line2D:
        return Line2D([], [], marker="o", linestyle="none", markersize=8, markerfacecolor="none", markeredgecolor=colour, label=label)

    what = content.legend
    tones = zip(tone_labels(), TONE_COLOURS, strict=True) if what.tone else ()
    items = [line(colour, 4, label) for label, colour in what.partners]
    items += [line(colour, 4, f"tone {label}") for label, colour in tones]
    items += [line(LIGHT.ink, width, count(number, what.noun)) for number, width in what.widths]
    if what.places:
        closer = f" ({what.left_out} more on closer maps)" if what.left_out else ""
        items.append(ring(LIGHT.ink, f"place, larger with more events{closer}"))
    if what.uncertain:
        items.append(ring(LIGHT.disputed, "position approximate"))
    return items + (_route_items(content) if what.routes else [])


def _route_items(content: LinkMap) -> list[Line2D]:
    shut = _shut(content)
    items = [Line2D([], [], color=LIGHT.muted, linewidth=1.6, label="corridor")]
    if shut.any():
        items.append(Line2D([], [], color=LIGHT.muted, linewidth=1.6, linestyle=(0, (1, 1.6)), label="not open that day"))
    crossings = shut[(content.dataset.legs.loc[shut.index, "mode"] == "border").to_numpy()]
    ring: dict[str, Any] = {"linestyle": "none", "marker": "o", "markersize": 7, "markeredgecolor": LIGHT.ink}
    if (~crossings).any():
        items.append(Line2D([], [], markerfacecolor=LIGHT.ink, label="crossing open or restricted", **ring))
    if crossings.any():
        closed = {"marker": r"$\otimes$", "markersize": 9, "markeredgewidth": 0}
        items.append(Line2D([], [], markerfacecolor=LIGHT.ink, label="crossing not open", **{**ring, **closed}))
    return items


def _names(content: LinkMap, zoom: float, frame: Frame) -> tuple[Placed, ...]:
    """Names that keep clear of links, legs, places and crossings."""
    look, legs = content.look, content.dataset.legs.loc[list(content.legs)]
    strokes = [(tuple(great_circle(start, end, _PIECES)), look.arc(row[look.width])) for row, start, end in content.drawn()] + [
        (tuple(line.coords), 2.0) for line in legs.geometry
    ]
    columns = (content.places[name] for name in ("lon", "lat", "events"))
    marks = [(lon, lat, look.radius(events)) for lon, lat, events in zip(*columns, strict=True)]
    middles = [line.interpolate(0.5, normalized=True) for line in legs[legs["mode"] == "border"].geometry]
    marks += [(point.x, point.y, 5.0) for point in middles] + [(*spot, _CAPITAL) for spot in content.capitals]
    return lettering(content.ground.boundaries, zoom, frame, tuple(content.names), LABEL_SIZE, tuple(strokes), tuple(marks))


def credits(dataset: Dataset, address: str) -> tuple[str, str]:
    """Where the facts and the shapes of a picture are from; `address` opens the same view again."""
    package = dataset.package
    return f"Data: {package.title}, version {package.version}, {package.licence}. {address}", SHAPES


@by_one_hand
def draw_link_map(content: LinkMap, sentence: str, address: str, form: Form, sheet: Sheet = WHOLE) -> bytes:
    """The map as PNG or SVG, with title, legend, what is in view, how to read it, sources and boundary note inside.

    `sentence` says what is in view, `address` opens the same view again.
    """
    look, (width, height) = content.look, sheet.size
    centre = fit(content.bounds, width, height)
    content = content.seen_from(centre[2])
    frame = (*centre[:2], float(width), float(height))
    if content.legs:
        sentence += f" Routes as of {format_date(look.day)}."
    figure, axes = drawing(sheet, TITLE, sentence, centre)
    ground(axes, content.ground)
    _routes(axes, content)
    (_visits if look.directed else _arcs)(axes, content)
    _marks(axes, content)
    write_names(axes, _names(content, centre[2], frame), centre[2])
    small = (*content.notes, boundary_note(content.ground.boundaries), *credits(content.dataset, address))
    return finished(sheet, figure, axes, _legend_items(content), small, form)


def map_picture(selection: Selection, options: ViewOptions, address: str, form: Form) -> bytes:
    """The map of a view as PNG or SVG; the last ones drawn are kept for all visitors."""
    return _drawn(selection.dataset, selection.filter, options, address, form)


@lru_cache(maxsize=_PICTURES_KEPT)
def _drawn(dataset: Dataset, filter_: EventFilter, options: ViewOptions, address: str, form: Form) -> bytes:
    # By the filter, since a selection of a large dataset holds a part of its tables.
    selection = select(dataset, filter_)
    content = link_map_of(selection, options)
    step = f" On this map: {content.heading}." if options.month else ""
    return draw_link_map(content, selection.sentence + step, address, form)
