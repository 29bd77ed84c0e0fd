"""The legs of the routes on a map, by mode and by status on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from textwrap import wrap
from typing import Any

import pandas as pd
import pydeck as pdk
import streamlit as st

from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.dataset.legs import FUTURE, NOT_RECORDED, leg_names, place_name
from atlas.geography import Box, Point, fit, place_labels
from atlas.palette import Theme
from atlas.routes.answers import scenario_in_words
from atlas.routes.corridors import legs_of
from atlas.routes.lengths import leg_lengths
from atlas.routes.looks import CROSSED, DRAWN, PASSABLE, STATUS_COLOURS, STATUS_NAMES, stops
from atlas.routes.network import Way
from atlas.routes.scenarios import BUILT, SHUT, scenario_status
from atlas.routes.status import first_records, leg_status_on
from atlas.view.scenario import Scenario
from atlas.words import count, format_date, join_words
from components.map import base_layers, draw, text_layer
from components.theme import RGBA, rgba
from components.viewport import column_width, is_narrow

HEIGHT_NARROW = 400
TIP_WIDTH = 26
WIDE = 11
"""Width in pixels of the band below a way."""
SCHEMATIC = 0.72
"""Opacity of a line that is only schematic."""


def in_words(status: str) -> str:
    """A status as it is written for people."""
    return status.replace("-", " ")


BASIS_WORDS = {
    "stated": "stated",
    "apportioned": "share of a stated total",
    "measured": "measured",
    "estimated": "estimated",
}
"""What a length rests on, in words."""


def km_text(value: float) -> str:
    """A length in whole kilometres."""
    return f"{value:,.0f}"


def _colour(status: str, theme: Theme, opacity: float = 1.0) -> RGBA:
    return rgba(STATUS_COLOURS[status][theme.dark], opacity)


@lru_cache(maxsize=DATASETS_KEPT)
def _fixed(dataset: Dataset) -> pd.DataFrame:
    """What of every leg does not depend on the day. `path` is its line as a list of points, `middle` the point halfway."""
    legs = pd.DataFrame(dataset.legs[["mode", "from_place_id", "to_place_id", "path_basis"]].astype("str"))
    lines = dataset.legs["geometry"]
    middles = [line.interpolate(0.5, normalized=True) for line in lines]
    return legs.assign(
        name=leg_names(dataset),
        path=pd.Series([[[round(x, 2), round(y, 2)] for x, y in line.coords] for line in lines], index=legs.index),
        middle=pd.Series([[round(point.x, 3), round(point.y, 3)] for point in middles], index=legs.index),
        first_record=first_records(dataset)["day"],
    ).join(leg_lengths(dataset)[["km", "basis"]])


@lru_cache(maxsize=64)
def legs_in_view(
    dataset: Dataset, corridor_ids: tuple[str, ...], day: date, scenario: Scenario, further: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Every leg of the corridors and the further ones once, with place on the map, status and length. Indexed by `leg_id`.

    `drawn` is the status on the day, or what the scenario makes of it. The frame is kept: whoever takes it does not change it.
    """
    ids = dict.fromkeys([*legs_of(dataset, corridor_ids), *further])
    legs = _fixed(dataset).loc[list(ids)].join(leg_status_on(dataset, day))
    return legs.assign(drawn=scenario_status(dataset, scenario).reindex(legs.index).fillna(legs["status"]))


def _tip(leg: Mapping[str, Any]) -> str:
    """A few short lines: a tip near the edge of the map is cut, not moved."""
    parts = [str(leg["name"]), in_words(str(leg["status"]))]
    if leg["drawn"] in (SHUT, BUILT):
        parts.insert(1, str(leg["drawn"]))
    if pd.notna(leg["since"]):
        parts[1] += f", record of {format_date(leg['since'].date())}"
    if leg["status"] == NOT_RECORDED:
        parts[-1] = f"status not recorded before {format_date(leg['first_record'].date())}"
    if pd.notna(leg["event_id"]) and pd.notna(leg["note"]):
        parts.append(str(leg["note"]))
    if leg["km"]:
        parts.append(f"{km_text(leg['km'])} km, {BASIS_WORDS[str(leg['basis'])]}")
    return "\n".join(line for part in parts for line in wrap(part, TIP_WIDTH))


def _path_layer(layer: str, rows: list[dict[str, object]], dash: tuple[float, float] | None = None, *, pickable: bool = True) -> pdk.Layer:
    # With high precision the dashes run on over the many short pieces of a sea lane.
    dashing = {"@@type": "PathStyleExtension", "dash": True, "highPrecisionDash": True}
    extra = {"extensions": [dashing], "get_dash_array": list(dash)} if dash else {}
    return pdk.Layer(
        "PathLayer",
        id=layer,
        data=rows,
        get_path="path",
        get_color="c",
        get_width="w",
        width_units=pdk.types.String("pixels"),
        joint_rounded=True,
        pickable=pickable,
        **extra,
    )


