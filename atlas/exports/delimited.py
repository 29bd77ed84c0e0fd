"""CSV: RFC 4180, UTF-8, lines ended by CR LF, texts between quotation marks, formulas made harmless.

Arrow writes it: of a million events no cell passes through Python.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pyarrow as pa
from pyarrow import csv

from atlas.exports.frames import DyadRows, EventRows, marks, parts
from atlas.exports.safety import harmless, zeros_kept
from atlas.measures.links import links
from atlas.view import Selection

BOM = b"\xef\xbb\xbf"
"""By this mark at the start Excel knows a file for UTF-8."""

_TEXT = pa.large_string()
_END = "\r\n"


def _cells(column: pd.Series, excel: bool) -> pa.Array:
    """A column as Arrow writes it: dates in ISO form, missing values as empty cells."""
    kind = column.dtype
    if isinstance(kind, pd.CategoricalDtype):
        few = _cells(pd.Series(kind.categories), excel)
        return few.take(pa.array(column.cat.codes, mask=column.isna().to_numpy()))
    if pd.api.types.is_datetime64_any_dtype(kind):
        return pa.array(column).cast(pa.date32())
    if pd.api.types.is_bool_dtype(kind) or pd.api.types.is_numeric_dtype(kind):
        return pa.array(column)
    texts = harmless(pa.array(column.astype("str"), _TEXT))
    return zeros_kept(texts) if excel else texts


def csv_bytes(frame: pd.DataFrame, header: bool = True, excel: bool = False) -> bytes:
    """A frame as CSV, dates in ISO form, booleans as `true` and `false`; for Excel with codes that keep their zeros."""
    table = pa.table([_cells(frame[name], excel) for name in frame.columns], [str(name) for name in frame.columns])
    sink = pa.BufferOutputStream()
    csv.write_csv(table, sink, csv.WriteOptions(include_header=header, eol=_END))
    return bytes(sink.getvalue())


def events_csv_chunks(selection: Selection, excel: bool = False) -> Iterator[bytes]:
    """The selected events as CSV in pieces, never more than a piece in memory. The first piece has the header."""
    rows = EventRows(selection)
    for part in parts(selection.n):
        yield csv_bytes(rows.text(part), header=part.start == 0, excel=excel)


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
