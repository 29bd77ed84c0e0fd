"""How far a view can be trusted, one measure at a time, each with how much it moves when weaker evidence is left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from atlas.dataset import ANNOUNCED, GRADE_MEANING, GRADES
from atlas.exports import file_name, table_csv
from atlas.measures.evidence import accounts, contradictions, grades, measures, publishers, share, single_source
from atlas.measures.timeline import opening
from atlas.narrative import in_one, narrative
from atlas.view import Selection
from atlas.view.strictness import LABELS, MEANING, across
from atlas.words import count
from components.charts import Chart, Trace, css, show_chart
from components.controls import choose, pick
from components.event_list import date_of, event_link, event_list
from components.source_list import disagreement
from components.text import plain
from components.view import View
from components.viewport import is_narrow

A_PAGE = 10
PATTERNS = ("", "/", ".", "\\", "x", "+", "-", "|")
"""Hatchings, so that no reading depends on colour."""

Measure = Callable[[Selection], str]


def _quarter(period: pd.Period) -> str:
    return f"Q{period.quarter} {period.year}"


def _fill(view: View, colour: str, opacity: float, pattern: str) -> dict[str, Any]:
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


def _grades(view: View) -> None:
    table = grades(view.selection)
    table = table[[grade for grade in table.columns if table[grade].any()]]
    strength = dict(zip(GRADES[::-1], ((0.85, ""), (0.45, "/"), (0.12, "."), (0.0, "x")), strict=True))
    fills = [_fill(view, view.theme.ink, *strength[str(grade)]) for grade in table.columns]
    named = table.rename(columns=lambda grade: f"Grade {grade}")
    title = "Events by evidence grade and quarter"
    unit = "Events that began in the quarter, each counted once"
    show_chart(view, _over_time(view, "grades", title, unit, named, "Events", fills))
    st.caption(". ".join(f"{grade}: {GRADE_MEANING[grade]}" for grade in table.columns) + ".")


def _pages(frame: pd.DataFrame, key: str, size: int = A_PAGE) -> pd.DataFrame:
    """The rows of the page that is turned to."""
    pages = -(-len(frame) // size)
    number = st.pagination(pages, key=key, max_visible_pages=5 if is_narrow() else 7) if pages > 1 else 1
    return frame.iloc[(number - 1) * size : number * size]


def _csv(view: View, name: str, table: pd.DataFrame) -> None:
    st.download_button(
        f"CSV of {count(len(table), 'row')}",
        data=lambda: table_csv(view.selection, table),
        file_name=file_name(view.selection, f"{name}.csv"),
        mime="text/csv",
        key=f"csv-{name}",
        on_click="ignore",
    )


def _nothing(text: str) -> None:
    st.info(text)


def _contested(view: View) -> None:
    rows = contradictions(view.selection)
    if rows.empty:
        _nothing("No page contradicts an event in view.")
        return
    kept = ["event_id", "publisher_name", "published", "language", "url", "states"]
    _csv(view, "contested", rows[kept].rename(columns={"publisher_name": "publisher"}))
    order = pd.DataFrame({"event": rows["event"].drop_duplicates()})
    for position in _pages(order, "contested-page")["event"]:
        event = view.dataset.events.iloc[int(position)]
        with st.container(border=True, gap="small"):
            st.caption(f"{date_of(event)} · grade {event['grade']}")
            event_link(view, event, f"**{plain(str(event['title']))}**")
            disagreement(event, rows[rows["event"] == position])


def _sides(view: View) -> None:
    table = accounts(view.selection, 6 if is_narrow() else 10)
    if table.empty:
        _nothing("No event in view links Kabul with another actor.")
    else:
        looks = dict(zip(ANNOUNCED, ((0.8, ""), (0.4, "/"), (0.2, "\\"), (0.05, ".")), strict=True))
        labels = table["label"].tolist()
        traces: list[Trace] = [
            {
                "type": "bar",
                "orientation": "h",
                "name": side[0].upper() + side[1:],
                "y": labels,
                "x": table[side].tolist(),
                "marker": _fill(view, view.theme.ink, *looks[side]),
                "hovertemplate": f"%{{y}}, {side}: %{{x}}<extra></extra>",
            }
            for side in ANNOUNCED
        ]
        chart = Chart(
            name="accounts",
            title="Kabul’s links by whose official accounts the pages pass on",
            unit="Events, counted as pairs: one with two other parties stands in two of the links",
            alt=in_one(narrative(view.selection, "evidence")),
            traces=traces,
            table=table.drop(columns="link").rename(columns=lambda name: name.replace(" ", "_")),
            layout={
                "showlegend": True,
                "legend": {"traceorder": "normal"},
                "barmode": "stack",
                "bargap": 0.3,
                "xaxis": {"title": {"text": "Events"}, "rangemode": "tozero"},
                "yaxis": {"autorange": "reversed"},
            },
            height=40 * len(labels) + 30,
        )
        show_chart(view, chart)
    st.caption(
        "The other side is any participant but Kabul. An event is one-sided where every page that confirms it passes on the account of one "
        "and the same actor."
    )
    events = view.selection.events
    one_sided = events[events["one_sided"]][::-1]
    if len(one_sided):
        st.subheader(f"{count(len(one_sided), 'one-sided event')}")
        event_list(view, _pages(one_sided, "sides-page"))


def _country_fills(view: View, countries: list[str]) -> list[dict[str, Any]]:
    colours = view.dataset.actors["colour"]
    fills, greys = [], 0
    for country in countries:
        own = str(colours[country]) if country in colours.index else ""
        if own and list(colours).count(own) == 1:
            fills.append(_fill(view, view.theme.actor(country, own), 0.85, ""))
        else:
            greys += 1
            fills.append(_fill(view, view.theme.muted, 0.3, PATTERNS[greys % len(PATTERNS)]))
    return fills


def _publishers(view: View) -> None:
    most = 6
    by_country = publishers(view.selection, "country", most)
    unit = "Publishers of the pages on the events that began in the quarter, each counted once a quarter"
    fills = _country_fills(view, [str(column) for column in by_country.columns])
    show_chart(view, _over_time(view, "countries", "Publishers read, by their country", unit, by_country, "Publishers", fills))
    by_language = publishers(view.selection, "language", most)
    greys = [
        _fill(view, view.theme.ink if number == 0 else view.theme.muted, 0.75 if number == 0 else 0.3, PATTERNS[number % len(PATTERNS)])
        for number in range(len(by_language.columns))
    ]
    spoken = "The same publishers by the language of the page; one that writes in two languages counts in both"
    show_chart(view, _over_time(view, "languages", "Publishers read, by language", spoken, by_language, "Publishers", greys))
    st.caption(
        "Countries are codes of ISO 3166. What was read depends on who reads and on what can be reached from outside, so the silence of a "
        "country or language here is no silence there."
    )


def _single(view: View) -> None:
    events = single_source(view.selection)
    if events.empty:
        _nothing("Every event in view has at least two independent origins.")
        return
    evidence = view.dataset.evidence
    rows = evidence[evidence["independent"] & evidence["event"].isin(events.index)].drop_duplicates(["event", "origin_id"])
    names = view.dataset.tables["publishers"].set_index("publisher_id")["name"]
    origin = rows.set_index("event")["origin_id"].astype("str").map(names).reindex(events.index)
    written = pd.DataFrame(
        {
            "event_id": events["event_id"],
            "date_start": events["date_start"],
            "event": events["title"],
            "origin": origin,
            "announced_by": events["announced_by"].astype("str"),
            "pages": events["sources"],
        }
    )
    _csv(view, "single-source", written)
    shown = _pages(events, "single-page", 20)
    for (_, event), name in zip(shown.iterrows(), origin.loc[shown.index], strict=True):
        only = "no independent origin" if pd.isna(name) else f"only origin: {name}"
        with st.container(gap=None):
            st.caption(" · ".join([date_of(event), str(event["type"]).lower(), plain(only)]))
            event_link(view, event)


def _moves(view: View) -> None:
    across_all = across(view.selection, measures)
    names = list(across_all["broad"])
    table = pd.DataFrame(
        {"measure": names, **{position: [values[name] for name in names] for position, values in across_all.items()}},
    )
    headed = table.rename(columns={"measure": "Measure", **{name: f"{LABELS[name]}: {MEANING[name]}" for name in LABELS}})
    st.table(headed.map(plain), hide_index=True, border="horizontal", alt="Measures of the view, by how firm the evidence must be")
    _csv(view, "strict-to-broad", table)


def _number_of_publishers(selection: Selection) -> str:
    rows = selection.dataset.evidence
    return count(rows.loc[selection.mask[rows["event"].to_numpy()], "publisher_id"].nunique(), "publisher")


_MOVING: dict[str, tuple[str, Measure]] = {
    "grades": ("Events", lambda view: count(view.n, "event")),
    "contested": ("Contested events", lambda view: share(int(view.events["contested"].sum()), view.n)),
    "sides": ("One-sided events", lambda view: share(int(view.events["one_sided"].sum()), view.n)),
    "publishers": ("Publishers read", _number_of_publishers),
    "single": ("Events with a single origin", lambda view: share(int((view.events["origins"] <= 1).sum()), view.n)),
}
_DRAW: dict[str, Callable[[View], None]] = {
    "grades": _grades,
    "contested": _contested,
    "sides": _sides,
    "publishers": _publishers,
    "single": _single,
    "moves": _moves,
}


def _how_much_it_moves(view: View, check: str) -> None:
    """The measure at each position of the switch, whichever is chosen."""
    if check not in _MOVING:
        return
    name, measure = _MOVING[check]
    values = across(view.selection, measure)
    told = " · ".join(f"{LABELS[position].lower()}: **{plain(value)}**" for position, value in values.items())
    st.markdown(f"{name} – {told}")


def trust(view: View) -> None:
    """The whole page under its title. The view must not be empty."""
    if is_narrow():
        pick(view, "check", 300)
    else:
        choose(view, "check")
    check = view.options.check
    _how_much_it_moves(view, check)
    _DRAW[check](view)
