"""Parquet: every column in its type, with its meaning, and the block `about` in the file's metadata."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq

from atlas.exports.about import About
from atlas.exports.arrow import decoded
from atlas.exports.columns import EVENTS
from atlas.exports.records import to_json
from atlas.exports.rows import EventRows
from atlas.view import Selection

_TYPES = {
    "string": pa.string(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "list": pa.list_(pa.string()),
}


def events_parquet(selection: Selection, about: About) -> bytes:
    """The selected events, one row each, with the columns of the event file.

    Dates are `date32`, lists `list<string>`. The schema's metadata holds the block as JSON under `about`, and each field's
    metadata its `description`.
    """
    rows = EventRows(selection).typed()
    fields = [
        pa.field(column.name, _TYPES[column.type], metadata={"description": column.description})
        for column in EVENTS.described(selection.dataset)
    ]
    schema = pa.schema(fields, {"about": to_json(about.as_dict())})
    table = pa.table([decoded(column) for column in rows.columns], rows.schema.names).cast(schema)
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()
