"""The bodies of the answers in JSON as JSON Schema; rows are described by the tables of columns that they are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from atlas.api.params import MOST_ON_A_PAGE
from atlas.dataset import Dataset
from atlas.exports.columns import CHANGES, CORRIDORS, EVENT_LEGS, EVENTS, EVIDENCE, LEGS, PARTICIPANTS, POSITIONS, TIES, Column
from atlas.finding import GROUPS

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
_MAYBE: Schema = {"type": ["string", "null"]}
_URI: Schema = {"type": "string", "format": "uri"}
_POSITION: Schema = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}


def ref(name: str) -> Schema:
    """Stands for the schema of that name."""
    return {"$ref": f"#/components/schemas/{name}"}


def _object(properties: Mapping[str, Schema], **more: Any) -> Schema:
    """An object with all of these members and no others."""
    return {"type": "object", "properties": dict(properties), "required": list(properties), "additionalProperties": False, **more}


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _column(column: Column) -> Schema:
    """The schema of a value of a column in JSON."""
    if column.type == "list":
        return {**_array(TEXT), "description": column.description}
    kind = "string" if column.type == "date" else column.type
    schema: Schema = {"type": kind if column.required else [kind, "null"], "description": column.description}
    if column.type == "date":
        schema["format"] = "date"
    if column.values:
        schema["enum"] = [*column.values, *([] if column.required else [None])]
    bounds = {"minimum": column.least, "maximum": column.most}
    return schema | {name: bound for name, bound in bounds.items() if bound is not None}


def _row(columns: Iterable[Column], **more: Any) -> Schema:
    """A row with these columns, all of them always there."""
    return _object({column.name: _column(column) for column in columns}, **more)


def _collection(feature: str) -> Schema:
    members = {"type": {"const": "FeatureCollection"}, "about": ref("About"), "features": _array(ref(feature))}
    return _object(members, description="A feature collection (RFC 7946) in WGS 84.")


def _feature(geometry: Schema, properties: Schema) -> Schema:
    return _object({"type": {"const": "Feature"}, "id": TEXT, "geometry": geometry, "properties": properties})


def _geometry(*kinds: str) -> Schema:
    return _object({"type": {"enum": list(kinds)}, "coordinates": {"type": "array"}})


_ABOUT = _object(
    {
        "title": TEXT,
        "view": {**TEXT, "description": "What the file holds, in words."},
        "in_words": {**TEXT, "description": "What the events of the view add up to; empty for what holds no events."},
        "n": {**COUNT, "description": "How many rows are in view."},
        "total": {**COUNT, "description": "How many rows there are."},
        "filter": {"type": "object", "additionalProperties": _array(TEXT)},
        "address": {**_URI, "description": "Opens the same view again."},
        "version": TEXT,
        "content_hash": {**TEXT, "pattern": "^sha256:[0-9a-f]{64}$"},
        "made": {**TEXT, "format": "date-time"},
        "licence": TEXT,
        "licence_url": _URI,
        "credits": {
            **_array(TEXT),
            "description": "Owed by whoever shows positions or lines: roads and railways stand under the ODbL 1.0.",
        },
        "citation": {**TEXT, "description": "How to cite this view."},
    },
    description="What a file says of itself.",
)

_DOSSIER_LINE = _object(
    {
        "text": TEXT,
        "note": {**TEXT, "description": "What explains the text."},
        "group": {**TEXT, "description": "What heads the lines that share it."},
        "count": {"type": ["integer", "null"], "minimum": 0, "description": "How many events or contacts the line counts."},
        "first": {**_MAYBE, "format": "date", "description": "The first day of what is counted, or of the event."},
        "last": {**_MAYBE, "format": "date", "description": "The last day of what is counted, or of the event."},
        "event_id": {**_MAYBE, "description": "The one event that is behind the line."},
        "events": {**_MAYBE, "format": "uri", "description": "Opens the events that are behind the line."},
        "dossier": {**_MAYBE, "format": "uri", "description": "Opens the dossier of what the line names."},
        "page": {**_MAYBE, "format": "uri", "description": "The page that was read, where the line rests on one."},
        "routes": {**_MAYBE, "format": "uri", "description": "Opens the corridor that the line is about."},
    },
    description="One statement with what is behind it.",
)
_DOSSIER_SECTION = _object(
    {
        "name": TEXT,
        "title": TEXT,
        "window": {**TEXT, "description": "The days that the section is about."},
        "lines": _array(ref("DossierLine")),
        "rule": {**TEXT, "description": "How the lines were found."},
        "nothing": {**TEXT, "description": "What it means where there is no line."},
    }
)
_DOSSIER = _object(
    {"kind": TEXT, "id": TEXT, "title": TEXT, "as_of": {**TEXT, "format": "date"}, "sections": _array(ref("DossierSection"))}
)

_PAIR = {"first": COUNT, "second": COUNT}
_COMPARISON = _object(
    {
        "about": ref("About"),
        "sentence": {**TEXT, "description": "The difference in words."},
        "views": _array(_object({"name": TEXT, "description": TEXT, "events": COUNT, "query": TEXT})),
        "measures": _array(_object({"measure": TEXT, "first": TEXT, "second": TEXT})),
        "years": _array(_object({"year": COUNT, **_PAIR, "says": TEXT})),
        "quarters": _array(_object({"quarter": TEXT, **_PAIR})),
        "subjects": _array(_object({"subject": TEXT, **_PAIR})),
    },
    description="Two views beside each other, the one asked for first.",
)

_ERROR = _object({"name": TEXT, "value": TEXT, "reason": TEXT, "allowed": {"anyOf": [TEXT, _array(TEXT)]}})
_PROBLEM: Schema = {
    "type": "object",
    "description": "What is wrong with the request (RFC 9457).",
    "properties": {
        "type": TEXT,
        "title": TEXT,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": TEXT,
        "errors": {**_array(_ERROR), "description": "Every parameter that is no use, with what is allowed."},
        "change": {**TEXT, "description": "What was done to an event that is gone."},
        "version": {**TEXT, "description": "The version that took the event out."},
        "reason": {**TEXT, "description": "Why the event was taken out."},
        "replaced_by": {**_MAYBE, "description": "The event that took its place."},
    },
    "required": ["type", "title", "status", "detail"],
}


_KIND: Schema = {"enum": list(GROUPS)}
_ANSWER = _object(
    {
        "kind": _KIND,
        "id": TEXT,
        "label": TEXT,
        "note": TEXT,
        "matched": {**_MAYBE, "description": "The name or text in which the words stand, where that is not the label."},
        "score": {"type": "number", "minimum": 0, "description": "Higher is better; comparable within one document."},
        "address": {**_URI, "description": "Opens it on the dashboard."},
    }
)
_ANSWERS = _object(
    {
        "q": TEXT,
        "corrected": {
            **_array(_object({"typed": TEXT, "taken_for": TEXT})),
            "description": "Words that stand nowhere, as they were taken.",
        },
        "unknown": {**_array(TEXT), "description": "Words that stand nowhere and resemble none that does."},
        "total": COUNT,
        "groups": _array(_object({"kind": _KIND, "title": TEXT, "answers": _array(ref("Answer"))})),
        "nearest": {"anyOf": [ref("Answer"), {"type": "null"}], "description": "What the query resembles where nothing is found."},
    },
    description="What was found, the best group first.",
)

_HEALTH: dict[str, Schema] = {"status": {"const": "ok"}, "version": TEXT, "content_hash": TEXT, "events": COUNT}

_REFUSED = _object(
    {
        "version": _MAYBE,
        "read_at": {**TEXT, "format": "date-time"},
        "problem_count": COUNT,
        "problems": _array(_object({"file": TEXT, "row": {"type": ["integer", "null"]}, "field": _MAYBE, "reason": TEXT, "fix": TEXT})),
    },
    description="A package that was found in place of the one served, and why it is not served.",
)


def schemas(dataset: Dataset) -> dict[str, Schema]:
    """The bodies of the answers, by name."""
    event = EVENTS.described(dataset)
    event_legs = _row(EVENT_LEGS.described(dataset), description="A leg whose status the event changed or shows.")
    ties = _row(TIES.described(dataset), description="A tie of the event to another; event_id acts on related_event_id.")
    changes = _row(CHANGES.described(dataset), description="What a release did to the event.")
    point = _object({"type": {"const": "Point"}, "coordinates": _POSITION})
    return {
        "Event": _row(event),
        "Participant": _row(PARTICIPANTS.described(dataset)),
        "Evidence": _row(EVIDENCE.described(dataset)),
        "About": _ABOUT,
        "EventPage": _object(
            {
                "about": ref("About"),
                "total": COUNT,
                "limit": {"type": "integer", "minimum": 1, "maximum": MOST_ON_A_PAGE},
                "offset": COUNT,
                "links": {"type": "object", "additionalProperties": _URI},
                "events": {**_array(ref("Event")), "maxItems": MOST_ON_A_PAGE},
            }
        ),
        "EventDocument": _object(
            {
                "about": ref("About"),
                "event": ref("Event"),
                "participants": _array(ref("Participant")),
                "evidence": _array(ref("Evidence")),
                "related": _array(ties),
                "legs": _array(event_legs),
                "changes": _array(changes),
            }
        ),
        "EventFeature": _feature({"anyOf": [point, {"type": "null"}]}, _row([*event, *POSITIONS])),
        "EventFeatures": _collection("EventFeature"),
        "Comparison": _COMPARISON,
        "DossierLine": _DOSSIER_LINE,
        "DossierSection": _DOSSIER_SECTION,
        "Dossier": _DOSSIER,
        "Dossiers": _object({"about": ref("About"), "dossiers": _array(ref("Dossier"))}),
        "LegFeature": _feature(_geometry("LineString", "MultiLineString"), _row(LEGS.described(dataset))),
        "LegFeatures": _collection("LegFeature"),
        "MapFeature": {
            "type": "object",
            "properties": {
                "type": {"const": "Feature"},
                "geometry": {"anyOf": [{"type": "object"}, {"type": "null"}]},
                "properties": {"type": "object", "properties": {"layer": {"enum": ["link", "place"]}}, "required": ["layer"]},
            },
            "required": ["type", "geometry", "properties"],
        },
        "MapFeatures": _collection("MapFeature"),
        "CorridorFeature": _feature(_geometry("MultiLineString"), _row(CORRIDORS.described(dataset))),
        "CorridorFeatures": _collection("CorridorFeature"),
        "References": _array(
            {
                "type": "object",
                "properties": {"id": TEXT, "type": {"enum": ["dataset", "webpage"]}, "title": TEXT},
                "required": ["id", "type"],
            }
        ),
        "Answer": _ANSWER,
        "Answers": _ANSWERS,
        "Health": _object(_HEALTH | {"refused": _REFUSED}, required=list(_HEALTH)),
        "Document": {"type": "object"},
        "Problem": _PROBLEM,
    }
