"""The map as a file that explains itself: PNG and SVG.

The same picture always has the same bytes: nothing in it depends on the clock or on chance.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from textwrap import fill
from typing import Any, Literal

import geopandas as gpd
import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch
from pyproj import Transformer

from atlas.actors import CAPITALS, KABUL, NEIGHBOURS
from atlas.dataset import Dataset
from atlas.dataset.legs import CLOSED
from atlas.geography import STATIC_FOLDER, VIEWS, arc_width, great_circle, place_radius, samples, tone_class, tone_labels
from atlas.link_map import STRONG, Lit
from atlas.measures.links import seats
from atlas.palette import LIGHT, OTHERS, TONE_COLOURS
from atlas.routes.status import leg_status_on
from atlas.words import count

Form = Literal["png", "svg"]

MAP_SIZE = (820, 520)
"""Width and height of the map in points; a pixel of the screen is a point of the picture."""

MARGIN, TOP, BOTTOM = 30, 70, 122
DOTS_PER_INCH = 144
PIECES = 48
"""Straight pieces of which a great circle is drawn."""


@dataclass(frozen=True)
class Sheet:
    """The paper of a map: the size of the map and what is around it, in points, and whether it explains itself.

    A `bare` one has only its legend: what it shows stands beside it.
    """

    size: tuple[int, int] = MAP_SIZE
    margin: int = MARGIN
    top: int = TOP
    bottom: int = BOTTOM
    columns: int = 6
    bare: bool = False

    @property
    def whole(self) -> tuple[int, int]:
        """Width and height of the paper."""
        return self.size[0] + 2 * self.margin, self.size[1] + self.top + self.bottom


WHOLE = Sheet()
SLIDE = Sheet(size=(540, 392), margin=0, top=0, bottom=44, columns=4, bare=True)
"""For a slide, on which a map has half the width and letters must stay readable."""


_TO_MAP = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
_WORLD = 2 * 20037508.342789244
_TILE = 512
STYLE: Any = {"font.family": ["DejaVu Sans"], "svg.fonttype": "none", "svg.hashsalt": "kabul-outreach-atlas"}
LOCK = threading.Lock()
"""matplotlib keeps its settings for the whole process."""


@dataclass(frozen=True)
class Picture:
    """A map to be drawn.

    `centre` is longitude, latitude and zoom as on the screen. `links` are rows of `atlas.links.links` (with `meetings`, if that is
    `width`) or, where `directed`, of `visits`; `places` rows of `meeting_places`. `names` are placed labels with `text`, `position`,
    `anchor`, `baseline` and `offset`. `legs` are legs of the routes, drawn by their status on `day`; what is not `lit` recedes.
    `sentence` says what is in view, `notes` how to read it, `credits` where it is from.
    """

    title: str
    sentence: str
    notes: tuple[str, ...]
    credits: tuple[str, ...]
    links: pd.DataFrame
    places: pd.DataFrame
    legs: tuple[str, ...]
    day: date
    lit: Lit
    names: tuple[dict[str, Any], ...]
    centre: tuple[float, float, float]
    boundaries: str
    colour: str
    width: str
    directed: bool
    most: float
    most_met: float
    sheet: Sheet = WHOLE


@cache
def _shapes(name: str) -> gpd.GeoSeries:
    return gpd.read_file(STATIC_FOLDER / f"{name}.geojson").geometry.to_crs("EPSG:3857")


def _colour(dataset: Dataset, actor: str) -> str:
    return LIGHT.actor(actor, str(dataset.actors.loc[actor, "colour"]))


def ground(axes: Axes, boundaries: str) -> None:
    """Land, lakes, disputed areas and the borders of a view."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()

    def shapes(name: str, **style: Any) -> None:
        seen = _shapes(name).clip_by_rect(west, south, east, north)
        seen = seen[~seen.is_empty]
        if len(seen):
            seen.plot(ax=axes, aspect=None, **style)

    shapes("countries", facecolor=LIGHT.land, edgecolor="none", zorder=1)
    shapes(f"boundaries-{boundaries}", facecolor=LIGHT.land, edgecolor=LIGHT.land, linewidth=0.4, zorder=1)
    shapes("lakes", facecolor=LIGHT.sea, edgecolor="none", zorder=2)
    shapes("disputed-hatch", color=LIGHT.disputed, linewidth=0.5, alpha=0.6, zorder=2)
    shapes("borders", color=LIGHT.border, linewidth=0.7, zorder=2)
    shapes(f"borders-{boundaries}", color=LIGHT.border, linewidth=0.9, zorder=2)
    axes.set(xlim=(west, east), ylim=(south, north))


