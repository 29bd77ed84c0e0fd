"""Ties: each pair once, what acts later than what it acts on, nothing carried out that nobody announced, no circle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import networkx as nx

from atlas.checks.contents import Contents
from atlas.dataset import Problem
from atlas.dataset.ties import Relation

PLAN = re.compile(
    r"\b(announc\w*|pledg\w+|promis\w+|offer\w*|will|would|to (?:be|follow)|plan\w*|agree\w*|sign\w*|contract|lease|exempt\w*|exception|"
    r"grant\w*|allow\w*|order\w*|next|further|invit\w+|on (?:its|the) way)\b",
    re.IGNORECASE,
)
"""Words with which a record states what is to come, or what then stands until it is called off."""

_LASTS = {"day": timedelta(0), "month": timedelta(30), "year": timedelta(365)}
"""How much later than its first day an event of each precision may have been."""

_SETTLING = (Relation.FULFILS, Relation.CANCELS)


def _typed(contents: Contents) -> Iterator[tuple[Any, Relation, Any, Any]]:
    """Rows that state a relation, each with the acting event and the other."""
    events = {row.event_id: row for row in contents.rows["events"]}
    for row in contents.rows["related_events"]:
        relation = Relation(row.relation or Relation.RELATED)
        if relation is not Relation.RELATED:
            yield row, relation, events[row.event_id], events[row.related_event_id]


def ties_stand_once(contents: Contents) -> Iterator[Problem]:
    """A pair is tied once, one that is only related with the smaller identifier first, and no event is tied to itself."""
    seen: set[frozenset[str]] = set()
    for row in contents.rows["related_events"]:
        pair = frozenset((row.event_id, row.related_event_id))
        if len(pair) == 1:
            yield contents.problem("related_events", row.Index, "related_event_id", "The event is tied to itself.", "Take the row out.")
        elif pair in seen:
            reason = "The two events are tied in another row, in the other direction."
            yield contents.problem("related_events", row.Index, "event_id", reason, "Take one of the rows out.")
        elif row.relation in (None, Relation.RELATED) and row.event_id > row.related_event_id:
            reason = "The second identifier sorts before the first."
            yield contents.problem("related_events", row.Index, "event_id", reason, "Swap them; a tie without a relation has no direction.")
        seen.add(pair)


def ties_point_back(contents: Contents) -> Iterator[Problem]:
    """An event acts only on one that had begun; what carries out or calls off begins later."""
    for row, relation, acts, other in _typed(contents):
        ends = acts.date_end or acts.date_start + _LASTS[acts.date_precision]
        early = acts.date_start <= other.date_start if relation in _SETTLING and acts.date_precision == "day" else ends < other.date_start
        if early:
            reason = f"{acts.event_id} is not later than what it {relation.value}."
            yield contents.problem("related_events", row.Index, "relation", reason, "Swap the two, or write follows or related.")


def only_plans_are_settled(contents: Contents) -> Iterator[Problem]:
    """What is carried out or called off was announced, promised, agreed or granted, and what does it took place."""
    for row, relation, acts, other in _typed(contents):
        if relation not in _SETTLING:
            continue
        stated = " ".join(filter(None, (other.title, other.summary, other.note)))
        if other.status != "announced" and not PLAN.search(stated):
            reason = f"{other.event_id} has another status than announced, and no plan is stated in it."
            yield contents.problem("related_events", row.Index, "relation", reason, "Write follows, or correct the record.")
        elif relation is Relation.FULFILS and acts.status in ("announced", "cancelled"):
            reason = f"{acts.event_id} is {acts.status} and carries nothing out."
            yield contents.problem("related_events", row.Index, "relation", reason, "Write follows, or correct the status.")


def ties_run_in_no_circle(contents: Contents) -> Iterator[Problem]:
    """Relations never lead from an event back to itself."""
    rows = {(acts.event_id, other.event_id): row for row, _, acts, other in _typed(contents)}
    for circle in nx.simple_cycles(nx.DiGraph(rows.keys())):
        row = rows[circle[0], circle[1 % len(circle)]]
        reason = f"Relations lead in a circle: {', '.join(sorted(circle))}."
        yield contents.problem("related_events", row.Index, "relation", reason, "Swap or take out one of them.")
