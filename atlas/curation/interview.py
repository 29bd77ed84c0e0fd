"""The dialogue as a whole: question by question, the checks, what they refuse mended, and the rows written."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from atlas.checks import registry
from atlas.curation import event_questions, judging
from atlas.curation.desk import Desk
from atlas.curation.draft import event_id, rows_of
from atlas.curation.page_questions import ask_pages
from atlas.curation.participant_questions import ask_participants, show_participant
from atlas.curation.stock import Stock
from atlas.curation.terminal import choose, confirm, say
from atlas.curation.writing import ChangedMeanwhileError, Trial, trial
from atlas.dataset import DATA_FOLDER, Problem

ADDRESS = "http://localhost:8501/events?event="


@dataclass(frozen=True)
class Turn:
    """A question, the fields that it answers (`table` or `table.field`), and the checks that its answer must pass at once."""

    name: str
    ask: Callable[[Desk], None]
    answers: tuple[str, ...]
    checks: tuple[str, ...] = ()


TURNS = (
    Turn("days", event_questions.ask_days, ("events.date_start", "events.date_end", "events.date_precision"), ("dates",)),
    Turn(
        "title",
        event_questions.ask_text("title", "Title: who did what, in neutral words, in at most 90 characters"),
        ("events.title", "events.event_id"),
    ),
    Turn(
        "summary",
        event_questions.ask_text("summary", "Summary: what the pages say, in our own words, claims attributed, in 20 to 60 words"),
        ("events.summary",),
        ("summary-length",),
    ),
    Turn("type", event_questions.ask_type, ("events.event_type",)),
    Turn("status", event_questions.ask_status, ("events.status",)),
    Turn("place", event_questions.ask_place, ("events.place_id", "events.place_reported", "places")),
    Turn("participants", ask_participants, ("participants", "people"), ("participants", "person-actor", "host")),
    Turn("level", event_questions.ask_level, ("events.contact_level",)),
    Turn("subjects", event_questions.ask_issues, ("event_issues",)),
    Turn("code", event_questions.ask_code, ("events.cameo_code",)),
    Turn(
        "note",
        event_questions.ask_text("note", "Note: what pages differ on, what was inferred, what was not found; an empty line for none"),
        ("events.note",),
    ),
    Turn("ties", event_questions.ask_related, ("related_events",)),
    Turn("pages", ask_pages, ("sources", "evidence", "accounts", "publishers")),
    Turn("reason", event_questions.ask_reason, ("changes",)),
)


def take(desk: Desk, step: Turn) -> None:
    """Ask until the checks of the step have nothing against the answer."""
    while True:
        step.ask(desk)
        problems = judging.draft_problems(desk.package, desk.draft, step.checks)
        if not problems:
            return
        say(*problems, indent="  ! ")


def step_of(problems: Sequence[Problem]) -> str:
    """The name of the question that answers the field in which the first problem lies; empty where none does."""
    for problem in problems:
        table = problem.file.removesuffix(".csv")
        fields = {f"{table}.{name}" for name in (problem.field or "").split(", ")} | {table}
        for step in TURNS:
            # No page confirms the event: the cell is the event's, the answer that of the pages.
            if fields & set(step.answers):
                return "pages" if "page" in problem.reason or "evidence" in problem.reason else step.name
    return ""


def show(desk: Desk, identifier: str) -> None:
    """The event as it would be written."""
    draft, event = desk.draft, desk.draft.event
    days = event["date_start"] + (f" to {event['date_end']}" if event["date_end"] else "")
    say("", identifier, event["title"], event["summary"])
    coded = (days, event["event_type"], event["status"], event["contact_level"], event["cameo_code"], event["place_id"])
    say(" · ".join(part for part in (*coded, *draft.issues) if part))
    say(*map(show_participant, draft.participants), *(page.source["url"] for page in draft.pages), indent="  ")


def interview(folder: Path, today: date) -> None:
    """Ask for one event and write it into the package in `folder`.

    Raises `PackageError` where the package cannot be read, `KeyboardInterrupt` or `EOFError` where the curator leaves: nothing is
    written then.
    """
    desk = Desk(Stock.read(folder), today)
    say("A new event. What is proposed stands in the line: Enter takes it, Ctrl-U empties it. Ctrl-C leaves, and nothing is written.")
    for step in TURNS:
        take(desk, step)
    desk.draft.reviewed = confirm("Was it read again, against its pages and in every field, by somebody who did not write it up?", False)
    written = False
    while not written:
        identifier = event_id(desk.draft, desk.package)
        show(desk, identifier)
        say("", "Checking …")
        with trial(folder, rows_of(desk.draft, desk.package, today)) as tried:
            written = _settle(desk, tried, identifier)


def _settle(desk: Desk, tried: Trial, identifier: str) -> bool:
    """Show what the checks say, and write or mend. Whether it was written."""
    names = [(step.name, "") for step in TURNS]
    if tried.problems:
        say("The checks refuse it:")
        say(*map(str, tried.problems), indent="  ! ")
    else:
        if lines := tried.lines_of(identifier):
            say("No errors. The work list would ask (nothing here must be mended):")
            say(*(" · ".join(filter(None, (registry.heading(name), line.about, line.what))) for name, line in lines), indent="  ? ")
        if choose("Write it?", [("write", "into the tables"), ("mend", "an answer first")], "write") == "write":
            return _written(desk, tried, identifier)
    mended = choose("Which answer is to be mended?", names, step_of(tried.problems))
    take(desk, next(step for step in TURNS if step.name == mended))
    return False


def _written(desk: Desk, tried: Trial, identifier: str) -> bool:
    try:
        files = tried.keep()
    except ChangedMeanwhileError as error:
        say(f"{error} was changed by somebody else meanwhile. The event is checked again with it.", indent="  ! ")
        desk.package = Stock.read(tried.folder)
        return False
    say("", f"Written into {', '.join(files)}.")
    own, here, run, compare = os.path.relpath(DATA_FOLDER), os.path.relpath(tried.folder), "make run", ""
    if here != own:
        run, compare = f"ATLAS_DATA={here} make run", f"--no-index {own} "
    print(f"See it ({run}): {ADDRESS}{identifier}")
    print(f"See the rows: git diff --stat {compare}{here}")
    return True
