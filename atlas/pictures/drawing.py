"""The map as a file that explains itself: PNG and SVG.

The same picture always has the same bytes: nothing in it depends on the clock or on chance.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, wraps
from textwrap import fill
from typing import Any, Literal, ParamSpec

import geopandas as gpd
import matplotlib
import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from PIL import Image
from pyproj import Transformer

from atlas.geography import RELIEF_BOUNDS, RELIEF_OPACITY, STATIC_FOLDER, Ground, Placed
from atlas.geography.boundaries import read_shapes
from atlas.palette import LIGHT

_P = ParamSpec("_P")
Form = Literal["png", "svg"]

DOTS_PER_INCH = 144

_COMPRESSION = 2
"""Of PNG: a tenth larger than with the usual 6, in a quarter of the time."""


@dataclass(frozen=True)
class Sheet:
    """The paper of a map: the size of the map and what is around it, in points, and whether it explains itself.

    A pixel of the screen is a point of the picture. A `bare` one has only its legend: what it shows stands beside it.
    """

    size: tuple[int, int] = (820, 520)
    margin: int = 30
    top: int = 70
    bottom: int = 122
    columns: int = 6
    bare: bool = False

    @property
    def whole(self) -> tuple[int, int]:
        """Width and height of the paper."""
        return self.size[0] + 2 * self.margin, self.size[1] + self.top + self.bottom


WHOLE = Sheet()
SLIDE = Sheet(size=(540, 392), margin=0, top=0, bottom=44, columns=4, bare=True)
"""For a slide, on which a map has half the width and letters must stay readable."""


TO_MAP = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
WORLD = 2 * 20037508.342789244
_TILE = 512
_STYLE: Any = {"font.family": ["DejaVu Sans"], "svg.fonttype": "none", "svg.hashsalt": "kabul-outreach-atlas"}
_HAND = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawing")


def by_one_hand(draw: Callable[_P, bytes]) -> Callable[_P, bytes]:
    """A function that draws, in the style of the atlas and one picture after the other.

    matplotlib has one set of settings for the whole process, and opens its fonts anew in every thread, up to 64 times over.
    """

    def in_style(*args: _P.args, **kwargs: _P.kwargs) -> bytes:
        with matplotlib.rc_context(_STYLE):
            return draw(*args, **kwargs)

    @wraps(draw)
    def give(*args: _P.args, **kwargs: _P.kwargs) -> bytes:
        return _HAND.submit(in_style, *args, **kwargs).result()

    return give


def saved(figure: Figure, form: Form) -> bytes:
    """The picture as a file. Afterwards it is empty: its parts hold each other, and would wait for the garbage collector."""
    plain: dict[str, Any] = {"metadata": {"Date": None, "Creator": None}}
    if form == "png":
        plain = {"metadata": {"Software": None}, "pil_kwargs": {"compress_level": _COMPRESSION}}
    out = io.BytesIO()
    figure.savefig(out, format=form, dpi=DOTS_PER_INCH, facecolor=LIGHT.paper, **plain)
    figure.clear()
    return out.getvalue()


@cache
def _shapes(name: str) -> gpd.GeoSeries:
    return read_shapes((STATIC_FOLDER / f"{name}.geojson").read_bytes()).geometry.to_crs("EPSG:3857")


@cache
def _relief() -> tuple[npt.NDArray[np.uint8], tuple[float, float, float, float]]:
    """The relief as pixels, and the west, east, south and north of their whole in metres of the map."""
    (west, south), (east, north) = (TO_MAP.transform(*corner) for corner in (RELIEF_BOUNDS[:2], RELIEF_BOUNDS[2:]))
    return np.asarray(Image.open(STATIC_FOLDER / "relief.webp").convert("RGBA")), (west, east, south, north)


def _shade(axes: Axes) -> None:
    """The part of the relief that the axes show."""
    pixels, (west, east, south, north) = _relief()
    height, width = pixels.shape[:2]
    columns, rows = (east - west) / width, (north - south) / height
    left, right = (min(max(int((x - west) / columns) + more, 0), width) for x, more in zip(axes.get_xlim(), (0, 1), strict=True))
    bottom, top = (min(max(int((north - y) / rows) + more, 0), height) for y, more in zip(axes.get_ylim(), (1, 0), strict=True))
    if left < right and top < bottom:
        extent = (west + left * columns, west + right * columns, north - bottom * rows, north - top * rows)
        axes.imshow(
            pixels[top:bottom, left:right], extent=extent, aspect="auto", alpha=RELIEF_OPACITY, interpolation="bilinear", zorder=1.5
        )


def ground(axes: Axes, what: Ground) -> None:
    """Land, relief, waters, disputed areas and the borders of a view."""
    boundaries = what.boundaries
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()

    def shapes(name: str, **style: Any) -> None:
        seen = _shapes(name).clip_by_rect(west, south, east, north)
        seen = seen[~seen.is_empty]
        if len(seen):
            seen.plot(ax=axes, aspect=None, **style)

    shapes("countries", facecolor=LIGHT.land, edgecolor="none", zorder=1)
    shapes(f"boundaries-{boundaries}", facecolor=LIGHT.land, edgecolor=LIGHT.land, linewidth=0.4, zorder=1)
    if what.relief:
        _shade(axes)
    shapes("rivers", color=LIGHT.water, linewidth=0.8, zorder=1.7)
    shapes("lakes", facecolor=LIGHT.sea, edgecolor="none", zorder=2)
    shapes("disputed-hatch", color=LIGHT.disputed, linewidth=0.5, alpha=0.6, zorder=2)
    shapes("borders", color=LIGHT.border, linewidth=0.7, zorder=2)
    shapes(f"borders-{boundaries}", color=LIGHT.border, linewidth=0.9, zorder=2)
    axes.set(xlim=(west, east), ylim=(south, north))


_SIDES = {"start": "left", "end": "right", "middle": "center"}
_LETTERS = 11 / 12
"""DejaVu Sans is that much wider than the letters for which names are placed."""


def write_names(axes: Axes, names: Iterable[Placed], zoom: float) -> None:
    """Placed names that a map at a zoom shows, with a halo of their ground: places in ink, countries in capitals, waters in italics."""
    for name in names:
        if name.zoom > zoom:
            continue
        place, land = name.kind == "place", name.kind in ("country", "area")
        across, down, right, below = name.alignment
        text = axes.annotate(
            name.text,
            TO_MAP.transform(*name.degrees),
            xytext=(right, -below),
            textcoords="offset points",
            ha=_SIDES[across],
            va=down,
            rotation=name.angle,
            rotation_mode="default",
            fontsize=name.size * _LETTERS,
            fontstyle="normal" if place or land else "italic",
            linespacing=1.05,
            color=LIGHT.ink if place else LIGHT.country if land else LIGHT.ocean,
            zorder=6 if place else 5.8,
        )
        text.set_path_effects([withStroke(linewidth=2.2, foreground=LIGHT.land if place or land else LIGHT.sea, alpha=0.85)])


def drawing(sheet: Sheet, title: str, sentence: str, centre: tuple[float, float, float]) -> tuple[Figure, Axes]:
    """An empty map on its paper, with title and sentence above it; `centre` is longitude, latitude and zoom as on the screen."""
    width, height = sheet.whole
    figure = Figure(figsize=(width / 72, height / 72), facecolor=LIGHT.paper)
    axes = figure.add_axes(
        (sheet.margin / width, sheet.bottom / height, sheet.size[0] / width, sheet.size[1] / height), facecolor=LIGHT.sea
    )
    x, y = TO_MAP.transform(*centre[:2])
    scale = WORLD / _TILE / 2 ** centre[2]
    axes.set_xlim(x - sheet.size[0] / 2 * scale, x + sheet.size[0] / 2 * scale)
    axes.set_ylim(y - sheet.size[1] / 2 * scale, y + sheet.size[1] / 2 * scale)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(False)
    if not sheet.bare:
        left = sheet.margin / width
        figure.text(left, 1 - 30 / height, title, fontsize=17, color=LIGHT.ink, family="DejaVu Serif", va="baseline")
        figure.text(left, 1 - 52 / height, fill(sentence, 125), fontsize=10, color=LIGHT.ink, va="center")
    return figure, axes


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
    return saved(figure, form)
