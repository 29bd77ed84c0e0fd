"""The page Timeline under its title: controls, chart, and what must be known of it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from atlas.measures.firsts import RULE, firsts
from atlas.measures.timeline import CONTEXT_RULE, snapped
from atlas.view.options import CONTEXT, LANES
from atlas.words import count, format_date, join_words
from components.charts import show_chart
from components.event_list import date_of, event_link, to_event
from components.links import show_links
from components.pieces import show, small
from components.text import plain
from components.timeline.chart import Timeline, most_marks, timeline_chart
from components.timeline.controls import timeline_controls
from components.view import View
from components.viewport import is_narrow


def _how_to() -> str:
    """What a click and a brush do."""
    return (
        "Tap a mark to see its event. To choose a period, set From and To in the filters."
        if is_narrow()
        else "Click a mark to see its event. Drag across the chart to keep the events of a period (long ones snap to whole months), or "
        "set From and To in the sidebar, for which no mouse is needed."
    )


def _chosen_event(view: View) -> bool:
    """The event that was clicked, in one line, where there is one."""
    position = view.dataset.position.get(view.options.event or "")
    if position is None:
        return False
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
        event_link(view, event, strong=True, then=" →")
        st.caption(plain(str(event["summary"])))
    return True


def _notes(view: View, shown: Timeline, before: str) -> None:
    """What is not in the chart, and what its marks mean, behind what is said `before`."""
    selection, drawn, early = view.selection, shown.lanes, shown.early
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
    if shown.aggregated:
        notes.append(f"With more than {most_marks():,} events in view, bars of months stand for them; a click on one leaves its month.")
    notes += [f"{CONTEXT[kind]}: {CONTEXT_RULE[kind]}, from all of the data." for kind in view.options.context]
    show(small(before), small(" ".join(notes)))
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
            links = []
            for position, rows in found.groupby("event", sort=True):
                event = view.dataset.events.iloc[int(position)]
                told = join_words(f"{'perhaps the ' if row.tied else ''}{row.label}" for row in rows.itertuples())
                links.append(to_event(view, event, [date_of(event), told]))
            show_links(links)


def timeline(view: View) -> None:
    """The whole page under its title. The view must not be empty."""
    shown = timeline_chart(view)
    chart = shown.chart
    ids = view.dataset.events["event_id"]

    def clicked(point: Hashable) -> None:
        if shown.aggregated:
            month = pd.Period(str(point), "M")
            view.go(replace(view.selection.filter, date_from=month.start_time.date(), date_to=month.end_time.date()))
        else:
            toggle(str(ids.iloc[int(str(point))]))

    def toggle(event_id: str) -> None:
        view.go(event=None if view.options.event == event_id else event_id)

    def brushed(start: str, end: str) -> None:
        first, last = snapped(date.fromisoformat(start[:10]), date.fromisoformat(end[:10]))
        view.go(replace(view.selection.filter, date_from=first, date_to=last))

    timeline_controls(view)
    show_chart(
        view,
        chart,
        on_point=clicked,
        on_row=lambda row: toggle(str(chart.table["event_id"].iloc[row])),
        on_brush=brushed,
    )
    _notes(view, shown, before="" if _chosen_event(view) else _how_to())
    _list_firsts(view)
