"""The description of the API (OpenAPI 3.1), written from the data package and the filter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from atlas.api.params import (
    DEFAULT_LIMIT,
    MAP_NAMES,
    MOST_OFFSET,
    MOST_ON_A_PAGE,
    PAGE_NAMES,
    ROUTE_NAMES,
    WAY_NAMES,
    Takes,
    allowed,
    names_of,
)
from atlas.api.problems import MEDIA_TYPE
from atlas.api.schemas import COUNT, TEXT, Schema, ref, schemas
from atlas.dataset import DESCRIPTOR, Dataset
from atlas.dataset.search import MOST_CHARACTERS
from atlas.view.filters import REPEATABLE, VIEW_NAMES

_DAY = {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "examples": ["2025-05-15"]}
_VERSION = {"type": "string", "pattern": r"^[0-9]{1,4}\.(0?[1-9]|1[0-2])\.[0-9]{1,4}$", "examples": ["2026.11.0"]}

_MEANING = {
    "from": "Events that end on this day or later. An event of which only the month is known counts wherever its month does.",
    "to": "Events that begin on this day or earlier.",
    "link": "Events in which both actors of a link took part. A link may be written from either side.",
    "actor": "Events in which an actor appears.",
    "issue": "Events about a subject.",
    "type": "Events of a type.",
    "place": "Events at a place.",
    "person": "Events that name a person.",
    "status": "Events of a status.",
    "level": "Events with this level of contact or a higher one.",
    "grade": "Events with this evidence grade or a better one.",
    "contested": "Events that a source contradicts, or those that none does.",
    "updated_since": "Events that a version later than this one added or changed.",
    "q": "Events that hold all of these words, whatever their case, accents or script.",
    "limit": "How many rows at most.",
    "offset": "How many rows to pass over.",
    "asof": "The day whose status is given; by default the last one that the data cover.",
    "routes": "These corridors only; on a map, the corridors drawn on it.",
    "close": "Assume that this leg, crossing or country (ISO 3166-1 alpha-3) is shut.",
    "built": "Assume that this leg, planned or under construction in some record, is built.",
    "origin": "The place where the way starts.",
    "destination": "The place to which the way leads.",
    "prefer": "Which of the two ways the dashboard draws; the file holds both.",
    "boundaries": "Whose borders the map shows; no view implies an endorsement.",
    "partners": "Whose links the map draws.",
    "extent": "The part of the world that the map opens on.",
    "colour": "What the colour of an arc stands for.",
    "count": "How an event of several parties counts: once for each pair in it, or once in all.",
    "arcs": "What an arc stands for.",
    "reading": "Which events a month of the playback shows.",
    "month": "The month at which the playback stands.",
    "overlays": "What of the routes is drawn beside corridors.",
    "event": "The event whose links and place stand out.",
}

_DESCRIPTION = """The same names and the same rows as the dashboard: whatever stands behind the question mark of its address works here.
Names that only say how a page looks (`boundaries`, `event` and others) are read as the dashboard reads them, and change nothing.

Different names narrow each other (and), several values of one name widen it (or). A name or value that is no use is answered with a problem
document (RFC 9457) that says what is allowed. Every answer has an `ETag`; asked again with `If-None-Match`, what has not changed costs no
more than a 304. `HEAD` works wherever `GET` does, answers are compressed on request, and pages of any origin may read them."""


def _value(name: str, dataset: Dataset) -> Schema:
    """The schema of one value of a parameter."""
    if name in ("from", "to", "asof"):
        return dict(_DAY)
    if name == "updated_since":
        return dict(_VERSION)
    if name == "limit":
        return {"type": "integer", "minimum": 1, "maximum": MOST_ON_A_PAGE, "default": DEFAULT_LIMIT}
    if name == "offset":
        return {"type": "integer", "minimum": 0, "maximum": MOST_OFFSET, "default": 0}
    if name == "month":
        first, last = dataset.package.covers_from, dataset.package.covers_to
        return {"type": "string", "enum": [f"{month}" for month in pd.period_range(first, last, freq="M")]}
    if name == "event":
        return {"type": "string"}
    if name == "q":
        return {"type": "string", "maxLength": MOST_CHARACTERS}
    values = allowed(name, dataset)
    if values is None or isinstance(values, str):
        raise KeyError(f"Nobody has described the values of the parameter {name}.")
    return {"type": "string", "enum": list(values)}


def _labelled(name: str, dataset: Dataset) -> str:
    """The labels of the values of a short facet, which an enumeration cannot carry."""
    facet = dataset.facets.get(name)
    if facet is None or len(facet.values) > 40:
        return ""
    return " " + "; ".join(f"`{value}` {label}" for value, label in zip(facet.values, facet.labels, strict=True)) + "."


def parameter(name: str, dataset: Dataset) -> Schema:
    """The description of one parameter. Raises `KeyError` for one that nobody has described."""
    value = _value(name, dataset)
    several = name in (*REPEATABLE, "routes", "overlays", "close", "built")
    return {
        "name": name,
        "in": "query",
        "description": _MEANING[name] + _labelled(name, dataset),
        "required": False,
        "schema": {"type": "array", "items": value} if several else value,
        **({"style": "form", "explode": True} if several else {}),
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
    "Cache-Control": ("May be kept, and is asked after each time.", TEXT),
    "Link": ("First, previous, next and last page (RFC 8288).", TEXT),
    "X-Total-Count": ("How many rows there are on all pages.", COUNT),
}


def _problem(description: str) -> Schema:
    return {"description": description, "content": {MEDIA_TYPE: {"schema": ref("Problem")}}}


def _headers(*names: str) -> Schema:
    return {name: {"description": _HEADERS[name][0], "schema": _HEADERS[name][1], "required": True} for name in names}


def _described(takes: Takes) -> tuple[str, ...]:
    """The names that change what an address gives."""
    heeded = {Takes.MAP: MAP_NAMES, Takes.ROUTES: ROUTE_NAMES, Takes.WAY: WAY_NAMES}.get(takes, ())
    return tuple(name for name in names_of(takes) if name in heeded or name not in VIEW_NAMES)


def _operation(address: Mapping[str, Any], dataset: Dataset) -> Schema:
    name = address["path"].partition("/v1/")[2]
    takes: Takes = address["takes"]
    media_type = address["media_type"].partition(";")[0]
    body = {"schema": ref(_BODIES[name])} if name in _BODIES else {}
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
