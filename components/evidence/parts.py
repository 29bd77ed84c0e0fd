"""What the charts and lists of the page Evidence share."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from atlas.exports import file_name, table_csv
from atlas.measures.timeline import opening
from atlas.narrative import in_one, narrative
from atlas.words import count
from components.charts import Chart, Trace, css
from components.view import View
from components.viewport import is_narrow

_A_PAGE = 10


def _quarter(period: pd.Period) -> str:
    return f"Q{period.quarter} {period.year}"


def fill(view: View, colour: str, opacity: float, pattern: str) -> dict[str, Any]:
    """A fill that is told apart by its hatching where its colour is not."""
    return {
        "color": css(colour, opacity),
        "line": {"width": 1, "color": css(view.theme.ink, 0.6)},
        "pattern": {"shape": pattern, "fgcolor": css(view.theme.ink, 0.75), "size": 6, "solidity": 0.25},
    }


def over_time(view: View, name: str, title: str, unit: str, table: pd.DataFrame, noun: str, fills: list[dict[str, Any]]) -> Chart:
    """Stacked bars, one a quarter, with a column of the table for each layer."""
    starts = [period.start_time for period in table.index]
    traces: list[Trace] = [
        {
            "type": "bar",
            "name": str(column),
            "x": [f"{start:%Y-%m-%d}" for start in starts],
            "y": table[column].tolist(),
            "xperiod": "M3",
            "xperiodalignment": "middle",
            "marker": fill,
            "text": [_quarter(period) for period in table.index],
            "textposition": "none",
            "hovertemplate": f"%{{text}}, {column}: %{{y}}<extra></extra>",
        }
        for column, fill in zip(table.columns, fills, strict=True)
    ]
    first, last, early = opening(view.selection)
    first = first.replace(month=(first.month - 1) // 3 * 3 + 1, day=1)
    if early:
        unit = f"{unit}; {count(early, 'event')} before {first.year} {'is' if early == 1 else 'are'} in the table only"
    written = table.reset_index().assign(quarter=[_quarter(period) for period in table.index])
    return Chart(
        name=name,
        title=title,
        unit=unit,
        alt=in_one(narrative(view.selection, "evidence")),
        traces=traces,
        table=written,
        layout={
            "showlegend": True,
            "legend": {"traceorder": "normal"},
            "barmode": "stack",
            "bargap": 0.18,
            "xaxis": {
                "type": "date",
                "title": {"text": "Quarter"},
                "range": [f"{first:%Y-%m-%d}", f"{max(last, table.index[-1].end_time.date()):%Y-%m-%d}"],
            },
            "yaxis": {"title": {"text": noun}, "rangemode": "tozero"},
        },
        coverage=(first, last),
    )


def turned_to(frame: pd.DataFrame, key: str, size: int = _A_PAGE) -> pd.DataFrame:
    """The rows of the page that is turned to."""
    pages = -(-len(frame) // size)
    number = st.pagination(pages, key=key, max_visible_pages=5 if is_narrow() else 7) if pages > 1 else 1
    return frame.iloc[(number - 1) * size : number * size]


def csv_button(view: View, name: str, table: pd.DataFrame) -> None:
    """A table as a file."""
    st.download_button(
        f"CSV of {count(len(table), 'row')}",
        data=lambda: table_csv(view.selection, table),
        file_name=file_name(view.selection, f"{name}.csv"),
        mime="text/csv",
        key=f"csv-{name}",
        on_click="ignore",
    )
