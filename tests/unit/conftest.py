"""Fixtures shared by the unit tests: an excerpt of the data package that a test may spoil, cell by cell."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.dataset import Dataset, load

Rows = list[list[str]]
SetCell = Callable[[str, int, str, str], None]
FindRow = Callable[..., int]
ChangeRows = Callable[[str, Callable[[Rows], object]], None]


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The published dataset, loaded once; no test may change it."""
    return load()


@pytest.fixture
def package_folder(excerpt: Path, tmp_path: Path) -> Path:
    """A copy of the excerpt, which the test may spoil."""
    return Path(shutil.copytree(excerpt, tmp_path / "data"))


def _read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture
def change_rows(package_folder: Path) -> ChangeRows:
    """`change_rows(file, change)`: let `change` alter the rows of a file in place; row 0 is the header."""

    def change_file(file: str, change: Callable[[Rows], object]) -> None:
        rows = _read(package_folder / file)
        change(rows)
        with (package_folder / file).open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(rows)

    return change_file


@pytest.fixture
def set_cell(change_rows: ChangeRows) -> SetCell:
    """`set_cell(file, row, field, value)`: overwrite a cell; the header is row 1, as in a spreadsheet."""

    def overwrite(file: str, row: int, field: str, value: str) -> None:
        def change(rows: Rows) -> None:
            rows[row - 1][rows[0].index(field)] = value

        change_rows(file, change)

    return overwrite


@pytest.fixture
def find_row(package_folder: Path) -> FindRow:
    """`find_row(file, field=value, …)`: the first row with these cells; the header is row 1."""

    def find(file: str, **cells: str) -> int:
        header, *rows = _read(package_folder / file)
        for number, row in enumerate(rows, start=2):
            named = dict(zip(header, row, strict=True))
            if all(named[field] == value for field, value in cells.items()):
                return number
        raise LookupError(f"{file} has no row with {cells}")

    return find
