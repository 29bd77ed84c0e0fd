"""A chart on the page, with its pictures, its file and the same data as a table."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from atlas.exports import file_name, table_csv
from components.charts.figure import Chart, Figure, figure
from components.view import View

_ROWS_SHOWN = 12
_TURN = "chart-turn"

_PICTURES = (
    "<div class='files'><small>This chart as</small>"
    + "".join(f"<button type='button' data-form='{form}'>{form.upper()}</button>" for form in ("png", "svg"))
    + "</div>"
)
"""What the chart can be taken away as, where it is: static/page.js makes the pictures in the browser."""


def _config(view: View, chart: Chart) -> dict[str, Any]:
    return {
        "displaylogo": False,
        "displayModeBar": True,
        "modeBarButtonsToRemove": ["zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "resetScale2d"],
        "showTips": False,
        "doubleClick": False,
        "toImageButtonOptions": {
            "format": "png",
            "scale": 2,
            "filename": file_name(view.selection, chart.name),
        },
    }


def header_of(column: str) -> str:
    """How a column of a table is headed on the screen."""
    return column[:1].upper() + column[1:].replace("_", " ")


def _turn() -> int:
    return int(st.session_state.get(_TURN, 0))


def _acted() -> None:
    """After a click every chart and table gets a new key: they would remember the click and act on it again."""
    st.session_state[_TURN] = _turn() + 1


def csv_button(view: View, name: str, table: pd.DataFrame, label: str) -> None:
    """A table as a file."""
    st.download_button(
        label,
        data=lambda: table_csv(view.selection, table),
        file_name=file_name(view.selection, f"{name}.csv"),
        mime="text/csv",
        key=f"csv-{name}",
        on_click="ignore",
    )


def show_chart(
    view: View,
    chart: Chart,
    *,
    share: float = 1.0,
    on_point: Callable[[Hashable], None] | None = None,
    on_row: Callable[[int], None] | None = None,
    on_brush: Callable[[str, str], None] | None = None,
) -> None:
    """A chart with its pictures, its file and its table.

    `on_point` is told the `customdata` of a mark that is clicked, `on_row` the position of a row of the table that is chosen; both
    run before the page is drawn anew, so they may write the address (`View.go`) but not switch the page (see `leave_for_events`). A
    mark whose `customdata` is `None` does nothing. `on_brush` is told where a box that is drawn over the chart begins and ends on
    the axis of time, as ISO moments; the layout then needs a `dragmode` of `select`.
    """
    key = f"chart-{chart.name}-{_turn()}"

    def clicked() -> None:
        chosen = st.session_state[key].selection
        points, boxes = chosen.points, chosen.get("box")
        if boxes and on_brush:
            _acted()
            start, end = sorted(map(str, boxes[0]["x"]))
            on_brush(start, end)
            return
        found = points[0].get("customdata") if points else None
        if found is not None and on_point:
            _acted()
            on_point(tuple(found) if isinstance(found, list) else found)

    # One row that wraps: the chart fills the first line of it, what it can be taken away as stands in the next.
    with st.container(key=f"figure-{chart.name}", horizontal=True, vertical_alignment="center", gap="small"):
        st.plotly_chart(
            Figure(figure(view, chart, share)),
            theme=None,
            key=key,
            on_select=clicked if on_point or on_brush else "ignore",
            selection_mode=("points", "box") if on_brush else "points",
            config=_config(view, chart),
            alt=f"{chart.title}. {chart.unit}. {chart.alt}",
        )
        st.html(_PICTURES, width="content")
        csv_button(view, chart.name, chart.table, "CSV")
    below = st.expander("The same as a table", key=f"table-open-{chart.name}", on_change="rerun")
    # What nobody sees is not sent.
    if below.open:
        with below:
            _chart_table(chart, on_row)


def chart_alone(view: View, chart: Chart, *, share: float = 1.0, height: int | None, key: str) -> None:
    """A chart that answers no click, of a given height in all or of its own: a scene of a story."""
    still = replace(chart, layout={**chart.layout, "dragmode": False})
    drawn = figure(view, still, share)
    if height is not None:
        around = drawn["layout"]["height"] - chart.height
        drawn = figure(view, replace(still, height=max(height - around, 120)), share)
    st.plotly_chart(
        Figure(drawn),
        theme=None,
        key=key,
        config={"displayModeBar": False, "showTips": False, "doubleClick": False},
        alt=f"{chart.title}. {chart.unit}. {chart.alt}",
    )


def _chart_table(chart: Chart, on_row: Callable[[int], None] | None = None) -> None:
    """The data of a chart as a table; choosing a row is the click on its mark for those who use the keyboard."""
    key = f"rows-{chart.name}-{_turn()}"

    def chosen() -> None:
        rows = st.session_state[key].selection.rows
        if rows and on_row:
            _acted()
            on_row(rows[0])

    st.dataframe(
        chart.table,
        column_config={name: header_of(str(name)) for name in chart.table.columns},
        hide_index=True,
        key=key,
        on_select=chosen if on_row else "ignore",
        selection_mode="single-row",
        height=35 * (min(len(chart.table), _ROWS_SHOWN) + 1) + 3,
        alt=f"The data of the chart: {chart.title}",
    )
