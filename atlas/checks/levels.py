"""Type, level and role fit the sides that met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from atlas.checks.contents import Contents, Line
from atlas.dataset import Problem
from atlas.measures import offices

HOSTED = ("meeting", "visit", "multilateral", "agreement", "accreditation", "mission", "project")
"""Types of event that have a place to which somebody can be a host."""
POSTING = ("accreditation", "mission")
"""Types of event in which only a person who receives somebody can be a host."""
BILATERAL = ("meeting", "visit", "call")
MANY = 3


def levels_fit_the_offices(contents: Contents) -> Iterator[Line]:
    """A level above or below that of the lower-ranking side, as the listed offices bear it."""
    rank = contents.lookup("contact_levels", "contact_level", "rank")
    name = {value: key for key, value in rank.items()}
    people = contents.by_event("participants")
    for event in contents.rows["events"]:
        if event.event_type not in (*BILATERAL, "multilateral") or event.contact_level == "none":
            continue
        sides: dict[str, int] = defaultdict(int)
        for row in people[event.event_id]:
            if row.actor_id is not None and row.office is not None and row.role != "subject":
                sides[row.actor_id] = max(sides[row.actor_id], offices.rank_of(row.office))
        listed = {actor for actor, role in contents.actors[event.event_id].items() if role != "subject"}
        lower = min(sides.values(), default=None)
        if lower is None or (event.event_type == "multilateral" and len(sides) < len(listed)):
            continue
        level = rank[event.contact_level]
        told = ", ".join(f"{actor} {name[highest]}" for actor, highest in sides.items())
        if level > lower or (level < lower and len(sides) == len(listed)):
            yield Line(event.event_id, event.contact_level, f"the offices bear {name[lower]} ({told})")


def contacts_have_a_level(contents: Contents) -> Iterator[Line]:
    """A meeting, visit or call that occurred with no level of contact."""
    for event in contents.rows["events"]:
        if event.event_type in BILATERAL and event.status == "occurred" and event.contact_level == "none":
            yield Line(event.event_id, "", event.title)


def types_fit_the_number(contents: Contents) -> Iterator[Line]:
    """A multilateral event of fewer than three actors, none of them an organisation, or a meeting or call of more than two."""
    kinds = contents.lookup("actors", "actor_id", "kind")
    for event in contents.rows["events"]:
        present = sorted(actor for actor, role in contents.actors[event.event_id].items() if role not in ("subject", "host"))
        actors = [actor for actor, role in contents.actors[event.event_id].items() if role != "subject"]
        few = event.event_type == "multilateral" and len(actors) < MANY and "organisation" not in map(kinds.get, actors)
        if few or (event.event_type in ("meeting", "call") and len(present) >= MANY):
            yield Line(event.event_id, event.event_type, f"{', '.join(actors)}: {event.title}")


def hosts_are_visited(contents: Contents) -> Iterator[Problem | Line]:
    """A host receives a visitor or others' meeting: nobody hosts a call, a statement or a measure, and no state a mission opened in it."""
    types = contents.lookup("events", "event_id", "event_type")
    kinds = contents.lookup("actors", "actor_id", "kind")
    asked = set()
    for row in contents.rows["participants"]:
        unmet = types[row.event_id] in POSTING and row.person_id is None
        if row.role != "host" or (types[row.event_id] in HOSTED and not unmet):
            continue
        if types[row.event_id] == "call":
            fix = "Write initiator, target or participant."
            yield contents.problem("participants", row.Index, "role", "Nobody hosts a call.", fix)
        # What is said in the Security Council is said at its table.
        elif kinds[row.actor_id] != "organisation" and (row.event_id, row.actor_id) not in asked:
            asked.add((row.event_id, row.actor_id))
            yield Line(row.event_id, row.actor_id, f"host of an event of type {types[row.event_id]}")
