"""Dossiers as JSON: every line with its days and the addresses of what is behind it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from atlas.dossiers import Dossier, DossierLine, dossiers_of
from atlas.exports.about import About
from atlas.exports.records import to_json
from atlas.view import Selection


def _opened(base: str, page: str, params: Iterable[tuple[str, str]]) -> str:
    query = urlencode(list(params))
    return f"{base}/{page}{'?' if query else ''}{query}"


def line_addresses(line: DossierLine, base: str) -> dict[str, str | None]:
    """Where a line leads, below the address `base` of the dashboard: `events`, `dossier`, `page` and `routes`, as far as there are any."""
    events = None
    if line.event_id is not None:
        events = _opened(base, "events", [("event", line.event_id)])
    elif line.filter is not None:
        events = _opened(base, "events", line.filter.to_params())
    return {
        "events": events,
        "dossier": None if line.subject is None else f"{base}/?{line.subject.to_query()}",
        "page": line.url,
        "routes": None if line.corridor is None else _opened(base, "routes", [("routes", line.corridor)]),
    }


def _line(line: DossierLine, base: str) -> dict[str, Any]:
    """A line with the addresses of what is behind it in place of what they are made from."""
    return {
        "text": line.text,
        "note": line.note,
        "group": line.group,
        "count": line.count,
        "first": line.first and line.first.isoformat(),
        "last": line.last and line.last.isoformat(),
        "event_id": line.event_id,
        **line_addresses(line, base),
    }


def _document(dossier: Dossier, base: str) -> dict[str, Any]:
    sections = [{**vars(section), "lines": [_line(line, base) for line in section.lines]} for section in dossier.sections]
    return {"kind": dossier.kind, "id": dossier.id, "title": dossier.title, "as_of": dossier.as_of.isoformat(), "sections": sections}


def dossier_json(selection: Selection, about: About, asof: date | None = None) -> bytes:
    """The dossier that the view asks for, or those of its links, with the block `about`, whose address says where the dashboard is."""
    base = about.address.partition("?")[0].rpartition("/")[0]
    return to_json({"about": about.as_dict(), "dossiers": [_document(dossier, base) for dossier in dossiers_of(selection, asof)]}).encode()
