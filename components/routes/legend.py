"""What colours, line styles and marks of the map of the routes mean, as far as they occur."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from atlas.dataset.legs import FUTURE, place_name
from atlas.palette import Theme
from atlas.routes.looks import CROSSED, DRAWN, SCHEMATIC_NAME, STATUS_COLOURS, STATUS_NAMES, THIN
from atlas.routes.route_map import RouteMap
from atlas.routes.scenarios import BUILT

BAND = 11
"""Width in pixels of the band below a way."""

WAY_OPACITY, BEFORE_OPACITY = 0.42, 0.3


def _line(colour: str, on: int = 1, off: int = 0, inside: str = "", width: float = 3) -> str:
    """A piece of line for the legend, dashed with `on` and `off` pixels; `width` in pixels."""
    fill = f"repeating-linear-gradient(90deg,{colour} 0 {on}px,transparent {on}px {on + off}px)" if off else colour
    style = f"display:inline-flex;align-items:center;justify-content:center;width:32px;height:{width}px;background:{fill}"
    return f"<span style='{style}'>{inside}</span>"


@lru_cache(maxsize=64)
def legend_of(content: RouteMap, theme: Theme) -> str:
    """What colours, line styles and marks mean, as far as they occur, as HTML."""
    dataset, legs, (way, before) = content.dataset, content.legs, content.bands

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
        (way, "best way {}", WAY_OPACITY, STATUS_COLOURS[BUILT][theme.dark]),
        (before, "best way without the scenario", BEFORE_OPACITY, theme.muted),
    ):
        if band:
            ends = f"{place_name(dataset, band.origin)}–{place_name(dataset, band.destination)}"
            mark = f"<span style='width:32px;height:{BAND}px;opacity:{opacity};background:{colour}'></span>"
            statuses.append(item(mark, told.format(ends)))
    banded = f"repeating-linear-gradient(90deg,{theme.land} 0 6px,{theme.ink} 6px 12px)"
    styles = {
        "sea": _line(theme.ink, width=2),
        "road": _line(theme.ink),
        "rail": f"<span style='width:30px;height:3px;background:{banded};border:1px solid {theme.ink}'></span>",
    }
    known = legs[legs["path_basis"] != "schematic"]
    modes = [item(style, mode) for mode, style in styles.items() if (known["mode"] == mode).any()]
    if (legs["mode"] == "border").any():
        modes.append(item(circle(theme.ink, theme.ink) + circle(theme.land, theme.muted), "crossing, passable or not"))
    # The two sides of a crossing are too near each other for a line.
    if ((legs["path_basis"] == "schematic") & (legs["mode"] != "border")).any():
        modes.append(item(_line(theme.ink, 7, 5, width=THIN), SCHEMATIC_NAME))
    row = "<div style='display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;margin-bottom:.3rem'>{}</div>"
    rows = row.format("".join(statuses)) + row.format("".join(modes))
    return f"<div style='font-size:.85rem;color:{theme.muted}'>{rows}</div>"


def route_legend(content: RouteMap, theme: Theme) -> None:
    """The legend below a map."""
    st.html(legend_of(content, theme))
