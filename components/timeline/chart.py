"""The timeline: lanes of marks, the months in counts below them, and what happened around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from atlas.actors import KABUL
from atlas.measures.firsts import RULE, firsts
from atlas.measures.timeline import CONTEXT_RULE, MOST_MARKS, Lanes, bubbles, context, lanes, marks, opening, snapped
from atlas.narrative import in_one, narrative
from atlas.view.options import CONTEXT, LANES
from atlas.view.playback import counts
from atlas.words import count, format_date, join_words
from components.charts import Chart, Trace, css, show_chart
from components.event_list import PAGE, date_of, dates_of, event_link
from components.text import plain
from components.timeline.controls import timeline_controls
from components.view import View
from components.viewport import column_width, is_narrow

SIZES = (8.5, 9.5, 10.5, 11.5, 13, 14.5)
"""Diameter of a mark in pixels by rank of the level of contact."""

NARROWER = 0.85
"""How much smaller marks are in a narrow window."""

ROWS = (0, 1, -1, 2, -2)
"""Where the rows of a lane lie, the middle one first."""

ROW, MARK = 0.175, 12
"""Height of a row in parts of a lane, and the pixels that a mark needs beside the next."""

LABELS, COUNTS_HEIGHT, GAP = 130, 84, 26
CONTEXT_MARKS = {"strikes": ("x-thin", "solid"), "closures": ("line-ns", "dash"), "waivers": ("asterisk", "dot")}
"""Mark and line of what lies over the lanes."""


def _most_lanes() -> int:
    return 6 if is_narrow() else 8


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


def _day(moment: pd.Timestamp) -> str:
    return f"{moment:%Y-%m-%d}"


def _heights(frame: pd.DataFrame) -> list[float]:
    return [round(-lane + ROWS[row] * ROW, 3) for lane, row in zip(frame["lane"], frame["row"], strict=True)]


def _points(frame: pd.DataFrame, colours: list[str], view: View) -> Iterable[Trace]:
    """The events whose first day is known, lane by lane."""
    shapes = view.dataset.event_types["symbol"]
    for lane, part in frame.groupby("lane"):
        events = view.dataset.events.iloc[part["event"].to_numpy()]
        symbols = [
            f"{shape}{'' if status == 'occurred' else '-open'}"
            for shape, status in zip(shapes.loc[part["type"]], events["status"], strict=True)
        ]
        yield {
            "type": "scatter",
            "mode": "markers",
            "x": [_day(start) for start in part["start"]],
            "y": _heights(part),
            "marker": {
                "symbol": symbols,
                "size": [round(SIZES[min(rank, len(SIZES) - 1)] * (NARROWER if is_narrow() else 1), 1) for rank in part["rank"]],
                "color": colours[lane],
                # Hollow marks have the colour of the lane as their line, whatever this says.
                "line": {"width": 1, "color": view.theme.paper},
                "opacity": 1,
            },
            "text": events["title"].tolist(),
            "customdata": part["event"].tolist(),
            "hovertemplate": "%{x|%-d %b %Y}<br>%{text}<extra></extra>",
            "showlegend": False,
        }


def _bars(frame: pd.DataFrame, colours: list[str], view: View) -> Trace:
    """The time that events lasted, and the time in which those of an uncertain date lie."""
    events = view.dataset.events.iloc[frame["event"].to_numpy()]
    days = (frame["end"] - frame["start"]).dt.days + 1
    return {
        "type": "bar",
        "orientation": "h",
        "base": [_day(start) for start in frame["start"]],
        "x": (days * 86_400_000).tolist(),
        "y": _heights(frame),
        "width": [0.05 if certain else 0.15 for certain in frame["certain"]],
        "marker": {
            "color": [css(colours[lane], 0.55 if certain else 0.4) for lane, certain in zip(frame["lane"], frame["certain"], strict=True)],
            "line": {"width": [0 if certain else 1 for certain in frame["certain"]], "color": [colours[lane] for lane in frame["lane"]]},
        },
        "text": [f"{written}<br>{title}" for written, title in zip(dates_of(events), events["title"], strict=True)],
        "textposition": "none",
        "customdata": frame["event"].tolist(),
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    }


def _rings(frame: pd.DataFrame, labels: dict[tuple[int, int], str], view: View) -> Trace | None:
    """Rings around the firsts; one of an uncertain date has it at the middle of its bar."""
    places = list(zip(frame["event"].tolist(), frame["lane"].tolist(), strict=True))
    found = frame[[place in labels for place in places]]
    if found.empty:
        return None
    middle = found["start"].where(found["certain"], found["start"] + (found["end"] - found["start"]) / 2)
    titles = view.dataset.events["title"].iloc[found["event"].to_numpy()]
    told = [labels[place] for place in zip(found["event"].tolist(), found["lane"].tolist(), strict=True)]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "First of its kind",
        "x": [_day(moment) for moment in middle],
        "y": _heights(found),
        "marker": {"symbol": "circle-open", "size": 19 * (NARROWER if is_narrow() else 1), "color": view.theme.ink, "line": {"width": 1.4}},
        "text": [f"{label[0].upper()}{label[1:]}<br>{title}" for label, title in zip(told, titles, strict=True)],
        "customdata": found["event"].tolist(),
        "hovertemplate": "%{text}<extra></extra>",
    }


def _chosen(frame: pd.DataFrame, view: View) -> Trace | None:
    """The mark of the event in the address."""
    position = view.dataset.position.get(view.options.event or "", -1)
    found = frame[frame["event"] == position]
    if found.empty:
        return None
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [_day(start + (end - start) / 2) for start, end in zip(found["start"], found["end"], strict=True)],
        "y": _heights(found),
        "marker": {"symbol": "square-open", "size": 24, "color": view.theme.ink, "line": {"width": 2.4}},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _legend(types: Iterable[str], view: View) -> list[Trace]:
    """What the shapes mean: marks of no event."""
    labels, shapes = view.dataset.facets["type"], view.dataset.event_types["symbol"]
    used = set(types)
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": labels.label(kind),
            "x": [None],
            "y": [None],
            "marker": {"symbol": shapes[kind], "size": 9, "color": view.theme.muted},
        }
        for kind in labels.values
        if kind in used
    ]


def _aggregate(view: View, drawn: Lanes, colours: list[str]) -> Trace:
    """One mark a lane and month, larger with more events, where single events would be too many."""
    table = bubbles(view.selection, drawn)
    most = max(int(table["events"].max()), 1) if len(table) else 1
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [_day(month + pd.Timedelta(days=14)) for month in table["month"]],
        "y": (-table["lane"]).tolist(),
        "marker": {
            "size": [round(4 + 22 * (number / most) ** 0.5, 1) for number in table["events"]],
            "color": [colours[lane] for lane in table["lane"]],
            "opacity": 0.75,
        },
        "text": table["events"].tolist(),
        "hovertemplate": "%{x|%b %Y}: %{text} events<extra></extra>",
        "showlegend": False,
    }


def _months(view: View) -> Trace:
    """The months in counts, every event once."""
    months = counts(view.selection)
    return {
        "type": "bar",
        "x": [f"{month:%Y-%m-%d}" for month in months],
        "y": list(months.values()),
        "xperiod": "M1",
        "xperiodalignment": "middle",
        "yaxis": "y2",
        "marker": {"color": css(view.theme.ink, 0.7)},
        "hovertemplate": "%{x|%b %Y}: %{y} events<extra></extra>",
        "showlegend": False,
    }


def _around(view: View, start: date, end: date) -> tuple[list[Trace], list[dict[str, Any]]]:
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
                "x": [_day(moment) for moment in starts],
                "y": [0.82] * len(rows),
                "marker": {"symbol": symbol, "size": 9, "color": theme.ink, "line": {"width": 1.6, "color": theme.ink}},
                "text": [f"{written}<br>{title}" for written, title in zip(dates_of(_dated(rows)), rows["title"], strict=True)],
                "customdata": [view.dataset.position[event_id] for event_id in rows["event_id"]],
                "hovertemplate": "%{text}<extra></extra>",
            }
        )
        lines += [
            {
                "type": "line",
                "x0": _day(moment),
                "x1": _day(moment),
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
    mark = "month, larger with more events" if aggregated else "event, shaped by type and larger at a higher level"
    return (
        f"{format_date(start)} to {format_date(end)}. One lane for each {what}, one mark for each {mark}; below, events by the month "
        "in which they began, each once"
    )


def timeline_chart(view: View) -> tuple[Chart, Lanes, int]:
    """The chart, its lanes, and how many events lie before the time on which it opens. The view must not be empty."""
    selection, narrow = view.selection, is_narrow()
    start, end, early = opening(selection)
    drawn = lanes(selection, view.options.lanes, _most_lanes())
    colours = _colours(view, drawn)
    labels = _first_labels(view, drawn)
    width = column_width(1.0) - (20 if narrow else LABELS)
    frame = marks(selection, drawn, gap=((end - start).days + 1) * MARK / width, rows=len(ROWS))
    aggregated = selection.n > MOST_MARKS
    around, lines = _around(view, start, end)
    if aggregated:
        traces = [_aggregate(view, drawn, colours)]
    else:
        lasting = frame[~frame["certain"] | (frame["end"] > frame["start"])]
        further = (_rings(frame, labels, view), _chosen(frame, view))
        traces = [
            _bars(lasting, colours, view),
            *_points(frame[frame["certain"]], colours, view),
            *(trace for trace in further if trace),
            *_legend(map(str, frame["type"]), view),
        ]
    top = 1.05 if view.options.context else 0.55
    axis, inside = _lane_axis(view, drawn, top)
    high = int((66 if narrow else 56) * (max(len(drawn.values), 1) + top - 0.45))
    height = high + GAP + COUNTS_HEIGHT
    share = COUNTS_HEIGHT / height
    pad = timedelta(days=max(int((end - start).days * 0.008), 1))
    chart = Chart(
        name=f"timeline-{drawn.by}",
        title=f"Events over time by {LANES[drawn.by].lower().removesuffix('s')}",
        unit=_unit(drawn, start, end, aggregated),
        alt=in_one(narrative(selection, "timeline")),
        traces=[*traces, *around, _months(view)],
        table=_table(view, drawn, frame, labels),
        layout={
            "showlegend": True,
            "legend": {"itemclick": False, "itemdoubleclick": False},
            "dragmode": False if narrow else "select",
            "selectdirection": "h",
            "bargap": 0.15,
            "barmode": "overlay",
            "shapes": lines,
            "annotations": inside,
            "xaxis": {"type": "date", "range": [_day(pd.Timestamp(start - pad)), _day(pd.Timestamp(end + pad))], "title": {"text": "Date"}},
            "yaxis": {**axis, "domain": [share + GAP / height, 1]},
            "yaxis2": {"domain": [0, share], "rangemode": "tozero", "title": {"text": "Events<br>a month"}, "nticks": 3},
        },
        height=height,
        coverage=(start, end),
    )
    return chart, drawn, early


def _chosen_event(view: View) -> None:
    """The event that was clicked, in one line; or what a click and a brush do."""
    position = view.dataset.position.get(view.options.event or "")
    if position is None:
        st.caption(
            "Tap a mark to see its event. To choose a period, set From and To in the filters."
            if is_narrow()
            else "Click a mark to see its event. Drag across the chart to keep the events of a period (long ones snap to whole months), or "
            "set From and To in the sidebar, for which no mouse is needed."
        )
        return
    event = view.dataset.events.iloc[position]
    facts = [
        date_of(event),
        str(event["type"]).lower(),
        *([str(event["level"]).lower()] if event["level_rank"] else []),
        f"grade {event['grade']}",
    ]
    with st.container(border=True, gap="small", key="chosen-event"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.caption(" · ".join(facts), width="content")
            st.button("Close", key="clear-event", type="tertiary", on_click=view.go, kwargs={"event": None})
        event_link(view, event, f"**{plain(str(event['title']))}** →")
        st.caption(plain(str(event["summary"])))


def _notes(view: View, drawn: Lanes, early: int) -> None:
    """What is not in the chart, and what its marks mean."""
    selection = view.selection
    notes = [
        "Hollow marks: announced, disputed or cancelled. Bars: the time an event lasted, or the month in which it lies where its day is "
        "not known."
    ]
    if drawn.left_out:
        further = count(drawn.left_out, f"further {LANES[drawn.by].lower().removesuffix('s')}")
        notes.append(f"The {len(drawn.values)} busiest lanes are drawn; {further} {'is' if drawn.left_out == 1 else 'are'} left out.")
    if drawn.unseen:
        stands = "stands" if drawn.unseen == 1 else "stand"
        notes.append(f"{count(drawn.unseen, 'event')} in view {stands} in none of these lanes, but in the counts.")
    if selection.n > MOST_MARKS:
        notes.append(f"With more than {MOST_MARKS:,} events in view, marks stand for months; narrow the filter to see single events.")
    notes += [f"{CONTEXT[kind]}: {CONTEXT_RULE[kind]}, from all of the data." for kind in view.options.context]
    st.caption(" ".join(notes))
    if early:
        first = selection.events["date_start"].min().date()
        since, lie = format_date(first, precision="month"), "lies" if early == 1 else "lie"
        st.button(
            f"{count(early, 'earlier event')}, from {since} on, {lie} left of the axis: show all",
            key="show-early",
            type="tertiary",
            on_click=view.go,
            args=(replace(selection.filter, date_from=first),),
        )


def _list_firsts(view: View) -> None:
    """The firsts in view with the rule by which they are found."""
    found = firsts(view.dataset)
    found = found[view.selection.mask[found["event"].to_numpy()]]
    below = st.expander(f"{count(len(found), 'first')} in view, and the rule behind them", key="firsts", on_change="rerun")
    if below.open:
        with below:
            st.caption(RULE)
            for position, rows in found.groupby("event", sort=True):
                event = view.dataset.events.iloc[int(position)]
                told = join_words(f"{'perhaps the ' if row.tied else ''}{row.label}" for row in rows.itertuples())
                st.caption(f"{date_of(event)} · {plain(told)}")
                st.page_link(PAGE, label=plain(str(event["title"])), query_params=view.link(event=str(event["event_id"])))


def timeline(view: View) -> None:
    """The whole page under its title. The view must not be empty."""
    chart, drawn, early = timeline_chart(view)
    ids = view.dataset.events["event_id"]

    def toggle(event_id: str) -> None:
        view.go(event=None if view.options.event == event_id else event_id)

    def brushed(start: str, end: str) -> None:
        first, last = snapped(date.fromisoformat(start[:10]), date.fromisoformat(end[:10]))
        view.go(replace(view.selection.filter, date_from=first, date_to=last))

    timeline_controls(view)
    _chosen_event(view)
    show_chart(
        view,
        chart,
        on_point=lambda position: toggle(str(ids.iloc[int(str(position))])),
        on_row=lambda row: toggle(str(chart.table["event_id"].iloc[row])),
        on_brush=brushed,
    )
    _notes(view, drawn, early)
    _list_firsts(view)
