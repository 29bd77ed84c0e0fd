"""Tempo: contacts a quarter by link, and the last twelve months against the twelve before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from atlas.measures.ladder import TAKEOVER
from atlas.measures.scope import contacts_in, for_scale, links_in_question, pairs, partner
from atlas.measures.tempo import TOO_FEW, busiest, change, cut_by_filter, in_words, quarters
from atlas.measures.window import LAST_YEAR, YEAR_BEFORE, two_years
from atlas.view import Selection
from atlas.words import count, format_date
from components.charts import Chart, Layout, Trace, leave_for_events, show_chart
from components.drawn import drawn_once
from components.relations.parts import MOST_LINKS, OPAQUE, axis_name, colour_of, row_title, rows_of
from components.text import plain
from components.view import View
from components.viewport import is_narrow

_ROW = 84


def _first_day(view: View, links: tuple[str, ...]) -> date:
    """Where the axis begins: at the takeover, or before it where a link had contacts that early."""
    every = pairs(for_scale(view.selection), links)
    earliest = every["date_start"].min() if len(every) else pd.NaT
    return TAKEOVER if pd.isna(earliest) or earliest >= pd.Timestamp(TAKEOVER) else earliest.date()


def _chart(view: View, links: tuple[str, ...]) -> Chart:
    selection, counting = view.selection, view.options.count
    first = _first_day(view, links)
    table = quarters(selection, links, first, counting)
    scale = for_scale(selection)
    whole = tuple(dict.fromkeys((*links_in_question(scale), *links)))
    top = busiest(quarters(scale, whole, first, counting)) * 1.12
    days = [period.start_time.date() for period in table.index]
    names = [f"Q{period.quarter} {period.year}" for period in table.index]
    traces: list[Trace] = []
    layout: Layout = {
        "bargap": 0.15,
        "xaxis": {"type": "date", "range": [str(days[0]), str(table.index[-1].end_time.date())]},
        "annotations": [],
    }
    for number, (link, domain) in enumerate(zip(links, rows_of(len(links)), strict=True)):
        axis, axis_key = axis_name(number)
        values = table[link].round(2)
        traces.append(
            {
                "type": "bar",
                "x": [str(day) for day in days],
                "y": values.tolist(),
                "xperiod": "M3",
                "xperiodalignment": "middle",
                "yaxis": axis,
                "marker": {"color": colour_of(view, link)},
                "customdata": [[link, str(day), str(period.end_time.date())] for day, period in zip(days, table.index, strict=True)],
                "text": names,
                "textposition": "none",
                "hovertemplate": "%{text}: %{y} contacts<extra>" + partner(selection, link) + "</extra>",
                "showlegend": False,
                "unselected": OPAQUE,
            }
        )
        layout[axis_key] = {"domain": list(domain), "range": [0, top], "nticks": 4, "rangemode": "tozero"}
        layout["annotations"].append(row_title(partner(selection, link), domain, view.theme))
    unit = "Contacts a quarter"
    unit += (
        ", an event of several parties shared among the links shown" if counting == "meetings" else ", an event counted once for each link"
    )
    long = table.rename_axis("quarter").reset_index().melt("quarter", var_name="link", value_name="contacts")
    long["partner"] = [partner(selection, link) for link in long["link"]]
    long["quarter"] = [f"{period.year}-Q{period.quarter}" for period in long["quarter"]]
    busy = max(links, key=lambda link: float(table[link].sum()))
    return Chart(
        name="tempo",
        title="Tempo: contacts between representatives, by link and quarter",
        unit=f"{unit}; the last quarter is covered up to {format_date(view.dataset.last_day)}",
        alt=f"Bars in one row a link, all on one scale. Most contacts: {partner(selection, busy)}, {table[busy].sum():g} in all.",
        traces=traces,
        table=long[["quarter", "link", "partner", "contacts"]].round(2),
        layout=layout,
        height=_ROW * len(links),
        coverage=(days[0], view.dataset.last_day),
    )


def _counted(selection: Selection, links: tuple[str, ...]) -> str:
    """Contacts in view by link, the most first: `Tehran 28 contacts, New Delhi 22`."""
    numbers = pairs(selection, links)["link"].value_counts().reindex(list(links), fill_value=0).sort_values(ascending=False, kind="stable")
    said = [f"{partner(selection, str(link))} {number:,}" for link, number in numbers.items()]
    return ", ".join([f"{said[0]} {'contact' if numbers.iloc[0] == 1 else 'contacts'}", *said[1:]])


def _comparison(view: View, links: tuple[str, ...]) -> None:
    """The two years as a table, with what may be said of them."""
    selection = view.selection
    first, before, start, now = two_years(selection.dataset)
    st.header(f"The {LAST_YEAR} of the data against the {YEAR_BEFORE}", anchor=False)
    if cut_by_filter(selection):
        st.info(
            f"In view: {_counted(selection, links)}. "
            "The dates of the filter cut into these two years, so they cannot be compared. Take the dates out to compare them."
        )
        return
    table = change(selection, links)
    rows = []
    for row in table.itertuples():
        few = row.says == "too few to say"
        ratio = "–" if few else in_words(row.ratio, row.low, row.high)
        if is_narrow():
            says = row.says if few else f"{ratio}: {row.says}"
            rows.append({"Link": row.partner, "Now, before": f"{row.after}, {row.before}", "Change": says})
        else:
            rows.append(
                {
                    "Link": row.partner,
                    LAST_YEAR.capitalize(): row.after,
                    YEAR_BEFORE.capitalize(): row.before,
                    "Ratio (95 % interval)": ratio,
                    "Says": row.says,
                }
            )
    st.table(
        pd.DataFrame(rows).map(lambda cell: plain(cell) if isinstance(cell, str) else cell),
        hide_index=True,
        border="horizontal",
        alt=f"Contacts by link: the {LAST_YEAR} of the data against the {YEAR_BEFORE}",
    )
    vague = int(table.loc[table["link"].notna(), "uncertain"].sum())
    st.caption(
        f"{format_date(start)} to {format_date(now)} against {format_date(first)} to {format_date(before)}. Rate ratio by the exact "
        f"conditional test for two Poisson counts; “too few to say” below {TOO_FEW} contacts in both years together. "
        "*All pairs* adds the links up; *All meetings* counts an event of several links once."
        + (f" Of {count(vague, 'contact')} only the month is known, which may belong to either year." if vague else "")
    )


@drawn_once
def tempo_chart(view: View, links: tuple[str, ...]) -> Chart | None:
    """Contacts by link and quarter; `None` where there is none."""
    shown = links[:MOST_LINKS]
    return None if pairs(view.selection, shown).empty else _chart(view, shown)


def tempo(view: View, links: tuple[str, ...]) -> None:
    """How often the sides deal with each other, and whether that has changed."""
    shown, chart = links[:MOST_LINKS], tempo_chart(view, links)
    if chart is None:
        st.info(f"None of the {count(view.selection.n, 'event')} in view brought representatives of these links together.")
        return

    def by_quarter(found: Any) -> None:
        link, start, end = map(str, found)
        leave_for_events(
            view,
            filter_=replace(contacts_in(view.selection, date.fromisoformat(start), date.fromisoformat(end)), link=(link,)),
        )

    def by_row(row: int) -> None:
        period = pd.Period(chart.table["quarter"].iloc[row], "Q")
        by_quarter((chart.table["link"].iloc[row], period.start_time.date(), period.end_time.date()))

    show_chart(view, chart, on_point=by_quarter, on_row=by_row)
    st.caption(
        "A contact is an event that occurred and brought representatives of both together, at any level. A bar or row opens its events."
    )
    _comparison(view, shown)
