"""The description of the API (OpenAPI 3.1), written from the data package and the filter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from atlas.api.params import (
    DEFAULT_LIMIT,
    MOST_OFFSET,
    MOST_ON_A_PAGE,
    PAGE_NAMES,
    Takes,
    heeded,
    names_of,
)
from atlas.api.problems import MEDIA_TYPE
from atlas.dataset import DESCRIPTOR, Dataset
from atlas.dataset.legs import BASES, LEG_STATUSES, MODES
from atlas.dataset.search import MOST_CHARACTERS
from atlas.exports.codebook import Column, columns_of
from atlas.routes.scenarios import BUILT, SHUT
from atlas.view.filters import FILTERS
from atlas.view.options import OPTIONS, VIEW_NAMES
from atlas.view.values import Day, Month, Number, Value, Version, Words

Schema = dict[str, Any]

_DAY = {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "examples": ["2025-05-15"]}
MOST_LABELS = 40
"""More labels of values than these are not told in a description."""

_VERSION = {"type": "string", "pattern": r"^[0-9]{1,4}\.(0?[1-9]|1[0-2])\.[0-9]{1,4}$", "examples": ["2026.11.0"]}

_PAGING: dict[str, tuple[str, Schema]] = {
    "limit": ("How many rows at most.", {"type": "integer", "minimum": 1, "maximum": MOST_ON_A_PAGE, "default": DEFAULT_LIMIT}),
    "offset": ("How many rows to pass over.", {"type": "integer", "minimum": 0, "maximum": MOST_OFFSET, "default": 0}),
}

_DESCRIPTION = """The same names and the same rows as the dashboard: whatever stands behind the question mark of its address works here.
Names that only say how a page looks (`boundaries`, `event` and others) are read as the dashboard reads them, and change nothing.

