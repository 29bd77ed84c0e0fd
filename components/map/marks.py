"""Marks that maps share: the meeting places, and what is drawn over a crossing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
import pydeck as pdk

from atlas.geography import Spot
from atlas.link_map import FAINT, STRONG, Lit, Look
from atlas.palette import Theme
from atlas.words import count
from components.theme import RGBA, rgba

Row = dict[str, Any]
"""One mark of a layer, as deck.gl reads it."""

# pydeck reads a bare string as an expression; `String` marks a word as one.
PIXELS = pdk.types.String("pixels")

CAPITAL, CROSSING = 4.5, 4.0
"""Radius in pixels of the mark of a capital and of a crossing, with its rim."""

PLACE_LAYERS = ("places-faint", "places-about", "places")
"""Layers with places, from the bottom up."""


def place_rows(places: pd.DataFrame, look: Look) -> list[Row]:
    """Meeting places as circles."""
    columns = (places[name] for name in ("place_id", "name", "lon", "lat", "events", "uncertain"))
    return [
        {
            "id": place_id,
            "p": [round(lon, 2), round(lat, 2)],
            "r": round(look.radius(events), 1),
            "name": f"{name}: {count(events, 'event')}" + ("\nposition approximate" if uncertain else ""),
        }
        for place_id, name, lon, lat, events, uncertain in zip(*columns, strict=True)
    ]


def place_layers(places: pd.DataFrame, marks: list[Row], theme: Theme, lit: Lit) -> list[pdk.Layer]:
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
            radius_units=PIXELS,
            stroked=True,
            get_fill_color=list(rgba(theme.paper, opacity - 0.1)),
            get_line_color=list(rgba(colour, opacity + 0.15)),
            line_width_min_pixels=1.2,
            pickable=True,
        )
        for layer, (colour, opacity) in looks.items()
        if rows[layer]
    ]


def capital_layer(capitals: Iterable[Spot], theme: Theme) -> pdk.Layer:
    """Dots on the capitals, above all lines."""
    return pdk.Layer(
        "ScatterplotLayer",
        id="capitals",
        data=[{"p": [round(lon, 2), round(lat, 2)]} for lon, lat in capitals],
        get_position="p",
        # Asked of each, as of the places, so that one shader draws both.
        get_radius=str(CAPITAL - 0.5),
        radius_units=PIXELS,
        stroked=True,
        get_fill_color=list(rgba(theme.ink)),
        get_line_color=list(rgba(theme.paper)),
        line_width_min_pixels=1,
    )


def paths(layer: str, rows: list[Row], colour: RGBA | str = "c", width: float | str = "w", **more: Any) -> pdk.Layer:
    """Lines along the `path` of their row; `colour` and `width` (pixels) are values or columns."""
    style = {"pickable": True, "joint_rounded": True, "width_units": PIXELS, **more}
    return pdk.Layer("PathLayer", id=layer, data=rows, get_path="path", get_color=colour, get_width=width, **style)


def dashed(on: float, off: float) -> dict[str, Any]:
    """The style of a dashed line, in widths of the line."""
    # With high precision the dashes run on over the many short pieces of a sea lane.
    return {"extensions": [{"@@type": "PathStyleExtension", "dash": True, "highPrecisionDash": True}], "get_dash_array": [on, off]}


def crossings(rows: list[Row], radius: float, line: RGBA | str) -> pdk.Layer:
    """Circles on crossings, filled with the colour `f` of their row; `line` is a colour or the column that holds one."""
    return pdk.Layer(
        "ScatterplotLayer",
        id="crossings",
        data=rows,
        get_position="position",
        get_radius=radius,
        radius_units=PIXELS,
        stroked=True,
        get_fill_color="f",
        get_line_color=line,
        line_width_min_pixels=2,
        pickable=True,
    )


def crosses(layer: str, rows: list[Row], size: int, colour: RGBA | str) -> pdk.Layer:
    """Crosses over what is shut; `colour` is one or the column that holds it."""
    return pdk.Layer(
        "TextLayer",
        id=layer,
        data=rows,
        get_position="position",
        get_text="text",
        get_size=size,
        get_color=colour,
        font_weight=700,
        # Not from the rows: where nothing is shut there would be no letter, and no picture of letters can be made.
        character_set=pdk.types.String("×"),
        get_alignment_baseline=pdk.types.String("center"),
        parameters={"depthCompare": "always"},
    )
