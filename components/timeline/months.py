"""Months on the timeline: events in counts, and what happened around them."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from atlas.measures.timeline import Lanes, context, in_months
from atlas.view.options import CONTEXT
from atlas.view.playback import counts
from components.charts import Trace, css, monthly
from components.timeline.marks import dated, iso, told
from components.view import View

CONTEXT_MARKS = {"strikes": ("x-thin", "solid"), "closures": ("line-ns", "dash"), "waivers": ("asterisk", "dot")}
"""Mark and line of what lies over the lanes."""

_LANE = 0.76
"""How much of its lane the bar of the busiest month fills."""


def aggregate(view: View, drawn: Lanes, colours: list[str]) -> Trace:
    """A bar for each lane and month, where single events would be too many; a click on it leaves that month."""
    table = in_months(view.selection, drawn)
    most = max(int(table["events"].max()), 1) if len(table) else 1
    return {
        "type": "bar",
        "x": [iso(month) for month in table["month"]],
        "xperiod": "M1",
        "xperiodalignment": "middle",
        "base": (-table["lane"] - _LANE / 2).tolist(),
        "y": [round(_LANE * number / most, 3) for number in table["events"]],
        "marker": {"color": [colours[lane] for lane in table["lane"]]},
        "text": table["events"].tolist(),
        "textposition": "none",
        "customdata": [iso(month) for month in table["month"]],
        "hovertemplate": "%{x|%b %Y}: %{text} events<extra></extra>",
        "showlegend": False,
    }


def months_in_counts(view: View) -> Trace:
    """The months in counts, every event once."""
    months = counts(view.selection)
    return {
        "type": "bar",
        **monthly(months),
        "y": list(months.values()),
        "yaxis": "y2",
        "marker": {"color": css(view.theme.ink, 0.7)},
        "hovertemplate": "%{x|%b %Y}: %{y} events<extra></extra>",
        "showlegend": False,
    }


def around(view: View, start: date, end: date) -> tuple[list[Trace], list[dict[str, Any]]]:
    """What happened around the events: a row of marks above the lanes, and a line down from each."""
    found, theme = context(view.dataset, view.options.context, start, end), view.theme
    traces, lines = [], []
    for kind in view.options.context:
        rows = found[found["kind"] == kind]
        symbol, dash = CONTEXT_MARKS[kind]
        starts = [max(moment, pd.Timestamp(start)) for moment in rows["date_start"]]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": CONTEXT[kind],
                "x": [iso(moment) for moment in starts],
                "y": [0.82] * len(rows),
                "marker": {"symbol": symbol, "size": 9, "color": theme.ink, "line": {"width": 1.6, "color": theme.ink}},
                **told("date and title", view, partial(dated, _dated(rows))),
                "customdata": [view.dataset.position[event_id] for event_id in rows["event_id"]],
                "hovertemplate": "%{text}<extra></extra>",
            }
        )
        lines += [
            {
                "type": "line",
                "x0": iso(moment),
                "x1": iso(moment),
                "yref": "y domain",
                "y0": 0,
                "y1": 1,
                "layer": "below",
                "line": {"width": 1, "dash": dash, "color": css(theme.muted, 0.5)},
            }
            for moment in starts
        ]
    return traces, lines


def _dated(rows: pd.DataFrame) -> pd.DataFrame:
    lasted = rows["date_precision"].eq("day") & (rows["last_day"] > rows["date_start"])
    return rows.assign(date_end=rows["last_day"].where(lasted))