def _arcs(axes: Axes, picture: Picture, dataset: Dataset) -> None:
    for link in picture.links[::-1].to_dict("records"):
        start, end = seats(dataset).get(link["first"]), seats(dataset).get(link["second"])
        if start is None or end is None or start == end:
            continue
        line = np.array(_TO_MAP.transform(*np.array(great_circle(start, end, PIECES)).T)).T
        # Where a line leaves the map at one side it does not cross the whole picture to the other.
        pieces = [piece for piece in pairwise(line) if abs(piece[0][0] - piece[1][0]) < _WORLD / 2]
        if picture.colour == "tone":
            sides = [TONE_COLOURS[tone_class(link["mean_tone"])]] * 2
        else:
            sides = [_colour(dataset, link["second"] if link["first"] == KABUL else link["first"]), _colour(dataset, link["second"])]
        # Opaque, or the joints between the pieces of a line would show.
        first, second, land = (np.array(to_rgb(colour)) for colour in (*sides, LIGHT.land))
        own = picture.lit.opacity("links", link["link"])
        colours = [(first + (second - first) * index / len(pieces)) * own + land * (1 - own) for index in range(len(pieces))]
        width = arc_width(link[picture.width], picture.most)
        axes.add_collection(LineCollection(pieces, colors=colours, linewidths=width, capstyle="round", zorder=4))


def _visits(axes: Axes, picture: Picture, dataset: Dataset) -> None:
    for visit in picture.links[::-1].to_dict("records"):
        start, end = seats(dataset).get(visit["origin"]), seats(dataset).get(visit["destination"])
        if start is None or end is None or start == end:
            continue
        width = arc_width(visit["events"], picture.most)
        arrow = FancyArrowPatch(
            _TO_MAP.transform(*start),
            _TO_MAP.transform(*end),
            connectionstyle="arc3,rad=0.2",
            arrowstyle=f"simple,head_length={6 + width},head_width={6 + 1.6 * width},tail_width={width}",
            color=_colour(dataset, visit["origin"]),
            linewidth=0,
            alpha=picture.lit.opacity("links", visit["link"]),
            shrinkA=0,
            shrinkB=5,
            zorder=4,
        )
        axes.add_patch(arrow)


def _marks(axes: Axes, picture: Picture) -> None:
    for place in picture.places.to_dict("records"):
        radius = place_radius(place["events"], picture.most_met)
        edge = LIGHT.disputed if place["uncertain"] else LIGHT.ink
        x, y = _TO_MAP.transform(place["lon"], place["lat"])
        paper = (*to_rgb(LIGHT.paper), 0.75)
        strength = picture.lit.opacity("places", place["place_id"]) / STRONG
        axes.plot(x, y, "o", markersize=2 * radius, markerfacecolor=paper, markeredgecolor=edge, alpha=strength, zorder=5)


