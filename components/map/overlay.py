"""What a map of links shows of the routes: legs that recede behind the arcs, and crossings."""

from __future__ import annotations

from dataclasses import dataclass

import pydeck as pdk

from atlas.dataset.legs import CLOSED, leg_names
from atlas.geography import METRES
from atlas.link_map import LinkMap
from atlas.palette import Theme
from atlas.routes.status import leg_status_on
from atlas.words import format_date
from components.map.marks import CROSSING, Row, crosses, crossings, dashed, paths
from components.theme import rgba

_UNSEEN = 0.35
"""Pixels by which a leg may be drawn beside its course."""

_DEGREE = 111_320.0
"""Metres of a degree at the equator."""

LEG_WIDTH = 2.0
"""Width of a leg in pixels."""


@dataclass(frozen=True)
class Overlay:
    """Legs that can be passed on the day, legs that cannot, and crossings, as rows of layers."""

    open: list[Row]
    shut: list[Row]
    crossings: list[Row]


def overlay_of(content: LinkMap, theme: Theme, zoom: float) -> Overlay:
    """The legs of a map by their status on its day, with no more bends than can be seen at a zoom and twice as close."""
    rows, dataset, day = Overlay([], [], []), content.dataset, content.look.day
    if not content.legs:
        return rows
    status, names = leg_status_on(dataset, day)["status"], leg_names(dataset)
    for leg in content.legs:
        shape, shut = dataset.legs.at[leg, "geometry"], status[leg] in CLOSED
        tip = f"{names[leg]}\n{status[leg].replace('-', ' ')} on {format_date(day)}"
        path = [[round(x, 2), round(y, 2)] for x, y in shape.simplify(_UNSEEN * METRES / _DEGREE / 2**zoom).coords]
        (rows.shut if shut else rows.open).append({"path": path, "name": tip})
        if dataset.legs.at[leg, "mode"] == "border":
            middle = shape.interpolate(0.5, normalized=True)
            fill = rgba(theme.land if shut else theme.ink)
            rows.crossings.append({"position": [round(middle.x, 3), round(middle.y, 3)], "f": fill, "shut": shut, "name": tip})
    return rows


def leg_layers(overlay: Overlay, theme: Theme) -> list[pdk.Layer]:
    """Legs in ink that recedes, dotted where they cannot be passed."""
    if not (overlay.open or overlay.shut):
        return []
    colour = rgba(theme.muted, 0.9)
    return [
        paths("corridors", overlay.open, colour, LEG_WIDTH, cap_rounded=True),
        paths("corridors-shut", overlay.shut, colour, LEG_WIDTH, **dashed(1, 2)),
    ]


def crossing_layers(overlay: Overlay, theme: Theme) -> list[pdk.Layer]:
    """Filled where a crossing can be passed, hollow and crossed out where not."""
    rows, ink = overlay.crossings, rgba(theme.ink)
    shut: list[Row] = [{"position": row["position"], "text": "×"} for row in rows if row["shut"]]
    return [crossings(rows, CROSSING - 1, ink), crosses("crossings-shut", shut, 16, ink)] if rows else []
