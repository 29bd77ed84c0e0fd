"""Reciprocity: who travels to whom, who sends the higher rank, and how long ago the last contact was."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from atlas.dataset import RuledType
from atlas.measures.reciprocity import reciprocity as measure
from atlas.measures.reciprocity import travelled
from atlas.measures.scope import ends, for_scale, links_in_question
from atlas.words import count, format_date, join_words
from components.charts import Chart, leave_for_events, show_chart
from components.drawn import drawn_once
from components.event_list import date_of, event_link
from components.relations.parts import MOST_LINKS, OPAQUE, colour_of
from components.text import plain
from components.view import View
from components.viewport import beside, is_narrow

_ROW = 46
STEPS = "official, envoy, deputy minister, minister, head of government"


def _home(view: View, links: tuple[str, ...]) -> str:
    """The first sides of the links, by which the two directions are named."""
    return join_words(sorted({str(view.dataset.actors.loc[ends(view.selection, link)[0], "label"]) for link in links}), "or")


def _visits(view: View, table: pd.DataFrame, links: tuple[str, ...]) -> Chart:
    selection, home = view.selection, _home(view, links)
    scale = for_scale(selection)
    ways = [ends(scale, link) for link in (*links_in_question(scale), *links)]
    trips = travelled(scale)
    most = max(1, *(int(trips.get(way, 0)) for one, other in ways for way in ((one, other), (other, one)))) * 1.25
    names = table["partner"].tolist()
    colours = [colour_of(view, link) for link in table["link"]]
    shown = table[["partner", "sent", "received", "link"]].rename(columns={"sent": "visits_out", "received": "visits_in"})
    return Chart(
        name="visits",
        title="Who travels to whom",
        unit=f"Visits that occurred; left: to {home}, right: from {home}",
        alt=f"Bars to both sides. In all {table['sent'].sum()} visits from {home} and {table['received'].sum()} to it.",
        traces=[
            {
                "type": "bar",
                "orientation": "h",
                "y": names,
                "x": [sign * number for number in table[column]],
                "text": [str(number) for number in table[column]],
                "textposition": "outside",
                "cliponaxis": False,
                "customdata": table["link"].tolist(),
                "hovertemplate": "%{text} visits " + way + " %{y}<extra></extra>",
                "marker": {"color": colours, "opacity": opacity, "line": {"color": colours, "width": 1.5}},
                "unselected": {"marker": {"opacity": opacity}},
                "showlegend": False,
            }
            for column, sign, way, opacity in (("received", -1, "from", 0.45), ("sent", 1, "to", 1.0))
        ],
        table=shown,
        layout={
            "barmode": "overlay",
            "bargap": 0.45,
            "xaxis": {
                "range": [-most, most],
                "zeroline": True,
                "zerolinewidth": 2,
                "showticklabels": False,
                "showgrid": False,
                "ticks": "",
            },
            "yaxis": {"autorange": "reversed", "type": "category", "showgrid": False, "ticks": ""},
        },
        height=_ROW * len(names),
    )


def _show_visits(view: View, table: pd.DataFrame, chart: Chart, share: float) -> None:
    def chosen(link: object) -> None:
        leave_for_events(
            view, filter_=replace(view.selection.filter, link=(str(link),), type=(RuledType.VISIT.value,), status=("occurred",))
        )

    show_chart(view, chart, share=share, on_point=chosen, on_row=lambda row: chosen(table["link"].iloc[row]))


def _ranks(view: View, table: pd.DataFrame, links: tuple[str, ...], share: float) -> None:
    home = _home(view, links)
    known = table[table["ranked"] > 0]
    if known.empty:
        st.caption("No contact in view names an office on both sides, so ranks cannot be compared.")
        return
    numbers = [f"{gap:+.1f}".replace("-", "−") + f" (n = {ranked})" for gap, ranked in zip(known["rank_gap"], known["ranked"], strict=True)]
    chart = Chart(
        name="rank-gap",
        title="Rank gap",
        unit=f"{home}’s rank above the other’s, mean steps (n contacts)",
        alt=f"One dot a link. {'; '.join(f'{name} {number}' for name, number in zip(known['partner'], numbers, strict=True))}.",
        traces=[
            {
                "type": "scatter",
                "mode": "markers+text",
                "x": known["rank_gap"].round(2).tolist(),
                "y": known["partner"].tolist(),
                "text": numbers,
                "textposition": ["middle left" if gap > 1.4 else "middle right" for gap in known["rank_gap"]],
                "hoverinfo": "skip",
                "marker": {"size": 13, "color": [colour_of(view, link) for link in known["link"]]},
                "unselected": OPAQUE,
                "showlegend": False,
            }
        ],
        table=known[["partner", "rank_gap", "ranked", "link"]].round(2).rename(columns={"ranked": "contacts_with_offices"}),
        layout={
            "xaxis": {"range": [-2.6, 2.6], "zeroline": True, "zerolinewidth": 2, "dtick": 1, "title": {"text": "Steps of rank"}},
            "yaxis": {"categoryorder": "array", "categoryarray": table["partner"].tolist()[::-1], "type": "category", "ticks": ""},
        },
        height=_ROW * len(table),
    )
    show_chart(view, chart, share=share)


def _last(view: View, table: pd.DataFrame) -> None:
    """How long ago the last contact of each link was, with the event."""
    st.header("Last contact", anchor=False)
    columns = st.columns(1 if is_narrow() else min(len(table), 3), gap="medium")
    for number, row in enumerate(table.itertuples()):
        with columns[number % len(columns)], st.container(gap=None):
            if pd.isna(row.last_event):
                st.markdown(f"**{plain(row.partner)}** · no contact in view")
                continue
            event = view.dataset.events.iloc[int(row.last_event)]
            at_least = "" if row.date_precision == "day" else "at least "
            st.markdown(f"**{plain(row.partner)}** · {date_of(event)}, {at_least}{count(int(row.days_since), 'day')} before")
            event_link(view, event)


def _nothing(table: pd.DataFrame) -> bool:
    return bool(table["last_event"].isna().all() and not table[["sent", "received"]].to_numpy().any())


@drawn_once
def reciprocity_chart(view: View, links: tuple[str, ...]) -> Chart | None:
    """Who travels to whom; `None` where there is no visit and no contact."""
    shown = links[:MOST_LINKS]
    table = measure(view.selection, shown)
    return None if _nothing(table) else _visits(view, table, shown)


def reciprocity(view: View, links: tuple[str, ...]) -> None:
    """Whether the sides give each other the same."""
    shown = links[:MOST_LINKS]
    table = measure(view.selection, shown)
    if _nothing(table):
        st.info(f"None of the {count(view.selection.n, 'event')} in view is a visit or contact of these links.")
        return
    left, right, share = beside(0.5)
    with left:
        _show_visits(view, table, _visits(view, table, shown), share)
    with right:
        _ranks(view, table, shown, share)
    st.caption(
        "A visit goes from who travelled to who received. The rank gap compares the highest office that each side of a contact is named "
        f"with, in steps of: {STEPS}. A bar or row opens the visits of its link."
    )
    _last(view, table)
    st.caption(f"Days are counted to the last day of the data, {format_date(view.dataset.last_day)}.")