def _crosses(rows: list[dict[str, object]]) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        id="crosses",
        data=rows,
        get_position="position",
        get_text="text",
        get_size=22,
        get_color="c",
        font_weight=700,
        character_set=pdk.types.String("auto"),
        get_alignment_baseline=pdk.types.String("center"),
        parameters={"depthCompare": "always"},
        pickable=False,
    )


def _stops(points: list[Point], theme: Theme) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        id="stops",
        data=[{"position": [point.lon, point.lat]} for point in points],
        get_position="position",
        get_radius=2.6,
        radius_units=pdk.types.String("pixels"),
        get_fill_color=list(rgba(theme.ink)),
        pickable=False,
    )


def _wide(legs: pd.DataFrame, way: Way | None, layer: str, colour: RGBA, width: int) -> list[pdk.Layer]:
    """A way as one wide band below its legs."""
    if not way:
        return []
    rows = [{"path": path, "c": colour, "w": width} for path in legs.loc[list(way.ids), "path"]]
    return [_path_layer(layer, rows, pickable=False)]


def _layers(legs: pd.DataFrame, theme: Theme) -> list[pdk.Layer]:
    """Lines by mode, marks at crossings, crosses on what is suspended or shut."""
    lines: dict[str, list[dict[str, object]]] = {"future": [], "road": [], "sea": [], "air": [], "rail": [], "ties": []}
    marks: list[dict[str, object]] = []
    crosses: list[dict[str, object]] = []
    # What is open is drawn last, on top of what is not.
    for leg in sorted(legs.to_dict("records"), key=lambda leg: -DRAWN.index(leg["drawn"])):
        status, mode, future = str(leg["drawn"]), str(leg["mode"]), leg["drawn"] in FUTURE
        opacity = SCHEMATIC if leg["path_basis"] == "schematic" else 1.0
        path, spot = leg["path"], leg["middle"]
        row = {"path": path, "c": _colour(status, theme, opacity), "w": 2.4 if mode != "rail" else 4.4, "tip": _tip(leg)}
        if mode == "border":
            filled = status in PASSABLE
            fill = _colour(status, theme) if filled else rgba(theme.land)
            marks.append({"position": spot, "f": fill, "c": _colour(status, theme), "tip": row["tip"]})
        if future:
            lines["future"].append(row | {"w": 2.4})
        elif mode == "rail":
            lines["rail"].append(row)
            lines["ties"].append({"path": path, "c": rgba(theme.land), "w": 2.2})
        else:
            lines["road" if mode == "border" else mode].append(row)
        if status in CROSSED:
            crosses.append({"position": spot, "text": "×", "c": _colour(status, theme)})
    return [
        _path_layer("legs-future", lines["future"], (1, 2)),
        _path_layer("legs-air", lines["air"], (9, 4)),
        _path_layer("legs-sea", lines["sea"], (4, 2.5)),
        _path_layer("legs-road", lines["road"]),
        _path_layer("legs-rail", lines["rail"]),
        _path_layer("legs-ties", lines["ties"], (4, 4), pickable=False),
        pdk.Layer(
            "ScatterplotLayer",
            id="crossings",
            data=marks,
            get_position="position",
            get_radius=6,
            radius_units=pdk.types.String("pixels"),
            stroked=True,
            get_fill_color="f",
            get_line_color="c",
            line_width_min_pixels=2,
            pickable=True,
        ),
        _crosses(crosses),
    ]


def _extent(legs: pd.DataFrame) -> Box:
    lons, lats = zip(*(point for path in legs["path"] for point in path), strict=True)
    return min(lons) - 1, min(lats) - 1, max(lons) + 1, max(lats) + 1


def _alt(dataset: Dataset, legs: pd.DataFrame, day: date, scenario: Scenario, way: Way | None) -> str:
    numbers = legs["drawn"].value_counts()
    told = join_words(f"{numbers[status]} {in_words(status)}" for status in DRAWN if status in numbers.index)
    alt = f"Map of {count(len(legs), 'leg')} of trade routes as of {format_date(day)}: {told}."
    if scenario:
        alt += f" Scenario, not the record: {scenario_in_words(dataset, scenario)}."
    if way:
        alt += f" Drawn wide, the best way: {join_words(legs.loc[list(way.ids), 'name'])}."
    return f"{alt} The tables below hold all."


@dataclass(frozen=True)
class RouteMap:
    """What a map of the routes shows: corridors as of a day, under a scenario.

    `way` is drawn wide, and so, paler, is the way `before` the scenario where it is another.
    """

    dataset: Dataset
    corridors: tuple[str, ...]
    day: date
    scenario: Scenario
    way: Way | None = None
    before: Way | None = None

    @property
    def legs(self) -> pd.DataFrame:
        """The legs of the map, as `legs_in_view` has them."""
        ways = [way for way in (self.way, self.before) if way is not None]
        return legs_in_view(
            self.dataset, self.corridors, self.day, self.scenario, tuple(leg for way in ways for leg in (*way.ids, *way.cut))
        )


