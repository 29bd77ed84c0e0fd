"""The map of the routes as a picture that explains itself: corridors on a day, under a scenario where one is set."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.lines import Line2D

from atlas.dataset.legs import FUTURE
from atlas.geography import boundary_note, fit, lettering
from atlas.palette import LIGHT
from atlas.pictures.drawing import TO_MAP, WHOLE, Form, Sheet, by_one_hand, drawing, finished, ground, write_names
from atlas.pictures.links import LABEL_SIZE, credits
from atlas.routes.answers import scenario_in_words
from atlas.routes.corridors import legs_of
from atlas.routes.looks import CROSSED, DASHES, DOTS, DRAWN, PASSABLE, STATUS_COLOURS, STATUS_NAMES, THIN, WIDTHS, stops
from atlas.routes.route_map import RouteMap, bounds_of
from atlas.words import format_date, join_words

_TITLE = "Trade routes by status"
SCHEMATIC_NOTE = "Thin, broken lines are schematic: their course is not known."
_STYLES: dict[str, Any] = {"sea": "-", "rail": (0, (6, 1.5)), "road": "-", "border": "-"}
_SCALE = 0.8
"""Points for a pixel of the screen's widths."""


def _style(leg: Any) -> dict[str, Any]:
    """The line of a leg, as on the screen: thin and broken where it is schematic, and nowhere else."""
    schematic = leg.path_basis == "schematic"
    broken = DOTS if leg.drawn in FUTURE else DASHES if schematic else None
    style = (0, broken) if broken else _STYLES[leg.mode]
    return {"linestyle": style, "linewidth": _SCALE * (THIN if schematic else WIDTHS["road" if leg.mode == "rail" else leg.mode])}


def _legend(legs: pd.DataFrame) -> list[Line2D]:
    items = [
        Line2D([], [], color=STATUS_COLOURS[status][0], linewidth=3, label=STATUS_NAMES[status])
        for status in DRAWN
        if (legs["drawn"] == status).any()
    ]
    known = legs[legs["path_basis"] != "schematic"]
    modes = [mode for mode in _STYLES if mode != "border" and (known["mode"] == mode).any()]
    items += [
        Line2D([], [], color=LIGHT.ink, linewidth=_SCALE * WIDTHS["sea" if mode == "sea" else "road"], linestyle=_STYLES[mode], label=mode)
        for mode in modes
    ]
    if ((legs["path_basis"] == "schematic") & (legs["mode"] != "border")).any():
        items.append(Line2D([], [], color=LIGHT.ink, linewidth=_SCALE * THIN, linestyle=(0, DASHES), label="schematic"))
    passable = legs.loc[legs["mode"] == "border", "drawn"].isin(PASSABLE)
    ring: dict[str, Any] = {"linestyle": "none", "marker": "o", "markersize": 7, "markeredgecolor": LIGHT.ink}
    for found, fill, told in ((passable, LIGHT.ink, "crossing passable"), (~passable, "white", "crossing not passable")):
        if found.any():
            items.append(Line2D([], [], markerfacecolor=fill, label=told, **ring))
    return items


@by_one_hand
def draw_route_map(content: RouteMap, address: str, form: Form, sheet: Sheet = WHOLE) -> bytes:
    """The corridors of the map as PNG or SVG. `address` opens the same view again."""
    dataset, shown = content.dataset, content.legs.loc[legs_of(content.dataset, content.corridors)]
    lines = dataset.legs.loc[shown.index, ["geometry"]].to_crs("EPSG:3857").join(shown[["mode", "drawn", "path_basis"]])
    centre = fit(bounds_of(shown), *sheet.size)
    frame = (*centre[:2], float(sheet.size[0]), float(sheet.size[1]))
    names = dataset.tables["corridors"].set_index("corridor_id")["name"].to_dict()
    assumed = scenario_in_words(dataset, content.scenario)
    sentence = f"{join_words(str(names[corridor]) for corridor in content.corridors)}."
    if assumed:
        sentence += f" Scenario, not the record: {assumed}."
    figure, axes = drawing(sheet, f"{_TITLE}, {format_date(content.day)}", sentence, centre)
    ground(axes, content.ground)
    # What is open is drawn last, on top of what is not.
    for leg in lines.sort_values("drawn", key=lambda drawn: -drawn.map(DRAWN.index), kind="stable").itertuples():
        colour = STATUS_COLOURS[leg.drawn][0]
        x, y = leg.geometry.coords.xy
        axes.plot(x, y, color=colour, **_style(leg), zorder=4)
        middle = leg.geometry.interpolate(0.5, normalized=True)
        if leg.mode == "border":
            fill = colour if leg.drawn in PASSABLE else "white"
            axes.plot(middle.x, middle.y, "o", markersize=7, markerfacecolor=fill, markeredgecolor=colour, zorder=5)
        if leg.drawn in CROSSED:
            axes.plot(middle.x, middle.y, "x", markersize=8, markeredgewidth=2, color=colour, zorder=6)
    points = tuple(stops(dataset, shown))
    strokes = tuple((tuple(map(tuple, path)), 3.0) for path in shown["path"])
    marks = [(point.lon, point.lat, point.radius) for point in points]
    for lon, lat, radius in marks:
        axes.plot(*TO_MAP.transform(lon, lat), "o", markersize=2 * _SCALE * radius, color=LIGHT.ink, markeredgewidth=0, zorder=5)
    marks += [(*spot, 5.0) for spot in shown.loc[shown["mode"] == "border", "middle"]]
    write_names(axes, lettering(content.ground.boundaries, centre[2], frame, points, LABEL_SIZE, strokes, tuple(marks)), centre[2])
    small = (SCHEMATIC_NOTE, boundary_note(content.ground.boundaries), *credits(dataset, address))
    return finished(sheet, figure, axes, _legend(shown), small, form)
