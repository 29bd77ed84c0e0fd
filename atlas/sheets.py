"""A workbook for spreadsheets: dates as dates, numbers as numbers, and text as text whatever it begins with.

What is written stands in plain tables, so that a process of its own can write it without the data.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import XlsxFileError
from xlsxwriter.worksheet import Worksheet

from atlas.words import xml_text

_MOST_CHARACTERS = 32_767
"""What a cell can hold; a longer text ends in an ellipsis."""

MOST_ROWS = 1_048_575
"""What a sheet can hold below its header."""

FIRST_DAY = pd.Timestamp(1900, 3, 1)
"""Spreadsheets disagree on the days before; such a date is written as text."""

_ROWS_AT_ONCE = 1_000
_DEFAULT_WIDTH = 14
_WIDTHS = {
    **dict.fromkeys(("event_id", "source_id", "title", "page_title", "name"), 44),
    **dict.fromkeys(("summary", "states", "meaning", "view", "note"), 60),
    **dict.fromkeys(("actors", "people", "issues", "person", "actor", "office", "publisher", "source_urls", "url", "values"), 28),
    **dict.fromkeys(("cameo_label", "place", "contact_level_label", "announced_by"), 20),
}
"""Widths of columns in characters."""


@dataclass(frozen=True)
class Leaf:
    """A sheet of rows under a header; so many rows and columns of it stay in sight."""

    name: str
    frame: pd.DataFrame
    frozen: tuple[int, int] = (1, 1)


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

    def __init__(self, properties: Mapping[str, Any], in_memory: bool) -> None:
        self._buffer = io.BytesIO()
        # No text is taken for anything else, and a number that no sheet can hold is an error of ours.
        safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        how = {"in_memory": in_memory, "constant_memory": not in_memory}
        self._book = xlsxwriter.Workbook(self._buffer, {**safe, **how, "default_date_format": "yyyy-mm-dd"})
        self._head = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": False})
        self._book.set_properties({name: xml_text(value) if isinstance(value, str) else value for name, value in properties.items()})

    def sheet(self, leaf: Leaf) -> None:
        """A sheet with a header that stays in sight."""
        sheet, columns = self._book.add_worksheet(leaf.name), list(leaf.frame.columns)
        sheet.freeze_panes(*leaf.frozen)
        for number, title in enumerate(columns):
            sheet.set_column(number, number, _WIDTHS.get(title, _DEFAULT_WIDTH))
            sheet.write_string(0, number, title, self._head)
        row = 0
        for start in range(0, len(leaf.frame), _ROWS_AT_ONCE):
            part = leaf.frame.iloc[start : start + _ROWS_AT_ONCE]
            filled = [part[title].notna().tolist() for title in columns]
            values = [part[title].tolist() for title in columns]
            for cells, present in zip(zip(*values, strict=True), zip(*filled, strict=True), strict=True):
                row += 1
                for number, (value, there) in enumerate(zip(cells, present, strict=True)):
                    if there:
                        _write(sheet, row, number, value)
        sheet.autofilter(0, 0, row, len(columns) - 1)

    def about(self, lines: Sequence[tuple[str, str]]) -> None:
        """Pairs of a label and a text."""
        sheet = self._book.add_worksheet("about")
        wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 110)
        for row, (label, text) in enumerate(lines):
            sheet.write_string(row, 0, label, self._head)
            sheet.write_string(row, 1, xml_text(text)[:_MOST_CHARACTERS], wrapped)

    def bytes(self) -> bytes:
        self._book.close()
        return self._buffer.getvalue()


def book_of(leaves: Sequence[Leaf], about: Sequence[tuple[str, str]], properties: Mapping[str, Any]) -> bytes:
    """The file: a sheet a leaf, and one of what the file says of itself. `properties` are those of the document, by xlsxwriter's names."""
    try:
        return _written(leaves, about, properties, in_memory=False)
    except (OSError, XlsxFileError):
        # The disk is full, or there is no folder for temporary files.
        return _written(leaves, about, properties, in_memory=True)


def _written(leaves: Sequence[Leaf], about: Sequence[tuple[str, str]], properties: Mapping[str, Any], in_memory: bool) -> bytes:
    book = _Book(properties, in_memory)
    for leaf in leaves:
        book.sheet(leaf)
    book.about(about)
    return book.bytes()
