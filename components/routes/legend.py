"""What colours, line styles and marks of the map of the routes mean, as far as they occur."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from atlas.dataset.legs import FUTURE, place_name
from atlas.palette import Theme
from atlas.routes.looks import CROSSED, DRAWN, PASSABLE, SCHEMATIC_NAME, STATUS_COLOURS, STATUS_NAMES, THIN
from atlas.routes.route_map import RouteMap
from atlas.routes.scenarios import BUILT
from components.map import Item

BAND = 11
"""Width in pixels of the band below a way."""

WAY_OPACITY, BEFORE_OPACITY = 0.42, 0.3


def _line(colour: str, on: int = 1, off: int = 0, inside: str = "", width: float = 3) -> str:
    """A piece of line for the legend, dashed with `on` and `off` pixels; `width` in pixels."""
    fill = f"repeating-linear-gradient(90deg,{colour} 0 {on}px,transparent {on}px {on + off}px)" if off else colour
    return f"<i style='display:inline-flex;align-items:center;justify-content:center;height:{width}px;background:{fill}'>{inside}</i>"


def _statuses(legs: pd.DataFrame, theme: Theme) -> list[Item]:
    items = []
    for status in DRAWN:
        if (legs["drawn"] == status).any():
            colour = STATUS_COLOURS[status][theme.dark]
            cross = f"<u style='color:{colour};font-size:20px;font-weight:700;line-height:0;text-decoration:none'>×</u>"
            dots = (3, 5) if status in FUTURE else (1, 0)
            items.append((_line(colour, *dots, inside=cross if status in CROSSED else ""), STATUS_NAMES[status]))
    return items


def _modes(legs: pd.DataFrame, theme: Theme) -> list[Item]:
    banded = f"repeating-linear-gradient(90deg,{theme.land} 0 6px,{theme.ink} 6px 12px)"
    styles = {
        "sea": _line(theme.ink, width=2),
        "road": _line(theme.ink),
        "rail": f"<i style='box-sizing:border-box;height:5px;background:{banded};border:1px solid {theme.ink}'></i>",
    }
    known = legs[legs["path_basis"] != "schematic"]
    items = [(style, mode) for mode, style in styles.items() if (known["mode"] == mode).any()]
    crossings = legs.loc[legs["mode"] == "border", "drawn"].isin(PASSABLE)
    for found, fill, told in ((crossings, theme.ink, "crossing passable"), (~crossings, theme.land, "crossing not passable")):
        if found.any():
            items.append((f"<b style='color:{theme.ink};border:1.5px solid;background:{fill}'></b>", told))
    # The two sides of a crossing are too near each other for a line.
    if ((legs["path_basis"] == "schematic") & (legs["mode"] != "border")).any():
        items.append((_line(theme.ink, 7, 5, width=THIN), SCHEMATIC_NAME))
    return items


@lru_cache(maxsize=64)
def legend_items(content: RouteMap, theme: Theme) -> tuple[Item, ...]:
    """What colours, line styles and marks mean, as far as they occur."""
    bands = []
    for band, told, opacity, colour in zip(
        content.bands,
        ("best way {}", "best way without the scenario"),
        (WAY_OPACITY, BEFORE_OPACITY),
        (STATUS_COLOURS[BUILT][theme.dark], theme.muted),
        strict=True,
    ):
        if band:
            ends = f"{place_name(content.dataset, band.origin)}–{place_name(content.dataset, band.destination)}"
            bands.append((f"<i style='height:{BAND}px;opacity:{opacity};background:{colour}'></i>", told.format(ends)))
    return *_statuses(content.legs, theme), *bands, *_modes(content.legs, theme)
