"""A chart as a figure: paper, letters and lines of the house around what is plotted.

A figure is written as plain dicts, which cost a quarter of Plotly's own objects. Nothing in it is fetched from another host.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

import pandas as pd
from plotly.basedatatypes import BaseFigure

from atlas.measures.coverage import pages_read, publishers_read
from atlas.palette import Theme
from atlas.words import count
from components.drawn import drawn_once
from components.view import View
from components.viewport import column_width

Trace = dict[str, Any]
Layout = dict[str, Any]

_SANS, _SERIF = '"Source Sans", "Source Sans Pro", sans-serif', '"Source Serif", "Source Serif Pro", serif'
LETTER_SIZE, _TITLE_SIZE = 13, 17
LETTER_WIDTH = 0.5
"""Mean width of a letter in parts of the font size."""

_TITLE_LETTER_WIDTH = 0.55
"""Of the typeface of titles."""

_STRIP = 42
"""Height in pixels of the strip that shows how much was read."""


@dataclass(frozen=True, eq=False)
class Chart:
    """What a chart shows, in the page's words. Two are the same only if they are one object, so that what is drawn of it can be kept.

    `name` stands in keys and file names. `title` says what is plotted and `unit` in what unit, over which period or base.
    `alt` is a short description for those who do not see it. `traces` and `layout` are Plotly's, the latter only what differs
    from the house's. `table` holds the same data, with plain column names in `lower_snake_case`. `height` is that of the
    plotted area in pixels. A chart over months sets `coverage` to its first and last day and gets the strip of publishers read
    under it; its `xaxis` must be one of dates.
    """

    name: str
    title: str
    unit: str
    alt: str
    traces: list[Trace]
    table: pd.DataFrame
    layout: Layout = field(default_factory=dict)
    height: int = 340
    coverage: tuple[date, date] | None = None


def css(colour: str, opacity: float = 1.0) -> str:
    """A hexadecimal colour as Plotly takes it when it is to let something shine through, in as few letters as that takes."""
    return f"{colour}{round(255 * opacity):02X}"


def note(text: str, y: float, size: int, colour: str, **more: Any) -> Layout:
    """A text at the left end of a figure; `y` in parts of the height of what is plotted."""
    place = {"xref": "paper", "yref": "paper", "x": 0, "y": y, "xanchor": "left", "yanchor": "bottom"}
    return {"text": text, **place, "showarrow": False, "font": {"size": size, "color": colour}, **more}


def lines(x: Sequence[Any], y: Sequence[Any], colour: str, width: float, **more: Any) -> Trace:
    """A trace of lines that answer neither to a click nor to the pointer."""
    line = {"color": colour, "width": width, **more.pop("line", {})}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip", "showlegend": False, **more}


_MONTH = 30.436875 * 86_400_000
"""The mean length of a month in milliseconds: from the middle of a month, so many of them lie in as many months."""


def monthly(months: Iterable[date]) -> Trace:
    """Where bars of months without a gap stand, each in the middle of its own."""
    first = next(iter(months), None)
    where = {"x": []} if first is None else {"x0": f"{first:%Y-%m}-15", "dx": _MONTH}
    return {**where, "xperiod": "M1", "xperiodalignment": "middle"}


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """One dict over another, at every depth."""
    both = dict(base)
    for name, value in over.items():
        both[name] = _merged(both[name], value) if isinstance(value, dict) and isinstance(both.get(name), dict) else value
    return both


def _wrapped(text: str, size: int, width: int, letter: float = LETTER_WIDTH) -> list[str]:
    return textwrap.wrap(text, max(int(width / (size * letter)), 20))


def _house_layout(theme: Theme) -> Layout:
    """Paper, ink, letters and lines of a figure."""
    return {
        # Plotly would add its own look, several kilobytes of it.
        "template": "none",
        "paper_bgcolor": theme.paper,
        "plot_bgcolor": theme.paper,
        "font": {"family": _SANS, "size": LETTER_SIZE, "color": theme.ink},
        "hoverlabel": {
            "bgcolor": theme.paper,
            "bordercolor": theme.muted,
            "font": {"family": _SANS, "size": LETTER_SIZE, "color": theme.ink},
            "align": "left",
        },
        "hovermode": "closest",
        # A finger that scrolls the page must not drag the chart.
        "dragmode": False,
        "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "bgcolor": css(theme.paper, 0)},
        "modebar": {"bgcolor": css(theme.paper, 0), "color": theme.muted, "activecolor": theme.ink},
        "separators": ".,",
    }


def _axis(theme: Theme) -> Layout:
    return {
        "gridcolor": css(theme.border, 0.45),
        "linecolor": theme.border,
        "zerolinecolor": theme.border,
        "tickcolor": theme.border,
        "title": {"font": {"size": LETTER_SIZE, "color": theme.muted}},
        "fixedrange": True,
        "automargin": True,
    }


def _source_line(view: View) -> str:
    """What a chart rests on."""
    package = view.dataset.package
    return (
        f"Source: {package.title} {package.version}, {package.licence}. "
        f"{count(view.selection.n, 'event')} in view, {count(pages_read(view.selection), 'page')} read on them."
    )


def _strip(view: View, first: date, last: date, layout: Layout, share: float) -> Trace:
    """Publishers read a month, under the chart and on its axis of time. Changes the layout."""
    read = publishers_read(view.dataset)
    read = read[(read.index >= pd.Timestamp(first.replace(day=1))) & (read.index <= pd.Timestamp(last))]
    theme, most = view.theme, max(int(read.max()), 1) if len(read) else 1
    for name in [name for name in layout if name.startswith("yaxis")]:
        low, high = layout[name].get("domain", (0.0, 1.0))
        layout[name] = {**layout[name], "domain": [share + low * (1 - share), share + high * (1 - share)]}
    layout["annotations"] = [
        {**note, "y": share + note["y"] * (1 - share)} if note.get("yref") == "paper" else note for note in layout.get("annotations", [])
    ]
    layout["yaxis9"] = {
        **_axis(theme),
        "domain": [0, share * 0.52],
        "range": [0, most],
        "tickvals": [0, most],
        "tickfont": {"size": 11, "color": theme.muted},
        "showgrid": False,
    }
    layout["xaxis"] = {**layout["xaxis"], "anchor": "y9"}
    layout["annotations"].append(note("Publishers read, by month of their pages", share * 0.54, 11, theme.muted))
    return {
        "type": "bar",
        **monthly(read.index),
        "y": read.tolist(),
        "yaxis": "y9",
        "marker": {"color": css(theme.muted, 0.55)},
        "hovertemplate": "%{x|%b %Y}: %{y} publishers read<extra></extra>",
        # A click on it leads nowhere: it carries nothing.
        "showlegend": False,
    }


def _legend_rows(chart: Chart, width: int) -> int:
    """Into how many rows Plotly breaks the legend: it makes columns as wide as the longest name, and no room for further rows."""
    axis = chart.layout.get("yaxis", {})
    sideways = [name for trace in chart.traces if trace.get("orientation") == "h" for name in trace.get("y", [])]
    beside = [name for name in axis.get("ticktext", sideways) if isinstance(name, str) and axis.get("showticklabels", True)]
    left = max((len(name) for name in beside), default=6) * LETTER_SIZE * LETTER_WIDTH + 12
    names = [str(trace["name"]) for trace in chart.traces if trace.get("showlegend", True) and trace.get("name")]
    items = [len(name) * LETTER_SIZE * LETTER_WIDTH * 0.9 + 38 for name in names]
    room = max(width - left - 24, 1)
    if sum(items) <= room:
        return 1
    return -(-len(items) // max(int(room // max(items)), 1))


class Figure(BaseFigure):  # type: ignore[misc]
    """A figure as it is sent. Plotly need not check it again at every change: tests do, for all charts."""

    def __init__(self, drawn: dict[str, Any]) -> None:
        self.__dict__["_drawn"] = drawn

    def to_dict(self) -> dict[str, Any]:
        """Data and layout."""
        return cast("dict[str, Any]", self.__dict__["_drawn"])


@drawn_once
def figure(view: View, chart: Chart, share: float = 1.0) -> dict[str, Any]:
    """The whole figure. `share` is the chart's of the width of the page."""
    theme, width = view.theme, column_width(share)
    # The buttons of the chart lie beside them.
    title, unit = _wrapped(chart.title, _TITLE_SIZE, width - 90, _TITLE_LETTER_WIDTH), _wrapped(chart.unit, LETTER_SIZE, width - 90)
    source = _wrapped(_source_line(view), 11, width - 90)
    top = 22 + 22 * (len(title) + len(unit))
    bottom = (56 if chart.layout.get("xaxis", {}).get("title") else 38) + 15 * len(source)
    if chart.layout.get("showlegend"):
        top += 20 * _legend_rows(chart, width) + 8
    if chart.layout.get("xaxis", {}).get("side") == "top":
        top += 44
    strip = _STRIP + 34 if chart.coverage else 0
    layout = _merged(_house_layout(theme), chart.layout)
    for name in {"xaxis", "yaxis", *(name for name in chart.layout if name.startswith(("xaxis", "yaxis")))}:
        layout[name] = _merged(_axis(theme), chart.layout.get(name, {}))
    traces = list(chart.traces)
    if chart.coverage:
        traces.append(_strip(view, *chart.coverage, layout, strip / (chart.height + strip)))
    layout["height"] = chart.height + strip + top + bottom
    layout["margin"] = _merged({"t": top, "b": bottom, "l": 8, "r": 12, "pad": 4}, chart.layout.get("margin", {}))
    layout["title"] = {
        # Plotly cuts a title of several lines if it also has a subtitle of its own.
        "text": "<br>".join(
            [
                *title,
                *(
                    f'<span style="font-family:Source Sans, sans-serif;font-size:{LETTER_SIZE}px;color:{theme.muted}">{line}</span>'
                    for line in unit
                ),
            ]
        ),
        "font": {"family": _SERIF, "size": _TITLE_SIZE, "color": theme.ink},
        "x": 0,
        "xref": "container",
        "xanchor": "left",
        "y": 1,
        "yref": "container",
        "yanchor": "top",
        "pad": {"t": 20, "l": 2},
    }
    below = note("<br>".join(source), 0, 11, theme.muted, yshift=-(layout["margin"]["b"] - 2), align="left")
    layout["annotations"] = [*layout.get("annotations", []), below]
    # Points and lines are what Plotly draws where nothing else is said.
    data = [{name: value for name, value in trace.items() if (name, value) != ("type", "scatter")} for trace in traces]
    return {"data": data, "layout": layout}
