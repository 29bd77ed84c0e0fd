"""Tone: the Goldstein values of each link's events by year, with their spread."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from atlas.measures.scope import for_scale, links_in_question, partner
from atlas.measures.tone import FEW, by_year, signed
from atlas.words import count
from components.charts import Chart, Layout, Trace, leave_for_events, lines, show_chart
from components.drawn import drawn_once
from components.relations.parts import MOST_LINKS, OPAQUE, axis_name, colour_of, row_title, rows_of
from components.view import View

_ROW = 110
CAVEAT = (
    "A Goldstein value (−10 conflict to +10 cooperation) belongs to the code of an event, not to the event: every visit has the same, "
    "whatever was said."
)


def _bars(rows: pd.DataFrame, low: str, high: str) -> tuple[list[int | None], list[float | None]]:
    """One upright line a year, as points with gaps between them."""
    x: list[int | None] = []
    y: list[float | None] = []
    for row in rows.itertuples():
        x += [int(row.year), int(row.year), None]
        y += [float(getattr(row, low)), float(getattr(row, high)), None]
    return x, y


def _in_words(row: Any) -> str:
    middle = f"middle half {signed(row.lower_quartile)} to {signed(row.upper_quartile)}"
    return f"{row.year}: mean {signed(row.mean)}, {middle}, {count(row.events, 'event')}"


def _traces(view: View, rows: pd.DataFrame, link: str, axis: str) -> list[Trace]:
    colour, paper = colour_of(view, link), view.theme.paper
    traces = [
        lines(*_bars(rows, low, high), colour, width, yaxis=axis)
        for low, high, width in (("lowest", "highest", 1.5), ("lower_quartile", "upper_quartile", 11))
    ]
    traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": rows["year"].tolist(),
            "y": rows["mean"].round(2).tolist(),
            "yaxis": axis,
            "customdata": [[link, int(year)] for year in rows["year"]],
            "text": [_in_words(row) for row in rows.itertuples()],
            "hovertemplate": "%{text}<extra>" + partner(view.selection, link) + "</extra>",
            "marker": {
                "size": 8,
                "color": [paper if number < FEW else view.theme.ink for number in rows["events"]],
                "line": {"color": view.theme.ink, "width": 2},
            },
            "unselected": OPAQUE,
            "showlegend": False,
        }
    )
    traces.append(
        {
            "type": "scatter",
            "mode": "text",
            "x": rows["year"].tolist(),
            "y": [-13] * len(rows),
            "yaxis": axis,
            "text": [f"n = {number}" for number in rows["events"]],
            "textfont": {"size": 11, "color": view.theme.muted},
            "hoverinfo": "skip",
            "showlegend": False,
        }
    )
    return traces


@drawn_once
def tone_chart(view: View, links: tuple[str, ...]) -> Chart | None:
    """The tone of each link, year by year; `None` where nothing occurred."""
    selection, shown = view.selection, links[:MOST_LINKS]
    table = by_year(selection, shown)
    if table.empty:
        return None
    scale = for_scale(selection)
    years = by_year(scale, tuple(dict.fromkeys((*links_in_question(scale), *shown))))["year"]
    first, last = int(years.min()), int(years.max())
    traces: list[Trace] = []
    layout: Layout = {
        "xaxis": {
            "range": [first - 0.5, last + 0.5],
            "dtick": 1 if last - first < 9 else 5,
            "tickformat": "d",
            "showgrid": False,
            "anchor": axis_name(len(shown) - 1)[0],
        },
        "annotations": [],
    }
    for number, (link, domain) in enumerate(zip(shown, rows_of(len(shown), 0.2), strict=True)):
        axis, axis_key = axis_name(number)
        traces += _traces(view, table[table["link"] == link], link, axis)
        layout[axis_key] = {
            "domain": list(domain),
            "range": [-15.5, 11],
            "tickvals": [-10, 0, 10],
            "ticktext": ["−10", "0", "+10"],
            "zeroline": True,
        }
        layout["annotations"].append(row_title(partner(selection, link), domain, view.theme))
    named = table.assign(partner=[partner(selection, link) for link in table["link"]])
    low = named.iloc[int(named["mean"].argmin())]
    columns = ["partner", "year", "mean", "lower_quartile", "upper_quartile", "lowest", "highest", "events", "link"]
    return Chart(
        name="tone",
        title="Tone: Goldstein values of each link’s events, by year",
        unit=f"Dot: mean, hollow below {FEW} events; thick line: middle half; thin line: all. Scale from −10 to +10; n events",
        alt=f"One row a link, one upright line a year. Lowest mean: {signed(low['mean'])}, {low['partner']} in {low['year']}.",
        traces=traces,
        table=named[columns].round(2),
        layout=layout,
        height=_ROW * len(shown),
    )


def tone(view: View, links: tuple[str, ...]) -> None:
    """How cooperative the coded events of each link are, year by year."""
    selection, chart = view.selection, tone_chart(view, links)
    if chart is None:
        st.info(f"None of the {count(selection.n, 'event')} in view is one of these links and occurred.")
        return
    rows = chart.table

    def by_mark(found: Any) -> None:
        link, year = found
        period = {"date_from": date(int(year), 1, 1), "date_to": date(int(year), 12, 31)}
        leave_for_events(view, filter_=replace(selection.filter, link=(str(link),), status=("occurred",), **period))

    show_chart(view, chart, on_point=by_mark, on_row=lambda row: by_mark((rows["link"].iloc[row], rows["year"].iloc[row])))
    st.caption(CAVEAT)
