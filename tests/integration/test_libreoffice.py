"""The files as LibreOffice Calc opens them: no formula runs, names are intact, dates are dates."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from atlas.dataset import Dataset
from atlas.exports import about_view
from atlas.exports.delimited import events_csv_excel
from atlas.exports.workbook import events_xlsx
from atlas.view import Selection, select
from tests.integration.soffice import convert

FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(1;2)", '=HYPERLINK("https://example.org/","x")', "\t=1+1", "＝1+1", '=cmd|"/c calc"!A1']
NAMES = ["امیرخان متقی", "中国外交部长王毅", "Ĺőŕēm İpşüm"]

# What Calc makes of a cell that is a boolean; there is nothing in it to run.
BOOLEANS = {"of:=TRUE()", "of:=FALSE()"}

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@pytest.fixture(scope="module")
def selection(few: Dataset) -> Selection:
    """Published events with formulas and names of other scripts for titles."""
    titles = few.events["title"].tolist()
    titles[: len(FORMULAS) + len(NAMES)] = FORMULAS + NAMES
    return select(replace(few, events=few.events.assign(title=titles)))


def text_of(cell: ET.Element) -> str:
    """What a cell shows."""
    return "".join(
        f"\t{part.tail or ''}" if part.tag == f"{TEXT}tab" else part.text or "" for part in cell.iter() if part is not cell
    ).strip("\n")


def cells_of(root: ET.Element, sheet: str, header: str) -> list[ET.Element]:
    """The cells below a header, down to the last filled row."""
    table = next(table for table in root.iter(f"{TABLE}table") if table.get(f"{TABLE}name") == sheet)
    rows = []
    for row in table.iter(f"{TABLE}table-row"):
        cells: list[ET.Element] = []
        for cell in row:
            cells += [cell] * min(int(cell.get(f"{TABLE}number-columns-repeated", "1")), 60)
        rows.append(cells)
    position = [text_of(cell) for cell in rows[0]].index(header)
    return [row[position] for row in rows[1:] if text_of(row[0])]


def test_the_workbook(selection: Selection, tmp_path: Path) -> None:
    """Every sheet opens; text that looks like a formula is the text."""
    file = tmp_path / "view.xlsx"
    file.write_bytes(events_xlsx(selection, about_view(selection, "http://localhost/events", datetime(2026, 11, 22, tzinfo=UTC))))
    root = ET.parse(convert(file, "fods")).getroot()
    sheets = [table.get(f"{TABLE}name") for table in root.iter(f"{TABLE}table")]
    assert sheets == ["events", "participants", "evidence", "codebook", "about"]
    assert {cell.get(f"{TABLE}formula") for cell in root.iter(f"{TABLE}table-cell")} - {None} <= BOOLEANS
    titles = cells_of(root, "events", "title")
    assert [text_of(cell) for cell in titles[: len(FORMULAS + NAMES)]] == FORMULAS + NAMES
    assert {cell.get(f"{OFFICE}value-type") for cell in titles} == {"string"}
    days = cells_of(root, "events", "date_start")
    assert [cell.get(f"{OFFICE}date-value") for cell in days] == selection.events["date_start"].dt.strftime("%Y-%m-%d").tolist()


def test_the_csv_for_excel(selection: Selection, tmp_path: Path) -> None:
    """No cell is a formula but codes that begin with zero, the mark at the start is no part of the first name, and dates are dates."""
    file = tmp_path / "view.csv"
    file.write_bytes(b"".join(events_csv_excel(selection)))
    root = ET.parse(convert(file, "fods", "--infilter=CSV:44,34,76,1")).getroot()
    formulas = {cell.get(f"{TABLE}formula") for cell in root.iter(f"{TABLE}table-cell")} - {None}
    assert formulas and all(re.fullmatch('of:="0[0-9]+"', str(formula)) for formula in formulas)
    assert [text_of(cell) for cell in cells_of(root, "view", "cameo_code")] == selection.events["cameo_code"].tolist()
    titles = cells_of(root, "view", "title")
    assert [text_of(cell) for cell in titles[: len(FORMULAS + NAMES)]] == [f"'{text}" for text in FORMULAS] + NAMES
    days = cells_of(root, "view", "date_start")
    assert [cell.get(f"{OFFICE}date-value") for cell in days] == selection.events["date_start"].dt.strftime("%Y-%m-%d").tolist()
    assert text_of(cells_of(root, "view", "event_id")[0]) == selection.events["event_id"].iloc[0]
