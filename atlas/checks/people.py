"""Participants: who is listed, for whom, and whether the texts speak of the same people."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from atlas.checks.contents import Contents, Line
from atlas.checks.names import by_surname, holds, is_named, speaks_of, spellings, words_of
from atlas.dataset import Problem

# The same persons first served the one and later the other.
AFGHAN_AUTHORITIES = {"AFG", "AFG-R"}

CABINET = re.compile(r"(?!.*\b(?:deputy|vice|state)\b)(?:acting )?(?:\w+ )*minister(?: (?:of|for) .*)?", re.IGNORECASE)
FIRST_CABINET, PERMANENT = pd.Timestamp("2021-09-07"), pd.Timestamp("2025-08-15")


def participants_are_consistent(contents: Contents) -> Iterator[Problem]:
    """A row names an actor or a person; a role belongs to an actor, an office to a person; an actor has one role."""
    roles: dict[tuple[str, str], str] = {}
    seen: set[tuple[str, str | None, str | None]] = set()
    for row in contents.rows["participants"]:

        def wrong(field: str, reason: str, fix: str, index: int = row.Index) -> Problem:
            return contents.problem("participants", index, field, reason, fix)

        if row.actor_id is None and row.person_id is None:
            yield wrong("actor_id", "The row names neither an actor nor a person.", "Fill one of them, or take the row out.")
        if row.actor_id is not None and row.role is None:
            yield wrong("role", f"{row.actor_id} has no role.", "Say what part the actor had.")
        if row.actor_id is None and row.role is not None:
            yield wrong("role", "There is a role but no actor.", "Empty the role, or fill the actor.")
        if row.person_id is None and row.office is not None:
            yield wrong("office", "There is an office but no person.", "Empty the office, or fill the person.")
        if row.actor_id is not None and row.role is not None:
            first = roles.setdefault((row.event_id, row.actor_id), row.role)
            if first != row.role:
                yield wrong("role", f"{row.actor_id} is {first} in an earlier row of the event.", "Give it one role.")
        if (row.event_id, row.actor_id, row.person_id) in seen:
            yield wrong("person_id", "The same actor and person stand in an earlier row of the event.", "Take one row out.")
        seen.add((row.event_id, row.actor_id, row.person_id))


def people_act_for_their_actor(contents: Contents) -> Iterator[Problem]:
    """Whoever acts for an actor in an event belongs to that actor in the table `people`.

    To act for nobody is always possible: a former president who is visited at home is a private person. So is the
    change from the former Republic to the authorities of today, and back.
    """
    home = contents.lookup("people", "person_id", "actor_id")
    for row in contents.rows["participants"]:
        if row.actor_id is None or row.person_id is None or row.actor_id == home[row.person_id]:
            continue
        if {row.actor_id, home[row.person_id]} != AFGHAN_AUTHORITIES:
            reason = f"{row.person_id} acts for {row.actor_id} here, but for {home[row.person_id] or 'nobody'} in people.csv."
            yield contents.problem("participants", row.Index, "person_id", reason, "Correct the actor here or there.")


def whoever_is_named_took_part(contents: Contents) -> Iterator[Line]:
    """Somebody named in the title or the summary who is no participant."""
    people = {row.person_id: row for row in contents.rows["people"]}
    surnames = by_surname(contents)
    participants = contents.by_event("participants")
    for event in contents.rows["events"]:
        text = f"{event.title} {event.summary}"
        listed = [people[row.person_id] for row in participants[event.event_id] if row.person_id is not None]
        known = {word for person in listed for spelling in spellings(person) for word in words_of(spelling)}
        for word in dict.fromkeys(words_of(text)):
            if word in known or word not in surnames:
                continue
            if word.capitalize() in text:
                in_full = [person for person in surnames[word] if any(holds(text, spelling) for spelling in spellings(person))]
                meant = in_full or surnames[word]
                who = ", ".join(person.name for person in meant[:3])
                yield Line(event.event_id, meant[0].person_id, f"“{word.capitalize()}” may be {who}: {event.title}")


def whoever_took_part_is_named(contents: Contents) -> Iterator[Line]:
    """A participant who stands in no text of the record and its pages."""
    people = {row.person_id: row for row in contents.rows["people"]}
    participants = contents.by_event("participants")
    for event in contents.rows["events"]:
        text = contents.texts(event)
        for row in participants[event.event_id]:
            if row.person_id is not None and not is_named(people[row.person_id], text):
                yield Line(event.event_id, row.person_id, f"{row.office}: {event.title}")


def actors_are_in_the_texts(contents: Contents) -> Iterator[Line]:
    """An actor of which neither the record nor its pages speak: no name, no place in it, nobody who acts for it."""
    places: dict[str, list[str]] = defaultdict(list)
    country = contents.lookup("places", "place_id", "country")
    for place in contents.rows["places"]:
        places[place.country].append(place.name.partition(" (")[0])
    actors = {row.actor_id: row for row in contents.rows["actors"]}
    people = {row.person_id: row for row in contents.rows["people"]}
    participants = contents.by_event("participants")
    for event in contents.rows["events"]:
        text = contents.texts(event)
        acting = {row.actor_id for row in participants[event.event_id] if row.person_id and is_named(people[row.person_id], text)}
        for actor, role in contents.actors[event.event_id].items():
            seen = actor in acting or country.get(event.place_id) == actor or any(holds(text, place) for place in places[actor])
            if not seen and not speaks_of(actors[actor], text):
                yield Line(event.event_id, actor, f"{role}: {event.title}")


def acting_ends_in_august_2025(contents: Contents) -> Iterator[Line]:
    """A minister of the cabinet of September 2021 is acting up to 14 August 2025 and not after; a deputy prime minister never."""
    days = contents.lookup("events", "event_id", "date_start")
    for row in contents.rows["participants"]:
        if row.actor_id != "AFG" or row.office is None:
            continue
        day, acting = days[row.event_id], row.office.casefold().startswith("acting")
        minister = bool(CABINET.fullmatch(row.office)) and day >= FIRST_CABINET
        if (minister and acting != (day < PERMANENT)) or (acting and "deputy prime minister" in row.office.casefold()):
            yield Line(row.event_id, row.person_id, f"{row.office} on {day.date()}")
