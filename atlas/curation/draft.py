"""A new event as it was answered so far, and the rows that it makes in every table."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from atlas.curation.stock import SLUG_WORDS, Row, Rows, Stock, free, slug

OWN_TABLES = {"people": "person_id", "places": "place_id", "publishers": "publisher_id"}
"""Tables to which an event may bring rows of its own, with their keys."""


@dataclass
class DraftPage:
    """A page with what it says of the event. `source` is the row of `sources`, an old one where the page is known already."""

    source: Row
    evidence: Row
    accounts: list[str]


@dataclass
class Draft:
    """The answers. `event` and `participants` hold cells by field; `new` holds new people, places and publishers."""

    event: Row = field(default_factory=dict)
    participants: list[Row] = field(default_factory=list)
    issues: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    pages: list[DraftPage] = field(default_factory=list)
    new: Rows = field(default_factory=lambda: {name: [] for name in OWN_TABLES})
    reason: str = ""
    reviewed: bool = False


def source_id(publisher_id: str, url: str) -> str:
    """The identifier of a page: its publisher and eight characters made from its address."""
    return f"{publisher_id}-{hashlib.sha256(url.encode()).hexdigest()[:8]}"


def event_id(draft: Draft, stock: Stock) -> str:
    """Day and slug of the title; never one that an event has, or had before it was merged or withdrawn."""
    given = {row["event_id"] for name in ("events", "changes") for row in stock.rows[name]}
    return free(f"{draft.event['date_start']}-{slug(draft.event['title'], SLUG_WORDS)}", given)


def rows_of(draft: Draft, stock: Stock, today: date) -> Rows:
    """The rows that the event adds to `stock`, table by table; a review is dated `today`.

    New people, places and publishers that nothing refers to any more, and pages that the package holds, are left out.
    """
    event = event_id(draft, stock)
    rows: dict[str, list[Row]] = defaultdict(list)
    rows["events"] = [{**draft.event, "event_id": event}]
    rows["participants"] = [
        {**row, "event_id": event, "position": str(position)} for position, row in enumerate(draft.participants, start=1)
    ]
    rows["event_issues"] = [
        {"event_id": event, "position": str(position), "issue_id": issue} for position, issue in enumerate(draft.issues, start=1)
    ]
    ties = (sorted((event, other)) for other in draft.related)
    rows["related_events"] = [{"event_id": first, "related_event_id": second, "relation": "related"} for first, second in ties]
    known = {row["source_id"] for row in stock.rows["sources"]}
    for page in draft.pages:
        key = {"event_id": event, "source_id": page.source["source_id"]}
        if key["source_id"] not in known:
            rows["sources"].append(page.source)
        rows["evidence"].append({**page.evidence, **key})
        rows["accounts"] += [{**key, "actor_id": actor} for actor in page.accounts]
    rows["changes"] = [{"version": stock.package.version, "event_id": event, "change": "added", "reason": draft.reason}]
    if draft.reviewed:
        rows["reviews"] = [{"event_id": event, "reviewed_on": today.isoformat(), "result": "confirmed"}]
    used = {cell for name in ("events", "participants", "sources") for row in rows[name] for cell in row.values()}
    for name, key_field in OWN_TABLES.items():
        rows[name] = [row for row in draft.new[name] if row[key_field] in used]
    return {name: added for name, added in rows.items() if added}
