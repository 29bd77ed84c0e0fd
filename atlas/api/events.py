"""One event as a document, and what became of one that is no longer there."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any

from atlas.citations import cite_event
from atlas.dataset import Dataset
from atlas.dataset.details import event_detail, ties_of
from atlas.exports import about_part, evidence_frame, participant_frame
from atlas.exports.columns import CHANGES, EVENT_LEGS, TIES
from atlas.exports.records import event_records, records
from atlas.view import EventFilter, Selection
from atlas.view.changes import fate
from atlas.web import ProblemError


def must_exist(dataset: Dataset, event_id: str) -> None:
    """Raises `ProblemError` for an event that there is not: 410 with the reason and its replacement if there once was one, else 404."""
    if event_id in dataset.position:
        return
    gone = fate(dataset, event_id)
    if gone is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "There has never been an event with this identifier. events.json?q= searches for words.")
    successor = f" In its place stands events/{gone.replaced_by}.json." if gone.replaced_by else ""
    raise ProblemError(
        HTTPStatus.GONE,
        f"The event was {gone.change} in version {gone.version}. {gone.reason}{successor}",
        {"change": gone.change, "version": gone.version, "reason": gone.reason, "replaced_by": gone.replaced_by},
    )


def event_document(dataset: Dataset, event_id: str, address: str, made: datetime) -> dict[str, Any]:
    """Everything known about one event, as JSON holds it. Raises `KeyError` for an unknown event."""
    detail = event_detail(dataset, event_id)
    if detail is None:
        raise KeyError(event_id)
    # No filter could name just one event.
    selection = Selection(dataset, EventFilter(), {"event": dataset.events["event_id"].eq(event_id).to_numpy()})
    citation = cite_event(dataset, event_id, address, made.date())
    about = about_part(dataset, f"Event {event_id}.", (1, selection.total), (), address, made, citation)
    changes = dataset.tables["changes"]
    changes = changes[changes["event_id"] == event_id]
    return {
        "about": about.as_dict(),
        "event": event_records(selection)[0],
        "participants": records(participant_frame(selection)),
        "evidence": records(evidence_frame(selection)),
        "related": records(ties_of(dataset, event_id)[TIES.names]),
        "legs": records(detail.legs[EVENT_LEGS.names]),
        "changes": records(changes[CHANGES.names]),
    }
