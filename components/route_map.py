"""The legs of the routes on a map, by mode and by status on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from textwrap import wrap

import pandas as pd
import pydeck as pdk
import streamlit as st

from atlas.dataset import Dataset
from atlas.routes import STATUS_COLOURS, STATUS_NAMES, STATUSES, leg_lengths, leg_names, leg_status_on
from atlas.words import count, format_date, join_words
from components.base_map import base_layers, draw, text_layer
from components.labels import Point, place_labels
from components.map_picture import credits_of
from components.theme import RGBA, Theme, rgba
from components.view import View
from components.viewport import Extent, column_width, is_narrow

HEIGHT_NARROW = 400
TIP_WIDTH = 26
SCHEMATIC = 0.72
"""Opacity of a line that is only schematic."""

_FUTURE = ("under-construction", "planned")
_KIND_ORDER = ("capital", "port", "crossing", "city", "region")


def in_words(status: str) -> str:
    """A status as it is written for people."""
    return status.replace("-", " ")


def short(name: str) -> str:
    """A place without what stands in brackets."""
    return name.partition(" (")[0]


def km_text(value: float) -> str:
    """A length in whole kilometres."""
    return f"{value:,.0f}"


def _colour(status: str, theme: Theme, opacity: float = 1.0) -> RGBA:
    return rgba(STATUS_COLOURS[status][theme.dark], opacity)


def legs_in_view(dataset: Dataset, corridor_ids: Iterable[str], statuses: pd.DataFrame) -> pd.DataFrame:
    """Every leg of the corridors once, with its place on the map, status and length. Indexed by `leg_id`."""
    chain = dataset.tables["corridor_legs"]
    ids = chain[chain["corridor_id"].isin(list(corridor_ids))]["leg_id"].astype("str").unique()
    legs = pd.DataFrame(dataset.legs.loc[ids, ["mode", "from_place_id", "to_place_id", "path_basis", "geometry"]])
    return legs.assign(name=leg_names(dataset)).join(statuses).join(leg_lengths(dataset)[["km", "basis"]])


def _tip(leg: pd.Series) -> str:
    """A few short lines: a tip near the edge of the map is cut, not moved."""
    parts = [str(leg["name"]), in_words(str(leg["status"]))]
    if pd.notna(leg["since"]):
        parts[1] += f", record of {format_date(leg['since'].date())}"
    if pd.notna(leg["event_id"]) and pd.notna(leg["note"]):
        parts.append(str(leg["note"]))
    if leg["km"]:
        parts.append(f"{km_text(leg['km'])} km, {leg['basis']}")
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


def _layers(legs: pd.DataFrame, theme: Theme) -> list[pdk.Layer]:
    """Lines by mode, marks at crossings, crosses on what is suspended."""
    lines: dict[str, list[dict[str, object]]] = {"future": [], "road": [], "sea": [], "air": [], "rail": [], "ties": []}
    marks: list[dict[str, object]] = []
    crosses: list[dict[str, object]] = []
    # What is open is drawn last, on top of what is not.
    for _, leg in legs.sort_values("status", key=lambda status: -status.map(STATUSES.index), kind="stable").iterrows():
        status, mode, future = str(leg["status"]), str(leg["mode"]), leg["status"] in _FUTURE
        opacity = SCHEMATIC if leg["path_basis"] == "schematic" else 1.0
        path = [[round(x, 2), round(y, 2)] for x, y in leg["geometry"].coords]
        row = {"path": path, "c": _colour(status, theme, opacity), "w": 2.4 if mode != "rail" else 4.4, "tip": _tip(leg)}
        middle = leg["geometry"].interpolate(0.5, normalized=True)
        spot = [round(middle.x, 3), round(middle.y, 3)]
        if mode == "border":
            filled = status in ("operating", "restricted")
            fill = _colour(status, theme) if filled else rgba(theme.land)
            marks.append({"position": spot, "f": fill, "c": _colour(status, theme), "tip": row["tip"]})
        if future:
            lines["future"].append(row | {"w": 2.4})
        elif mode == "rail":
            lines["rail"].append(row)
            lines["ties"].append({"path": path, "c": rgba(theme.land), "w": 2.2})
        else:
            lines["road" if mode == "border" else mode].append(row)
        if status == "suspended":
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


def _names(dataset: Dataset, legs: pd.DataFrame) -> list[Point]:
    """The places of the legs, what matters most first: capitals, ports, crossings."""
    ids = pd.unique(pd.concat([legs["from_place_id"], legs["to_place_id"]]).astype("str"))
    places = dataset.places.loc[ids].assign(rank=lambda frame: frame["kind"].astype("str").map(_KIND_ORDER.index))
    points: dict[tuple[float, float], Point] = {}
    for place in places.sort_values("rank", kind="stable").itertuples():
        points.setdefault((place.lon, place.lat), Point(short(str(place.name)), float(place.lon), float(place.lat)))
    return list(points.values())


def _extent(legs: pd.DataFrame) -> Extent:
    west, south, east, north = zip(*(geometry.bounds for geometry in legs["geometry"]), strict=True)
    return Extent(min(west) - 1, min(south) - 1, max(east) + 1, max(north) + 1)


def route_picture(view: View, corridors: Iterable[str], form: str, *, slide: bool = False) -> bytes:
    """The map of the legs on the day of the view as PNG or SVG; for a slide it has only its legend."""
    # matplotlib is slow to import and needed by few.
    from atlas.pictures import SLIDE, WHOLE
    from atlas.route_pictures import RoutePicture, draw_routes

    sheet = SLIDE if slide else WHOLE
    dataset, day = view.dataset, view.options.asof or view.dataset.last_day
    legs = legs_in_view(dataset, corridors, leg_status_on(dataset, day))
    centre = _extent(legs).fit(*sheet.size)
    frame = (centre[0], centre[1], float(sheet.size[0]), float(sheet.size[1]))
    names = dataset.tables["corridors"].set_index("corridor_id")["name"].to_dict()
    picture = RoutePicture(
        legs=legs,
        day=day,
        sentence=f"{join_words(str(names[corridor]) for corridor in corridors)}.",
        credits=credits_of(view),
        names=tuple(place_labels(_names(dataset, legs), centre[2], 12, frame)),
        centre=centre,
        boundaries=view.options.boundaries,
        sheet=sheet,
    )
    return draw_routes(picture, "svg" if form == "svg" else "png")


def route_map(
    dataset: Dataset, legs: pd.DataFrame, day: date, theme: Theme, *, boundaries: str, share: float = 1.0, height: int, key: str
) -> None:
    """Draw the legs of `legs_in_view` as of a day; `share` is the part of the page that the map fills."""
    height = min(height, HEIGHT_NARROW) if is_narrow() else height
    centre = _extent(legs).fit(column_width(share), height)
    frame = (centre[0], centre[1], float(column_width(share)), float(height))
    size = 12 if is_narrow() else 13
    points = _names(dataset, legs)
    labels = place_labels(points, centre[2], size, frame)
    numbers = legs["status"].value_counts()
    told = join_words(f"{numbers[status]} {in_words(status)}" for status in STATUSES if status in numbers.index)
    alt = f"Map of {count(len(legs), 'leg')} of trade routes as of {format_date(day)}: {told}. The tables below hold all."
    layers = [*base_layers(theme, boundaries), _stops(points, theme), *_layers(legs, theme), text_layer(labels, theme, size)]
    draw(layers, centre, height, alt, key)


def _line(colour: str, on: int = 1, off: int = 0, inside: str = "") -> str:
    """A piece of line for the legend, dashed with `on` and `off` pixels."""
    fill = f"repeating-linear-gradient(90deg,{colour} 0 {on}px,transparent {on}px {on + off}px)" if off else colour
    style = f"display:inline-flex;align-items:center;justify-content:center;width:32px;height:3px;background:{fill}"
    return f"<span style='{style}'>{inside}</span>"


def route_legend(legs: pd.DataFrame, theme: Theme) -> None:
    """What colours, line styles and marks mean, as far as they occur."""

    def item(mark: str, text: str) -> str:
        return f"<span style='display:inline-flex;align-items:center;gap:.4rem'>{mark}{text}</span>"

    def circle(fill: str, line: str) -> str:
        return f"<span style='width:8px;height:8px;border-radius:50%;background:{fill};border:2px solid {line}'></span>"

    statuses = []
    for status in STATUSES:
        if not (legs["status"] == status).any():
            continue
        colour = STATUS_COLOURS[status][theme.dark]
        cross = f"<span style='color:{colour};font-size:20px;font-weight:700;line-height:0'>×</span>"
        dots = (3, 5) if status in _FUTURE else (1, 0)
        statuses.append(item(_line(colour, *dots, inside=cross if status == "suspended" else ""), STATUS_NAMES[status]))
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
    st.html(f"<div style='font-size:.85rem;color:{theme.muted}'>{rows}</div>")
