"""The index of a search comes from disk only where it is whole and of these very texts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from atlas.dataset import kept_index
from atlas.dataset.search import Index

TEXTS = ["Muttaqi meets Jaishankar", "Talks in Tehran", "", "Muttaqi in Tehran"]


def texts(*more: str) -> pa.LargeStringArray:
    return pa.array([*TEXTS, *more], pa.large_string())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where indexes are kept, of however few texts."""
    monkeypatch.setattr(kept_index, "INDEX_FOLDER", tmp_path / "kept")
    monkeypatch.setattr(kept_index, "LEAST_INDEXED", 1)
    return tmp_path / "kept"


def found(query: str, *more: str) -> list[int]:
    return np.flatnonzero(kept_index.index_of(texts(*more)).matches(query)).tolist()


def test_a_kept_index_finds_what_a_new_one_finds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found("muttaqi") == [0, 3]
    assert len(list(folder.iterdir())) == 1
    monkeypatch.delattr(Index, "of")
    for query in ("muttaqi", "muttaqi tehran", "taq", "xyzzy", ""):
        hits = [number for number, text in enumerate(TEXTS) if all(word in text.casefold() for word in query.split())]
        assert found(query) == hits, query


def test_other_texts_have_an_index_of_their_own_and_the_old_one_goes(folder: Path) -> None:
    assert found("herat") == [] and found("herat", "Trade in Herat") == [4]
    assert len(list(folder.iterdir())) == 1
    # A part of texts that were indexed as a whole.
    part = texts("Trade in Herat").slice(3)
    assert np.flatnonzero(kept_index.index_of(part).matches("herat")).tolist() == [1]


@pytest.mark.parametrize("spoilt", ["empty", "cut", "foreign", "of others"])
def test_what_is_spoilt_is_thrown_away(folder: Path, spoilt: str) -> None:
    found("muttaqi")
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    match spoilt:
        case "empty" | "cut" | "foreign":
            file.write_bytes({"empty": b"", "cut": whole[: len(whole) // 2], "foreign": b"<html>" * 100}[spoilt])
        case "of others":
            kept_index._write(file, Index.of(texts("one", "and another of words that the others lack")))
    assert found("muttaqi") == [0, 3]
    assert file.read_bytes() == whole


def test_where_nothing_can_be_written_it_is_made_each_time(folder: Path) -> None:
    folder.write_text("a file where the folder should be", encoding="utf-8")
    assert found("muttaqi") == [0, 3] == found("muttaqi")
