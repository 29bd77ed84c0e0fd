"""CSV: RFC 4180, UTF-8, lines ended by CR LF, texts between quotation marks, formulas made harmless.

Arrow writes it: of a million events no cell passes through Python.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pyarrow as pa
from pyarrow import csv

from atlas.exports.arrow import LARGE_TEXT, arrow
from atlas.exports.frames import DyadRows
from atlas.exports.rows import EventRows, marks, parts, written
from atlas.exports.safety import harmless, zeros_kept
from atlas.measures.links import links
from atlas.view import Selection

BOM = b"\xef\xbb\xbf"
"""By this mark at the start Excel knows a file for UTF-8."""

_END = "\r\n"


def _cells(column: pa.Array, excel: bool) -> pa.Array:
    """A column with its texts made harmless."""
    if pa.types.is_dictionary(column.type):
        return pa.DictionaryArray.from_arrays(column.indices, _cells(column.dictionary, excel)).dictionary_decode()
    if column.type != LARGE_TEXT:
        return column
    texts = harmless(column)
    return zeros_kept(texts) if excel else texts


def csv_of(rows: pa.RecordBatch, header: bool = True, excel: bool = False) -> bytes:
    """Rows as CSV, dates in ISO form, booleans as `true` and `false`; for Excel with codes that keep their zeros."""
    cells = pa.record_batch([_cells(column, excel) for column in rows.columns], rows.schema.names)
    sink = pa.BufferOutputStream()
    csv.write_csv(cells, sink, csv.WriteOptions(include_header=header, eol=_END))
    return bytes(sink.getvalue())


def csv_bytes(frame: pd.DataFrame, header: bool = True) -> bytes:
    """A frame as CSV."""
    return csv_of(arrow(frame), header)


def events_csv_chunks(selection: Selection, header: bool = True, excel: bool = False) -> Iterator[bytes]:
    """The selected events as CSV in pieces, never more than some pieces in memory. The first has the header, if there is one."""
    rows = EventRows(selection)
    return written(selection.n, lambda part: csv_of(rows.text(part), header and part.start == 0, excel))


def events_csv(selection: Selection) -> bytes:
    """The selected events as CSV."""
    return b"".join(events_csv_chunks(selection))


def events_csv_excel(selection: Selection) -> Iterator[bytes]:
    """The same for Excel, which takes a file without a mark for one in the code page of the machine, and codes for numbers."""
    yield BOM
    yield from events_csv_chunks(selection, excel=True)


def dyads_csv(selection: Selection) -> Iterator[bytes]:
    """One row an event and pair of participants, as `DyadRows` has them, in pieces."""
    rows = DyadRows(selection)
    for part in parts(len(rows)):
        yield csv_bytes(rows.typed(part), header=part.start == 0)


def links_csv(selection: Selection) -> bytes:
    """The links among the selected events, as `atlas.links.links` has them: one row a link, busiest first."""
    return table_csv(selection, links(selection))


def table_csv(selection: Selection, table: pd.DataFrame) -> bytes:
    """The table of a chart or measure as CSV, each row with the version of the data and the view it comes from."""
    return csv_bytes(table.assign(**marks(selection)))