Different names narrow each other (and), several values of one name widen it (or). A name or value that is no use is answered with a problem
document (RFC 9457) that says what is allowed. Every answer has an `ETag`; asked again with `If-None-Match`, what has not changed costs no
more than a 304. `HEAD` works wherever `GET` does, answers are compressed on request, and pages of any origin may read them."""


def _value(value: Value, dataset: Dataset) -> Schema:
    """The schema of one value of a filter or option."""
    match value:
        case Day():
            return dict(_DAY)
        case Version():
            return dict(_VERSION)
        case Month():
            first, last = dataset.package.covers_from, dataset.package.covers_to
            return {"type": "string", "enum": [f"{month}" for month in pd.period_range(first, last, freq="M")]}
        case Number():
            return {"type": "integer", "minimum": 1, "maximum": value.most}
        case Words():
            return {"type": "string", "maxLength": MOST_CHARACTERS}
    values = list(value.choices(dataset))
    return {"type": "string", **({"enum": values} if values else {})}


def parameter(name: str, dataset: Dataset) -> Schema:
    """The description of one parameter. Raises `KeyError` for one that there is not."""
    if name in _PAGING:
        meaning, value = _PAGING[name]
        return {"name": name, "in": "query", "description": meaning, "required": False, "schema": value}
    entry = FILTERS.get(name) or OPTIONS[name]
    value, labels = _value(entry.value, dataset), entry.value.choices(dataset)
    # An enumeration cannot carry labels; those of an option are its values in other words.
    told = name in FILTERS and 0 < len(labels) <= MOST_LABELS
    return {
        "name": name,
        "in": "query",
        "description": entry.meaning + (f" {'; '.join(f'`{code}` {label}' for code, label in labels.items())}." if told else ""),
        "required": False,
        "schema": {"type": "array", "items": value} if entry.several else value,
        **({"style": "form", "explode": True} if entry.several else {}),
    }


_TYPES = {"string": "string", "date": "string", "boolean": "boolean", "integer": "integer", "number": "number"}


def _column(column: Column) -> Schema:
    """The schema of a column in JSON."""
    if column.type == "list":
        return {"type": "array", "items": {"type": "string"}, "description": column.description}
    kind = _TYPES[column.type]
    schema: Schema = {"type": kind if column.required else [kind, "null"], "description": column.description}
    if column.type == "date":
        schema["format"] = "date"
    if column.values:
        schema["enum"] = [*column.values, *([] if column.required else [None])]
    return schema


def row_schema(columns: Iterable[Column]) -> Schema:
    """The schema of a row with these columns, all of them always there."""
    described = list(columns)
    return {
        "type": "object",
        "properties": {column.name: _column(column) for column in described},
        "required": [column.name for column in described],
        "additionalProperties": False,
    }


def _object(properties: Mapping[str, Schema], **more: Any) -> Schema:
    """An object with all of these members and no others."""
    return {"type": "object", "properties": dict(properties), "required": list(properties), "additionalProperties": False, **more}


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_URI: Schema = {"type": "string", "format": "uri"}
_POSITION: Schema = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}


def _collection(feature: str) -> Schema:
    members = {"type": {"const": "FeatureCollection"}, "about": _ref("About"), "features": _array(_ref(feature))}
    return _object(members, description="A feature collection (RFC 7946) in WGS 84.")


def _feature(geometry: Schema, properties: Schema) -> Schema:
    return _object({"type": {"const": "Feature"}, "id": _TEXT, "geometry": geometry, "properties": properties})


def schemas(dataset: Dataset) -> dict[str, Schema]:
    """The bodies of the answers in JSON."""
    event = row_schema(columns_of(dataset, "events"))
    place = {
        "position_uncertain": {"type": ["boolean", "null"], "description": "Whether the point is approximate or stands for a wider area."},
        "position_source": {"type": ["string", "null"], "description": "Where the coordinates come from, and how uncertain they are."},
    }
    placed = {**event, "properties": {**event["properties"], **place}, "required": [*event["required"], *place]}
    legs = dataset.package.tables["route_legs"]
    modes = next(field.enum for field in legs.fields if field.name == "mode")
    code: Schema = {"type": "string", "description": "ISO 3166-1 alpha-3 code."}
    assumed: Schema = {**_array(_TEXT), "description": "Legs that the scenario makes so."}
    leg = _object(
        {
            **dict.fromkeys(("leg_id", "leg", "route"), _TEXT),
            "corridors": _array(_TEXT),
            "mode": {"enum": list(modes)},
            **dict.fromkeys(("from_place_id", "from_name", "to_place_id", "to_name"), _TEXT),
            "km": {"type": ["number", "null"], "minimum": 0},
            **dict.fromkeys(("from_country", "to_country"), code),
            "km_basis": {"enum": list(BASES), "description": "What the length rests on."},
            "km_figure_id": {**_MAYBE, "description": "The figure for several legs of which the length is a share."},
            "km_source_url": {**_MAYBE, "description": "The page that states the length."},
            "transit_days": {"type": ["number", "null"], "minimum": 0},
            "status": {"enum": list(LEG_STATUSES)},
            "since": {"type": ["string", "null"], "format": "date"},
            "as_of": {"type": ["string", "null"], "format": "date"},
            **dict.fromkeys(("event_id", "source_url", "note"), _MAYBE),
            "first_record": {**_MAYBE, "format": "date", "description": "Before this day no status is recorded."},
            "scenario": {"enum": [SHUT, BUILT, None], "description": "What the scenario makes of the leg."},
            "path_basis": _TEXT,
        }
    )
    share: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
    km: Schema = {"type": "number", "minimum": 0}
    corridor = _object(
        {
            **dict.fromkeys(("corridor_id", "name", "from", "to"), _TEXT),
            "km": km,
            **{f"km_{mode}": km for mode in MODES},
            **{f"share_{basis}": share for basis in BASES},
            "borders": {**_COUNT, "description": "Changes of country along road, rail and crossings."},
            "countries": _array(_TEXT),
            "through_pakistan": {"type": "boolean"},
            **dict.fromkeys(("km_pakistan", "km_iran"), km),
            **dict.fromkeys(("share_pakistan", "share_iran"), share),
            "km_exposed": {
                "type": ["number", "null"],
                "minimum": 0,
                "description": "Legs touched by sanctions; null before the first event.",
            },
            "share_exposed": share,
            **dict.fromkeys(("days", "cost"), _MAYBE),
            **dict.fromkeys(("days_source_urls", "cost_source_urls"), _array(_URI)),
            "status": _TEXT,
            **{status.replace("-", "_").replace(" ", "_"): _array(_TEXT) for status in LEG_STATUSES[1:]},
            **dict.fromkeys(("shut", "built"), assumed),
        }
    )
    errors = _object({"name": _TEXT, "value": _TEXT, "reason": _TEXT, "allowed": {"anyOf": [_TEXT, _array(_TEXT)]}})
    return {
        "Event": event,
        "Participant": row_schema(columns_of(dataset, "participants")),
        "Evidence": row_schema(columns_of(dataset, "evidence")),
        "About": _object(
            {
                "title": _TEXT,
                "view": {"type": "string", "description": "What the file holds, in words."},
                "in_words": {"type": "string", "description": "What the events of the view add up to; empty for what holds no events."},
                "n": {**_COUNT, "description": "How many rows are in view."},
                "total": {**_COUNT, "description": "How many rows there are."},
                "filter": {"type": "object", "additionalProperties": _array(_TEXT)},
                "address": {**_URI, "description": "Opens the same view again."},
                "version": _TEXT,
                "content_hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
                "made": {"type": "string", "format": "date-time"},
                "licence": _TEXT,
                "licence_url": _URI,
                "citation": {"type": "string", "description": "How to cite this view."},
            },
            description="What a file says of itself.",
        ),
        "EventPage": _object(
            {
                "about": _ref("About"),
                "total": _COUNT,
                "limit": {"type": "integer", "minimum": 1, "maximum": MOST_ON_A_PAGE},
                "offset": _COUNT,
                "links": {"type": "object", "additionalProperties": _URI},
                "events": {**_array(_ref("Event")), "maxItems": MOST_ON_A_PAGE},
            }
        ),
        "EventDocument": _object(
            {
                "about": _ref("About"),
                "event": _ref("Event"),
                "participants": _array(_ref("Participant")),
                "evidence": _array(_ref("Evidence")),
                "related": _array({"type": "string", "description": "An event that is tied to this one."}),
                "legs": _array(
                    _object(
                        {
                            "leg_id": _TEXT,
                            "leg": _TEXT,
                            "from_date": {"type": "string", "format": "date"},
                            "status": {"enum": list(LEG_STATUSES)},
                            "note": _MAYBE,
                        },
                        description="A leg whose status the event changed or shows.",
                    )
                ),
                "changes": _array(
                    _object({"version": _TEXT, "change": _TEXT, "reason": _TEXT}, description="What a release did to the event.")
                ),
            }
        ),
        "EventFeature": _feature({"anyOf": [_object({"type": {"const": "Point"}, "coordinates": _POSITION}), {"type": "null"}]}, placed),
        "EventFeatures": _collection("EventFeature"),
        "LegFeature": _feature(_object({"type": {"enum": ["LineString", "MultiLineString"]}, "coordinates": {"type": "array"}}), leg),
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
        "CorridorFeature": _feature(_object({"type": {"const": "MultiLineString"}, "coordinates": {"type": "array"}}), corridor),
        "CorridorFeatures": _collection("CorridorFeature"),
        "References": _array(
            {
                "type": "object",
                "properties": {"id": _TEXT, "type": {"enum": ["dataset", "webpage"]}, "title": _TEXT},
                "required": ["id", "type"],
            }
        ),
        "Health": _object({"status": {"const": "ok"}, "version": _TEXT, "content_hash": _TEXT, "events": _COUNT}),
        "Document": {"type": "object"},
        "Problem": {
            "type": "object",
            "description": "What is wrong with the request (RFC 9457).",
            "properties": {
                "type": _TEXT,
                "title": _TEXT,
                "status": {"type": "integer", "minimum": 400, "maximum": 599},
                "detail": _TEXT,
                "errors": {**_array(errors), "description": "Every parameter that is no use, with what is allowed."},
                "change": {**_TEXT, "description": "What was done to an event that is gone."},
                "version": {**_TEXT, "description": "The version that took the event out."},
                "reason": {**_TEXT, "description": "Why the event was taken out."},
                "replaced_by": {**_MAYBE, "description": "The event that took its place."},
            },
            "required": ["type", "title", "status", "detail"],
        },
    }


_BODIES = {
    "events.json": "EventPage",
    "events.geojson": "EventFeatures",
    "events/{event_id}.json": "EventDocument",
    "map.geojson": "MapFeatures",
    "routes.geojson": "LegFeatures",
    "corridors.geojson": "CorridorFeatures",
    "events.csl.json": "References",
    "health": "Health",
    DESCRIPTOR: "Document",
    "openapi.json": "Document",
}
_HEADERS: dict[str, tuple[str, Schema]] = {
    "ETag": ("Changes when the data, the question or the code changes.", {"type": "string", "pattern": '^W/"[0-9a-f]{32}"$'}),
    "Cache-Control": ("May be kept, and is asked after each time.", _TEXT),
    "Link": ("First, previous, next and last page (RFC 8288).", _TEXT),
    "X-Total-Count": ("How many rows there are on all pages.", _COUNT),
}


def _problem(description: str) -> Schema:
    return {"description": description, "content": {MEDIA_TYPE: {"schema": _ref("Problem")}}}


def _headers(*names: str) -> Schema:
    return {name: {"description": _HEADERS[name][0], "schema": _HEADERS[name][1], "required": True} for name in names}


def _described(takes: Takes) -> tuple[str, ...]:
    """The names that change what an address gives."""
    return tuple(name for name in names_of(takes) if name in heeded(takes) or name not in VIEW_NAMES)


def _operation(address: Mapping[str, Any], dataset: Dataset) -> Schema:
    name = address["path"].partition("/v1/")[2]
    takes: Takes = address["takes"]
    media_type = address["media_type"].partition(";")[0]
    body = {"schema": _ref(_BODIES[name])} if name in _BODIES else {}
    paged = PAGE_NAMES if takes is Takes.PAGED_VIEW else ()
    given = _headers("ETag", "Cache-Control", *(("Link", "X-Total-Count") if paged else ()))
    responses = {
        "200": {"description": address["summary"], "headers": given, "content": {media_type: body}},
        "304": {"description": "Nothing has changed since the answer whose tag `If-None-Match` holds.", "headers": _headers("ETag")},
        "405": _problem("The data can be read and not changed."),
    }
    if takes is not Takes.ANYTHING:
        responses["400"] = _problem("A parameter is no use; the document names it and says what is allowed.")
    parameters: list[Schema] = [{"$ref": f"#/components/parameters/{name}"} for name in _described(takes)]
    if "{event_id}" in name:
        event_id = next(field for field in dataset.package.tables["events"].fields if field.name == "event_id")
        # The patterns of the data package are read by Python; a digit of another script is one there.
        pattern = (event_id.pattern or "").replace(r"\d", "[0-9]")
        schema = {"type": "string", "pattern": pattern, "examples": [str(dataset.events["event_id"].iloc[-1])]}
        parameters.append({"name": "event_id", "in": "path", "required": True, "description": event_id.description, "schema": schema})
        responses["404"] = _problem("There has never been an event with this identifier.")
        responses["410"] = _problem("The event was merged or withdrawn; the document says why, and what took its place.")
    return {
        "operationId": name.replace("/", "-").replace(".", "-").replace("{event_id}", "one"),
        "summary": address["summary"],
        "parameters": parameters,
        "responses": dict(sorted(responses.items())),
    }


def document(dataset: Dataset, addresses: Iterable[Mapping[str, Any]], base: str) -> Schema:
    """The description of the API at a base address. Of each address it takes `path`, `summary`, `media_type` and `takes`."""
    package = dataset.package
    known = list(addresses)
    names = dict.fromkeys(name for address in known for name in _described(address["takes"]))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{package.title}: data API",
            "version": package.version,
            "description": f"{package.description}\n\n{_DESCRIPTION}",
            "license": {"name": package.licence, "url": package.licence_url},
        },
        "servers": [{"url": base.rstrip("/")}],
        "paths": {address["path"]: {"get": _operation(address, dataset)} for address in known},
        "components": {
            "parameters": {name: parameter(name, dataset) for name in names},
            "schemas": schemas(dataset),
        },
    }