def _routes(axes: Axes, picture: Picture, dataset: Dataset) -> None:
    """Legs as lines, dotted where they could not be passed on the day; crossings as dots, hollow and crossed out where closed."""
    legs = dataset.legs.loc[list(picture.legs)].to_crs("EPSG:3857")
    shut = leg_status_on(dataset, picture.day)["status"].reindex(legs.index).isin(CLOSED)
    for chosen, dotting in ((legs[~shut], "solid"), (legs[shut], (0, (1, 1.6)))):
        if len(chosen):
            chosen.plot(ax=axes, aspect=None, color=LIGHT.muted, linewidth=1.6, linestyle=dotting, zorder=3)
    borders = legs["mode"] == "border"
    for kind, colour in ((borders & ~shut, LIGHT.ink), (borders & shut, LIGHT.land)):
        for point in legs[kind].geometry.interpolate(0.5, normalized=True):
            axes.plot(point.x, point.y, "o", markersize=8, markerfacecolor=colour, markeredgecolor=LIGHT.ink, zorder=5.5)
            if colour == LIGHT.land:
                axes.plot(point.x, point.y, "x", markersize=5, color=LIGHT.ink, zorder=5.5)


def write_names(axes: Axes, names: Iterable[dict[str, Any]]) -> None:
    """Placed names with a light ground behind them."""
    sides = {"start": "left", "end": "right", "middle": "center"}
    for name in names:
        axes.annotate(
            name["text"],
            _TO_MAP.transform(*name["position"]),
            xytext=(name["offset"][0], -name["offset"][1]),
            textcoords="offset points",
            ha=sides[name["anchor"]],
            va=name["baseline"],
            fontsize=11,
            color=LIGHT.ink,
            zorder=6,
            bbox={"boxstyle": "square,pad=0.05", "facecolor": LIGHT.land, "edgecolor": "none", "alpha": 0.7},
        )


def _legend_items(picture: Picture, dataset: Dataset) -> list[Line2D]:
    def line(colour: str, width: float, label: str) -> Line2D:
        return Line2D([], [], color=colour, linewidth=width, label=label, solid_capstyle="butt")

    if picture.colour == "tone":
        items = [line(colour, 4, f"tone {label}") for colour, label in zip(TONE_COLOURS, tone_labels(), strict=True)]
    else:
        first, second = ("origin", "destination") if picture.directed else ("first", "second")
        ends = {*picture.links[first], *picture.links[second]}
        own = [actor for actor in (*CAPITALS, *NEIGHBOURS) if actor in ends]
        items = [line(_colour(dataset, actor), 4, str(dataset.actors.loc[actor, "label"])) for actor in own]
        if len(ends - {KABUL}) > len(own):
            items.append(line(OTHERS, 4, "others"))
    noun = "visit" if picture.directed else "meeting" if picture.width == "meetings" else "event"
    items += [line(LIGHT.ink, arc_width(number, picture.most), count(number, noun)) for number in samples(picture.most)]

    def ring(colour: str, label: str) -> Line2D:
        return Line2D([], [], marker="o", linestyle="none", markersize=8, markerfacecolor="none", markeredgecolor=colour, label=label)

    if len(picture.places):
        items.append(ring(LIGHT.ink, "place, larger with more events"))
        if picture.places["uncertain"].any():
            items.append(ring(LIGHT.disputed, "position approximate"))
    return items + _route_items(picture, dataset)


def _route_items(picture: Picture, dataset: Dataset) -> list[Line2D]:
    if not picture.legs:
        return []
    legs = list(picture.legs)
    shut = leg_status_on(dataset, picture.day)["status"].reindex(legs).isin(CLOSED)
    items = [Line2D([], [], color=LIGHT.muted, linewidth=1.6, label="corridor")]
    if shut.any():
        items.append(Line2D([], [], color=LIGHT.muted, linewidth=1.6, linestyle=(0, (1, 1.6)), label="not open that day"))
    crossings = shut[(dataset.legs.loc[legs, "mode"] == "border").to_numpy()]
    ring: dict[str, Any] = {"linestyle": "none", "marker": "o", "markersize": 7, "markeredgecolor": LIGHT.ink}
    if (~crossings).any():
        items.append(Line2D([], [], markerfacecolor=LIGHT.ink, label="crossing open or restricted", **ring))
    if crossings.any():
        closed = {"marker": r"$\otimes$", "markersize": 9, "markeredgewidth": 0}
        items.append(Line2D([], [], markerfacecolor=LIGHT.ink, label="crossing not open", **{**ring, **closed}))
    return items


