"""Parquet: every column in its type, with its meaning, and the block `about` in the file's metadata."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq

from atlas.exports.about import About
from atlas.exports.columns import EVENTS
from atlas.exports.frames import EventRows
from atlas.exports.records import to_json
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
    frame = EventRows(selection).typed()
    fields = [
        pa.field(column.name, _TYPES[column.type], metadata={"description": column.description})
        for column in EVENTS.described(selection.dataset)
    ]
    categories = [name for name in frame.columns if frame[name].dtype == "category"]
    frame = frame.astype(dict.fromkeys(categories, "str"))
    table = pa.Table.from_pandas(frame, pa.schema(fields), preserve_index=False)
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), b"about": to_json(about.as_dict()).encode()})
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()
