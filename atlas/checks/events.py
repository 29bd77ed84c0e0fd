"""Events: dates in order, summaries of a good length, changes complete, every event read against its pages."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.checks.contents import Contents, Line
from atlas.dataset import Problem
from atlas.words import count

SUMMARY_WORDS = (20, 60)


def dates_are_in_order(contents: Contents) -> Iterator[Problem]:
    """An end lies after its start, an inexact date on the first day of its period, and the identifier repeats the start."""
    for row in contents.rows["events"]:
        start = row.date_start
        if row.date_end is not None and row.date_end <= start:
            fix = "Correct it; an event of a single day has no date_end."
            yield contents.problem("events", row.Index, "date_end", "The end is not after the start.", fix)
        if row.date_precision != "day" and (start.day != 1 or (row.date_precision == "year" and start.month != 1)):
            reason = f"Only the {row.date_precision} is known, yet the date is not its first day."
            yield contents.problem("events", row.Index, "date_start", reason, "Use the first day, or correct date_precision.")
        if row.event_id[:10] != str(start.date()):
            reason = f"The identifier does not begin with the first day, {start.date()}."
            fix = "Correct the date, or merge the event into a new identifier."
            yield contents.problem("events", row.Index, "event_id", reason, fix)


def summaries_are_short(contents: Contents) -> Iterator[Problem]:
    """A summary has 20 to 60 words."""
    least, most = SUMMARY_WORDS
    for row in contents.rows["events"]:
        words = len(row.summary.split())
        if not least <= words <= most:
            reason = f"The summary has {count(words, 'word')}."
            yield contents.problem("events", row.Index, "summary", reason, f"Write {least} to {most} words.")


def changes_are_complete(contents: Contents) -> Iterator[Problem]:
    """Every event stands in `changes`, and every identifier there is an event or was merged or withdrawn last."""
    changes, events = contents.rows["changes"], contents.rows["events"]
    current, ended = {row.event_id for row in events}, {"merged", "withdrawn"}
    by_release = sorted(changes, key=lambda row: [int(part) for part in row.version.split(".")])
    last = {row.event_id: row for row in by_release}
    for row in last.values():
        if row.event_id not in current and row.change not in ended:
            fix = "Restore the event, or add a row that says merged or withdrawn."
            yield contents.problem("changes", row.Index, "event_id", "There is no such event any more.", fix)
        if row.event_id in current and row.change in ended:
            reason = f"The event was {row.change}, but still stands in events.csv."
            yield contents.problem("changes", row.Index, "change", reason, "Take the event out, or correct the change.")
    for row in changes:
        if row.change == "merged" and row.replaced_by is None:
            reason = "A merged event needs the event that took its place."
            yield contents.problem("changes", row.Index, "replaced_by", reason, "Fill replaced_by.")
    for row in events:
        if row.event_id not in last:
            fix = f"Add a row with {contents.package.version} and “added”."
            yield contents.problem("events", row.Index, "event_id", "The event is missing in changes.csv.", fix)


def events_are_reviewed(contents: Contents) -> Iterator[Line]:
    """An event that nobody has read again against its pages."""
    read = {row.event_id for row in contents.rows["reviews"]}
    return (Line(row.event_id) for row in contents.rows["events"] if row.event_id not in read)