@contextmanager
def drawing(sheet: Sheet, title: str, sentence: str, centre: tuple[float, float, float]) -> Iterator[tuple[Figure, Axes]]:
    """An empty map on its paper, with title and sentence above it; `centre` is longitude, latitude and zoom as on the screen."""
    width, height = sheet.whole
    with LOCK, matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(width / 72, height / 72), facecolor=LIGHT.paper)
        axes = figure.add_axes(
            (sheet.margin / width, sheet.bottom / height, sheet.size[0] / width, sheet.size[1] / height), facecolor=LIGHT.sea
        )
        x, y = _TO_MAP.transform(*centre[:2])
        scale = _WORLD / _TILE / 2 ** centre[2]
        axes.set_xlim(x - sheet.size[0] / 2 * scale, x + sheet.size[0] / 2 * scale)
        axes.set_ylim(y - sheet.size[1] / 2 * scale, y + sheet.size[1] / 2 * scale)
        axes.set_xticks([])
        axes.set_yticks([])
        axes.spines[:].set_visible(False)
        if not sheet.bare:
            left = sheet.margin / width
            figure.text(left, 1 - 30 / height, title, fontsize=17, color=LIGHT.ink, family="DejaVu Serif", va="baseline")
            figure.text(left, 1 - 52 / height, fill(sentence, 125), fontsize=10, color=LIGHT.ink, va="center")
        yield figure, axes


def finished(sheet: Sheet, figure: Figure, axes: Axes, legend: list[Line2D], small: Iterable[str], form: Form) -> bytes:
    """The sheet as a file, with its legend and the small print below the map."""
    width, height = sheet.whole
    # GeoPandas names the axes, which a map does not need.
    axes.set(xlabel="", ylabel="")
    left = sheet.margin / width
    figure.legend(
        handles=legend,
        loc="upper left",
        bbox_to_anchor=(left, (sheet.bottom - 4) / height),
        ncols=sheet.columns,
        fontsize=8,
        frameon=False,
        borderpad=0,
        borderaxespad=0,
        handlelength=2.6,
        columnspacing=1.6,
        labelcolor=LIGHT.ink,
    )
    if not sheet.bare:
        lines = "\n".join(fill(text, 168) for text in small)
        figure.text(left, 8 / height, lines, fontsize=7, color=LIGHT.muted, va="bottom", linespacing=1.35)
    out = io.BytesIO()
    plain: dict[str, Any] = {"Software": None} if form == "png" else {"Date": None, "Creator": None}
    figure.savefig(out, format=form, dpi=DOTS_PER_INCH, metadata=plain, facecolor=LIGHT.paper)
    return out.getvalue()


def boundary_note(boundaries: str) -> str:
    """Whose borders a picture shows."""
    return f"Borders: {VIEWS[boundaries].sentence} No view implies an endorsement."


def draw_map(picture: Picture, dataset: Dataset, form: Form) -> bytes:
    """The picture as PNG or SVG, with title, legend, what is in view, how to read it, sources and boundary note inside."""
    with drawing(picture.sheet, picture.title, picture.sentence, picture.centre) as (figure, axes):
        ground(axes, picture.boundaries)
        _routes(axes, picture, dataset)
        (_visits if picture.directed else _arcs)(axes, picture, dataset)
        _marks(axes, picture)
        write_names(axes, picture.names)
        small = (*picture.notes, boundary_note(picture.boundaries), *picture.credits)
        return finished(picture.sheet, figure, axes, _legend_items(picture, dataset), small, form)
