"""Rows as JSON: dates as ISO text, `null` for what is not known, lists as lists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pyarrow as pa

from atlas.exports.about import About
from atlas.exports.arrow import decoded
from atlas.exports.frames import days_as_text
from atlas.exports.rows import EventRows, parts
from atlas.view import Selection


def to_json(value: object) -> str:
    """A value as JSON in UTF-8. Raises `ValueError` for a number that JSON cannot hold."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as JSON holds them."""
    values = days_as_text(frame).astype(object)
    columns = [values[name].where(values[name].notna(), None).tolist() for name in values.columns]
    names = list(map(str, frame.columns))
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def row_records(rows: pa.RecordBatch) -> list[dict[str, Any]]:
    """Rows of `EventRows` as JSON holds them."""
    columns = [column.cast(pa.string()) if pa.types.is_date32(column.type) else decoded(column) for column in rows.columns]
    found: list[dict[str, Any]] = pa.record_batch(columns, rows.schema.names).to_pylist()
    return found


def event_records(selection: Selection, part: slice = slice(None)) -> list[dict[str, Any]]:
    """Part of the selected events, chronological, with the columns of the event file."""
    return row_records(EventRows(selection).typed(part))


def events_json(selection: Selection, about: About) -> Iterator[bytes]:
    """All selected events with the block `about`, in pieces."""
    yield f'{{"about": {to_json(about.as_dict())},\n"events": [\n'.encode()
    yield from joined(EventRows(selection), selection.n)
    yield b"\n]}\n"


def joined(rows: EventRows, size: int) -> Iterator[bytes]:
    """The rows as JSON objects parted by commas, in pieces."""
    for part in parts(size):
        texts = ",\n".join(map(to_json, row_records(rows.typed(part))))
        yield ((",\n" if part.start else "") + texts).encode()
