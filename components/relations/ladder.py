"""The contact ladder: the highest step of each capital over time, and the event behind every step."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from atlas.measures.ladder import RUNGS, TAKEOVER, has_ladder, steps
from atlas.measures.scope import partner
from atlas.words import count, join_words
from components.charts import Chart, Trace, leave_for_events, lines, show_chart
from components.drawn import drawn_once
from components.event_list import date_of, dates_of, to_event
from components.links import anchor, show_links
from components.relations.parts import LINK_SYMBOLS, MOST_LINKS, OPAQUE, broken, colour_of
from components.text import plain
from components.view import View
from components.viewport import is_narrow

_RULE = (
    "A step is an event that occurred; what was only announced, or is disputed, is none. A line shows the highest step so far. Hollow "
    "marks are first steps below it: the rungs are ordered by weight, and capitals left some out."
)
OFFSET = 0.11
"""How far lines on the same rung stand apart, in rungs."""


def _traces(view: View, found: pd.DataFrame, link: str, number: int, of: int) -> list[Trace]:
    """The line of one capital and its first steps."""
    rows, colour = found[found["link"] == link], colour_of(view, link)
    name, lift = partner(view.selection, link), (number - (of - 1) / 2) * OFFSET
    risen = rows[rows["new_highest"]]
    height = int(risen["rung"].max()) if len(risen) else 0
    firsts = rows[rows["first"]]
    dates = dates_of(firsts)
    return [
        lines(
            [str(TAKEOVER), *risen["date_start"].dt.strftime("%Y-%m-%d"), str(view.dataset.last_day)],
            [rung + lift for rung in (0, *risen["rung"], height)],
            colour,
            2.5,
            line={"shape": "hv"},
            legendgroup=link,
        ),
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": firsts["date_start"].dt.strftime("%Y-%m-%d").tolist(),
            "y": [rung + lift for rung in firsts["rung"]],
            "customdata": firsts["event_id"].tolist(),
            "text": [f"<b>{step}</b>, {when}<br>{title}" for step, when, title in zip(firsts["step"], dates, firsts["title"], strict=True)],
            "hovertemplate": "%{text}<extra>" + name + "</extra>",
            "marker": {
                "symbol": LINK_SYMBOLS[number],
                "size": 11,
                "color": [colour if new else view.theme.paper for new in firsts["new_highest"]],
                "line": {"color": colour, "width": 2},
            },
            "unselected": OPAQUE,
            "legendgroup": link,
        },
    ]


def _standing(view: View, found: pd.DataFrame, links: tuple[str, ...]) -> None:
    """Where each capital stands: its highest step with its event, what lies above it, and what it left out below."""
    told = []
    for link in links:
        rows, name = found[found["link"] == link], escape(partner(view.selection, link))
        if rows.empty:
            told.append(f"<div><span><b>{name}</b> · no step in view</span></div>")
            continue
        top, climbed = rows.iloc[int(rows["rung"].argmax())], set(rows["rung"])
        bare = [(number, rung.label.lower()) for number, rung in enumerate(RUNGS, start=1) if number not in climbed]
        above = [label for number, label in bare if number > top["rung"]]
        below = [label for number, label in bare if number < top["rung"]]
        lists = (("Not reached", above, "or"), ("Left out", below, "and"))
        said = " ".join(f"{what}: {join_words(labels, last)}." for what, labels, last in lists if labels)
        lacks = f"<small>{escape(said)}</small>" if said else ""
        reached = f"<span><b>{name}</b> · {escape(top['step'].lower())}, {date_of(top)}</span>"
        told.append(f"<div>{reached}{anchor(to_event(view, top))}{lacks}</div>")
    abreast = 1 if is_narrow() else min(len(links), 3)
    st.html(f"<div class='links abreast standings' style='--abreast:{abreast}'>{''.join(told)}</div>")


def _every_step(view: View, found: pd.DataFrame) -> None:
    """The first step on every rung as links, by capital."""
    firsts = found[found["first"]]
    below = st.expander(f"Every first step with its event ({len(firsts)})", key="ladder-steps", on_change="rerun")
    if below.open:
        with below:
            for capital, rows in firsts.groupby("capital", sort=False):
                st.markdown(f"**{plain(str(capital))}**")
                steps = rows.to_dict("records")
                show_links(to_event(view, step, [str(step["step"]), date_of(step), f"grade {step['grade']}"]) for step in steps)


def _rules() -> None:
    below = st.expander("The rules of the rungs", key="ladder-rules", on_change="rerun")
    if below.open:
        with below:
            for rung in reversed(RUNGS):
                st.markdown(f"**{rung.label}.** {plain(rung.rule)}")


def _in_question(view: View, links: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(link for link in links if has_ladder(view.selection, link))


@drawn_once
def ladder_chart(view: View, links: tuple[str, ...]) -> Chart | None:
    """The steps of the capitals in question; `None` where there is none."""
    links = _in_question(view, links)
    found, shown = steps(view.selection, links), links[:MOST_LINKS]
    if found.empty:
        return None
    labels = [broken(rung.label) for rung in RUNGS]
    firsts = found[found["first"]].assign(date=lambda rows: dates_of(rows)).reset_index(drop=True)
    last = max(found.loc[found["rung"] == found["rung"].max(), "capital"])
    return Chart(
        name="ladder",
        title="Contact ladder: the highest step of each capital with Kabul",
        unit=f"Step reached, from the takeover to the last day of the data; {count(len(found), 'step')} in view",
        alt=f"A step line a capital. The highest step in view is {RUNGS[int(found['rung'].max()) - 1].label.lower()}, by {last}.",
        traces=[trace for number, link in enumerate(shown) for trace in _traces(view, found, link, number, len(shown))],
        table=firsts[["capital", "step", "date", "title", "grade", "event_id"]],
        layout={
            "showlegend": True,
            "xaxis": {"type": "date", "range": [str(TAKEOVER), str(view.dataset.last_day)], "title": {"text": "Date of the event"}},
            "yaxis": {
                "range": [0.3, len(RUNGS) + 0.6],
                "tickvals": list(range(1, len(RUNGS) + 1)),
                "ticktext": labels,
                "title": None,
            },
        },
        height=460,
        coverage=(TAKEOVER, view.dataset.last_day),
    )


def ladder(view: View, links: tuple[str, ...]) -> None:
    """The contact ladder of the capitals in question."""
    links = _in_question(view, links)
    if not links:
        st.info("The ladder shows how close each capital came to Kabul. None of the links in view is one of Kabul’s.")
        return
    chart = ladder_chart(view, links)
    if chart is None:
        st.info(f"None of the {count(view.selection.n, 'event')} in view is a step on the ladder.")
        return
    found = steps(view.selection, links)

    def by_event(event: object) -> None:
        leave_for_events(view, event=str(event))

    show_chart(view, chart, on_point=by_event, on_row=lambda row: by_event(chart.table["event_id"].iloc[row]))
    st.caption(_RULE)
    _standing(view, found, links)
    _every_step(view, found)
    _rules()
