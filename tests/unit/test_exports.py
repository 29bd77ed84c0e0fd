"""The files people take away: whole, honest about what they are, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import pytest
from conftest import ChangeRows, Rows
from hypothesis import given, settings
from hypothesis import strategies as st
from test_filters import filters

from atlas.dataset import Dataset, load
from atlas.exports import events_csv, file_name, package_zip
from atlas.exports.columns import EVENTS
from atlas.exports.delimited import csv_bytes
from atlas.exports.rows import EventRows
from atlas.exports.safety import FORMULA_START
from atlas.view import EventFilter, select

VIEWS = [
    EventFilter(),
    EventFilter(link=("AFG-IND",)),
    EventFilter(type=("call", "visit"), date_from=date(2025, 1, 1)),
    EventFilter(issue=("visas",), level="minister"),
    EventFilter(actor=("IRN",), grade="A"),
    EventFilter(contested=True),
    EventFilter(place=("dubai",)),
    EventFilter(q="=1+1"),
    EventFilter(q="muttaqi"),
    EventFilter(person=("abbas-araghchi",)),
]
every_view = pytest.mark.parametrize("wanted", VIEWS, ids=lambda wanted: wanted.to_query() or "everything")
FORMULAS = ["=1+1", '=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"]


def rows_of(content: bytes) -> list[dict[str, str]]:
    """Rows of a CSV file, read as strictly as the csv module can."""
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
    assert len(set(header)) == len(header)
    return [dict(zip(header, row, strict=True)) for row in rows]


@every_view
def test_the_file_holds_the_selected_events_in_order(dataset: Dataset, wanted: EventFilter) -> None:
    selection = select(dataset, wanted)
    assert [row["event_id"] for row in rows_of(events_csv(selection))] == selection.events["event_id"].tolist()


@every_view
def test_every_row_says_n_of_all_and_the_version(dataset: Dataset, wanted: EventFilter) -> None:
    selection = select(dataset, wanted)
    for row in rows_of(events_csv(selection)):
        assert row["data_version"] == dataset.version
        assert row["view"] == selection.sentence
        assert row["view"].startswith(f"{selection.n:,} of {selection.total:,}" if wanted else f"All {selection.total:,}")


def test_the_lines_are_those_of_rfc_4180(dataset: Dataset) -> None:
    content = events_csv(select(dataset))
    assert content.endswith(b"\r\n")
    assert not content.startswith(b"\xef\xbb\xbf"), "the plain file has no byte order mark"
    # What stands between quotation marks may hold anything, those inside doubled; of the rest only commas part cells, and CR LF lines.
    bare = re.sub(r'"(?:[^"]|"")*"', "", content.decode("utf-8"))
    assert '"' not in bare and {line.count(",") for line in bare.removesuffix("\r\n").split("\r\n")} == {len(EVENTS.names) - 1}
    assert not {"\r", "\n"} & set(bare.replace("\r\n", ""))


def test_the_columns_are_those_promised_even_without_rows(dataset: Dataset) -> None:
    names = EVENTS.names
    for wanted in (EventFilter(), EventFilter(q="xyzzy")):
        content = events_csv(select(dataset, wanted)).decode()
        assert next(csv.reader(content.splitlines())) == names
    assert names[0] == "event_id"


def test_numbers_stay_numbers(dataset: Dataset) -> None:
    selection = select(dataset)
    rows = rows_of(events_csv(selection))
    tone = [float(row["goldstein"]) for row in rows]
    assert tone == selection.events["goldstein"].tolist()
    assert min(tone) < 0, "a negative number is not taken for a formula"
    for name in ("sources", "origins", "origin_countries", "quad_class"):
        assert [int(row[name]) for row in rows] == selection.events[name].tolist()


def test_text_comes_back_as_it_was(dataset: Dataset) -> None:
    rows = EventRows(select(dataset)).typed()
    assert rows["event_id"].to_pylist() == list(dataset.events["event_id"])
    for row, event in zip(rows_of(events_csv(select(dataset))), dataset.events.itertuples(), strict=True):
        for name in ("title", "summary", "note"):
            text = getattr(event, name)
            text = "" if pd.isna(text) else str(text)
            assert row[name] == ("'" + text if text.startswith(FORMULA_START) else text)


def test_dates_and_truths_are_written_as_in_the_data(dataset: Dataset) -> None:
    for row in rows_of(events_csv(select(dataset))):
        assert date.fromisoformat(row["date_start"])
        assert not row["date_end"] or date.fromisoformat(row["date_end"]) >= date.fromisoformat(row["date_start"])
        assert {row["contested"], row["one_sided"]} <= {"true", "false"}


def test_lists_in_a_cell_are_those_of_the_tables(dataset: Dataset) -> None:
    tables = dataset.tables
    for row in rows_of(events_csv(select(dataset)))[::10]:
        event = row["event_id"]
        for column, table, key in (("actor_ids", "participants", "actor_id"), ("issue_ids", "event_issues", "issue_id")):
            values = tables[table].loc[tables[table]["event_id"] == event, key].dropna().astype("str")
            assert row[column] == "; ".join(dict.fromkeys(values))
        pages = tables["evidence"].loc[tables["evidence"]["event_id"] == event, "source_id"].astype("str")
        assert set(row["source_urls"].split(" ")) == set(dataset.sources.loc[pages, "url"])
        assert all(urlsplit(url).scheme in ("http", "https") for url in row["source_urls"].split(" "))


@given(filters())
@settings(max_examples=15)
def test_any_filter_gives_a_file_of_n_rows(dataset: Dataset, wanted: EventFilter) -> None:
    selection = select(dataset, wanted)
    rows = rows_of(events_csv(selection))
    assert len(rows) == selection.n
    assert {row["view"] for row in rows} <= {selection.sentence}


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=1))
def test_any_text_comes_back_and_none_starts_like_a_formula(texts: list[str]) -> None:
    rows = rows_of(csv_bytes(pd.DataFrame({"text": texts, "number": [-1.5] * len(texts)})))
    assert [row["text"] for row in rows] == ["'" + text if text.startswith(FORMULA_START) else text for text in texts]
    assert {row["number"] for row in rows} == {"-1.5"}


@given(st.lists(st.floats() | st.none(), min_size=1))
def test_a_number_comes_back(numbers: list[float | None]) -> None:
    rows = rows_of(csv_bytes(pd.DataFrame({"number": numbers, "last": "x"}).astype({"number": "float64"})))
    back = [float(row["number"]) if row["number"] else None for row in rows]
    assert back == [None if number is None or number != number else number for number in numbers]


@pytest.mark.parametrize("kind", ["str", "object", "category"])
def test_formulas_are_harmless_in_every_kind_of_text_column(kind: str) -> None:
    frame = pd.DataFrame({"text": pd.Series([*FORMULAS, "plain", None], dtype=kind), "last": "x"})
    assert [row["text"] for row in rows_of(csv_bytes(frame))] == [*("'" + formula for formula in FORMULAS), "plain", ""]
    assert frame["text"].tolist()[0] == "=1+1", "the frame given is left as it was"


def test_a_narrow_view_has_the_lines_of_the_whole(dataset: Dataset) -> None:
    """Lines of wide views are kept and those of narrow ones are not."""
    whole = {row["event_id"]: row for row in rows_of(events_csv(select(dataset)))}
    views = [select(dataset, wanted) for wanted in (EventFilter(link=("AFG-IND",)), EventFilter(level="official"))]
    assert 2 * views[0].n < len(dataset.events) < 2 * views[1].n
    for row in (row for view in views for row in rows_of(events_csv(view))):
        assert {**row, "view": ""} == {**whole[row["event_id"]], "view": ""}


def test_a_formula_in_the_data_is_harmless_in_the_file(package_folder: Path, change_rows: ChangeRows) -> None:
    """A row a formula, which stands in each of its texts."""
    formulas, texts = [formula for formula in FORMULAS if formula == formula.strip()], ("title", "summary", "note")

    def spoil(rows: Rows) -> None:
        for row, formula in zip(rows[5:], formulas, strict=False):
            for field in texts:
                row[rows[0].index(field)] = formula

    change_rows("events.csv", spoil)
    rows = rows_of(events_csv(select(load(package_folder))))
    for field in texts:
        cells = [row[field] for row in rows]
        assert {"'" + formula for formula in formulas} <= set(cells)
        assert not any(cell.startswith(FORMULA_START) for cell in cells)


@every_view
def test_the_file_name_troubles_no_disk(dataset: Dataset, wanted: EventFilter) -> None:
    selection = select(dataset, wanted)
    name = file_name(selection, "csv")
    assert name.isascii()
    assert not set(name) & set('/\\:*?"<>| \n')
    assert name.endswith(".csv")
    assert len(name) < 200
    assert f"{selection.n}-of-{selection.total}" in name
    assert dataset.version in name


def test_the_package_is_whole(dataset: Dataset) -> None:
    with zipfile.ZipFile(io.BytesIO(package_zip(dataset))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        folder = f"{dataset.package.name}-{dataset.version}"
        assert names == [f"{folder}/{name}" for name in dataset.package.files]
        for name in dataset.package.files:
            assert archive.read(f"{folder}/{name}") == (dataset.package.folder / name).read_bytes()
        descriptor = json.loads(archive.read(f"{folder}/datapackage.json"))
        assert {resource["path"] for resource in descriptor["resources"]} <= set(dataset.package.files)


def test_the_package_is_the_same_at_every_download(dataset: Dataset) -> None:
    assert package_zip(dataset) == package_zip(load())
