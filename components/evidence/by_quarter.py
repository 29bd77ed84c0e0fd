"""Bars by quarter: how firm the evidence is, and who was read."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from atlas.dataset import GRADE_MEANING, GRADES
from atlas.measures import trust
from atlas.measures.timeline import opening
from atlas.narrative import in_one, narrative
from atlas.words import count
from components.charts import Chart, Trace, css, show_chart
from components.drawn import drawn_once
from components.view import View

PATTERNS = ("", "/", ".", "\\", "x", "+", "-", "|")
"""Hatchings, so that no reading depends on colour."""

_MOST_NAMED = 6
"""So many countries or languages are told apart."""


def _quarter(period: pd.Period) -> str:
    return f"Q{period.quarter} {period.year}"


def fill(view: View, colour: str, opacity: float, pattern: str) -> dict[str, Any]:
    """A fill that is told apart by its hatching where its colour is not."""
    return {
        "color": css(colour, opacity),
        "line": {"width": 1, "color": css(view.theme.ink, 0.6)},
        "pattern": {"shape": pattern, "fgcolor": css(view.theme.ink, 0.75), "size": 6, "solidity": 0.25},
    }


def _over_time(view: View, name: str, title: str, unit: str, table: pd.DataFrame, noun: str, fills: list[dict[str, Any]]) -> Chart:
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


def _graded(view: View) -> pd.DataFrame:
    table = trust.by_grade(view.selection)
    return table[[grade for grade in table.columns if table[grade].any()]]


@drawn_once
def _grades_chart(view: View) -> Chart:
    table = _graded(view)
    strength = dict(zip(GRADES[::-1], ((0.85, ""), (0.45, "/"), (0.12, "."), (0.0, "x")), strict=True))
    fills = [fill(view, view.theme.ink, *strength[str(grade)]) for grade in table.columns]
    named = table.rename(columns=lambda grade: f"Grade {grade}")
    title = "Events by evidence grade and quarter"
    unit = "Events that began in the quarter, each counted once"
    return _over_time(view, "grades", title, unit, named, "Events", fills)


def grades(view: View) -> None:
    """Grades by quarter."""
    show_chart(view, _grades_chart(view))
    st.caption(". ".join(f"{grade}: {GRADE_MEANING[grade]}" for grade in _graded(view).columns) + ".")


def _country_fills(view: View, countries: list[str]) -> list[dict[str, Any]]:
    colours = view.dataset.actors["colour"]
    fills, greys = [], 0
    for country in countries:
        own = str(colours[country]) if country in colours.index else ""
        if own and list(colours).count(own) == 1:
            fills.append(fill(view, view.theme.actor(country, own), 0.85, ""))
        else:
            greys += 1
            fills.append(fill(view, view.theme.muted, 0.3, PATTERNS[greys % len(PATTERNS)]))
    return fills


@drawn_once
def _countries_chart(view: View) -> Chart:
    by_country = trust.publishers(view.selection, "country", _MOST_NAMED)
    unit = "Publishers of the pages on the events that began in the quarter, each counted once a quarter"
    fills = _country_fills(view, [str(column) for column in by_country.columns])
    return _over_time(view, "countries", "Publishers read, by their country", unit, by_country, "Publishers", fills)


@drawn_once
def _languages_chart(view: View) -> Chart:
    by_language = trust.publishers(view.selection, "language", _MOST_NAMED)
    greys = [
        fill(view, view.theme.ink if number == 0 else view.theme.muted, 0.75 if number == 0 else 0.3, PATTERNS[number % len(PATTERNS)])
        for number in range(len(by_language.columns))
    ]
    spoken = "The same publishers by the language of the page; one that writes in two languages counts in both"
    return _over_time(view, "languages", "Publishers read, by language", spoken, by_language, "Publishers", greys)


def publishers(view: View) -> None:
    """Publishers by quarter."""
    show_chart(view, _countries_chart(view))
    show_chart(view, _languages_chart(view))
    st.caption(
        "Countries are codes of ISO 3166. What was read depends on who reads and on what can be reached from outside, so the silence of a "
        "country or language here is no silence there."
    )
