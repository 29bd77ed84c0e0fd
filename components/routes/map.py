"""The legs of the routes on a map, by mode and by status on a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from textwrap import wrap
from typing import Any

import pandas as pd
import pydeck as pdk
import streamlit as st

from atlas.dataset.legs import FUTURE, NOT_RECORDED
from atlas.dossiers import dossier_by
from atlas.geography import Circle, Placed, Point, Reserved, Stroke, fit, lettering
from atlas.palette import Theme
from atlas.routes.answers import scenario_in_words
from atlas.routes.lengths import BASIS_WORDS, difference_in_words
from atlas.routes.looks import CROSSED, DASHES, DOTS, DRAWN, PASSABLE, STATUS_COLOURS, THIN, WIDTHS, status_in_words, stops
from atlas.routes.network import Way
from atlas.routes.route_map import RouteMap, bounds_of
from atlas.routes.scenarios import BUILT, SHUT
from atlas.words import count, format_date, join_words
from components.charts import leave_for_dossier
from components.map import PIXELS, Row, base_layers, crosses, crossings, dashed, draw, folds, kept_free, legend, paths, text_layers
from components.routes.legend import BAND, BEFORE_OPACITY, WAY_OPACITY, legend_items
from components.routes.words import km_text
from components.theme import RGBA, rgba
from components.view import View
from components.viewport import column_width, is_narrow

HEIGHT_NARROW = 400
TIP_WIDTH = 26
CROSSING_RADIUS, STROKE = 5.0, 3.0
"""Radius in pixels of a crossing without its rim, and the mean width of a leg."""


def _colour(status: str, theme: Theme, opacity: float = 1.0) -> RGBA:
    return rgba(STATUS_COLOURS[status][theme.dark], opacity)


def _tip(leg: Mapping[str, Any]) -> str:
    """A few short lines: a tip near the edge of the map is cut, not moved."""
    parts = [str(leg["name"]), status_in_words(str(leg["status"]))]
    if leg["drawn"] in (SHUT, BUILT):
        parts.insert(1, str(leg["drawn"]))
    if pd.notna(leg["since"]):
        parts[1] += f", record of {format_date(leg['since'].date())}"
    if leg["status"] == NOT_RECORDED:
        parts[-1] = f"status not recorded before {format_date(leg['first_record'].date())}"
    if pd.notna(leg["event_id"]) and pd.notna(leg["note"]):
        parts.append(str(leg["note"]))
    if leg["km"]:
        basis = "great circle" if leg["mode"] == "air" else BASIS_WORDS[str(leg["basis"])]
        parts.append(f"{km_text(leg['km'])} km, {basis}")
    if pd.notna(leg["difference"]):
        parts.append(f"{km_text(leg['measured_km'])} km measured, {difference_in_words(leg['difference'])}")
    if leg["path_basis"] == "schematic" and leg["km"]:
        parts.append("line schematic, course not known")
    return "\n".join(line for part in parts for line in wrap(part, TIP_WIDTH))


def _stops(points: list[Point], theme: Theme) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        id="stops",
        data=[{"position": [point.lon, point.lat], "r": point.radius} for point in points],
        get_position="position",
        get_radius="r",
        radius_units=PIXELS,
        get_fill_color=list(rgba(theme.ink)),
        pickable=False,
    )


def _band(legs: pd.DataFrame, way: Way | None, layer: str, colour: RGBA) -> list[pdk.Layer]:
    """A way as one wide band below its legs."""
    if not way:
        return []
    rows = [{"path": path, "c": colour, "w": BAND} for path in legs.loc[list(way.ids), "path"]]
    return [paths(layer, rows, pickable=False)]


def legs_drawn(legs: pd.DataFrame, theme: Theme) -> list[pdk.Layer]:
    """Lines by mode, thin and dashed where they are schematic; marks at crossings, crosses on what is suspended or shut."""
    lines: dict[str, list[Row]] = {"future": [], "schematic": [], "sea": [], "road": [], "rail": [], "ties": []}
    marks: list[Row] = []
    crossed: list[Row] = []
    # What is open is drawn last, on top of what is not.
    for leg in sorted(legs.reset_index(names="leg_id").to_dict("records"), key=lambda leg: -DRAWN.index(leg["drawn"])):
        status, mode, future = str(leg["drawn"]), str(leg["mode"]), leg["drawn"] in FUTURE
        schematic = leg["path_basis"] == "schematic"
        path, spot = leg["path"], leg["middle"]
        row = {
            "id": str(leg["leg_id"]),
            "path": path,
            "c": _colour(status, theme),
            "w": THIN if schematic else WIDTHS[mode],
            "tip": _tip(leg),
        }
        if mode == "border":
            filled = status in PASSABLE
            fill = _colour(status, theme) if filled else rgba(theme.land)
            marks.append({"id": row["id"], "position": spot, "f": fill, "c": _colour(status, theme), "tip": row["tip"]})
        if future:
            lines["future"].append(row)
        elif schematic:
            lines["schematic"].append(row)
        elif mode == "rail":
            lines["rail"].append(row)
            lines["ties"].append({"path": path, "c": rgba(theme.land), "w": 2.2})
        else:
            lines["road" if mode == "border" else mode].append(row)
        if status in CROSSED:
            crossed.append({"position": spot, "text": "×", "c": _colour(status, theme)})
    return [
        paths("legs-future", lines["future"], **dashed(*DOTS)),
        paths("legs-schematic", lines["schematic"], **dashed(*DASHES)),
        paths("legs-sea", lines["sea"]),
        paths("legs-road", lines["road"]),
        paths("legs-rail", lines["rail"]),
        paths("legs-ties", lines["ties"], pickable=False, **dashed(4, 4)),
        crossings(marks, CROSSING_RADIUS, "c"),
        crosses("crosses", crossed, 22, "c"),
    ]


def _alt(content: RouteMap, legs: pd.DataFrame) -> str:
    dataset, way = content.dataset, content.bands[0]
    numbers = legs["drawn"].value_counts()
    told = join_words(f"{numbers[status]} {status_in_words(status)}" for status in DRAWN if status in numbers.index)
    alt = f"Map of {count(len(legs), 'leg')} of trade routes as of {format_date(content.day)}: {told}."
    if content.scenario:
        alt += f" Scenario, not the record: {scenario_in_words(dataset, content.scenario)}."
    if way:
        alt += f" Drawn wide, the best way: {join_words(legs.loc[list(way.ids), 'name'])}."
    return f"{alt} The tables below hold all."


Drawn = tuple[list[pdk.Layer], tuple[float, float, float], str]


def lettered(
    content: RouteMap, centre: tuple[float, float, float], shape: tuple[int, int], size: int, reserved: tuple[Reserved, ...] = ()
) -> tuple[tuple[Placed, ...], tuple[Stroke, ...], tuple[Circle, ...]]:
    """The names of a map of some width and height in pixels, and the lines and marks that they keep clear of beside `reserved` boxes."""
    legs = content.legs
    points = tuple(stops(content.dataset, legs))
    strokes = tuple((tuple(map(tuple, path)), STROKE) for path in legs["path"])
    circles = [(point.lon, point.lat, point.radius) for point in points]
    circles += [(*spot, CROSSING_RADIUS) for spot in legs.loc[legs["mode"] == "border", "middle"]]
    frame = (*centre[:2], float(shape[0]), float(shape[1]))
    names = lettering(content.ground.boundaries, centre[2], frame, points, size, strokes, tuple(circles), reserved)
    return names, strokes, tuple(circles)


@lru_cache(maxsize=64)
def _drawn(content: RouteMap, theme: Theme, width: int, height: int, size: int, folded: bool) -> Drawn:
    """Layers, centre with zoom, and text alternative of a map; `size` is that of the names."""
    legs, (way, before) = content.legs, content.bands
    centre = fit(bounds_of(legs), width, height)
    points = stops(content.dataset, legs)
    reserved = kept_free(legend_items(content, theme), width, height, folded=folded)
    names, _, _ = lettered(content, centre, (width, height), size, reserved)
    layers = [
        *base_layers(theme, content.ground),
        *_band(legs, before, "way-before", rgba(theme.muted, BEFORE_OPACITY)),
        *_band(legs, way, "way", _colour(BUILT, theme, WAY_OPACITY)),
        _stops(points, theme),
        *legs_drawn(legs, theme),
        *text_layers(names, theme),
    ]
    return layers, centre, _alt(content, legs)


def opens_legs(view: View, key: str) -> Callable[[], None]:
    """What a click on the map does: a leg opens its dossier."""

    def handle() -> None:
        objects: dict[str, list[dict[str, Any]]] = st.session_state[key].selection.objects
        if legs := [row["id"] for rows in objects.values() for row in rows if "id" in row]:
            leave_for_dossier(view, dossier_by(view.selection.filter, "leg", legs[0]))

    return handle


def route_map(
    content: RouteMap,
    theme: Theme,
    *,
    share: float = 1.0,
    height: int,
    key: str,
    folded: bool = False,
    on_select: Callable[[], None] | None = None,
) -> None:
    """Draw the map with its legend on it; `share` is the part of the page it fills, `folded` whether the legend is shut."""
    height = min(height, HEIGHT_NARROW) if is_narrow() else height
    folded = folded or folds(height)
    layers, centre, alt = _drawn(content, theme, column_width(share), height, 12 if is_narrow() else 13, folded)
    draw(layers, theme, centre, height, alt, key, on_select, over=legend(legend_items(content, theme), theme, folded=folded))
