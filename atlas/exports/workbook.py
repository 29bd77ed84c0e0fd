"""XLSX for spreadsheets: events, participants, evidence, codebook, and what the file says of itself."""

from __future__ import annotations

from datetime import UTC

from atlas.exports.about import About
from atlas.exports.arrow import as_frame
from atlas.exports.codebook import codebook
from atlas.exports.frames import evidence_frame, participant_frame
from atlas.exports.rows import EventRows
from atlas.settings import hosting
from atlas.sheets import MOST_ROWS, Leaf, book_of
from atlas.view import Selection
from atlas.worker import NotMadeError, Worker

_WORKER = Worker()

QUICK = 2_000
"""So many events are written at once, in under a second. More are left to another process, since all visitors share this one."""


def events_xlsx(selection: Selection, about: About) -> bytes:
    """A workbook with the sheets events, participants, evidence, codebook and about.

    Raises `NotMadeError` for more events than the host allows or than a sheet can hold, and where the other process is busy or was lost.
    """
    participants, evidence = participant_frame(selection), evidence_frame(selection)
    most = hosting().workbook_limit
    if selection.n > most or max(len(participants), len(evidence)) > MOST_ROWS:
        raise NotMadeError(
            f"A workbook holds at most {most:,} events and {MOST_ROWS:,} rows a sheet, and the view has {selection.n:,} events. "
            "Narrow the view, or take it as CSV (events.csv) or Parquet (events.parquet), which hold any number."
        )
    leaves = (
        Leaf("events", as_frame(EventRows(selection).text())),
        Leaf("participants", participants),
        Leaf("evidence", evidence),
        Leaf("codebook", codebook(selection.dataset), frozen=(1, 2)),
    )
    made = about.made.astimezone(UTC).replace(tzinfo=None) if about.made.tzinfo else about.made
    properties = {"title": about.title, "subject": about.view, "comments": about.citation, "created": made}
    parts = (leaves, about.lines(), properties)
    return book_of(*parts) if selection.n <= QUICK else _WORKER.run(book_of, *parts)
