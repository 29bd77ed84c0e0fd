"""Single events on the timeline: marks, bars, rings, and what their shapes mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TypeVar

import pandas as pd
from plotly.validator_cache import ValidatorCache

from atlas.web import titles_address
from components.charts import Trace, css
from components.event_list import dates_of
from components.view import View
from components.viewport import is_narrow

_T = TypeVar("_T")

SIZES = (8.5, 9.5, 10.5, 11.5, 13, 14.5)
"""Diameter of a mark in pixels by rank of the level of contact."""

NARROWER = 0.85
"""How much smaller marks are in a narrow window."""

ROWS = (0, 1, -1, 2, -2)
"""Where the rows of a lane lie, the middle one first."""

_ROW, MARK = 0.175, 12
"""Height of a row in parts of a lane, and the pixels that a mark needs beside the next."""


def iso(moment: pd.Timestamp) -> str:
    """A day as Plotly reads it."""
    return f"{moment:%Y-%m-%d}"


@cache
def symbol_codes() -> dict[str, int]:
    """The numbers by which Plotly knows its marks, a tenth of their names to send."""
    number = 0
    codes: dict[str, int] = {}
    for value in ValidatorCache.get_validator("scatter.marker", "symbol").values:
        if isinstance(value, int):
            number = value
        elif not value.isdecimal():
            codes[value] = number
    return codes


def told(kind: str, view: View, texts: Callable[[], list[str]]) -> Trace:
    """What marks say beside themselves. Where a browser has fetched date and title of every event, static/page.js adds them to what they
    say, as `kind` names it; else they are sent.
    """
    return {"meta": kind} if titles_address(view.dataset) else {"text": texts()}


def _heights(frame: pd.DataFrame) -> list[float]:
    return [round(ROWS[row] * _ROW - lane, 3) if row else -lane for lane, row in zip(frame["lane"], frame["row"], strict=True)]


def _one_or_each(values: list[_T]) -> _T | list[_T]:
    """A value that all marks share, said once; else that of each."""
    return values[0] if len(set(values)) == 1 else values


def points(frame: pd.DataFrame, colours: list[str], view: View) -> Iterable[Trace]:
    """The events whose first day is known, lane by lane."""
    symbol, codes = view.dataset.event_types["symbol"], symbol_codes()
    narrower = NARROWER if is_narrow() else 1
    for lane, part in frame.groupby("lane"):
        events = view.dataset.events.iloc[part["event"].to_numpy()]
        symbols = [
            codes[f"{shape}{'' if status == 'occurred' else '-open'}"]
            for shape, status in zip(symbol.loc[part["type"]], events["status"], strict=True)
        ]
        yield {
            "type": "scatter",
            "mode": "markers",
            "x": [iso(start) for start in part["start"]],
            "y": _heights(part),
            "marker": {
                "symbol": _one_or_each(symbols),
                "size": _one_or_each([round(SIZES[min(rank, len(SIZES) - 1)] * narrower, 1) for rank in part["rank"]]),
                "color": colours[lane],
                # Hollow marks have the colour of the lane as their line, whatever this says.
                "line": {"width": 1, "color": view.theme.paper},
                "opacity": 1,
            },
            **told("title", view, events["title"].tolist),
            "customdata": part["event"].tolist(),
            "hovertemplate": "%{x|%-d %b %Y}<br>%{text}<extra></extra>",
            "showlegend": False,
        }


def dated(events: pd.DataFrame) -> list[str]:
    """Date and title of events, below each other."""
    return [f"{written}<br>{title}" for written, title in zip(dates_of(events), events["title"], strict=True)]


def bars(frame: pd.DataFrame, colours: list[str], view: View) -> Trace:
    """The time that events lasted, and the time in which those of an uncertain date lie."""
    events = view.dataset.events.iloc[frame["event"].to_numpy()]
    days = (frame["end"] - frame["start"]).dt.days + 1
    marks = list(zip(frame["lane"].tolist(), frame["certain"].tolist(), strict=True))
    return {
        "type": "bar",
        "orientation": "h",
        "base": [iso(start) for start in frame["start"]],
        "x": (days * 86_400_000).tolist(),
        "y": _heights(frame),
        "width": _one_or_each([0.05 if certain else 0.15 for _, certain in marks]),
        "marker": {
            "color": _one_or_each([css(colours[lane], 0.55 if certain else 0.4) for lane, certain in marks]),
            "line": {
                "width": _one_or_each([0 if certain else 1 for _, certain in marks]),
                "color": _one_or_each([colours[lane] for lane, _ in marks]),
            },
        },
        **told("date and title", view, lambda: dated(events)),
        "textposition": "none",
        "customdata": frame["event"].tolist(),
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    }


def rings(frame: pd.DataFrame, labels: dict[tuple[int, int], str], view: View) -> Trace | None:
    """Rings around the firsts; one of an uncertain date has it at the middle of its bar."""
    places = list(zip(frame["event"].tolist(), frame["lane"].tolist(), strict=True))
    found = frame[[place in labels for place in places]]
    if found.empty:
        return None
    middle = found["start"].where(found["certain"], found["start"] + (found["end"] - found["start"]) / 2)
    firsts = [labels[place] for place in zip(found["event"].tolist(), found["lane"].tolist(), strict=True)]
    said = [f"{label[0].upper()}{label[1:]}" for label in firsts]
    titles = view.dataset.events["title"].iloc[found["event"].to_numpy()]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "First of its kind",
        "x": [iso(moment) for moment in middle],
        "y": _heights(found),
        "marker": {"symbol": "circle-open", "size": 19 * (NARROWER if is_narrow() else 1), "color": view.theme.ink, "line": {"width": 1.4}},
        "text": said,
        **told("title", view, lambda: [f"{label}<br>{title}" for label, title in zip(said, titles, strict=True)]),
        "customdata": found["event"].tolist(),
        "hovertemplate": "%{text}<extra></extra>",
    }


def chosen(frame: pd.DataFrame, view: View) -> Trace | None:
    """The mark of the event in the address."""
    position = view.dataset.position.get(view.options.event or "", -1)
    found = frame[frame["event"] == position]
    if found.empty:
        return None
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [iso(start + (end - start) / 2) for start, end in zip(found["start"], found["end"], strict=True)],
        "y": _heights(found),
        "marker": {"symbol": "square-open", "size": 24, "color": view.theme.ink, "line": {"width": 2.4}},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def shapes(types: Iterable[str], view: View) -> list[Trace]:
    """What the shapes mean: marks of no event."""
    labels, symbol = view.dataset.facets["type"], view.dataset.event_types["symbol"]
    used = set(types)
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": labels.label(kind),
            "x": [None],
            "y": [None],
            "marker": {"symbol": symbol[kind], "size": 9, "color": view.theme.muted},
        }
        for kind in labels.values
        if kind in used
    ]