Drawn = tuple[list[pdk.Layer], tuple[float, float, float], str]


@lru_cache(maxsize=64)
def _drawn(shown: RouteMap, theme: Theme, boundaries: str, width: int, height: int, size: int) -> Drawn:
    """Layers, centre with zoom, and text alternative of a map; `size` is that of the names."""
    legs, dataset = shown.legs, shown.dataset
    centre = fit(_extent(legs), width, height)
    points = stops(dataset, legs)
    labels = place_labels(points, centre[2], size, (centre[0], centre[1], float(width), float(height)))
    layers = [
        *base_layers(theme, boundaries),
        *_wide(legs, shown.before, "way-before", rgba(theme.muted, 0.3), WIDE),
        *_wide(legs, shown.way, "way", _colour(BUILT, theme, 0.42), WIDE),
        _stops(points, theme),
        *_layers(legs, theme),
        text_layer(labels, theme, size),
    ]
    return layers, centre, _alt(dataset, legs, shown.day, shown.scenario, shown.way)


def route_map(shown: RouteMap, theme: Theme, *, boundaries: str, share: float = 1.0, height: int, key: str) -> None:
    """Draw the map; `share` is the part of the page that it fills."""
    height = min(height, HEIGHT_NARROW) if is_narrow() else height
    layers, centre, alt = _drawn(shown, theme, boundaries, column_width(share), height, 12 if is_narrow() else 13)
    draw(layers, centre, height, alt, key)


def _line(colour: str, on: int = 1, off: int = 0, inside: str = "") -> str:
    """A piece of line for the legend, dashed with `on` and `off` pixels."""
    fill = f"repeating-linear-gradient(90deg,{colour} 0 {on}px,transparent {on}px {on + off}px)" if off else colour
    style = f"display:inline-flex;align-items:center;justify-content:center;width:32px;height:3px;background:{fill}"
    return f"<span style='{style}'>{inside}</span>"


@lru_cache(maxsize=64)
def _legend(shown: RouteMap, theme: Theme) -> str:
    """What colours, line styles and marks mean, as far as they occur, as HTML."""
    dataset, legs = shown.dataset, shown.legs

    def item(mark: str, text: str) -> str:
        return f"<span style='display:inline-flex;align-items:center;gap:.4rem'>{mark}{text}</span>"

    def circle(fill: str, line: str) -> str:
        return f"<span style='width:8px;height:8px;border-radius:50%;background:{fill};border:2px solid {line}'></span>"

    statuses = []
    for status in DRAWN:
        if not (legs["drawn"] == status).any():
            continue
        colour = STATUS_COLOURS[status][theme.dark]
        cross = f"<span style='color:{colour};font-size:20px;font-weight:700;line-height:0'>×</span>"
        dots = (3, 5) if status in FUTURE else (1, 0)
        statuses.append(item(_line(colour, *dots, inside=cross if status in CROSSED else ""), STATUS_NAMES[status]))
    for band, told, opacity, colour in (
        (shown.way, "best way {}", 0.42, STATUS_COLOURS[BUILT][theme.dark]),
        (shown.before, "best way without the scenario", 0.3, theme.muted),
    ):
        if band:
            ends = f"{place_name(dataset, band.origin)}–{place_name(dataset, band.destination)}"
            mark = f"<span style='width:32px;height:{WIDE}px;opacity:{opacity};background:{colour}'></span>"
            statuses.append(item(mark, told.format(ends)))
    banded = f"repeating-linear-gradient(90deg,{theme.land} 0 6px,{theme.ink} 6px 12px)"
    styles = {
        "sea": _line(theme.ink, 8, 5),
        "road": _line(theme.ink),
        "rail": f"<span style='width:30px;height:3px;background:{banded};border:1px solid {theme.ink}'></span>",
        "air": _line(theme.ink, 14, 5),
    }
    modes = [item(style, mode) for mode, style in styles.items() if (legs["mode"] == mode).any()]
    if (legs["mode"] == "border").any():
        modes.append(item(circle(theme.ink, theme.ink) + circle(theme.land, theme.muted), "crossing, passable or not"))
    if ((legs["path_basis"] == "schematic") & (legs["mode"] != "air")).any():
        modes.append(item("", "Lines over land run straight between places and are paler: they are not the course of the road."))
    row = "<div style='display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;margin-bottom:.3rem'>{}</div>"
    rows = row.format("".join(statuses)) + row.format("".join(modes))
    return f"<div style='font-size:.85rem;color:{theme.muted}'>{rows}</div>"


def route_legend(shown: RouteMap, theme: Theme) -> None:
    """The legend below a map."""
    st.html(_legend(shown, theme))
