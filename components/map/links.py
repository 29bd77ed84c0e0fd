"""The map of links: arcs between capitals, meeting places and what is shown of the routes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import pydeck as pdk

from atlas.actors import KABUL
from atlas.dataset import Dataset
from atlas.dataset.legs import CLOSED, leg_names
from atlas.geography import (
    CHARACTER_WIDTH,
    Spot,
    arc_width,
    fit,
    great_circle,
    in_frame,
    mercator,
    place_labels,
    place_radius,
    tone_class,
    unproject,
)
from atlas.link_map import FAINT, STRONG, Lit, Look, box_of, named_points
from atlas.measures.links import seats
from atlas.palette import TONE_COLOURS, TONE_COLOURS_DARK, Theme
from atlas.routes.status import leg_status_on
from atlas.words import count, format_date, join_words
from components.map.base import DISPUTED_SIZE, base_layers, disputed_names, disputed_rows, draw, text_layer
from components.theme import RGBA, rgba
from components.viewport import column_width

Row = dict[str, Any]
"""One mark of a layer, as deck.gl reads it."""

BEND = 0.13
"""How far the path of a visit bends to the right, in parts of its length, so that both directions can be seen."""

PATH_PIECES = 21

PLACE_LAYERS = ("places-faint", "places-about", "places")
"""Layers with places, from the bottom up."""


def _shade(tone: float, theme: Theme, opacity: float) -> RGBA:
    return rgba((TONE_COLOURS_DARK if theme.dark else TONE_COLOURS)[tone_class(tone)], opacity)


def _arcs(links: pd.DataFrame, dataset: Dataset, theme: Theme, look: Look, most: float) -> list[Row]:
    rows: list[Row] = []
    seat, own = seats(dataset), dataset.actors["colour"].to_dict()
    # The busiest arc is drawn last, on top of the others.
    for link in links[::-1].to_dict("records"):
        ends = seat.get(link["first"]), seat.get(link["second"])
        if None in ends or ends[0] == ends[1]:
            continue
        opacity = look.lit.opacity("links", link["link"])
        # A link with Kabul has the colour of the partner; any other runs from one partner's colour to the other's.
        sides = [link["second"] if link["first"] == KABUL else link["first"], link["second"]]
        colours = [rgba(theme.actor(actor, own[actor]), opacity) for actor in sides]
        tip = [f"{link['label']}: {count(link['events'], 'event')}, {count(link['contacts'], 'contact')}"]
        if look.colour == "tone":
            colours = [_shade(link["mean_tone"], theme, opacity)] * 2
            tip.append(f"mean Goldstein {link['mean_tone']:+.1f} over {count(link['tone_events'], 'event')}".replace("-", "−"))
        if look.width == "meetings":
            tip.append(f"{link['meetings']:.1f} when each event counts once")
        rows.append(
            {
                "id": link["link"],
                "from": ends[0],
                "to": ends[1],
                "a": colours[0],
                "b": colours[1],
                "w": round(arc_width(link[look.width], most), 1),
                "name": "\n".join(tip),
            }
        )
    return rows


def _rounded(x: float, y: float) -> Spot:
    """Longitude and latitude of a position of `mercator`, as exactly as a screen can show."""
    lon, lat = unproject(x, y)
    return round(lon, 2), round(lat, 2)


def _bent(start: Spot, end: Spot) -> list[tuple[float, float]]:
    """A great circle bent to the right of the direction of travel, as positions of `mercator`."""
    line = [mercator(*spot) for spot in great_circle(start, end, PATH_PIECES)]
    across, down = line[-1][0] - line[0][0], line[-1][1] - line[0][1]
    steps = [math.sin(math.pi * index / (len(line) - 1)) * BEND for index in range(len(line))]
    return [(x - down * step, y + across * step) for (x, y), step in zip(line, steps, strict=True)]


def _head(line: list[tuple[float, float]], width: float, zoom: float) -> list[tuple[float, float]]:
    """An arrow head on the middle of a path, as large as the path is wide at the zoom the map opens with."""
    (x0, y0), (x, y) = line[len(line) // 2 - 1], line[len(line) // 2]
    length = math.hypot(x - x0, y - y0)
    along, size = ((x - x0) / length, (y - y0) / length), (5 + width) / 2**zoom
    tip = (x + along[0] * size * 1.3, y + along[1] * size * 1.3)
    feet = [(x - along[1] * side * size, y + along[0] * side * size) for side in (0.8, -0.8)]
    return [_rounded(*corner) for corner in (tip, *feet, tip)]


def _paths(visits: pd.DataFrame, dataset: Dataset, theme: Theme, look: Look, most: float, zoom: float) -> list[Row]:
    """Visits as bent paths with an arrow head. They have the colour of the actor that travelled."""
    rows: list[Row] = []
    seat = seats(dataset)
    for visit in visits[::-1].to_dict("records"):
        start, end = seat.get(visit["origin"]), seat.get(visit["destination"])
        if start is None or end is None or start == end:
            continue
        line, width = _bent(start, end), round(arc_width(visit["events"], most), 1)
        colour = theme.actor(visit["origin"], str(dataset.actors.loc[visit["origin"], "colour"]))
        rows.append(
            {
                "id": visit["link"],
                "path": [_rounded(*point) for point in line],
                "head": _head(line, width, zoom),
                "w": width,
                "c": rgba(colour, look.lit.opacity("links", visit["link"])),
                "name": f"{visit['label']}: {count(visit['events'], 'visit')}",
            }
        )
    return rows


def _marks(places: pd.DataFrame, most: float) -> list[Row]:
    columns = (places[name] for name in ("place_id", "name", "lon", "lat", "events", "uncertain"))
    return [
        {
            "id": place_id,
            "p": [round(lon, 2), round(lat, 2)],
            "r": round(place_radius(events, most), 1),
            "name": f"{name}: {count(events, 'event')}" + ("\nposition approximate" if uncertain else ""),
        }
        for place_id, name, lon, lat, events, uncertain in zip(*columns, strict=True)
    ]


def _place_layers(places: pd.DataFrame, marks: list[Row], theme: Theme, lit: Lit) -> list[pdk.Layer]:
    """Circles by how sure their position is and whether they are lit. A colour a layer is much less to send than one a mark."""
    rows: dict[str, list[Row]] = {layer: [] for layer in PLACE_LAYERS}
    faint, about, sure = PLACE_LAYERS
    for mark, uncertain in zip(marks, places["uncertain"], strict=True):
        chosen = lit.places is None or mark["id"] in lit.places
        rows[(about if uncertain else sure) if chosen else faint].append(mark)
    looks = {faint: (theme.ink, FAINT), about: (theme.disputed, STRONG), sure: (theme.ink, STRONG)}
    return [
        pdk.Layer(
            "ScatterplotLayer",
            id=layer,
            data=rows[layer],
            get_position="p",
            get_radius="r",
            radius_units=pdk.types.String("pixels"),
            stroked=True,
            get_fill_color=list(rgba(theme.paper, opacity - 0.1)),
            get_line_color=list(rgba(colour, opacity + 0.15)),
            line_width_min_pixels=1.2,
            pickable=True,
        )
        for layer, (colour, opacity) in looks.items()
        if rows[layer]
    ]


@dataclass(frozen=True)
class _Routes:
    """Legs that can be passed on the day, legs that cannot, and crossings, as rows of layers."""

    open: list[Row]
    shut: list[Row]
    crossings: list[Row]


def _routes(dataset: Dataset, legs: Iterable[str], theme: Theme, day: date) -> _Routes:
    rows = _Routes([], [], [])
    legs = list(legs)
    if not legs:
        return rows
    status, names = leg_status_on(dataset, day)["status"], leg_names(dataset)
    for leg in legs:
        shape, shut = dataset.legs.at[leg, "geometry"], status[leg] in CLOSED
        tip = f"{names[leg]}\n{status[leg].replace('-', ' ')} on {format_date(day)}"
        path = [[round(x, 2), round(y, 2)] for x, y in shape.coords]
        (rows.shut if shut else rows.open).append({"path": path, "name": tip})
        if dataset.legs.at[leg, "mode"] == "border":
            middle = shape.interpolate(0.5, normalized=True)
            fill = rgba(theme.land if shut else theme.ink)
            rows.crossings.append({"position": [round(middle.x, 3), round(middle.y, 3)], "f": fill, "shut": shut, "name": tip})
    return rows


def _route_layers(routes: _Routes, theme: Theme) -> list[pdk.Layer]:
    """Legs in ink that recedes, dotted where they cannot be passed."""
    stroke = {
        "get_path": "path",
        "get_color": list(rgba(theme.muted, 0.9)),
        "get_width": 2,
        "width_units": pdk.types.String("pixels"),
        "joint_rounded": True,
        "pickable": True,
    }
    dotting = {"@@type": "PathStyleExtension", "dash": True, "highPrecisionDash": True}
    return [
        pdk.Layer("PathLayer", id="corridors", data=routes.open, cap_rounded=True, **stroke),
        pdk.Layer("PathLayer", id="corridors-shut", data=routes.shut, extensions=[dotting], get_dash_array=[1, 2], **stroke),
    ]


def _crossing_layers(crossings: list[Row], theme: Theme) -> list[pdk.Layer]:
    """Filled where a crossing can be passed, hollow and crossed out where not."""
    return [
        pdk.Layer(
            "ScatterplotLayer",
            id="crossings",
            data=crossings,
            get_position="position",
            get_radius=5.5,
            radius_units=pdk.types.String("pixels"),
            stroked=True,
            get_fill_color="f",
            get_line_color=list(rgba(theme.ink)),
            line_width_min_pixels=2,
            pickable=True,
        ),
        pdk.Layer(
            "TextLayer",
            id="crossings-shut",
            data=[{"position": row["position"], "text": "×"} for row in crossings if row["shut"]],
            get_position="position",
            get_text="text",
            get_size=20,
            get_color=list(rgba(theme.ink)),
            font_weight=700,
            character_set=pdk.types.String("auto"),
            get_alignment_baseline=pdk.types.String("center"),
            parameters={"depthCompare": "always"},
            pickable=False,
        ),
    ]


def _link_layers(rows: list[Row], directed: bool) -> list[pdk.Layer]:
    if not directed:
        return [
            pdk.Layer(
                "ArcLayer",
                id="links",
                data=rows,
                get_source_position="from",
                get_target_position="to",
                get_source_color="a",
                get_target_color="b",
                get_width="w",
                get_height=0,
                great_circle=True,
                pickable=True,
            )
        ]
    return [
        pdk.Layer(
            "PathLayer",
            id="links",
            data=[{name: value for name, value in row.items() if name != "head"} for row in rows],
            get_path="path",
            get_color="c",
            get_width="w",
            width_units=pdk.types.String("pixels"),
            joint_rounded=True,
            pickable=True,
        ),
        pdk.Layer(
            "SolidPolygonLayer",
            id="heads",
            data=[{"head": row["head"], "c": row["c"]} for row in rows],
            get_polygon="head",
            get_fill_color="c",
            pickable=False,
        ),
    ]


def _along(rows: list[Row]) -> list[tuple[float, float, float]]:
    """Points on arcs or paths with their width, which names should keep clear of."""
    points: list[tuple[float, float, float]] = []
    for row in rows:
        line = row["path"] if "path" in row else great_circle(row["from"], row["to"], 31)
        points += [(lon, lat, row["w"]) for lon, lat in line]
    return points


def _covered(names: list[Row], zoom: float) -> list[tuple[float, float, float]]:
    """Points under the names of disputed areas, which other names should keep clear of."""
    points: list[tuple[float, float, float]] = []
    for name in names:
        x, y = mercator(*name["position"])
        longest = max(map(len, name["text"].split("\n"))) * DISPUTED_SIZE * CHARACTER_WIDTH
        for across in (-0.5, -0.25, 0, 0.25, 0.5):
            points += [(*_rounded(x + across * longest / 2**zoom, y + down / 2**zoom), 14.0) for down in (-7, 7)]
    return points


def link_map(
    links: pd.DataFrame,
    places: pd.DataFrame,
    dataset: Dataset,
    theme: Theme,
    *,
    boundaries: str,
    legs: Iterable[str] = (),
    extent: str = "capitals",
    look: Look | None = None,
    share: float = 1.0,
    height: int = 520,
    words: str = "",
    key: str,
    on_select: Callable[[], None] | None = None,
) -> None:
    """Draw arcs for `links`, marks for `places` and lines for `legs` of the routes; `share` is the part of the page it fills.

    `words` sum the view up, for those who do not see the map.
    """
    look = look or Look()
    most, most_met = look.scale(links, places)
    width = column_width(share)
    centre = fit(box_of(extent, links, places, dataset, look), width, height)
    rows = _paths(links, dataset, theme, look, most, centre[2]) if look.directed else _arcs(links, dataset, theme, look, most)
    marks = _marks(places, most_met)
    points = named_points(links, places, dataset, look)
    frame = (centre[0], centre[1], float(width), float(height))
    capitals = {(round(point.lon, 2), round(point.lat, 2)) for point in points if point.important}
    circles = [(*mark["p"], 2 * mark["r"]) for mark in marks if tuple(mark["p"]) not in capitals]
    routes = _routes(dataset, legs, theme, look.day or dataset.last_day)
    circles += [(*row["position"], 14.0) for row in routes.crossings]
    inside = [point for point in points if in_frame(point.lon, point.lat, centre[2], frame)]
    disputed = disputed_rows(centre[2], frame)
    names = place_labels(inside, centre[2], 14, frame, [*_along(rows), *circles, *_covered(disputed, centre[2])])
    layers = [
        *base_layers(theme, boundaries, pickable=on_select is not None),
        *(_route_layers(routes, theme) if routes.open or routes.shut else ()),
        *_link_layers(rows, look.directed),
        *_place_layers(places, marks, theme, look.lit),
        *(_crossing_layers(routes.crossings, theme) if routes.crossings else ()),
        *disputed_names(theme, centre[2], frame),
        text_layer(names, theme, 14),
    ]
    busiest = [f"{link['label']} {link['events']}" for link in links.head(4).to_dict("records")]
    noun = "visits" if look.directed else "events"
    shown = f"Map of links between capitals. Number of {noun}: {join_words(busiest) or 'none in view'}."
    alt = " ".join(part for part in (shown, words, "The table beside it holds all.") if part)
    draw(layers, centre, height, alt, key, on_select, tip="name")
