"""XLSX for spreadsheets: dates as dates, numbers as numbers, and text as text whatever it begins with."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from atlas.exports.about import About
from atlas.exports.codebook import codebook
from atlas.exports.frames import EventRows, evidence_frame, lists_as_text, participant_frame, parts
from atlas.exports.safety import xml_text
from atlas.view import Selection

_MOST_CHARACTERS = 32_767
"""What a cell can hold; a longer text ends in an ellipsis."""

MOST_ROWS = 1_048_575
"""What a sheet can hold below its header."""

FIRST_DAY = pd.Timestamp(1900, 3, 1)
"""Spreadsheets disagree on the days before; such a date is written as text."""

_DEFAULT_WIDTH = 14
_WIDTHS = {
    **dict.fromkeys(("event_id", "source_id", "title", "page_title", "name"), 44),
    **dict.fromkeys(("summary", "states", "meaning", "view", "note"), 60),
    **dict.fromkeys(("actors", "people", "issues", "person", "actor", "office", "publisher", "source_urls", "url", "values"), 28),
    **dict.fromkeys(("cameo_label", "place", "contact_level_label", "announced_by"), 20),
}
"""Widths of columns in characters."""

Write = Callable[[Worksheet, int, int, Any], object]


def _text(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    text = xml_text(str(value)).replace("\r\n", "\n").replace("\r", "\n")
    sheet.write_string(row, column, text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1] + "…")


def _number(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    sheet.write_number(row, column, value)


def _boolean(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    sheet.write_boolean(row, column, bool(value))


def _date(day: Format) -> Write:
    def write(sheet: Worksheet, row: int, column: int, value: pd.Timestamp) -> None:
        if value < FIRST_DAY:
            _text(sheet, row, column, value.date().isoformat())
        else:
            sheet.write_datetime(row, column, value.to_pydatetime(), day)

    return write


class _Book:
    """A workbook that is written row by row, so that its size on the way is that of a few rows."""

    def __init__(self, about: About) -> None:
        self._buffer = io.BytesIO()
        # No text is taken for anything else, and a number that no sheet can hold is an error of ours.
        safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book = xlsxwriter.Workbook(self._buffer, {**safe, "constant_memory": True})
        self._head = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": False})
        self._date = _date(self._book.add_format({"num_format": "yyyy-mm-dd"}))
        made = about.made.astimezone(UTC).replace(tzinfo=None) if about.made.tzinfo else about.made
        self._book.set_properties(
            {"title": xml_text(about.title), "subject": xml_text(about.view), "comments": xml_text(about.citation), "created": made}
        )

    def _writer(self, column: pd.Series) -> Write:
        if pd.api.types.is_datetime64_any_dtype(column.dtype):
            return self._date
        if pd.api.types.is_bool_dtype(column.dtype):
            return _boolean
        return _number if pd.api.types.is_numeric_dtype(column.dtype) else _text

    def sheet(self, name: str, frames: Iterator[pd.DataFrame], frozen: tuple[int, int] = (1, 1)) -> None:
        """A sheet with a header that stays in sight; the frames follow one another and have the same columns."""
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(*frozen)
        row = 0
        for frame in frames:
            if row == 0:
                for number, title in enumerate(frame.columns):
                    sheet.set_column(number, number, _WIDTHS.get(title, _DEFAULT_WIDTH))
                    sheet.write_string(0, number, title, self._head)
            writers = [self._writer(frame[title]) for title in frame.columns]
            filled = [frame[title].notna().tolist() for title in frame.columns]
            columns = [frame[title].tolist() for title in frame.columns]
            for cells, present in zip(zip(*columns, strict=True), zip(*filled, strict=True), strict=True):
                row += 1
                for number, (write, value, there) in enumerate(zip(writers, cells, present, strict=True)):
                    if there:
                        write(sheet, row, number, value)
        sheet.autofilter(0, 0, row, len(writers) - 1)

    def about(self, about: About) -> None:
        """The block as pairs of a label and a text."""
        sheet = self._book.add_worksheet("about")
        wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 110)
        for row, (label, text) in enumerate(about.lines()):
            sheet.write_string(row, 0, label, self._head)
            sheet.write_string(row, 1, xml_text(text)[:_MOST_CHARACTERS], wrapped)

    def bytes(self) -> bytes:
        self._book.close()
        return self._buffer.getvalue()


def _cells(selection: Selection) -> Iterator[pd.DataFrame]:
    """The selected events in their types, with the lists of a cell as one text."""
    rows = EventRows(selection)
    for part in parts(selection.n):
        yield lists_as_text(rows.typed(part))


def events_xlsx(selection: Selection, about: About) -> bytes:
    """A workbook with the sheets events, participants, evidence, codebook and about.

    Raises `ValueError` for more rows than a sheet can hold.
    """
    participants, evidence = participant_frame(selection), evidence_frame(selection)
    if max(selection.n, len(participants), len(evidence)) > MOST_ROWS:
        raise ValueError(f"A sheet holds at most {MOST_ROWS:,} rows. Narrow the view, or take the CSV or Parquet file.")
    book = _Book(about)
    book.sheet("events", _cells(selection))
    book.sheet("participants", iter([participants]))
    book.sheet("evidence", iter([evidence]))
    book.sheet("codebook", iter([codebook(selection.dataset)]), frozen=(1, 2))
    book.about(about)
    return book.bytes()
