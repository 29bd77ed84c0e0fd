"""The map of the routes as a picture that explains itself: corridors on a day, under a scenario where one is set."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.lines import Line2D

from atlas.dataset import Dataset
from atlas.dataset.legs import FUTURE
from atlas.geography import fit, place_labels
from atlas.palette import LIGHT
from atlas.pictures.drawing import WHOLE, Form, Sheet, boundary_note, drawing, finished, ground, write_names
from atlas.pictures.links import LABEL_SIZE, credits
from atlas.routes.answers import scenario_in_words
from atlas.routes.corridors import MAIN_CORRIDORS, legs_of
from atlas.routes.looks import CROSSED, DRAWN, PASSABLE, STATUS_COLOURS, STATUS_NAMES, stops
from atlas.routes.scenarios import scenario_status
from atlas.routes.status import leg_status_on
from atlas.view import ViewOptions
from atlas.words import format_date, join_words

TITLE = "Trade routes by status"
SCHEMATIC = "Lines over land run straight between places; they are not the course of the road."
_STYLES: dict[str, Any] = {"sea": (0, (4, 2.5)), "air": (0, (9, 4)), "rail": (0, (6, 1.5)), "road": "-", "border": "-"}
_DOTTED: Any = (0, (1, 2))


def _legend(legs: pd.DataFrame) -> list[Line2D]:
    items = [
        Line2D([], [], color=STATUS_COLOURS[status][0], linewidth=3, label=STATUS_NAMES[status])
        for status in DRAWN
        if (legs["drawn"] == status).any()
    ]
    modes = [mode for mode in _STYLES if mode != "border" and (legs["mode"] == mode).any()]
    return items + [Line2D([], [], color=LIGHT.ink, linewidth=1.8, linestyle=_STYLES[mode], label=mode) for mode in modes]


def route_map_picture(dataset: Dataset, options: ViewOptions, address: str, form: Form, sheet: Sheet = WHOLE) -> bytes:
    """The corridors of a view, or the main ones, as PNG or SVG. `address` opens the same view again."""
    corridors, day = options.routes or MAIN_CORRIDORS, options.asof or dataset.last_day
    legs = dataset.legs.loc[list(legs_of(dataset, corridors))].to_crs("EPSG:3857")
    status = leg_status_on(dataset, day)["status"].reindex(legs.index)
    legs = legs.assign(drawn=scenario_status(dataset, options.scenario).reindex(legs.index).fillna(status))
    west, south, east, north = dataset.legs.loc[legs.index].total_bounds
    centre = fit((west - 1, south - 1, east + 1, north + 1), *sheet.size)
    frame = (centre[0], centre[1], float(sheet.size[0]), float(sheet.size[1]))
    names = dataset.tables["corridors"].set_index("corridor_id")["name"].to_dict()
    assumed = scenario_in_words(dataset, options.scenario)
    sentence = f"{join_words(str(names[corridor]) for corridor in corridors)}."
    if assumed:
        sentence += f" Scenario, not the record: {assumed}."
    with drawing(sheet, f"{TITLE}, {format_date(day)}", sentence, centre) as (figure, axes):
        ground(axes, options.boundaries)
        for leg in legs.itertuples():
            colour = STATUS_COLOURS[leg.drawn][0]
            x, y = leg.geometry.coords.xy
            axes.plot(x, y, color=colour, linewidth=2, linestyle=_DOTTED if leg.drawn in FUTURE else _STYLES[leg.mode], zorder=4)
            middle = leg.geometry.interpolate(0.5, normalized=True)
            if leg.mode == "border":
                fill = colour if leg.drawn in PASSABLE else "white"
                axes.plot(middle.x, middle.y, "o", markersize=7, markerfacecolor=fill, markeredgecolor=colour, zorder=5)
            if leg.drawn in CROSSED:
                axes.plot(middle.x, middle.y, "x", markersize=8, markeredgewidth=2, color=colour, zorder=6)
        write_names(axes, place_labels(stops(dataset, legs), centre[2], LABEL_SIZE, frame))
        small = (SCHEMATIC, boundary_note(options.boundaries), *credits(dataset, address))
        return finished(sheet, figure, axes, _legend(legs), small, form)
