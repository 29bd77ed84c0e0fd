"""Routes: corridors join up, changes of status are evidenced, figures belong to one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import networkx as nx
import pandas as pd

from atlas.checks.contents import Contents, Line, rows_by_owner
from atlas.dataset import Problem
from atlas.words import join_words


def corridors_join_up(contents: Contents) -> Iterator[Problem]:
    """Each leg of a corridor starts where the one before ended, except where the description says otherwise."""
    legs = {row.leg_id: (row.from_place_id, row.to_place_id) for row in contents.rows["route_legs"]}
    descriptions = contents.lookup("corridors", "corridor_id", "description")
    for corridor, rows in rows_by_owner(contents, "corridor_legs", "corridor_id").items():
        if "not end to end" in descriptions[corridor]:
            continue
        reached = None
        for row in rows:
            start, end = legs[row.leg_id]
            if row.direction == "reverse":
                start, end = end, start
            if reached is not None and start != reached:
                reason = f"The leg starts at {start}, but {corridor} has come to {reached}."
                fix = "Correct leg or direction, or write “not end to end” into the description of the corridor."
                yield contents.problem("corridor_legs", row.Index, "leg_id", reason, fix)
            reached = end


def status_changes_are_evidenced(contents: Contents) -> Iterator[Problem]:
    """The page behind a change of a leg's status is evidence of the event that brought it."""
    known = {(row.event_id, row.source_id) for row in contents.rows["evidence"]}
    for row in contents.rows["leg_status"]:
        if row.event_id is not None and (row.event_id, row.source_id) not in known:
            reason = f"{row.source_id} is no evidence of {row.event_id}."
            fix = "Take a page of the event, or add it to evidence.csv."
            yield contents.problem("leg_status", row.Index, "source_id", reason, fix)


def figures_belong_to_one(contents: Contents) -> Iterator[Problem]:
    """A figure is one of a leg, of a corridor, or of the legs that `figure_legs` names."""
    together = _figure_legs(contents)
    for row in contents.rows["route_figures"]:
        named = [row.leg_id is not None, row.corridor_id is not None, row.figure_id in together]
        if sum(named) != 1:
            reason = f"The figure belongs to {'nothing' if not any(named) else 'more than one thing'}."
            fix = "Fill either leg_id or corridor_id, or name its legs in figure_legs.csv and leave both empty."
            yield contents.problem("route_figures", row.Index, "leg_id", reason, fix)


def _figure_legs(contents: Contents) -> dict[str, list[str]]:
    """The legs of the figures that cover several."""
    together: dict[str, list[str]] = defaultdict(list)
    for row in contents.rows["figure_legs"]:
        together[row.figure_id].append(row.leg_id)
    return together


def figures_of_several_legs_hold(contents: Contents) -> Iterator[Problem]:
    """A figure of several legs gives their length, the legs form one chain, and it is longer than those whose length is known."""
    figures = {row.figure_id: row for row in contents.rows["route_figures"]}
    ends = {row.leg_id: (row.from_place_id, row.to_place_id) for row in contents.rows["route_legs"]}
    known = {row.leg_id: row.distance_km for row in contents.rows["route_legs"] if row.distance_km is not None}
    for row in contents.rows["route_figures"]:
        if row.leg_id is not None and row.distance_km is not None:
            known.setdefault(row.leg_id, row.distance_km)
    for figure_id, legs in _figure_legs(contents).items():
        figure = figures[figure_id]

        def problem(reason: str, fix: str, figure: Any = figure) -> Problem:
            return contents.problem("route_figures", figure.Index, "distance_km", reason, fix)

        stated = sum(known.get(leg, 0) for leg in legs)
        if figure.distance_km is None:
            yield problem("A figure of several legs has no length to share.", "Fill distance_km, or take its rows out of figure_legs.csv.")
        elif len(legs) < 2 or not _form_a_chain([ends[leg] for leg in legs]):
            yield problem(f"{join_words(legs)} do not form one chain.", "Correct the rows of the figure in figure_legs.csv.")
        elif any(leg not in known for leg in legs) and stated >= figure.distance_km:
            reason = f"{figure.distance_km:g} km leave nothing to the legs without a length of their own: the others have {stated:g}."
            yield problem(reason, "Correct the figure or its legs.")


def _form_a_chain(legs: Sequence[tuple[str, str]]) -> bool:
    """Whether legs, each from a place to another and in any direction, join to one way without a fork."""
    graph = nx.Graph(legs)
    return nx.is_connected(graph) and len(graph) == len(legs) + 1 and max(degree for _, degree in graph.degree) <= 2


def legs_without_distance(contents: Contents) -> Iterator[Line]:
    """A leg without a stated distance, crossings aside."""
    return (Line(row.leg_id) for row in contents.rows["route_legs"] if row.distance_km is None and row.mode != "border")


def old_reports(contents: Contents) -> Iterator[Line]:
    """A leg whose newest report is older than its last change of status."""
    changed: dict[str, pd.Timestamp] = {}
    for row in contents.rows["leg_status"]:
        changed[row.leg_id] = max(row.from_date, changed.get(row.leg_id, row.from_date))
    for row in contents.rows["route_legs"]:
        if row.leg_id in changed and row.status_as_of < changed[row.leg_id]:
            yield Line(row.leg_id, "", f"report {row.status_as_of.date()}, change {changed[row.leg_id].date()}")
