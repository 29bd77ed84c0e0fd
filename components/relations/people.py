"""People: who meets whom, as a network and as a table."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from atlas.measures.people import Network, meetings_of_people, network
from atlas.measures.scope import ends
from atlas.words import count, format_date, join_words
from components.charts import LETTER_SIZE, LETTER_WIDTH, Chart, Trace, css, leave_for_events, lines, show_chart
from components.drawn import drawn_once
from components.relations.parts import MOST_LINKS, OPAQUE
from components.view import View
from components.viewport import column_width, is_narrow

MOST_LEFT, MOST_RIGHT = 10, 22
SIZE_NARROW = 11
_ROW = 25
CLASSES = ((1, 1, 1.0), (2, 3, 2.2), (4, 7, 4.5), (8, 10**6, 8.0))
"""Contacts from and to, and the width of their line in pixels."""

_MARGIN = 18
"""Pixels between a column and the end of its names, beside the names themselves."""


def _places(net: Network) -> tuple[dict[str, float], dict[str, float], list[tuple[str, float]]]:
    """Where everybody stands, counted in rows from the top, and where the names of the groups on the right do."""
    right: dict[str, float] = {}
    groups: list[tuple[str, float]] = []
    row = 0.0
    for actor, people in net.right.groupby("actor", sort=False):
        groups.append((str(actor), row))
        for person in people["person"]:
            row += 1
            right[person] = row
        row += 1.3
    height = max(row - 1.3, len(net.left))
    step = height / max(len(net.left), 1)
    left = {person: (number + 0.5) * step for number, person in enumerate(net.left["person"])}
    return left, right, groups


def _lines(view: View, net: Network, left: dict[str, float], right: dict[str, float]) -> list[Trace]:
    """One trace a capital and class of width."""
    traces: list[Trace] = []
    for actor, rows in net.edges.groupby("actor", sort=False):
        colour = view.theme.actor(str(actor), str(view.dataset.actors.loc[actor, "colour"]))
        for low, high, width in CLASSES:
            these = rows[rows["events"].between(low, high)]
            if len(these):
                x: list[float | None] = []
                y: list[float | None] = []
                for row in these.itertuples():
                    x += [0, 1, None]
                    y += [left[row.person], right[row.partner], None]
                traces.append(lines(x, y, css(colour, 0.75), width * (0.5 if is_narrow() else 1)))
    return traces


def _column(view: View, people: pd.DataFrame, at: float, places: dict[str, float], side: str, colours: list[str]) -> Trace:
    """Names with their marks."""
    name = view.dataset.facets["person"].label
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [at] * len(people),
        "y": [places[person] for person in people["person"]],
        "text": [name(person) for person in people["person"]],
        "textposition": f"middle {side}",
        "customdata": people["person"].tolist(),
        "meta": side,
        "hovertext": [f"{name(row.person)}: {count(row.contacts, 'contact')} with those on the other side" for row in people.itertuples()],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"size": 10, "color": colours, "line": {"color": view.theme.paper, "width": 1}},
        "unselected": {**OPAQUE, "textfont": {"color": view.theme.ink}},
        "showlegend": False,
        "cliponaxis": False,
    }


@drawn_once
def people_chart(view: View, links: tuple[str, ...]) -> Chart | None:
    """Who meets whom on the two sides of the links; `None` where no contact names both."""
    selection, shown = view.selection, links[:MOST_LINKS]
    table = meetings_of_people(selection, shown)
    if table.empty:
        return None
    dataset, name = view.dataset, view.dataset.facets["person"].label
    net = network(table, shown, MOST_LEFT, MOST_RIGHT)
    left, right, groups = _places(net)
    colours = [view.theme.actor(actor, str(dataset.actors.loc[actor, "colour"])) for actor in net.right["actor"]]
    size = SIZE_NARROW if is_narrow() else LETTER_SIZE
    room = [max(len(name(person)) for person in column["person"]) * size * LETTER_WIDTH + _MARGIN for column in (net.left, net.right)]
    between = max(column_width(1.0) - sum(room), 60)
    firsts = {ends(selection, link)[0] for link in shown}
    heads = [(" and ".join(str(dataset.actors.loc[actor, "label"]) for actor in sorted(firsts)), 0.0, min(left.values()) - 1, "right")]
    heads += [(str(dataset.actors.loc[actor, "label"]), 1.0, row, "left") for actor, row in groups]
    rows = max([*left.values(), *right.values()]) + 1.2
    precision = dataset.events["date_precision"].astype("str").array
    listed = pd.DataFrame(
        {
            "person": [name(person) for person in table["person"]],
            "met": [name(person) for person in table["partner"]],
            "of": [str(dataset.actors.loc[actor, "label"]) for actor in table["actor"]],
            "contacts": table["events"],
            "last": [
                format_date(day.date(), precision=precision[event])
                for day, event in zip(table["last_date"], table["last_event"], strict=True)
            ],
            "last_event_id": table["event_id"],
        }
    )
    top = listed.iloc[0]
    return Chart(
        name="people",
        title="Who meets whom: people named in the same contact",
        unit="Width: contacts that name both (1, 2–3, 4–7, 8 and more)",
        alt=f"Two columns of names joined by lines. Most often met: {top['person']} and {top['met']}, {top['contacts']} times.",
        traces=[
            *_lines(view, net, left, right),
            _column(view, net.left, 0, left, "left", [view.theme.ink] * len(net.left)),
            _column(view, net.right, 1, right, "right", colours),
        ],
        table=listed,
        layout={
            "xaxis": {"range": [-room[0] / between, 1 + room[1] / between], "visible": False},
            "yaxis": {"range": [rows, min(-1.2, min(left.values()) - 1.6)], "visible": False},
            "annotations": [
                {
                    "text": f"<b>{text}</b>",
                    "x": x,
                    "y": y,
                    "xanchor": side,
                    "xshift": -8 if side == "right" else 8,
                    "showarrow": False,
                    "font": {"color": view.theme.muted},
                }
                for text, x, y, side in heads
            ],
            "font": {"size": size},
            "margin": {"b": 24},
        },
        height=int(_ROW * rows),
    )


def people(view: View, links: tuple[str, ...]) -> None:
    """Who carries the relations."""
    selection, shown = view.selection, links[:MOST_LINKS]
    chart = people_chart(view, links)
    if chart is None:
        st.info(f"None of the {count(selection.n, 'event')} in view names people of both sides of these links in one contact.")
        return
    net = network(meetings_of_people(selection, shown), shown, MOST_LEFT, MOST_RIGHT)

    def by_person(person: object) -> None:
        leave_for_events(view, filter_=replace(selection.filter, person=(str(person),), link=shown if selection.filter.link else ()))

    show_chart(
        view, chart, on_point=by_person, on_row=lambda row: leave_for_events(view, event=str(chart.table["last_event_id"].iloc[row]))
    )
    kinds = view.dataset.event_types.loc[view.dataset.event_types["both_sides"], "label"].str.lower()
    st.caption(
        f"Two people meet when one event that occurred, of type {join_words(kinds, 'or')}, names both, on the two sides of a link. "
        "A name opens its events, a row of the table the last contact of two."
        + (
            f" Not drawn: {count(net.left_out, 'further person', 'further people')} with fewer contacts; the table has all."
            if net.left_out
            else ""
        )
    )
