"""Links as arcs between capitals, and visits as bent paths with an arrow head."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pydeck as pdk

from atlas.actors import KABUL
from atlas.geography import Spot, Stroke, great_circle, mercator, tone_class, unproject
from atlas.link_map import LinkMap
from atlas.palette import TONE_COLOURS, TONE_COLOURS_DARK, Theme
from atlas.words import count, format_date
from components.map.marks import Row, paths
from components.theme import rgba

BEND = 0.13
"""How far the path of a visit bends to the right, in parts of its length, so that both directions can be seen."""

PATH_PIECES, ARC_PIECES = 21, 41


def _last(row: Mapping[Hashable, Any]) -> str:
    return f"last {format_date(row['last_date'].date())}"


def _arcs(content: LinkMap, theme: Theme) -> list[Row]:
    rows: list[Row] = []
    look, own = content.look, content.dataset.actors["colour"].to_dict()
    shades = TONE_COLOURS_DARK if theme.dark else TONE_COLOURS
    for link, *ends in content.drawn():
        # A link with Kabul has the colour of the partner; any other runs from one partner's colour to the other's.
        sides = [link["second"] if link["first"] == KABUL else link["first"], link["second"]]
        colours = [theme.actor(actor, own[actor]) for actor in sides]
        tip = [f"{link['label']}: {count(link['events'], 'event')}, {count(link['contacts'], 'contact')}"]
        if look.colour == "tone":
            colours = [shades[tone_class(link["mean_tone"])]] * 2
            tip.append(f"mean Goldstein {link['mean_tone']:+.1f} over {count(link['tone_events'], 'event')}".replace("-", "−"))
        if look.width == "meetings":
            tip.append(f"{link['meetings']:.1f} when each event counts once")
        tip.append(_last(link))
        paint = [rgba(colour, look.lit.opacity("links", link["link"])) for colour in colours]
        width = round(look.arc(link[look.width]), 1)
        rows.append(
            {
                "id": link["link"],
                "from": _near(ends[0]),
                "to": _near(ends[1]),
                "a": paint[0],
                "b": paint[1],
                "w": width,
                "name": "\n".join(tip),
            }
        )
    return rows


def _near(spot: Spot) -> Spot:
    """A seat, as exactly as a screen can show it."""
    return round(spot[0], 2), round(spot[1], 2)


def rounded(x: float, y: float) -> Spot:
    """Longitude and latitude of a position of `mercator`, as exactly as a screen can show."""
    return _near(unproject(x, y))


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
    return [rounded(*corner) for corner in (tip, *feet, tip)]


def _paths(content: LinkMap, theme: Theme, zoom: float) -> list[Row]:
    """Visits as bent paths with an arrow head. They have the colour of the actor that travelled."""
    rows: list[Row] = []
    look, own = content.look, content.dataset.actors["colour"].to_dict()
    for visit, start, end in content.drawn():
        line, width = _bent(start, end), round(look.arc(visit["events"]), 1)
        rows.append(
            {
                "id": visit["link"],
                "path": [rounded(*point) for point in line],
                "head": _head(line, width, zoom),
                "w": width,
                "c": rgba(theme.actor(visit["origin"], own[visit["origin"]]), look.lit.opacity("links", visit["link"])),
                "name": f"{visit['label']}: {count(visit['events'], 'visit')}\n{_last(visit)}",
            }
        )
    return rows


def link_rows(content: LinkMap, theme: Theme, zoom: float) -> list[Row]:
    """Arcs, or paths of visits with heads that suit the zoom at which the map opens."""
    return _paths(content, theme, zoom) if content.look.directed else _arcs(content, theme)


def link_layers(rows: list[Row], directed: bool) -> list[pdk.Layer]:
    """Rows of `link_rows` as layers."""
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
        paths("links", [{name: value for name, value in row.items() if name != "head"} for row in rows]),
        pdk.Layer(
            "SolidPolygonLayer",
            id="heads",
            data=[{"head": row["head"], "c": row["c"]} for row in rows],
            get_polygon="head",
            get_fill_color="c",
        ),
    ]


def strokes_of(rows: list[Row], width: float = 0.0) -> tuple[Stroke, ...]:
    """Arcs or paths as lines with their width, or the one given where rows have none; names keep clear of them."""
    lines = (row["path"] if "path" in row else great_circle(row["from"], row["to"], ARC_PIECES) for row in rows)
    return tuple((tuple(map(tuple, line)), row.get("w", width)) for line, row in zip(lines, rows, strict=True))
