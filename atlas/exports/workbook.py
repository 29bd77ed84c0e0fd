"""XLSX for spreadsheets: dates as dates, numbers as numbers, and text as text whatever it begins with."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import XlsxFileError
from xlsxwriter.worksheet import Worksheet

from atlas.exports.about import About
from atlas.exports.codebook import codebook
from atlas.exports.frames import EventRows, evidence_frame, participant_frame, parts
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


def _write(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    """Write a cell in its type; what is no date, truth or number is text."""
    if isinstance(value, pd.Timestamp):
        if value >= FIRST_DAY:
            sheet.write_datetime(row, column, value.to_pydatetime())
            return
        value = value.date().isoformat()
    if isinstance(value, (bool, int, float)):
        sheet.write(row, column, value)
        return
    text = xml_text(str(value)).replace("\r\n", "\n").replace("\r", "\n")
    sheet.write_string(row, column, text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1] + "…")


class _Book:
    """A workbook that is written row by row by way of temporary files, so that it takes the memory of a few rows, or all in memory."""

    def __init__(self, about: About, in_memory: bool) -> None:
        self._buffer = io.BytesIO()
        # No text is taken for anything else, and a number that no sheet can hold is an error of ours.
        safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        how = {"in_memory": in_memory, "constant_memory": not in_memory}
        self._book = xlsxwriter.Workbook(self._buffer, {**safe, **how, "default_date_format": "yyyy-mm-dd"})
        self._head = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": False})
        made = about.made.astimezone(UTC).replace(tzinfo=None) if about.made.tzinfo else about.made
        self._book.set_properties(
            {"title": xml_text(about.title), "subject": xml_text(about.view), "comments": xml_text(about.citation), "created": made}
        )

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
            filled = [frame[title].notna().tolist() for title in frame.columns]
            columns = [frame[title].tolist() for title in frame.columns]
            for cells, present in zip(zip(*columns, strict=True), zip(*filled, strict=True), strict=True):
                row += 1
                for number, (value, there) in enumerate(zip(cells, present, strict=True)):
                    if there:
                        _write(sheet, row, number, value)
        sheet.autofilter(0, 0, row, len(columns) - 1)

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


def events_xlsx(selection: Selection, about: About) -> bytes:
    """A workbook with the sheets events, participants, evidence, codebook and about.

    Raises `ValueError` for more rows than a sheet can hold.
    """
    participants, evidence = participant_frame(selection), evidence_frame(selection)
    if max(selection.n, len(participants), len(evidence)) > MOST_ROWS:
        raise ValueError(f"A sheet holds at most {MOST_ROWS:,} rows. Narrow the view, or take the CSV or Parquet file.")
    try:
        return _workbook(selection, about, participants, evidence, in_memory=False)
    except (OSError, XlsxFileError):
        # The disk is full, or there is no folder for temporary files.
        return _workbook(selection, about, participants, evidence, in_memory=True)


def _workbook(selection: Selection, about: About, participants: pd.DataFrame, evidence: pd.DataFrame, in_memory: bool) -> bytes:
    book = _Book(about, in_memory)
    rows = EventRows(selection)
    book.sheet("events", (rows.text(part) for part in parts(selection.n)))
    book.sheet("participants", iter([participants]))
    book.sheet("evidence", iter([evidence]))
    book.sheet("codebook", iter([codebook(selection.dataset)]), frozen=(1, 2))
    book.about(about)
    return book.bytes()
