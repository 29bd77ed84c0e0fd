"""The comparison of corridors as a picture that explains itself: PNG and SVG, the same bytes every time."""

from __future__ import annotations

from textwrap import fill
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from atlas.dataset.legs import LEG_STATUSES, MODES, NOT_RECORDED
from atlas.exports import RouteView
from atlas.geography import country_names
from atlas.palette import LIGHT, MODE_COLOURS
from atlas.pictures.drawing import Form, by_one_hand, saved
from atlas.routes.comparison import compare
from atlas.routes.lengths import bases_in_words
from atlas.words import format_date

_WIDTH = 900
_ROW, _TOP, _BOTTOM = 74, 120, 108
_LEFT, _FACTS = 225, 320
"""Points at the left for names, and at the right for what bars cannot say."""

HATCHES = {"sea": "", "road": "", "rail": "////", "air": "...."}


def _facts(corridor: pd.Series) -> str:
    """What stands beside a bar."""
    borders = f"{corridor['borders']} land border{'' if corridor['borders'] == 1 else 's'}"
    inside = ", ".join(
        f"{corridor[f'km_{code}']:,.0f} km in {name}"
        for code, name in (("pakistan", "Pakistan"), ("iran", "Iran"))
        if corridor[f"km_{code}"]
    )
    days, cost = corridor["days"] or "days: no source", corridor["cost"] or "cost: no source"
    closed = [
        f"{len(corridor[key])} {status.replace('-', ' ')}"
        for status in LEG_STATUSES[1:]
        if status != NOT_RECORDED and len(corridor[key := status.replace("-", "_")])
    ]
    legs = f" (legs: {', '.join(closed)})" if closed else ""
    assumed = "".join(f", {len(corridor[key])} {key} in the scenario" for key in ("shut", "built") if corridor[key])
    lines = [
        bases_in_words(corridor.to_dict()),
        f"{borders}{f'; {inside}' if inside else ''}",
        f"{days}; {cost}",
        f"{corridor['status']}{legs}{assumed}",
    ]
    return "\n".join(fill(line, 62) for line in lines)


@by_one_hand
def draw_comparison(view: RouteView, address: str, form: Form) -> bytes:
    """Corridors as bars of kilometres by mode, with borders, days, costs and what is not open, as of the day of the view.

    The day, the scenario, the sources and the address of the view are written into the picture.
    """
    dataset = view.dataset
    table = compare(dataset, view.compared, view.day, view.scenario, view.boundaries)
    height = _TOP + _BOTTOM + _ROW * max(len(table), 1)
    figure = Figure(figsize=(_WIDTH / 72, height / 72), facecolor=LIGHT.paper)
    axes = figure.add_axes(
        (_LEFT / _WIDTH, _BOTTOM / height, (_WIDTH - _LEFT - _FACTS) / _WIDTH, _ROW * len(table) / height), facecolor=LIGHT.paper
    )
    rows = range(len(table))
    start = pd.Series(0.0, index=table.index)
    for mode in MODES:
        km = table[f"km_{mode}"].astype("float64")
        if km.any():
            look: dict[str, Any] = {"color": MODE_COLOURS[mode], "hatch": HATCHES[mode], "edgecolor": LIGHT.paper, "linewidth": 0.8}
            axes.barh(rows, km, left=start, height=0.34, label=mode, **look)
            start += km
    most = float(table["km"].max()) if len(table) else 1.0
    for row, (_, corridor) in enumerate(table.iterrows()):
        axes.text(corridor["km"] + most * 0.015, row, f"{corridor['km']:,.0f}", va="center", fontsize=9, color=LIGHT.ink)
        middle = (_BOTTOM + _ROW * (len(table) - row - 0.5)) / height
        countries = " → ".join(country_names().get(code, code) for code in corridor["countries"])
        figure.text(
            20 / _WIDTH, middle + 10 / height, fill(str(corridor["name"]), 34), fontsize=10, color=LIGHT.ink, va="center", weight="bold"
        )
        figure.text(20 / _WIDTH, middle - 14 / height, fill(countries, 38), fontsize=8, color=LIGHT.muted, va="center")
        figure.text((_WIDTH - _FACTS + 24) / _WIDTH, middle, _facts(corridor), fontsize=8, color=LIGHT.ink, va="center", linespacing=1.35)
    axes.set(ylim=(len(table) - 0.5, -0.5), xlim=(0, most * 1.16), yticks=[])
    axes.set_xlabel("kilometres, by mode (crossings with roads)", fontsize=9, color=LIGHT.ink)
    axes.tick_params(labelsize=8, colors=LIGHT.muted)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(LIGHT.muted)
    figure.text(20 / _WIDTH, 1 - 34 / height, "Corridors compared: length by mode", fontsize=17, color=LIGHT.ink, family="DejaVu Serif")
    said = "Scenario, not the record. " if view.scenario else ""
    figure.text(20 / _WIDTH, 1 - 62 / height, fill(f"{said}{view.sentence}", 130), fontsize=10, color=LIGHT.ink, va="center")
    figure.legend(
        loc="upper left",
        bbox_to_anchor=(20 / _WIDTH, 1 - 78 / height),
        ncols=4,
        fontsize=9,
        frameon=False,
        borderpad=0,
        borderaxespad=0,
        labelcolor=LIGHT.ink,
    )
    package = dataset.package
    notes = (
        "Lengths are stated by a source, shared out of a total stated for several legs, measured on a line (roads and railways: © "
        "OpenStreetMap contributors, ODbL 1.0), or estimated from the great circle. Days and costs are as sources state them, for "
        "different stretches and years. A missing figure says “no source”.",
        f"Data: {package.title}, version {package.version}, {package.licence}. As of {format_date(view.day)}. {address}",
    )
    figure.text(
        20 / _WIDTH,
        10 / height,
        "\n".join(fill(note, 185) for note in notes),
        fontsize=7,
        color=LIGHT.muted,
        va="bottom",
        linespacing=1.35,
    )
    return saved(figure, form)
