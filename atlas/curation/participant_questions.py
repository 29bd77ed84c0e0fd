"""The questions about who took part."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from atlas.checks import HOSTED
from atlas.curation import matching, proposals
from atlas.curation.desk import Desk
from atlas.curation.stock import Row
from atlas.curation.terminal import NONE, ask, choose, pick, say

ROLES = {
    "initiator": "began a statement, a measure, a delivery, a visit",
    "target": "the statement, the measure or the delivery is meant for it",
    "participant": "took part",
    "host": "was visited, or hosts others' meeting",
    "subject": "it is about it, without its having taken part",
}
Item = TypeVar("Item")

NOBODY = matching.Named(NONE, "none: a person who acts for none of them", ("none", "nobody"))


def mend_list(what: str, items: list[Item], show: Callable[[Item], str], again: Callable[[Item | None], Item | None]) -> None:
    """Let items of a list be answered again or taken out, then ask for more until nothing is answered."""
    while items:
        say("")
        for number, item in enumerate(items, start=1):
            say(f"{number:>3}  {show(item)}")
        numbers = {f"{sign}{number}" for sign in ("", "-") for number in range(1, len(items) + 1)}
        question = f"Number of a {what} to answer again, -1 to take the first out and so on; an empty line to go on"
        answer = ask(question, "", lambda text: [] if not text or text in numbers else ["That is no number of the list."])  # noqa: B023
        if not answer:
            break
        position = abs(int(answer)) - 1
        kept = None if answer.startswith("-") else again(items[position])
        items[position : position + 1] = [kept] if kept is not None else []
    while (further := again(None)) is not None:
        items.append(further)


def show_participant(row: Row) -> str:
    """A row of `participants` in a line."""
    return " · ".join(part for part in (row["actor_id"], row["role"], row["person_id"], row["office"]) if part)


def ask_participants(desk: Desk) -> None:
    """Actors with their roles, and people with their offices."""
    mend_list("participant", desk.draft.participants, show_participant, lambda earlier: _participant(desk, earlier))


def _participant(desk: Desk, earlier: Row | None) -> Row | None:
    known = [*matching.actors(desk.stock), NOBODY]
    question = "Who took part? A state or organisation by name or code, “none” for a private person; an empty line when all are named"
    old = earlier or {}
    actor = pick(question, partial(matching.find, known), None, old.get("actor_id", ""))
    if not actor:
        return None
    actor = "" if actor == NOBODY.key else actor
    role = _role(desk, actor, earlier) if actor else ""
    question = "Who was there for it? A person by any spelling; an empty line where nobody is named"
    name = desk.name_again("people", old.get("person_id", ""), [row["person_id"] for row in desk.draft.participants if row is not earlier])
    person = pick(question, partial(matching.find, matching.people(desk.stock)), lambda text: desk.new_person(text, actor), name)
    office = ""
    if person:
        proposed = old.get("office") or proposals.office(desk.stock, person, desk.draft.event["date_start"])
        office = desk.ask_cell("Office on that day", "participants", "office", proposed)
    return {"actor_id": actor, "role": role, "person_id": person, "office": office}


def _role(desk: Desk, actor: str, earlier: Row | None) -> str:
    """An actor has one role in an event, so it is asked for once; nobody hosts what has no place."""
    others = [row for row in desk.draft.participants if row is not earlier and row["actor_id"] == actor]
    if others:
        return others[0]["role"]
    hosted = desk.draft.event["event_type"] in HOSTED
    roles = [role for role in desk.package.choices("participants", "role") if hosted or role != "host"]
    return choose(f"What was the part of {actor}?", [(role, ROLES.get(role, "")) for role in roles], (earlier or {}).get("role", ""))
