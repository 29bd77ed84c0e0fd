"""Every format holds the same rows, says what it is, and does no harm where it is opened."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree as ET

import bibtexparser
import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.dataset import Dataset
from atlas.exports import About, RouteView, about_view, events_atom, events_csv, evidence_frame, file_name, participant_frame
from atlas.exports.about import utc
from atlas.exports.archives import view_zip
from atlas.exports.atom import ATOM, entry_id, version_time
from atlas.exports.codebook import codebook
from atlas.exports.columns import CORRIDORS, EVENTS, FILES, LEGS
from atlas.exports.delimited import dyads_csv, events_csv_chunks, events_csv_excel, links_csv
from atlas.exports.frames import source_frame
from atlas.exports.geojson import events_geojson
from atlas.exports.parquet import events_parquet
from atlas.exports.records import event_records, events_json
from atlas.exports.references import sources_bibtex, sources_csl_json, sources_ris
from atlas.exports.routes import corridor_frame, leg_frame, routes_geojson
from atlas.exports.rows import ROWS_A_PART, EventRows
from atlas.exports.workbook import events_xlsx
from atlas.measures.links import links
from atlas.view import EventFilter, Selection, select

MADE = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
ADDRESS = "http://localhost:8501/events?q=a"

FILTERS = {
    "all": EventFilter(),
    "link": EventFilter(link=("AFG-IND",)),
    "two links": EventFilter(link=("AFG-IRN", "AFG-CHN"), status=("occurred",)),
    "actor": EventFilter(actor=("PAK",)),
    "type and issue": EventFilter(type=("visit", "meeting"), issue=("trade",)),
    "place": EventFilter(place=("kabul",)),
    "person": EventFilter(person=("amir-khan-muttaqi",)),
    "level": EventFilter(level="minister"),
    "grade": EventFilter(grade="A", contested=True),
    "period": EventFilter(date_from=date(2025, 1, 1), date_to=date(2025, 12, 31)),
    "search": EventFilter(q="muttaqi delhi"),
    "search in another script": EventFilter(q="متقی"),
    "one side only": EventFilter(link=("AFG-RUS",), contested=False, date_to=date(2024, 6, 30)),
    "nothing": EventFilter(date_from=date(2100, 1, 1)),
}

ODD_TEXTS = [
    "x" * 10_000,
    "\x00\x01\x07\x1b[31m",
    "<script>alert(1)</script>&amp;]]>",
    "'; DROP TABLE events; --",
    "\u202ereversed\u202c \u2066isolated\u2069",
    "line\r\nbreak\u2028 and \u2029",
    "@article{x, title={}}",
    "ER  - \r\nTY  - BOOK",
    "\ufffe\uffff",
    "=1+1",
    '"quoted", comma; semicolon',
    "🛃 امیرخان متقی 王毅",
]

FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"]
NAMES = ["امیرخان متقی", "王毅", "S. Jaishankar – “quoted”", "Zoë\u200cName"]


def about(selection: Selection) -> About:
    return about_view(selection, ADDRESS, MADE)


def csv_rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8"), newline="")))


def sheet_rows(body: bytes, sheet: str = "events") -> list[dict[str, Any]]:
    rows: Iterator[tuple[Any, ...]] = openpyxl.load_workbook(io.BytesIO(body), read_only=True)[sheet].iter_rows(values_only=True)
    header = next(rows)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.fixture(params=FILTERS)
def selection(request: pytest.FixtureRequest, dataset: Dataset) -> Selection:
    return select(dataset, FILTERS[request.param])


def few(dataset: Dataset, filter_: EventFilter = EventFilter()) -> Selection:  # noqa: B008 - the default is frozen
    """The first events of a dataset, which are enough to see what becomes of a text."""
    return Selection(dataset, filter_, {"few": np.arange(len(dataset.events)) < 20})


def with_titles(dataset: Dataset, titles: list[str]) -> Dataset:
    """The dataset with other titles for its first events."""
    return replace(dataset, events=dataset.events.assign(title=titles + dataset.events["title"].tolist()[len(titles) :]))


# The same rows in every format


def test_all_formats_hold_the_same_events(selection: Selection) -> None:
    wanted = selection.events["event_id"].tolist()
    table = pq.read_table(io.BytesIO(events_parquet(selection, about(selection))))
    ids = {
        "csv": [row["event_id"] for row in csv_rows(events_csv(selection))],
        "excel": [row["event_id"] for row in csv_rows(b"".join(events_csv_excel(selection)).removeprefix(b"\xef\xbb\xbf"))],
        "json": [row["event_id"] for row in json.loads(b"".join(events_json(selection, about(selection))))["events"]],
        "geojson": [row["id"] for row in json.loads(b"".join(events_geojson(selection, about(selection))))["features"]],
        "xlsx": [row["event_id"] for row in sheet_rows(events_xlsx(selection, about(selection)))],
        "parquet": table.column("event_id").to_pylist(),
        "records": [row["event_id"] for row in event_records(selection)],
    }
    for name, found in ids.items():
        assert found == wanted, name
    assert len(wanted) == selection.n == about(selection).n


def test_all_formats_hold_the_same_cells(dataset: Dataset) -> None:
    selection = select(dataset, FILTERS["link"])
    rows = csv_rows(events_csv(selection))
    records = event_records(selection)
    properties = [feature["properties"] for feature in json.loads(b"".join(events_geojson(selection, about(selection))))["features"]]
    sheet = sheet_rows(events_xlsx(selection, about(selection)))
    table = pq.read_table(io.BytesIO(events_parquet(selection, about(selection)))).to_pylist()
    days = {column.name for column in EVENTS.described(dataset) if column.type == "date"}
    for text, record, feature, cells, typed in zip(rows, records, properties, sheet, table, strict=True):
        assert list(text) == list(record) == list(cells) == list(typed)
        for name, cell in text.items():
            value = record[name]
            written = {True: "true", False: "false", None: ""}.get(value) if value is None or isinstance(value, bool) else value
            if name in EVENTS.separators:
                assert cell == EVENTS.separators[name].join(value) and typed[name] == value and (cells[name] or "") == cell
            elif isinstance(value, float | int) and not isinstance(value, bool):
                assert float(cell) == value == typed[name] == cells[name]
            elif name in days:
                assert cell == (value or "") == (typed[name].isoformat() if typed[name] else "")
                assert (cells[name].date() if cells[name] else None) == typed[name]
            else:
                assert cell.removeprefix("'") == str(written) and typed[name] == value and cells[name] == value
            assert feature[name] == value


@settings(max_examples=25)
@given(data=st.data())
def test_counts_agree_for_any_filter(dataset: Dataset, data: st.DataObject) -> None:
    def values(name: str) -> st.SearchStrategy[tuple[str, ...]]:
        return st.lists(st.sampled_from(dataset.facets[name].values), max_size=3, unique=True).map(tuple)

    chosen = data.draw(
        st.builds(
            EventFilter,
            link=values("link"),
            actor=values("actor"),
            type=values("type"),
            issue=values("issue"),
            level=st.none() | st.sampled_from(dataset.facets["level"].values[1:]),
            contested=st.none() | st.booleans(),
            q=st.sampled_from(["", "kabul", "trade talks", "نوری"]),
        )
    )
    selection = select(dataset, chosen)
    assert len(csv_rows(events_csv(selection))) == selection.n
    collection = json.loads(b"".join(events_geojson(selection, about(selection))))
    assert len(collection["features"]) == collection["about"]["n"] == selection.n
    assert selection.sentence.startswith(f"{selection.n:,} of {selection.total:,}") or selection.n == selection.total


# Each file says what it is


def test_every_row_says_of_what_it_is_a_part(dataset: Dataset) -> None:
    selection = select(dataset, FILTERS["link"])
    files = [
        events_csv(selection),
        b"".join(dyads_csv(selection)),
        links_csv(selection),
    ]
    for body in files:
        rows = csv_rows(body)
        assert rows and {(row["data_version"], row["view"]) for row in rows} == {(dataset.version, selection.sentence)}


def test_the_block_about_is_the_same_everywhere(dataset: Dataset) -> None:
    selection = select(dataset, FILTERS["type and issue"])
    block = about(selection).as_dict()
    assert block["n"] == selection.n and block["total"] == selection.total and block["view"] == selection.sentence
    assert block["filter"] == {"issue": ["trade"], "type": ["visit", "meeting"]}
    assert block["address"] == ADDRESS and block["made"] == "2026-11-22T08:30:00Z"
    assert block["content_hash"] == f"sha256:{dataset.content_hash}" and block["version"] == dataset.version
    assert block["licence"] and block["licence_url"].startswith("https://") and ADDRESS in block["citation"]
    assert json.loads(b"".join(events_json(selection, about(selection))))["about"] == block
    assert json.loads(b"".join(events_geojson(selection, about(selection))))["about"] == block
    metadata = pq.read_schema(io.BytesIO(events_parquet(selection, about(selection)))).metadata
    assert json.loads(metadata[b"about"]) == block
    book = openpyxl.load_workbook(io.BytesIO(events_xlsx(selection, about(selection))))
    shown = {row[0]: row[1] for row in book["about"].iter_rows(values_only=True)}
    assert shown["View"] == selection.sentence and shown["Version"] == dataset.version and dataset.content_hash in shown["Content hash"]
    for text in (sources_bibtex(selection, about(selection)), sources_ris(selection, about(selection))):
        assert selection.sentence.encode() in text and dataset.content_hash.encode() in text


def test_a_time_is_written_in_utc() -> None:
    assert utc(datetime.fromisoformat("2026-11-22T10:00:00+04:30")) == "2026-11-22T05:30:00Z"
    assert utc(datetime(2026, 11, 22, 10)) == "2026-11-22T10:00:00Z"


def test_every_column_is_described(dataset: Dataset) -> None:
    selection = select(dataset, FILTERS["place"])
    names = {
        "events": EventRows(selection).typed().schema.names,
        "participants": list(participant_frame(selection)),
        "evidence": list(evidence_frame(selection)),
        "sources": list(source_frame(selection)),
    }
    for file, columns in names.items():
        assert columns == FILES[file].names
        assert all(column.description for column in FILES[file].described(dataset))
    book = codebook(dataset)
    assert set(zip(book["file"], book["name"], strict=True)) >= {(file, name) for file, columns in FILES.items() for name in columns.names}
    assert {"visit", "minister", "chabahar"} <= set(book.loc[book["type"] == "code", "name"])


def test_columns_of_the_routes_are_described(dataset: Dataset) -> None:
    view = RouteView(dataset, dataset.last_day)
    for frame, columns in ((leg_frame(view), LEGS), (corridor_frame(view), CORRIDORS)):
        assert list(frame.columns) == columns.names
        assert all(column.description for column in columns.described(dataset))


def test_a_value_of_a_column_is_among_those_described(dataset: Dataset) -> None:
    records = event_records(select(dataset))
    for column in EVENTS.described(dataset):
        values = [record[column.name] for record in records]
        if column.values:
            assert {value for value in values if value is not None} <= set(column.values), column.name
        if column.required:
            assert None not in values, column.name


# CSV


def test_the_csv_for_excel_is_the_csv_with_a_mark_and_whole_codes(selection: Selection) -> None:
    excel = b"".join(events_csv_excel(selection)).removeprefix(b"\xef\xbb\xbf")
    assert re.sub(rb'"=""(0[0-9]+)"""', rb'"\1"', excel) == events_csv(selection)
    assert (b'"=""0' in excel) == selection.events["cameo_code"].str.startswith("0").any()


