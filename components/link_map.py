"""The map of links: arcs between capitals, meeting places and corridors."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable
from typing import Any

import pandas as pd
import pydeck as pdk
import streamlit as st
from pyproj import Geod

from atlas.dataset import Dataset
from atlas.evidence import KABUL
from atlas.measures import CAPITALS, NEIGHBOURS
from atlas.words import count, join_words
from components.base_map import base_layers, disputed_names, draw, text_layer
from components.labels import Point, place_labels
from components.theme import Theme, rgba
from components.viewport import Extent, column_width

_GEOD = Geod(ellps="WGS84")

Row = dict[str, Any]
"""One mark of a layer, as deck.gl reads it."""

WIDEST = 11.0
NARROWEST = 1.2
NAMED_PLACES = 12
"""How many of the busiest places get a name, as far as there is room."""

LARGEST_PLACE = 13.0
SMALLEST_PLACE = 2.5

FOUR_CAPITALS = Extent(51, 22, 117, 42)


def arc_width(events: int, most: int) -> float:
    """Width of an arc in pixels: the square root of its count, so that area does not exaggerate."""
    return NARROWEST + (WIDEST - NARROWEST) * math.sqrt(events / most)


def shown_links(links: pd.DataFrame, partners: str, chosen: Iterable[str]) -> pd.DataFrame:
    """The links that a map draws: among the four or six capitals or all, and every link of an actor that was chosen."""
    if partners == "all":
        return links
    group = {KABUL, *CAPITALS, *(NEIGHBOURS if partners == "six" else ())}
    asked = set(chosen)
    inside = links["first"].isin(group) & links["second"].isin(group)
    return links[inside | links["first"].isin(asked) | links["second"].isin(asked) | links["link"].isin(asked)]


def _arcs(links: pd.DataFrame, dataset: Dataset, theme: Theme, most: int) -> list[Row]:
    actors, places = dataset.actors, dataset.places
    rows: list[Row] = []
    # The busiest arc is drawn last, on top of the others.
    for link in links[::-1].itertuples():
        ends = [actors.loc[actor, "capital_place_id"] for actor in (link.first, link.second)]
        if any(pd.isna(end) for end in ends) or ends[0] == ends[1]:
            continue
        # A link with Kabul has the colour of the partner; any other runs from one partner's colour to the other's.
        sides = [link.second if link.first == KABUL else link.first, link.second]
        colours = [theme.actor(actor, str(actors.loc[actor, "colour"])) for actor in sides]
        rows.append(
            {
                "id": link.link,
                "from": [round(float(places.loc[ends[0], axis]), 3) for axis in ("lon", "lat")],
                "to": [round(float(places.loc[ends[1], axis]), 3) for axis in ("lon", "lat")],
                "a": rgba(colours[0], 0.85),
                "b": rgba(colours[1], 0.85),
                "w": round(arc_width(link.events, most), 1),
                "tip": f"{link.label}: {count(link.events, 'event')}, {count(link.contacts, 'contact')}",
            }
        )
    return rows


def _along(arcs: list[Row]) -> list[tuple[float, float, float]]:
    """Points on the arcs with their width, which names should keep clear of."""
    points: list[tuple[float, float, float]] = []
    for arc in arcs:
        (lon1, lat1), (lon2, lat2) = arc["from"], arc["to"]
        points += [(lon, lat, arc["w"]) for lon, lat in _GEOD.npts(lon1, lat1, lon2, lat2, 30)]
    return points


def _corridors(dataset: Dataset, corridors: Iterable[str], theme: Theme) -> list[Row]:
    table = dataset.tables["corridor_legs"]
    chosen = table[table["corridor_id"].isin(list(corridors))]["leg_id"].astype("str").unique()
    legs = dataset.legs.loc[chosen]
    return [
        {"path": [[round(x, 2), round(y, 2)] for x, y in leg.geometry.coords], "tip": f"{leg.from_name} – {leg.to_name} ({leg.mode})"}
        for leg in legs.itertuples()
    ]


def link_map(
    links: pd.DataFrame,
    places: pd.DataFrame,
    dataset: Dataset,
    theme: Theme,
    *,
    boundaries: str,
    corridors: Iterable[str] = (),
    extent: Extent = FOUR_CAPITALS,
    share: float = 1.0,
    height: int = 520,
    key: str,
) -> None:
    """Draw arcs for `links`, marks for `places` and lines for `corridors`; `share` is the part of the page it fills."""
    most = int(links["events"].max()) if len(links) else 1
    centre = extent.fit(column_width(share), height)
    most_met = int(places["events"].max()) if len(places) else 1
    marks: list[Row] = [
        {
            "position": [place.lon, place.lat],
            "r": round(SMALLEST_PLACE + (LARGEST_PLACE - SMALLEST_PLACE) * math.sqrt(place.events / most_met), 1),
            "tip": f"{place.name}: {count(place.events, 'event')}" + (" (position approximate)" if place.uncertain else ""),
        }
        for place in places.itertuples()
    ]
    ends = dict.fromkeys([*links["first"], *links["second"], KABUL, *CAPITALS])
    points = []
    for actor in sorted(ends, key=lambda actor: (actor != KABUL, actor not in CAPITALS)):
        seat = dataset.actors.loc[actor, "capital_place_id"]
        if pd.notna(seat):
            lon, lat = (float(dataset.places.loc[seat, axis]) for axis in ("lon", "lat"))
            points.append(Point(str(dataset.actors.loc[actor, "label"]), lon, lat, important=True))
    named = {(point.lon, point.lat) for point in points}
    others = [place for place in places.head(NAMED_PLACES).itertuples() if (place.lon, place.lat) not in named]
    points += [Point(place.name.split(" (")[0], place.lon, place.lat) for place in others]
    frame = (centre[0], centre[1], float(column_width(share)), float(height))
    circles = [(*mark["position"], 2 * mark["r"]) for mark in marks if tuple(mark["position"]) not in named]
    arcs = _arcs(links, dataset, theme, most)
    layers = [
        *base_layers(theme, boundaries),
        pdk.Layer(
            "PathLayer",
            id="corridors",
            data=_corridors(dataset, corridors, theme),
            get_path="path",
            get_color=list(rgba(theme.muted, 0.9)),
            get_width=2,
            width_units=pdk.types.String("pixels"),
            cap_rounded=True,
            joint_rounded=True,
            pickable=True,
        ),
        pdk.Layer(
            "ArcLayer",
            id="links",
            data=arcs,
            get_source_position="from",
            get_target_position="to",
            get_source_color="a",
            get_target_color="b",
            get_width="w",
            get_height=0,
            great_circle=True,
            pickable=True,
        ),
        pdk.Layer(
            "ScatterplotLayer",
            id="places",
            data=marks,
            get_position="position",
            get_radius="r",
            radius_units=pdk.types.String("pixels"),
            stroked=True,
            get_fill_color=list(rgba(theme.paper, 0.75)),
            get_line_color=list(rgba(theme.ink)),
            line_width_min_pixels=1.2,
            pickable=True,
        ),
        *disputed_names(theme, centre[2]),
        text_layer(place_labels(points, centre[2], 14, frame, [*_along(arcs), *circles]), theme, 14),
    ]
    busiest = [f"{link.label} {link.events}" for link in links.head(4).itertuples()]
    alt = f"Map of links between capitals. Number of events: {join_words(busiest) or 'none in view'}. The table beside it holds all."
    draw(layers, centre, height, alt, key)


def samples(most: int) -> list[int]:
    """Three round counts up to the largest, for a legend."""
    if most < 3:
        return list(range(1, most + 1))
    magnitude = 10 ** int(math.log10(most))
    top = max(step * magnitude for step in (1, 2, 5) if step * magnitude <= most)
    return sorted({max(1, top // 10), max(1, top // 3 if top < 10 else top // 4), top})


def legend(links: pd.DataFrame, dataset: Dataset, theme: Theme, *, corridors: bool = False, places: bool = True) -> None:
    """What colours, widths and marks mean, with the numbers behind three widths."""
    most = int(links["events"].max()) if len(links) else 0
    partners = [actor for actor in (*CAPITALS, *NEIGHBOURS) if actor in {*links["first"], *links["second"]}]
    item = "<span style='display:inline-flex;align-items:center;gap:.4rem;white-space:nowrap'>{}</span>"

    def line(colour: str, width: float, text: str) -> str:
        return item.format(f"<span style='width:28px;height:{width:.1f}px;background:{colour}'></span>{html.escape(text)}")

    items = [line(theme.actor(actor, str(dataset.actors.loc[actor, "colour"])), 4, str(dataset.actors.loc[actor, "label"])) for actor in partners]
    if len(links) and len(partners) < len({*links["first"], *links["second"]} - {KABUL}):
        items.append(line("#8A8A85", 4, "others"))
    items += [line(theme.ink, arc_width(number, most), count(number, "event")) for number in samples(most)]
    if places:
        circle = f"<span style='width:10px;height:10px;border-radius:50%;border:1.5px solid {theme.ink}'></span>"
        items.append(item.format(circle + "place, larger with more events"))
    if corridors:
        items.append(line(theme.muted, 2, "corridor"))
    st.html(f"<div style='display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;font-size:.85rem;color:{theme.muted}'>{''.join(items)}</div>")
