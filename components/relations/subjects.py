"""Subjects: what each link deals with, and how the mix changes by year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from atlas.measures.scope import for_scale, links_in_question, partner
from atlas.measures.subjects import by_link, by_year
from atlas.words import count
from components.charts import LETTER_SIZE, Chart, Layout, leave_for_events, show_chart
from components.drawn import drawn_once
from components.relations.parts import MOST_LINKS, broken, heat_map
from components.view import View
from components.viewport import beside, is_narrow

_ROW = 25


def _layout(across: list[str], down: list[str]) -> Layout:
    bare = {"showgrid": False, "ticks": "", "type": "category", "showline": False, "zeroline": False}
    return {
        "xaxis": {
            **bare,
            "side": "top",
            "range": [-0.5, len(across) - 0.5],
            "tickangle": 0,
            "tickfont": {"size": 11 if is_narrow() else LETTER_SIZE},
        },
        "yaxis": {**bare, "dtick": 1, "range": [len(down) - 0.5, -0.5]},
    }


@drawn_once
def subjects_chart(view: View, links: tuple[str, ...]) -> Chart | None:
    """The subjects of each link; `None` where there is none."""
    selection, links = view.selection, links[:MOST_LINKS]
    table = by_link(selection, links)
    if table.empty:
        return None
    label = selection.dataset.facets["issue"].label
    down, across = [label(str(issue)) for issue in table.index], [broken(partner(selection, link), 8) for link in links]
    scale = for_scale(selection)
    top = max(int(by_link(scale, tuple(dict.fromkeys((*links_in_question(scale), *links)))).to_numpy().max()), 1)
    long = table.rename_axis("issue_id").reset_index().melt("issue_id", var_name="link", value_name="events")
    long["subject"] = [label(issue) for issue in long["issue_id"]]
    long["partner"] = [partner(selection, link) for link in long["link"]]
    shown = long[["subject", "partner", "events", "issue_id", "link"]]
    return Chart(
        name="subjects",
        title="Subjects by link",
        unit="Events in view; one of several subjects counts for each",
        alt=f"A table of {len(down)} subjects and {len(across)} links with the number of events in each cell. Most frequent: {down[0]}.",
        traces=heat_map(view, across, down, table, table / top),
        table=shown,
        layout=_layout(across, down),
        height=_ROW * len(down),
    )


def _by_link(view: View, chart: Chart, share: float) -> None:
    rows = chart.table

    def chosen(found: Any) -> None:
        issue, link = map(str, found)
        leave_for_events(view, filter_=replace(view.selection.filter, link=(link,), issue=(issue,)))

    show_chart(view, chart, share=share, on_point=chosen, on_row=lambda row: chosen((rows["issue_id"].iloc[row], rows["link"].iloc[row])))


def _by_year(view: View, links: tuple[str, ...], share: float) -> None:
    selection = view.selection
    table, events = by_year(selection, links)
    label = selection.dataset.facets["issue"].label
    down = [label(str(issue)) for issue in table.index]
    across = [f"{year}<br>n = {number}" for year, number in events.items()]
    long = table.rename_axis("issue_id").reset_index().melt("issue_id", var_name="year", value_name="events")
    long["subject"] = [label(issue) for issue in long["issue_id"]]
    long["events_that_year"] = [int(events[year]) for year in long["year"]]
    shown = long[["subject", "year", "events", "events_that_year", "issue_id"]]
    chart = Chart(
        name="subjects-by-year",
        title="Subjects by year, these links together",
        unit="Events in view, each once; shade: share of the year’s n events",
        alt=f"A table of {len(down)} subjects and {len(across)} years with the number of events in each cell.",
        traces=heat_map(view, across, down, table, table / events.replace(0, 1)),
        table=shown,
        layout=_layout(across, down),
        height=_ROW * len(down),
    )

    def chosen(found: Any) -> None:
        issue, year = found
        period = {"date_from": date(int(year), 1, 1), "date_to": date(int(year), 12, 31)}
        leave_for_events(view, filter_=replace(selection.filter, link=links, issue=(str(issue),), **period))

    show_chart(view, chart, share=share, on_point=chosen, on_row=lambda row: chosen((shown["issue_id"].iloc[row], shown["year"].iloc[row])))


def subjects(view: View, links: tuple[str, ...]) -> None:
    """What the links deal with, by link and by year."""
    shown, chart = links[:MOST_LINKS], subjects_chart(view, links)
    if chart is None:
        st.info(f"None of the {count(view.selection.n, 'event')} in view is one of these links and has a subject.")
        return
    left, right, share = beside(0.5)
    with left:
        _by_link(view, chart, share)
    with right:
        _by_year(view, shown, share)
    st.caption("Every event of a link counts, attacks and statements too. A number or row opens its events.")
