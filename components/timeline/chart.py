"""The timeline: lanes of marks, the months in counts below them, and what happened around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from atlas.actors import KABUL
from atlas.measures.firsts import firsts
from atlas.measures.timeline import MOST_MARKS, Lanes, lanes, marks, opening
from atlas.narrative import in_one, narrative
from atlas.view.options import LANES
from atlas.web import titles_address
from atlas.words import format_date, join_words
from components.charts import Chart, css
from components.drawn import drawn_once
from components.event_list import dates_of
from components.timeline.marks import MARK, ROWS, bars, chosen, iso, points, rings, shapes
from components.timeline.months import aggregate, around, months_in_counts
from components.view import View
from components.viewport import column_width, is_narrow

_MOST_MARKS_NARROW = 60
_LABEL_WIDTH, _COUNTS_HEIGHT, _GAP = 130, 84, 26


@dataclass(frozen=True)
class Timeline:
    """The chart and its lanes; how many events lie before the time on which it opens, and whether bars of months stand for them."""

    chart: Chart
    lanes: Lanes
    early: int
    aggregated: bool


def _most_lanes() -> int:
    return 4 if is_narrow() else 8


def most_marks() -> int:
    """How many events are drawn one by one; on a phone no more than a finger can hit."""
    return _MOST_MARKS_NARROW if is_narrow() else MOST_MARKS


def _partner(first: str, second: str) -> str:
    """Whose colour a link has: that of the one who is not Kabul."""
    return second if first == KABUL else ""


def _colours(view: View, drawn: Lanes) -> list[str]:
    """The colour of each lane: an actor's own where the lane is of one, else ink that is not so strong."""
    dataset, theme = view.dataset, view.theme
    match drawn.by:
        case "actor":
            owners = list(drawn.values)
        case "link":
            owners = [_partner(*dataset.links.loc[value, ["first", "second"]].astype("str")) for value in drawn.values]
        case _:
            owners = [""] * len(drawn.values)
    colours = dataset.actors["colour"]
    return [theme.actor(owner, str(colours[owner])) if owner in colours.index else theme.muted for owner in owners]


def _first_labels(view: View, drawn: Lanes) -> dict[tuple[int, int], str]:
    """What an event in a lane is a first of, by position and lane. In a lane of a link only the firsts of that link count."""
    labels: dict[tuple[int, int], list[str]] = {}
    for row in firsts(view.dataset).itertuples():
        ends = row.link.split("-")
        for lane, value in enumerate(drawn.values):
            if drawn.by == "issue" or value == row.link or (drawn.by == "actor" and value in ends):
                labels.setdefault((row.event, lane), []).append(f"{'perhaps the ' if row.tied else ''}{row.label}")
    return {place: join_words(found) for place, found in labels.items()}


def _table(view: View, drawn: Lanes, frame: pd.DataFrame, labels: dict[tuple[int, int], str]) -> pd.DataFrame:
    """The marks as rows, in chronological order."""
    ordered = frame.sort_values(["event", "lane"], kind="stable")
    events = view.dataset.events.iloc[ordered["event"].to_numpy()]
    places = zip(ordered["event"].tolist(), ordered["lane"].tolist(), strict=True)
    return pd.DataFrame(
        {
            "date": dates_of(events),
            "lane": [drawn.labels[lane] for lane in ordered["lane"]],
            "event": events["title"].array,
            "type": events["type"].astype("str").array,
            "level": events["level"].astype("str").array,
            "status": events["status"].astype("str").array,
            "first": [labels.get(place, "") for place in places],
            "event_id": events["event_id"].array,
        }
    )


def _lane_axis(view: View, drawn: Lanes, top: float) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The axis of the lanes, with their names beside it, or in the lanes where there is no room beside them."""
    names = [f"{label} ({number:,})" for label, number in zip(drawn.labels, drawn.counts, strict=True)]
    places = [-lane for lane in range(len(names))]
    axis = {"range": [-len(names) + 0.45, top], "zeroline": False, "tickvals": places, "ticktext": names, "showgrid": True}
    if not is_narrow():
        return axis, []
    inside = [
        {
            "text": name,
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": place + 0.5,
            "yref": "y",
            "yanchor": "top",
            "showarrow": False,
            "font": {"size": 11, "color": view.theme.muted},
            "bgcolor": css(view.theme.paper, 0.8),
        }
        for name, place in zip(names, places, strict=True)
    ]
    return {**axis, "showticklabels": False}, inside


def _unit(drawn: Lanes, start: date, end: date, aggregated: bool) -> str:
    what = {"link": "link (counted as pairs)", "actor": "actor", "issue": "subject"}[drawn.by]
    mark = "month, higher with more events" if aggregated else "event: shape by type, size by level"
    return f"{format_date(start)} to {format_date(end)}. A lane per {what}, a mark per {mark}; below, each event once, by month"


@drawn_once
def timeline_chart(view: View) -> Timeline:
    """The chart of a view, which must not be empty."""
    selection, narrow = view.selection, is_narrow()
    start, end, early = opening(selection)
    drawn = lanes(selection, view.options.lanes, _most_lanes())
    colours = _colours(view, drawn)
    labels = _first_labels(view, drawn)
    width = column_width(1.0) - (20 if narrow else _LABEL_WIDTH)
    frame = marks(selection, drawn, gap=((end - start).days + 1) * MARK / width, rows=len(ROWS))
    aggregated = selection.n > most_marks()
    context, lines = around(view, start, end)
    if aggregated:
        traces = [aggregate(view, drawn, colours)]
    else:
        lasting = frame[~frame["certain"] | (frame["end"] > frame["start"])]
        further = (rings(frame, labels, view), chosen(frame, view))
        traces = [
            bars(lasting, colours, view),
            *points(frame[frame["certain"]], colours, view),
            *(trace for trace in further if trace),
            *shapes(map(str, frame["type"]), view),
        ]
    top = 1.05 if view.options.context else 0.65
    axis, inside = _lane_axis(view, drawn, top)
    high = int((66 if narrow else 46) * (max(len(drawn.values), 1) + top - 0.45))
    height = high + _GAP + _COUNTS_HEIGHT
    share = _COUNTS_HEIGHT / height
    pad = timedelta(days=max(int((end - start).days * 0.008), 1))
    chart = Chart(
        name=f"timeline-{drawn.by}",
        title=f"Events over time by {LANES[drawn.by].lower().removesuffix('s')}",
        unit=_unit(drawn, start, end, aggregated),
        alt=in_one(narrative(selection, "timeline")),
        traces=[*traces, *context, months_in_counts(view)],
        table=_table(view, drawn, frame, labels),
        layout={
            "showlegend": True,
            "legend": {"itemclick": False, "itemdoubleclick": False},
            "dragmode": False if narrow else "select",
            "selectdirection": "h",
            "bargap": 0.15,
            "barmode": "overlay",
            "shapes": lines,
            "meta": {"titles": titles_address(view.dataset)},
            "annotations": inside,
            "xaxis": {"type": "date", "range": [iso(pd.Timestamp(start - pad)), iso(pd.Timestamp(end + pad))], "title": {"text": "Date"}},
            "yaxis": {**axis, "domain": [share + _GAP / height, 1]},
            "yaxis2": {"domain": [0, share], "rangemode": "tozero", "title": {"text": "Events<br>a month"}, "nticks": 3},
        },
        height=height,
        coverage=(start, end),
    )
    return Timeline(chart, drawn, early, aggregated)
