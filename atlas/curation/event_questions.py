"""The questions about the event itself: when, what, how high, where, and what it is about."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from atlas.curation import matching, proposals
from atlas.curation.days import read_day, refuse_day
from atlas.curation.desk import Desk
from atlas.curation.terminal import ask, choose, choose_several, confirm, pick, say
from atlas.words import format_date


def ask_days(desk: Desk) -> None:
    """First and last day, with the precision."""

    event = desk.draft.event
    question = "When did it begin? The day of the act, not of the report: 2026-07-02, 2 July 2026, or July 2026"
    start, precision = read_day(ask(question, event.get("date_start", ""), lambda answer: refuse_day(answer or " ")))
    weekday = f"{start:%A}, " if precision == "day" else ""
    say(f"= {weekday}{format_date(start, None, precision)}", indent="  ")
    event |= {"date_start": start.isoformat(), "date_precision": precision}
    question = "Its last day; an empty line for an event of a single day"
    end = ask(question, event.get("date_end", ""), refuse_day)
    event["date_end"] = read_day(end)[0].isoformat() if end else ""


def ask_text(field: str, question: str) -> Callable[[Desk], None]:
    """The question for a text of the event."""

    def ask_field(desk: Desk) -> None:
        desk.draft.event[field] = desk.ask_cell(question, "events", field, desk.draft.event.get(field, ""))

    return ask_field


def ask_type(desk: Desk) -> None:
    """The type; what it rules out is emptied."""
    event = desk.draft.event
    event["event_type"] = choose("What kind of event?", desk.options("event_types"), event.get("event_type", ""))
    if event["event_type"] == "call":
        event["place_id"] = event["place_reported"] = ""


def ask_status(desk: Desk) -> None:
    """The status; what lies ahead is proposed as announced."""
    event = desk.draft.event
    meanings = {
        "occurred": "a page of the day or later says that it happened",
        "announced": "a plan, an offer or an invitation",
        "disputed": "a side denies that it happened at all",
        "cancelled": "it was called off",
    }
    options = [(status, meanings.get(status, "")) for status in desk.package.choices("events", "status")]
    ahead = "announced" if event["date_start"] > desk.today.isoformat() else "occurred"
    event["status"] = choose("Did it happen?", options, event.get("status") or ahead)


def ask_place(desk: Desk) -> None:
    """The place, unless it is a call."""
    event = desk.draft.event
    if event["event_type"] == "call":
        say("", "A call takes place nowhere, so no place is asked for.")
        return
    question = "Where did it happen? A place by any of its names; an empty line for a written statement, or where no page says"
    earlier = desk.name_again("places", event.get("place_id", ""))
    event["place_id"] = pick(question, partial(matching.find, matching.places(desk.stock)), desk.new_place, earlier)
    event.setdefault("place_reported", "")


def ask_level(desk: Desk) -> None:
    """The level of contact; that of the lower-ranking side is proposed."""
    event = desk.draft.event
    proposed = event.get("contact_level") or proposals.level(desk.stock, desk.draft)
    question = "Level of contact: that of the lower-ranking side, “none” if nobody met"
    event["contact_level"] = choose(question, desk.options("contact_levels"), proposed)


def ask_issues(desk: Desk) -> None:
    """The subjects."""
    question = "What was really dealt with? The main subject first. “pakistan” only where others speak about Pakistan"
    desk.draft.issues = choose_several(question, desk.options("issues"), desk.draft.issues)


def ask_code(desk: Desk) -> None:
    """The CAMEO code; those of the type come first."""
    event = desk.draft.event
    rows = proposals.cameo_codes(desk.stock, event["event_type"])
    options = [(row["cameo_code"], f"{row['label']} ({row['goldstein']})") for row in rows]
    question = f"CAMEO code, with its Goldstein value. Events of type {event['event_type']} have most often:"
    event["cameo_code"] = choose(question, options, event.get("cameo_code") or options[0][0], shown=8)


def ask_related(desk: Desk) -> None:
    """Events that are directly tied."""
    tied = desk.draft.related
    for event_id in list(tied):
        say("", f"Tied to {event_id}.")
        if not confirm("Does it stay?", True):
            tied.remove(event_id)
    question = "Is another event directly tied to it? Words of its title; an empty line when there is none"
    while found := pick(question, partial(matching.events, desk.package)):
        if found not in tied:
            tied.append(found)


def ask_reason(desk: Desk) -> None:
    """The line for the list of changes."""
    draft = desk.draft
    draft.reason = desk.ask_cell("Why is it added? For the list of changes", "changes", "reason", draft.reason or "New event.")
