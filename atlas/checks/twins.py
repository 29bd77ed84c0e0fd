"""One act, one event: no two events that tell the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from atlas.checks.contents import Contents, Line
from atlas.checks.wording import likeness
from atlas.dataset import Problem

ALIKE = 0.6
"""From this similarity on (0 to 1) two titles of one day, one kind and the same actors are taken for one event.

The most similar pair of truly different events among the first 518 reaches 0.5.
"""
NEAR_DAYS, PERHAPS_ALIKE = 2, 0.5
"""Within so many days, and from this similarity on, the worklist asks whether two events that are not tied are one."""


def _like_pairs(contents: Contents, days: int, least: float) -> Iterator[tuple[Any, Any]]:
    """Pairs of event rows of the same actors, at most `days` apart, with titles that are alike."""
    groups: dict[frozenset[str], list[Any]] = defaultdict(list)
    for row in contents.rows["events"]:
        groups[frozenset(contents.actors[row.event_id])].append(row)
    for rows in groups.values():
        for first, second in combinations(rows, 2):
            if abs((second.date_start - first.date_start).days) <= days and likeness(first.title, second.title, least):
                yield first, second


def events_are_told_once(contents: Contents) -> Iterator[Problem]:
    """No two events of one day, one kind and the same actors have nearly the same title."""
    for first, second in _like_pairs(contents, 0, ALIKE):
        if first.event_type != second.event_type:
            continue
        reason = f"The event looks the same as {first.event_id}."
        fix = "Merge them (and say so in changes.csv), or let the titles tell the difference."
        yield contents.problem("events", second.Index, "title", reason, fix)


def near_events_are_tied(contents: Contents) -> Iterator[Line]:
    """Perhaps one event: the same actors, at most two days apart, alike and not tied."""
    tied = {frozenset((row.event_id, row.related_event_id)) for row in contents.rows["related_events"]}
    for first, second in _like_pairs(contents, NEAR_DAYS, PERHAPS_ALIKE):
        if frozenset((first.event_id, second.event_id)) not in tied:
            yield Line(first.event_id, second.event_id, f"{first.title} / {second.title}")