def test_the_csv_comes_in_pieces_with_one_header(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    selection = select(dataset)
    whole = events_csv(selection)
    assert selection.n < ROWS_A_PART
    monkeypatch.setattr("atlas.exports.rows.ROWS_A_PART", 100)
    chunks = list(events_csv_chunks(selection))
    assert len(chunks) == -(-selection.n // 100) and b"".join(chunks) == whole
    assert json.loads(b"".join(events_geojson(selection, about(selection))))["about"]["n"] == selection.n
    assert len(csv_rows(b"".join(dyads_csv(selection)))) == len(selection.dyads)


def test_an_empty_view_still_has_a_header(dataset: Dataset) -> None:
    selection = select(dataset, FILTERS["nothing"])
    for body in (events_csv(selection), b"".join(dyads_csv(selection)), links_csv(selection)):
        assert body.count(b"\r\n") == 1 and body.startswith((b'"event_id",', b'"link",'))


def test_one_row_an_event_and_pair(dataset: Dataset) -> None:
    selection = select(dataset, FILTERS["link"])
    rows = csv_rows(b"".join(dyads_csv(selection)))
    keys = [(row["event_id"], row["link"]) for row in rows]
    assert len(set(keys)) == len(keys) == len(selection.dyads)
    assert {row["event_id"] for row in rows} == set(selection.events["event_id"])
    assert sum(row["link"] == "AFG-IND" for row in rows) == selection.n
    participants = dataset.tables["participants"].astype("str")
    roles = {(row.event_id, row.actor_id): row.role for row in participants[::-1].itertuples()}
    for row in rows:
        assert row["role1"] == roles[row["event_id"], row["actor1_id"]] and row["role2"] == roles[row["event_id"], row["actor2_id"]]
        assert row["link"] == f"{row['actor1_id']}-{row['actor2_id']}"


def test_the_links_file_is_the_frame_of_links(selection: Selection) -> None:
    frame, rows = links(selection), csv_rows(links_csv(selection))
    assert [row["link"] for row in rows] == frame["link"].tolist()
    assert [int(row["events"]) for row in rows] == frame["events"].tolist()
    assert all(date.fromisoformat(row["first_date"]) <= date.fromisoformat(row["last_date"]) for row in rows)


# Text that could do harm


def test_formulas_are_text(dataset: Dataset) -> None:
    selection = few(with_titles(dataset, FORMULAS + NAMES))
    titles = [row["title"] for row in csv_rows(events_csv(selection))[: len(FORMULAS) + len(NAMES)]]
    assert titles == [f"'{text}" for text in FORMULAS] + NAMES
    sheet = openpyxl.load_workbook(io.BytesIO(events_xlsx(selection, about(selection))))["events"]
    column = [cell.value for cell in sheet[1]].index("title") + 1
    cells = [sheet.cell(row, column) for row in range(2, 2 + len(FORMULAS) + len(NAMES))]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b", "d", "inlineStr"}
    # A cell has one way to end a line.
    assert [cell.value for cell in cells] == [text.replace("\r", "\n") for text in FORMULAS] + NAMES
    assert all(cell.hyperlink is None for cell in cells)


def test_a_negative_number_stays_a_number(dataset: Dataset) -> None:
    rows = csv_rows(events_csv(select(dataset, EventFilter(type=("security",)))))
    assert any(row["goldstein"].startswith("-") for row in rows)


def test_names_in_other_scripts_are_intact(dataset: Dataset) -> None:
    selection = select(with_titles(dataset, NAMES))
    table = pq.read_table(io.BytesIO(events_parquet(selection, about(selection))))
    assert table.column("title").to_pylist()[: len(NAMES)] == NAMES
    assert [record["title"] for record in event_records(selection)[: len(NAMES)]] == NAMES
    feed = events_atom(selection, about(selection))
    assert all(name in feed.decode() for name in NAMES)


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_odd_texts_break_no_format(dataset: Dataset, text: str) -> None:
    """As a search, and so in the sentence of every file, and as the title of an event."""
    selection = few(with_titles(dataset, [text]), EventFilter(q=text[:200]))
    block = about(selection)
    assert len(csv_rows(events_csv(selection))) == selection.n
    assert len(sheet_rows(events_xlsx(selection, block))) == selection.n
    assert len(sheet_rows(events_xlsx(selection, block), "about")) == len(block.lines()) - 1
    assert json.loads(b"".join(events_geojson(selection, block)))["features"][0]["properties"]["title"] == text
    assert pq.read_table(io.BytesIO(events_parquet(selection, block))).num_rows == selection.n
    assert len(ET.fromstring(events_atom(selection, block)).findall(f"{{{ATOM}}}entry")) == selection.n
    pages = len(source_frame(selection))
    entries = bibtexparser.parse_string(sources_bibtex(selection, block).decode())
    assert len(entries.entries) == pages + 1 and not entries.failed_blocks
    assert len(rispy.loads(sources_ris(selection, block).decode())) == pages + 1
    assert len(json.loads(sources_csl_json(selection, block))) == pages + 1
    assert re.fullmatch(r"[\w.-]+", file_name(selection, "csv")) and len(file_name(selection, "csv").encode()) < 200


def test_a_text_too_long_for_a_cell_ends_in_an_ellipsis(dataset: Dataset) -> None:
    rows = sheet_rows(events_xlsx(few(with_titles(dataset, ["y" * 40_000])), about(few(dataset))))
    assert len(rows[0]["title"]) == 32_767 and rows[0]["title"].endswith("…")


# XLSX, Parquet, GeoJSON


def test_the_workbook(dataset: Dataset) -> None:
    selection = select(dataset, FILTERS["link"])
    body = events_xlsx(selection, about(selection))
    book = openpyxl.load_workbook(io.BytesIO(body))
    assert book.sheetnames == ["events", "participants", "evidence", "codebook", "about"]
    for name, frozen in (("events", "B2"), ("participants", "B2"), ("evidence", "B2"), ("codebook", "C2")):
        assert book[name].freeze_panes == frozen and book[name].auto_filter.ref
    ids = set(selection.events["event_id"])
    assert {row["event_id"] for row in sheet_rows(body, "participants")} == ids
    evidence = sheet_rows(body, "evidence")
    assert len(evidence) == selection.events["sources"].sum() and {row["event_id"] for row in evidence} == ids
    start = [cell.value for cell in book["events"][1]].index("date_start")
    assert all(row[start].is_date and row[start].number_format == "yyyy-mm-dd" for row in book["events"].iter_rows(min_row=2))


def test_parquet_has_types_and_meanings(dataset: Dataset) -> None:
    schema = pq.read_schema(io.BytesIO(events_parquet(select(dataset), about(select(dataset)))))
    kinds = {name: str(schema.field(name).type) for name in schema.names}
    assert kinds["date_start"] == kinds["date_end"] == "date32[day]"
    assert kinds["contested"] == "bool" and kinds["goldstein"] == "double" and kinds["sources"] == "int64"
    assert kinds["actor_ids"].startswith("list<") and kinds["cameo_code"] == "string"
    assert schema.names == EVENTS.names
    assert all(schema.field(name).metadata[b"description"] for name in EVENTS.names)


def test_positions(dataset: Dataset) -> None:
    selection = select(dataset)
    features = json.loads(b"".join(events_geojson(selection, about(selection))))["features"]
    placed = selection.events["place_id"].notna().tolist()
    assert [feature["geometry"] is not None for feature in features] == placed and not all(placed)
    for feature in features:
        properties = feature["properties"]
        if feature["geometry"] is None:
            assert properties["position_uncertain"] is None
            continue
        place = dataset.places.loc[properties["place_id"]]
        lon, lat = feature["geometry"]["coordinates"]
        assert (lon, lat) == pytest.approx((place["lon"], place["lat"]), abs=1e-4)
        assert properties["position_uncertain"] is (place["coordinate_source"] != "GeoNames" and properties["position_uncertain"])
    assert {feature["properties"]["position_uncertain"] for feature in features} == {True, False, None}


def test_routes_on_a_day(dataset: Dataset) -> None:
    def read(day: date, *corridors: str) -> dict[str, Any]:
        body = routes_geojson(RouteView(dataset, day, corridors), "http://localhost/routes", MADE)
        return dict(json.loads(body))

    now = read(dataset.last_day)
    assert len(now["features"]) == len(dataset.legs) and now["about"]["view"].startswith(f"All {len(dataset.legs)} legs")
    assert all(len(feature["geometry"]["coordinates"]) >= 2 for feature in now["features"])
    early = read(date(2000, 1, 1))
    assert {feature["properties"]["status"] for feature in early["features"]} == {"not recorded"}
    chain = dataset.tables["corridor_legs"]
    corridor = str(chain["corridor_id"].iloc[0])
    some = read(dataset.last_day, corridor)
    assert {feature["id"] for feature in some["features"]} == set(chain.loc[chain["corridor_id"] == corridor, "leg_id"])
    assert some["about"]["n"] == len(some["features"]) and some["about"]["filter"]["routes"] == [corridor]


# Archives


def test_the_archive_of_a_view(dataset: Dataset) -> None:
    selection = select(dataset, FILTERS["person"])
    body = view_zip(selection, about(selection))
    assert body == view_zip(selection, about(selection))
    archive = zipfile.ZipFile(io.BytesIO(body))
    assert archive.testzip() is None
    files = {name.rpartition("/")[2]: archive.read(name) for name in archive.namelist()}
    assert list(files) == ["README.txt", "events.csv", "participants.csv", "evidence.csv", "sources.csv", "dictionary.csv"]
    assert len({name.partition("/")[0] for name in archive.namelist()}) == 1
    assert files["events.csv"] == events_csv(selection)
    ids = set(selection.events["event_id"])
    evidence = csv_rows(files["evidence.csv"])
    assert {row["event_id"] for row in csv_rows(files["participants.csv"])} == {row["event_id"] for row in evidence} == ids
    assert {row["source_id"] for row in csv_rows(files["sources.csv"])} == {row["source_id"] for row in evidence}
    assert {row["agrees"] for row in evidence} <= {"true", "false"}
    readme = files["README.txt"].decode()
    for _, text in about(selection).lines():
        assert text in readme
    described = {(row["file"], row["name"]) for row in csv_rows(files["dictionary.csv"])}
    for file in FILES:
        header = next(csv.reader(files[f"{file}.csv"].decode().splitlines()))
        assert {(file, name) for name in header if name not in ("data_version", "view")} <= described


def test_a_line_break_in_a_search_makes_no_line_of_the_readme(dataset: Dataset) -> None:
    selection = Selection(dataset, EventFilter(q="a\r\nLicence: none"), {})
    archive = zipfile.ZipFile(io.BytesIO(view_zip(selection, about(selection))))
    readme = archive.read(archive.namelist()[0]).decode()
    assert sum(line.startswith("Licence:") for line in readme.splitlines()) == 1


# Atom


def test_the_feed(dataset: Dataset) -> None:
    selection = select(dataset, FILTERS["link"])
    feed = ET.fromstring(events_atom(selection, about(selection), {"self": "http://localhost/feed"}))

    def text(element: ET.Element, tag: str) -> str:
        found = element.findall(f"{{{ATOM}}}{tag}")
        assert len(found) == 1, tag
        return found[0].text or ""

    entries = feed.findall(f"{{{ATOM}}}entry")
    assert len(entries) == selection.n
    for element in (feed, *entries):
        assert text(element, "id").startswith("urn:uuid:") and text(element, "title")
        assert datetime.fromisoformat(text(element, "updated")).tzinfo is not None
    assert feed.find(f"{{{ATOM}}}author/{{{ATOM}}}name") is not None
    # What a release changed comes before what it left alone, and of these the newest first.
    newest = selection.events[::-1].sort_values("changed_in", ascending=False, kind="stable")
    ids = [text(entry, "id") for entry in entries]
    assert len(set(ids)) == len(ids) and ids[0] == entry_id(dataset, newest["event_id"].iloc[0])
    hrefs = [link.get("href") for entry in entries for link in entry.findall(f"{{{ATOM}}}link")]
    assert hrefs == [f"http://localhost:8501/events?event={event}" for event in newest["event_id"]]
    assert "Made" not in text(feed, "title") and dataset.version in text(entries[0], "content")


def test_a_corrected_event_comes_first_and_keeps_its_id(dataset: Dataset) -> None:
    changes = dataset.tables["changes"]
    corrected, removed = str(dataset.events["event_id"].iloc[3]), str(dataset.events["event_id"].iloc[9])
    later = pd.DataFrame(
        [("2099.1.0", corrected, "corrected", "The date was wrong <b>.", None), ("2099.1.1", removed, "withdrawn", "Not found.", None)],
        columns=list(changes.columns),
    )
    changed = replace(dataset, tables={**dataset.tables, "changes": pd.concat([changes, later], ignore_index=True)})
    selection = select(changed)
    before = events_atom(select(dataset), about(select(dataset)))
    after = ET.fromstring(events_atom(selection, about(selection)))
    first = after.findall(f"{{{ATOM}}}entry")[0]
    assert first.findtext(f"{{{ATOM}}}id") == entry_id(dataset, corrected) and entry_id(dataset, corrected).encode() in before
    assert first.findtext(f"{{{ATOM}}}updated") == after.findtext(f"{{{ATOM}}}updated") == utc(version_time("2099.1.0"))
    assert first.findtext(f"{{{ATOM}}}published") == utc(version_time("2026.11.0"))
    assert "Corrected in version 2099.1.0. The date was wrong <b>." in (first.findtext(f"{{{ATOM}}}content") or "")


def test_versions_are_in_order_of_time() -> None:
    versions = ["2026.9.9", "2026.11.0", "2026.11.1", "2026.11.10", "2026.12.0", "2027.1.0"]
    times = [version_time(version) for version in versions]
    assert times == sorted(set(times))
    assert all((time.year, time.month) == tuple(map(int, version.split(".")[:2])) for time, version in zip(times, versions, strict=True))
