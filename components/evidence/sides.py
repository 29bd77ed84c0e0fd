"""Whose official accounts the pages pass on."""

from __future__ import annotations

import streamlit as st

from atlas.dataset import ANNOUNCED
from atlas.measures.trust import accounts
from atlas.narrative import in_one, narrative
from atlas.words import count
from components.charts import Chart, Trace, show_chart
from components.drawn import drawn_once
from components.event_list import event_list
from components.evidence.by_quarter import fill
from components.evidence.lists import turned_to
from components.view import View
from components.viewport import is_narrow


@drawn_once
def _accounts_chart(view: View) -> Chart | None:
    table = accounts(view.selection, 6 if is_narrow() else 10)
    if table.empty:
        return None
    looks = dict(zip(ANNOUNCED, ((0.8, ""), (0.4, "/"), (0.2, "\\"), (0.05, ".")), strict=True))
    labels = table["label"].tolist()
    traces: list[Trace] = [
        {
            "type": "bar",
            "orientation": "h",
            "name": side[0].upper() + side[1:],
            "y": labels,
            "x": table[side].tolist(),
            "marker": fill(view, view.theme.ink, *looks[side]),
            "hovertemplate": f"%{{y}}, {side}: %{{x}}<extra></extra>",
        }
        for side in ANNOUNCED
    ]
    return Chart(
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


def sides(view: View) -> None:
    """Kabul's links by who announced their events, and the events of which one side alone speaks."""
    chart = _accounts_chart(view)
    if chart is None:
        st.info("No event in view links Kabul with another actor.")
    else:
        show_chart(view, chart)
    st.caption(
        "The other side is any participant but Kabul. An event is one-sided where every page that confirms it passes on the account of one "
        "and the same actor."
    )
    events = view.selection.events
    one_sided = events[events["one_sided"]][::-1]
    if len(one_sided):
        st.header(f"{count(len(one_sided), 'one-sided event')}", anchor=False)
        event_list(view, turned_to(one_sided, "sides-page"))
