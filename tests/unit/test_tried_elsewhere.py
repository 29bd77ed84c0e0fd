"""What people report of data portals and spreadsheets elsewhere, tried on the API: odd characters, long addresses, dates, lines, links."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any
from urllib.parse import quote
from xml.dom import minidom

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from atlas import api
from atlas.dataset import Dataset, serving
from atlas.view.filters import FILTERS
from atlas.view.kinds import Several

PREFIX = "/api/v1"
ODD = ("%00", "a%00b", "%01", "%0B", "%1F", "%EF%BF%BF", "%FF", "%ED%A0%80", "%C2%85")


@pytest.fixture(scope="module")
def client(dataset: Dataset) -> TestClient:
    return TestClient(Starlette(routes=api.routes(lambda: serving.Served(dataset))))


@pytest.mark.parametrize("text", ODD)
def test_odd_characters_break_no_file(client: TestClient, text: str) -> None:
    """Not only is the answer no 500: what is XML can be read."""
    for name in ("events.atom", "map.svg"):
        answer = client.get(f"{PREFIX}/{name}?q={text}&link=AFG-IND")
        assert answer.status_code == 200
        minidom.parseString(answer.content)
    book = zipfile.ZipFile(io.BytesIO(client.get(f"{PREFIX}/events.xlsx?q={text}&link=AFG-IND").content))
    for name in book.namelist():
        if name.endswith(".xml"):
            minidom.parseString(book.read(name))
    for name in ("events.json?link=", "events.csv?event=", "events/", "events.json?person="):
        assert client.get(f"{PREFIX}/{name}{text}").status_code in (200, 400, 404)


def test_an_address_with_every_value_of_every_filter_is_answered(client: TestClient, dataset: Dataset) -> None:
    several = [entry for entry in FILTERS.values() if isinstance(entry, Several)]
    query = "&".join(f"{entry.name}={quote(value)}" for entry in several for value in entry.value.choices(dataset))
    assert len(query) > 8_000, "longer than many portals take"
    answer = client.get(f"{PREFIX}/events.json?{query}&limit=1")
    assert answer.status_code == 200 and answer.json()["total"] > 0


def test_dates_of_a_csv_are_read_alike_everywhere(client: TestClient) -> None:
    """Year first, with hyphens: no spreadsheet takes the month for the day."""
    for name in ("events.csv", "events.excel.csv"):
        rows = csv.DictReader(io.StringIO(client.get(f"{PREFIX}/{name}").content.decode("utf-8-sig")))
        days = [row[column] for row in rows for column in ("date_start", "date_end") if row[column]]
        assert days and all(date.fromisoformat(day).isoformat() == day for day in days)


def _lines(geometry: Any) -> Iterator[list[list[float]]]:
    if geometry and geometry["type"] == "LineString":
        yield geometry["coordinates"]
    elif geometry and geometry["type"] == "MultiLineString":
        yield from geometry["coordinates"]


def test_no_line_goes_round_the_world_at_the_date_line(client: TestClient) -> None:
    features = json.loads(client.get(f"{PREFIX}/map.geojson?partners=all").content)["features"]
    lines = [line for feature in features for line in _lines(feature["geometry"])]
    assert any(abs(longitude) == 180 for line in lines for longitude, _ in line), "some end there"
    assert all(abs(one[0] - other[0]) < 180 for line in lines for one, other in pairwise(line))


def test_a_workbook_has_no_more_links_than_excel_opens(client: TestClient) -> None:
    """Excel repairs a sheet with more than 65,530 links and one with more than 32,767 letters in a cell."""
    book = zipfile.ZipFile(io.BytesIO(client.get(f"{PREFIX}/events.xlsx").content))
    for name in book.namelist():
        content = book.read(name).decode()
        assert content.count("<hyperlink ") <= 65_530
        if name == "xl/sharedStrings.xml":
            texts = [node.firstChild.data for node in minidom.parseString(content).getElementsByTagName("t") if node.firstChild]
            assert max(map(len, texts)) <= 32_767
