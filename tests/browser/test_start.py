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


def test_broken_cells_are_named(copy: Path, tmp_path: Path) -> None:
    spoil(copy / "data" / "events.csv", 7, "date_start", "2025-02-30")
    spoil(copy / "data" / "sources.csv", 12, "url", "javascript:alert(1)")
    code, output = outcome(copy, tmp_path)
    assert code != 0
    assert "Traceback" not in output
    for text in (
        "events.csv",
        "row 7",
        "field date_start",
        "2025-02-30",
        "sources.csv",
        "row 12",
        "field url",
        "javascript:alert(1)",
        "python -m atlas.checks",
    ):
        assert text in output


def test_a_missing_table_is_named(copy: Path, tmp_path: Path) -> None:
    (copy / "data" / "events.csv").unlink()
    code, output = outcome(copy, tmp_path)
    assert code != 0
    assert "Traceback" not in output
    assert "events.csv" in output
