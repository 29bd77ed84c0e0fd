"""A server over broken data does not start, and says what to mend."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from tests.running import ROOT, free_port, start

IGNORED = shutil.ignore_patterns(".*", "tests", "docs", "node_modules", "__pycache__")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The dashboard in a folder of its own."""
    folder = tmp_path / "atlas"
    shutil.copytree(ROOT, folder, ignore=IGNORED)
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    return folder


def spoil(file: Path, row: int, field: str, value: str) -> None:
    """Overwrite a cell; the header is row 1."""
    with file.open(encoding="utf-8", newline="") as source:
        rows = list(csv.reader(source))
    rows[row - 1][rows[0].index(field)] = value
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)


def outcome(folder: Path, tmp_path: Path) -> tuple[int, str]:
    """Exit code and output of a start that is meant to fail."""
    process = start(folder, free_port(), tmp_path / "log.txt")
    try:
        code = process.wait(60)
    finally:
        process.kill()
    return code, (tmp_path / "log.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "row", "field", "value", "reason"),
    [
        ("events.csv", 7, "date_start", "2025-02-30", "2025-02-30"),
        ("events.csv", 3, "event_type", "picnic", "picnic"),
        ("sources.csv", 12, "url", "javascript:alert(1)", "javascript:alert(1)"),
        ("places.csv", 5, "lat", "north", "north"),
    ],
)
def test_a_broken_cell_is_named(copy: Path, tmp_path: Path, file: str, row: int, field: str, value: str, reason: str) -> None:
    spoil(copy / "data" / file, row, field, value)
    code, output = outcome(copy, tmp_path)
    assert code != 0
    assert "Traceback" not in output
    for text in (file, f"row {row}", f"field {field}", reason, "make check-data"):
        assert text in output


def test_a_missing_table_is_named(copy: Path, tmp_path: Path) -> None:
    (copy / "data" / "events.csv").unlink()
    code, output = outcome(copy, tmp_path)
    assert code != 0
    assert "Traceback" not in output
    assert "events.csv" in output
