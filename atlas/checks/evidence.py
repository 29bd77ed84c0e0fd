"""Evidence: every event rests on a page that confirms it, and on more than one where that can be had."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.checks.contents import Contents, Line
from atlas.dataset import Problem


def events_rest_on_evidence(contents: Contents) -> Iterator[Problem]:
    """Every event has a page that agrees, is no preview and was not published by an aggregator."""
    kinds = contents.lookup("publishers", "publisher_id", "kind")
    publisher = contents.lookup("sources", "source_id", "publisher_id")
    seen, confirmed = set(), set()
    for row in contents.rows["evidence"]:
        seen.add(row.event_id)
        if row.agrees and not row.preview and kinds[publisher[row.source_id]] != "aggregator":
            confirmed.add(row.event_id)
    for row in contents.rows["events"]:
        if row.event_id not in seen:
            reason = "The event has no evidence."
            yield contents.problem("events", row.Index, "event_id", reason, "Add its pages to evidence.csv.")
        elif row.event_id not in confirmed:
            reason = "No page confirms the event: each one contradicts it, is a preview or belongs to an aggregator."
            yield contents.problem("events", row.Index, "event_id", reason, "Add a page that reports it, or withdraw the event.")


def unconfirmed(contents: Contents) -> Iterator[Line]:
    """No independent origin is left after exclusions (grade D)."""
    return (Line(row.event_id) for row in contents.graded if row.grade == "D")


def single_origin(contents: Contents) -> Iterator[Line]:
    """One independent origin (grade C)."""
    return (Line(row.event_id) for row in contents.graded if row.grade == "C")


def dated_by_the_report(contents: Contents) -> Iterator[Line]:
    """The day may be that of the report: one independent origin, published on the day of the event and on no other."""
    for event in contents.graded:
        days = {page.published for page in contents.pages[event.event_id] if page.independent and page.published}
        if event.grade == "C" and event.date_precision == "day" and days == {str(event.date_start.date())}:
            yield Line(event.event_id)


def undated_sources(contents: Contents) -> Iterator[Line]:
    """A source without a date of publication."""
    return (Line(row.source_id) for row in contents.rows["sources"] if row.published is None)
