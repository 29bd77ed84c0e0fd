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
from atlas.api.schemas import COUNT, TEXT, Schema, ref, schemas
from atlas.dataset import DESCRIPTOR, Dataset
from atlas.dataset.search import MOST_CHARACTERS
from atlas.view.filters import FILTERS
from atlas.view.options import OPTIONS, VIEW_NAMES
from atlas.view.values import Day, DayOrLast, Month, Number, Value, Version, Words
from atlas.web import PROBLEM_TYPE

_DAY = {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "examples": ["2025-05-15"]}
MOST_LABELS = 40
"""More labels of values than these are not told in a description."""

_VERSION = {"type": "string", "pattern": r"^[0-9]{1,4}\.(0?[1-9]|1[0-2])\.[0-9]{1,4}$", "examples": ["2026.11.0"]}

_PAGING: dict[str, tuple[str, Schema]] = {
    "limit": ("How many rows at most.", {"type": "integer", "minimum": 1, "maximum": MOST_ON_A_PAGE, "default": DEFAULT_LIMIT}),
    "offset": ("How many rows to pass over.", {"type": "integer", "minimum": 0, "maximum": MOST_OFFSET, "default": 0}),
}

_DESCRIPTION = """The same names and the same rows as the dashboard: whatever stands behind the question mark of its address works here.
Names that only say how a page looks (`beside`, `event` and others) are read as the dashboard reads them, and change nothing.

Different names narrow each other (and), several values of one name widen it (or). A name or value that is no use is answered with a problem
document (RFC 9457) that says what is allowed. Every answer has an `ETag`; asked again with `If-None-Match`, what has not changed costs no
more than a 304. `HEAD` works wherever `GET` does and says how long the answer is, `Range` asks for a part of one that is not compressed,
answers are compressed on request, and pages of any origin may read them. Names that only track (`utm_source`, `fbclid`) are passed over."""


def _value(value: Value, dataset: Dataset) -> Schema:
    """The schema of one value of a filter or option."""
    match value:
        case DayOrLast():
            return {"anyOf": [dict(_DAY), {"type": "string", "pattern": "^-[1-9][0-9]{0,3}$"}]}
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


_BODIES = {
    "events.json": "EventPage",
    "events.geojson": "EventFeatures",
    "events/{event_id}.json": "EventDocument",
    "comparison.json": "Comparison",
    "dossier.json": "Dossiers",
    "map.geojson": "MapFeatures",
    "routes.geojson": "LegFeatures",
    "corridors.geojson": "CorridorFeatures",
    "events.csl.json": "References",
    "search.json": "Answers",
    "health": "Health",
    DESCRIPTOR: "Document",
    "openapi.json": "Document",
}
_HEADERS: dict[str, tuple[str, Schema]] = {
    "ETag": ("Changes when the data, the question or the code changes.", {"type": "string", "pattern": '^(W/)?"[0-9a-f]{32}"$'}),
    "Cache-Control": ("May be kept, and is asked after each time.", TEXT),
    "Link": ("First, previous, next and last page (RFC 8288).", TEXT),
    "X-Total-Count": ("How many rows there are on all pages.", COUNT),
}


def _problem(description: str) -> Schema:
    return {"description": description, "content": {PROBLEM_TYPE: {"schema": ref("Problem")}}}


def _headers(*names: str) -> Schema:
    return {name: {"description": _HEADERS[name][0], "schema": _HEADERS[name][1], "required": True} for name in names}


def _described(takes: Takes) -> tuple[str, ...]:
    """The names that change what an address gives."""
    return tuple(name for name in names_of(takes) if name in heeded(takes) or name not in VIEW_NAMES)


def _operation(address: Mapping[str, Any], dataset: Dataset) -> Schema:
    name = address["path"].partition("/v1/")[2]
    takes: Takes = address["takes"]
    media_type = address["media_type"].partition(";")[0]
    body = {"schema": ref(_BODIES[name])} if name in _BODIES else {}
    paged = PAGE_NAMES if takes is Takes.PAGED_VIEW else ()
    given = _headers("ETag", "Cache-Control", *(("Link", "X-Total-Count") if paged else ()))
    responses = {
        "200": {"description": address["summary"], "headers": given, "content": {media_type: body}},
        "206": {"description": "The bytes that `Range` asks for.", "headers": given, "content": {media_type: {}}},
        "304": {"description": "Nothing has changed since the answer whose tag `If-None-Match` holds.", "headers": _headers("ETag")},
        "405": _problem("The data can be read and not changed."),
        "416": _problem("The file has none of the bytes that `Range` asks for."),
    }
    if name != "health":
        responses["429"] = _problem("One address has asked too often; `Retry-After` says in how many seconds it may again.")
    if takes is not Takes.ANYTHING:
        responses["400"] = _problem("A parameter is no use; the document names it and says what is allowed.")
    if name == "events.xlsx":
        responses["503"] = _problem(
            "Several large files are being made, or this one was interrupted; `Retry-After` says when to ask again."
        )
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
