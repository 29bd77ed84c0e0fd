"""CSV: RFC 4180, UTF-8, lines ended by CR LF, formulas made harmless.

Cells are written a column at a time, by Arrow: of a million events no cell passes through Python.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from atlas.dataset import Dataset
from atlas.exports.columns import EVENTS, MARKS
from atlas.exports.frames import DyadRows, EventRows, marks, parts
from atlas.exports.safety import harmless, zeros_kept
from atlas.measures.links import links
from atlas.view import Selection, select

BOM = b"\xef\xbb\xbf"
"""By this mark at the start Excel knows a file for UTF-8."""

_TEXT = pa.large_string()
_EMPTY, _QUOTE, _COMMA = (pa.scalar(text, _TEXT) for text in ("", '"', ","))
_MARKS = [mark.name for mark in MARKS]
_BLOCKS_KEPT = 256
"""So many pieces of the lines of all events are kept, each of some 7 MB: enough for a million events."""


def _quoted(texts: pa.LargeStringArray) -> pa.LargeStringArray:
    """The texts as cells: between quotation marks, with those inside doubled, where they hold what parts cells or lines."""
    needed = pc.match_substring_regex(texts, '[",\r\n]')
    if not pc.any(needed).as_py():
        return texts
    doubled = pc.replace_substring(texts, '"', '""') if pc.any(pc.match_substring(texts, '"')).as_py() else texts
    return pc.if_else(needed, pc.binary_join_element_wise(_QUOTE, doubled, _QUOTE, _EMPTY), texts)


def _cells(column: pd.Series, excel: bool) -> pa.LargeStringArray:
    """A column as the cells of a file; missing where the cell is empty."""
    kind = column.dtype
    if isinstance(kind, pd.CategoricalDtype):
        few = pd.Series(kind.categories)
        return _cells(few, excel).take(pa.array(column.cat.codes, mask=column.isna().to_numpy()))
    if pd.api.types.is_datetime64_any_dtype(kind):
        return pa.array(column).cast(pa.date32()).cast(_TEXT)
    if pd.api.types.is_bool_dtype(kind):
        return pc.if_else(pa.array(column), "true", "false").cast(_TEXT)
    if pd.api.types.is_integer_dtype(kind):
        return pa.array(column).cast(_TEXT)
    if pd.api.types.is_float_dtype(kind):
        # Python writes the shortest text that gives the number again, always with a decimal point.
        codes, numbers = pd.factorize(column)
        return pa.array(map(repr, numbers.tolist()), _TEXT).take(pa.array(codes, mask=codes < 0))
    texts = harmless(pa.array(column.astype("str"), _TEXT))
    return _quoted(zeros_kept(texts) if excel else texts)


def _lines(frame: pd.DataFrame, excel: bool) -> pa.LargeStringArray:
    """The rows of a frame as lines without their ends."""
    cells = [_cells(frame[name], excel) for name in frame.columns]
    return pc.binary_join_element_wise(*cells, _COMMA, null_handling="replace")


def _ended(lines: pa.LargeStringArray, end: str) -> memoryview:
    """The lines with the same end, one after another as they lie in memory."""
    ended = pc.binary_join_element_wise(lines, pa.scalar(end, _TEXT), _EMPTY)
    size = pc.sum(pc.binary_length(ended)).as_py() or 0
    return memoryview(ended.buffers()[2])[:size]


def csv_bytes(frame: pd.DataFrame, header: bool = True, excel: bool = False) -> bytes:
    """A frame as CSV, dates in ISO form, booleans as `true` and `false`; for Excel with codes that keep their zeros."""
    head = _quoted(pa.array(map(str, frame.columns), _TEXT)).to_pylist()
    first = f"{','.join(head)}\r\n".encode() if header else b""
    return b"".join((first, _ended(_lines(frame, excel), "\r\n")))


def _unmarked(rows: EventRows, part: slice, excel: bool) -> pa.LargeStringArray:
    """Part of the events as lines without what marks the view: the same in every view."""
    return _lines(rows.text(part).drop(columns=_MARKS), excel)


@lru_cache(maxsize=_BLOCKS_KEPT)
def _block(dataset: Dataset, part: tuple[int, int], excel: bool) -> pa.LargeStringArray:
    return _unmarked(EventRows(select(dataset)), slice(*part), excel)


def _event_lines(selection: Selection, excel: bool) -> Iterator[pa.LargeStringArray]:
    """The selected events as lines, in pieces. Those of large views are kept, since the whole is what is asked for most."""
    if 2 * selection.n < selection.total:
        rows = EventRows(selection)
        yield from (_unmarked(rows, part, excel) for part in parts(selection.n))
        return
    for part in parts(selection.total):
        block = _block(selection.dataset, (part.start, part.stop), excel)
        wanted = selection.mask[part]
        yield block if wanted.all() else block.filter(pa.array(wanted))


def events_csv_chunks(selection: Selection, excel: bool = False) -> Iterator[bytes]:
    """The selected events as CSV in pieces, never more than a piece in memory. The first piece has the header."""
    head = csv_bytes(pd.DataFrame(columns=EVENTS.names))
    end = f",{csv_bytes(pd.DataFrame([marks(selection)]), header=False, excel=excel).decode()}"
    for number, lines in enumerate(_event_lines(selection, excel)):
        yield b"".join((b"" if number else head, _ended(lines, end)))


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
