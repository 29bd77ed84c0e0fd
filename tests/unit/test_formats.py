"""The table of formats: every file is written from one entry, and writing one leaves everything as it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from atlas import api
from atlas.api.addresses import ADDRESSES
from atlas.dataset import Dataset, serving
from atlas.exports import file_name, table_csv
from atlas.exports.formats import FORMATS, FORMATS_BY_NAME, Format, Wanted
from atlas.measures.links import links, visits
from atlas.pictures import draw_comparison, draw_route_map, map_picture
from atlas.routes.route_map import route_map_of
from atlas.view import EventFilter, Selection, ViewOptions, select

MADE = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
README = Path(__file__).resolve().parents[2] / "README.md"
WRITERS: dict[str, Callable[[Wanted], bytes]] = {
    **{form.name: form.whole for form in FORMATS},
    "map.svg": lambda wanted: map_picture(wanted.selection, wanted.options, wanted.address, "svg"),
    "routes.svg": lambda wanted: draw_route_map(route_map_of(wanted.selection.dataset, wanted.options), wanted.address, "svg"),
    "comparison.svg": lambda wanted: draw_comparison(wanted.routes, wanted.address, "svg"),
    "table of links": lambda wanted: table_csv(wanted.selection, links(wanted.selection)),
    "table of visits": lambda wanted: table_csv(wanted.selection, visits(wanted.selection)),
}


@pytest.fixture(scope="module")
def wanted(dataset: Dataset) -> Wanted:
    options = ViewOptions(routes=("karachi-torkham",), asof=date(2025, 11, 1), close=("PAK",))
    return Wanted(select(dataset, EventFilter(link=("AFG-IND", "AFG-IRN"))), options, "http://localhost:8501/events?q=a", MADE)


@pytest.fixture(scope="module")
def first(wanted: Wanted) -> dict[str, bytes]:
    """Every file of one selection, each written once."""
    return {name: write(wanted) for name, write in WRITERS.items()}


def tables(dataset: Dataset) -> dict[str, pd.DataFrame]:
    """Everything that writers are given."""
    own = {name: getattr(dataset, name) for name in ("events", "evidence", "dyads", "places", "legs")}
    return {name: frame.copy(deep=True) for name, frame in {**dataset.tables, **own}.items()}


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_is_the_same_when_it_is_written_again(wanted: Wanted, first: dict[str, bytes], name: str) -> None:
    """On the same selection, after all others have been written."""
    assert first[name]
    assert WRITERS[name](wanted) == first[name]


def test_writing_changes_nothing_in_the_dataset(dataset: Dataset, wanted: Wanted) -> None:
    before = tables(dataset)
    for form in FORMATS:
        form.whole(wanted)
    for name, frame in tables(dataset).items():
        assert frame.equals(before[name]), name


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_format_has_an_address_that_gives_the_same(dataset: Dataset, form: Format) -> None:
    """What a visitor downloads and what a program is given are one file, but for its time, its address and its pages."""
    with TestClient(Starlette(routes=api.routes(lambda: serving.Served(dataset)))) as client:
        answer = client.get(f"/api/v1/{form.name}", headers={"Accept-Encoding": "identity"})
    assert answer.status_code == 200 and answer.headers["content-type"] == form.media_type
    assert form.file_name(select(dataset)) in answer.headers["content-disposition"]
    assert answer.headers["content-disposition"].startswith("inline" if form.inline else "attachment")
    if form.media_type.startswith("text/csv"):
        assert answer.content == form.whole(Wanted(select(dataset), ViewOptions(), "", MADE))


def test_the_formats_have_names_of_their_own() -> None:
    assert len(FORMATS_BY_NAME) == len(FORMATS)
    for of in ("events", "map", "routes"):
        labels = [form.label for form in FORMATS if form.label and form.of == of]
        assert len(set(labels)) == len(labels)


def test_what_would_be_empty_or_cut_is_not_offered(dataset: Dataset) -> None:
    def offered(selection: Selection, forms: Any = FORMATS) -> set[str]:
        return {form.name for form in forms if form.offered(selection)}

    everything, alone = select(dataset), select(dataset, EventFilter(date_from=date(2100, 1, 1)))
    assert {"events.csv", "events.excel.csv", "events.zip", "dyads.csv", "links.csv"} <= offered(everything)
    assert offered(everything) - offered(alone) == {"dyads.csv", "links.csv"}
    assert "events.atom" not in offered(everything), "a feed is followed, not kept"
    book = FORMATS_BY_NAME["events.xlsx"]
    assert not offered(everything, [replace(book, most=lambda: everything.n - 1)]) and offered(
        everything, [replace(book, most=lambda: everything.n)]
    )


def test_the_file_name_is_that_of_the_view(dataset: Dataset) -> None:
    selection = select(dataset, EventFilter(link=("AFG-IND",)))
    assert FORMATS_BY_NAME["events.excel.csv"].file_name(selection) == file_name(selection, "excel.csv")
    assert FORMATS_BY_NAME["dyads.csv"].file_name(selection) == file_name(selection, "dyads.csv")
    assert FORMATS_BY_NAME["package.zip"].file_name(selection) == f"{dataset.package.name}-{dataset.version}.zip"


def test_the_readme_names_formats_that_there_are() -> None:
    (paragraph,) = re.findall(r"^The API takes the same names.*?^$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    names = {name.removeprefix("/api/v1/").partition("?")[0] for name in re.findall(r"`((?:/api/v1/)?[a-z]*\.[a-z.]+[^`]*)`", paragraph)}
    known = {address.path for address in ADDRESSES}
    assert {"events.csv", ".xlsx", ".excel.csv", "links.csv", "package.zip"} <= names
    for name in names:
        assert name in known or f"events{name}" in known or f"map{name}" in known, name


def test_the_workbook_comes_first_and_every_csv_says_what_parts_it(wanted: Wanted) -> None:
    """Excel opens a CSV by double click only where its list separator is the one in the file."""
    offered = [form for form in FORMATS if form.of == "events" and form.offered(wanted.selection)]
    assert offered[0].name == "events.xlsx"
    for form in offered:
        if form.name in ("events.csv", "events.excel.csv"):
            assert "parted by commas" in form.label
            assert form.whole(wanted).splitlines()[0].count(b",") > 10
