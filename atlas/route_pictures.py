"""The legs of corridors on a day as a picture that explains itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd
from matplotlib.lines import Line2D

from atlas.pictures import INK, WHOLE, Form, Sheet, boundary_note, drawing, finished, ground, write_names
from atlas.routes import STATUS_COLOURS, STATUS_NAMES, STATUSES
from atlas.words import format_date

TITLE = "Trade routes by status"
_STYLES: dict[str, Any] = {"sea": (0, (4, 2.5)), "air": (0, (9, 4)), "rail": (0, (6, 1.5)), "road": "-", "border": "-"}
_FUTURE: Any = (0, (1, 2))
_MODES = {"sea": "sea", "road": "road", "rail": "rail", "air": "air"}


@dataclass(frozen=True)
class RoutePicture:
    """`legs` are rows with `mode`, `status` and `geometry` (WGS 84); the rest is as in `atlas.pictures.Picture`."""

    legs: pd.DataFrame
    day: date
    sentence: str
    credits: tuple[str, ...]
    names: tuple[dict[str, Any], ...]
    centre: tuple[float, float, float]
    boundaries: str
    sheet: Sheet = WHOLE


def _legend(legs: pd.DataFrame) -> list[Line2D]:
    found = [status for status in STATUSES if (legs["status"] == status).any()]
    items = [Line2D([], [], color=STATUS_COLOURS[status][0], linewidth=3, label=STATUS_NAMES[status]) for status in found]
    modes = [mode for mode in _MODES if (legs["mode"] == mode).any()]
    return items + [Line2D([], [], color=INK, linewidth=1.8, linestyle=_STYLES[mode], label=mode) for mode in modes]


def draw_routes(picture: RoutePicture, form: Form) -> bytes:
    """The map as PNG or SVG, with title, legend, sources and boundary note inside."""
    lines = gpd.GeoSeries(picture.legs["geometry"].to_numpy(), crs="EPSG:4326").to_crs("EPSG:3857")
    with drawing(picture.sheet, f"{TITLE}, {format_date(picture.day)}", picture.sentence, picture.centre) as (figure, axes):
        ground(axes, picture.boundaries)
        for line, leg in zip(lines, picture.legs.to_dict("records"), strict=True):
            status, colour = leg["status"], STATUS_COLOURS[leg["status"]][0]
            style = _FUTURE if status in ("under-construction", "planned") else _STYLES[leg["mode"]]
            x, y = line.coords.xy
            axes.plot(x, y, color=colour, linewidth=2, linestyle=style, zorder=4)
            middle = line.interpolate(0.5, normalized=True)
            if leg["mode"] == "border":
                fill = colour if status in ("operating", "restricted") else "white"
                axes.plot(middle.x, middle.y, "o", markersize=7, markerfacecolor=fill, markeredgecolor=colour, zorder=5)
            if status == "suspended":
                axes.plot(middle.x, middle.y, "x", markersize=8, markeredgewidth=2, color=colour, zorder=6)
        write_names(axes, picture.names)
        notes = "Lines over land run straight between places; they are not the course of the road."
        return finished(
            picture.sheet, figure, axes, _legend(picture.legs), (notes, boundary_note(picture.boundaries), *picture.credits), form
        )
