"""The API: what it refuses and why, and what it says over HTTP beside the rows."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import jsonschema_rs
import pandas as pd
import pyarrow as pa
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from atlas import api
from atlas.api.addresses import ADDRESSES
from atlas.api.answers import compressed, matches
from atlas.api.params import Page, Takes
from atlas.dataset import Dataset, serving
from atlas.dataset.ties import Relation
from atlas.exports.delimited import events_csv_chunks
from atlas.exports.rows import EventRows
from atlas.settings import Hosting
from atlas.view import parse, select
from atlas.view.filters import FILTERS
from atlas.view.kinds import Flag
from atlas.web import Forwarded, accepts_gzip

VIEWS = [address.path for address in ADDRESSES if address.takes in (Takes.VIEW, Takes.PAGED_VIEW)]
PLAIN = {"Accept-Encoding": "identity"}

WRONG = {
    "from": ["2025-13-01", "2025", "yesterday", "20250515", ""],
    "to": ["2025-02-30", "01.05.2025"],
    "link": ["IND", "IND-XXX", "AFG_IND", ""],
    "actor": ["India", "ind"],
    "issue": ["weather"],
    "type": ["party"],
    "place": ["atlantis"],
    "person": ["nobody"],
    "leg": ["silk-road", "Torkham"],
    "outcome": ["happened"],
    "corridor": ["silk-road"],
    "status": ["maybe"],
    "reviewed": ["perhaps"],
    "level": ["king", "3"],
    "grade": ["E", "a"],
    **{name: ["True", "1", "yes"] for name, entry in FILTERS.items() if isinstance(entry, Flag)},
    "updated_since": ["2025", "latest", "2026.13.0"],
    "q": ["x" * 10_000],
    "routes": ["silk-road"],
    "close": ["silk-road", "pak"],
    "built": ["road-ghazni-kabul"],
    "origin": ["doha"],
    "destination": ["moscow"],
    "prefer": ["cost"],
    "asof": ["tomorrow"],
    "boundaries": ["mine"],
    "limit": ["0", "-1", "1001", "ten", "1.5", "", "+5", "１０", "9" * 30],
    "offset": ["-1", "x", "1e3", "99999999999"],
}

ODD_SEARCHES = [
    "\x00\x07\x1b",
    "<script>alert(1)</script>",
    "'; DROP TABLE events; --",
    "\u202ereversed\u202c",
    "%_*?[](){}\\^$|+",
    "متقی",
    "王毅",
    " " * 150,
    "a " * 100,
    "\ud7ff\uffff",
    '"\r\n,=1+1',
]


@pytest.fixture(scope="module")
def dataset(few: Dataset) -> Dataset:
    """The excerpt. That every format can be asked for with all events is seen in `test_formats`."""
    return few


@pytest.fixture(scope="module")
def client(dataset: Dataset) -> Iterator[TestClient]:
    with TestClient(Starlette(routes=api.routes(lambda: serving.Served(dataset)))) as client:
        yield client


def ask(client: TestClient, path: str, params: Any = (), **headers: str) -> Any:
    return client.get(
        f"/api/v1/{path}", params=params, headers={**PLAIN, **{name.replace("_", "-"): value for name, value in headers.items()}}
    )


# What is refused


def test_every_filter_is_tried() -> None:
    assert set(FILTERS) <= set(WRONG)


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_value_is_named(client: TestClient, name: str, value: str) -> None:
    answer = ask(client, "events.json", {name: value, "contested": "false"} if name != "contested" else {name: value})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == 400 and problem["title"] == "Bad Request" and name in problem["detail"]
    (error,) = problem["errors"]
    assert error["name"] == name and error["reason"] and error["allowed"]
    assert error["value"] == value or (error["value"].endswith("…") and len(error["value"]) <= 201)


@pytest.mark.parametrize("path", VIEWS)
def test_an_unknown_name_is_refused_everywhere(client: TestClient, path: str) -> None:
    answer = ask(client, path, {"links": "AFG-IND"})
    (error,) = answer.json()["errors"]
    assert answer.status_code == 400 and error["name"] == "links" and "link" in error["allowed"]


def test_every_wrong_parameter_is_named_at_once(client: TestClient) -> None:
    params = [("from", "x"), ("actor", "IND"), ("actor", "XXX"), ("limit", "0"), ("foo", "1"), ("to", "2020-01-01"), ("to", "2021-01-01")]
    answer = ask(client, "events.json", params)
    assert sorted(error["name"] for error in answer.json()["errors"]) == ["actor", "foo", "from", "limit", "to"]


def test_a_thousand_wrong_parameters_make_a_short_answer(client: TestClient) -> None:
    answer = ask(client, "events.csv", [(f"n{number}" * 20, "x" * 300) for number in range(150)])
    assert answer.status_code == 400 and len(answer.content) < 40_000


def test_a_period_that_ends_before_it_begins(client: TestClient) -> None:
    answer = ask(client, "events.csv", {"from": "2025-02-01", "to": "2025-01-01"})
    assert answer.status_code == 400 and [error["name"] for error in answer.json()["errors"]] == ["to"]


@pytest.mark.parametrize("form", ["png", "svg"])
def test_the_map_of_a_view_is_drawn(client: TestClient, form: str) -> None:
    plain = ask(client, f"map.{form}", {"link": "AFG-IND"})
    other = ask(client, f"map.{form}", {"link": "AFG-IND", "boundaries": "india", "month": "2025-05", "overlays": "sea"})
    assert plain.status_code == other.status_code == 200
    assert plain.headers["content-type"].startswith("image/")
    assert plain.content != other.content and plain.headers["etag"] != other.headers["etag"]
    if form == "svg":
        text = " ".join("".join(ElementTree.fromstring(other.content).itertext()).split())
        assert "linking Kabul and New Delhi" in text and "/map?link=AFG-IND" in text and "in May 2025" in text


def test_the_map_as_shapes(client: TestClient) -> None:
    found = ask(client, "map.geojson", {"link": "AFG-IND"}).json()
    assert {feature["properties"]["layer"] for feature in found["features"]} == {"link", "place"}
    assert "/map?link=AFG-IND" in found["about"]["address"]


@pytest.mark.parametrize(("name", "value"), [("month", "1990-01"), ("overlays", "rivers"), ("extent", "moon"), ("count", "heads")])
def test_a_map_that_cannot_be_drawn_is_refused(client: TestClient, name: str, value: str) -> None:
    (error,) = ask(client, "map.png", {name: value}).json()["errors"]
    assert error["name"] == name and error["allowed"]


def test_pages_only_where_there_are_pages(client: TestClient) -> None:
    assert "all rows at once" in ask(client, "events.csv", {"limit": "10"}).json()["detail"]
    assert "no parameters" in ask(client, "package.zip", {"link": "AFG-IND"}).json()["detail"]
    assert "not chosen by this name" in ask(client, "routes.geojson", {"link": "AFG-IND"}).json()["detail"]
    assert ask(client, "health", {"anything": "1"}).status_code == 200


def test_routes_take_a_scenario_and_refuse_another_question(client: TestClient) -> None:
    scenario = {"asof": "2025-02-15", "close": "PAK", "origin": "nhava-sheva", "destination": "kabul"}
    rows = list(csv.DictReader(io.StringIO(ask(client, "ways.csv", scenario).text, newline="")))
    assert {row["case"] for row in rows} == {"as recorded", "scenario"}
    assert all("PAK" not in (row["from_country"], row["to_country"]) for row in rows if row["case"] == "scenario")
    assert "not chosen by this name" in ask(client, "legs.csv", {"origin": "kandla"}).json()["detail"]
    answer = ask(client, "corridors.csv", {"close": "silk-road"})
    assert answer.status_code == 400 and "PAK" in answer.json()["errors"][0]["allowed"]


def test_an_address_of_the_dashboard_works_here(client: TestClient, dataset: Dataset) -> None:
    params = {"link": "IND-AFG", "boundaries": "india", "asof": "2025-01-01", "theme": "dark", "version": dataset.version}
    assert ask(client, "events.csv", params).content == ask(client, "events.csv", {"link": "AFG-IND"}).content


@pytest.mark.parametrize("text", ODD_SEARCHES)
def test_odd_searches_are_plain_text(client: TestClient, dataset: Dataset, text: str) -> None:
    filter_, _ = parse([("q", text)], dataset)
    n = select(dataset, filter_).n
    for path in ("events.csv", "events.xlsx", "events.atom", "events.bib", "links.csv"):
        answer = ask(client, path, {"q": text})
        assert answer.status_code == 200, path
        assert all(value.isprintable() for value in answer.headers.values())
    page = ask(client, "events.json", {"q": text}).json()
    assert page["total"] == page["about"]["n"] == n


# One event


def test_one_event(client: TestClient, dataset: Dataset) -> None:
    event = dataset.events.iloc[-5]
    body = ask(client, f"events/{event['event_id']}.json").json()
    assert body["event"]["event_id"] == event["event_id"] and body["event"]["sources"] == len(body["evidence"]) == event["sources"]
    assert body["participants"] and body["changes"][0]["change"] == "added"
    assert event["event_id"] in body["about"]["citation"] and body["about"]["address"].endswith(f"events?event={event['event_id']}")
    assert body["related"] and all(event["event_id"] in (tie["event_id"], tie["related_event_id"]) for tie in body["related"])
    assert {tie["relation"] for tie in body["related"]} <= set(Relation)


@pytest.mark.parametrize("event_id", ["2025-01-01-never", "x", "<script>", "%00", "a%2Fb", "é" * 500])
def test_an_unknown_event(client: TestClient, event_id: str) -> None:
    answer = ask(client, f"events/{event_id}.json")
    assert answer.status_code == 404 and answer.json()["status"] == 404


def test_an_event_that_is_gone(dataset: Dataset) -> None:
    kept = str(dataset.events["event_id"].iloc[0])
    rows = [
        ("2026.12.0", "2025-01-01-merged", "merged", "Told twice.", kept),
        ("2026.12.0", "2025-01-01-withdrawn", "withdrawn", "No page confirms it.", None),
    ]
    changes = pd.concat([dataset.tables["changes"], pd.DataFrame(rows, columns=list(dataset.tables["changes"]))], ignore_index=True)
    changed = replace(dataset, tables={**dataset.tables, "changes": changes})
    with TestClient(Starlette(routes=api.routes(lambda: serving.Served(changed)))) as client:
        merged, withdrawn = (client.get(f"/api/v1/events/{row[1]}.json") for row in rows)
    assert merged.status_code == withdrawn.status_code == 410
    assert merged.json()["replaced_by"] == kept and merged.json()["reason"] == "Told twice." and merged.json()["change"] == "merged"
    assert f"events/{kept}.json" in merged.json()["detail"]
    assert withdrawn.json()["replaced_by"] is None and "No page confirms it." in withdrawn.json()["detail"]


# Pages


def test_pages_follow_one_another(client: TestClient, dataset: Dataset) -> None:
    seen: list[str] = []
    answer = ask(client, "events.json", {"actor": "IRN", "limit": "37"})
    total = answer.json()["total"]
    while True:
        body = answer.json()
        seen += [event["event_id"] for event in body["events"]]
        assert answer.headers["x-total-count"] == str(total) == str(body["total"])
        assert {relation for _, relation in re.findall(r'<([^>]+)>; rel="(\w+)"', answer.headers["link"])} == set(body["links"])
        if "next" not in body["links"]:
            break
        answer = client.get(body["links"]["next"], headers=PLAIN)
    facet = dataset.facets["actor"]
    wanted = sorted(facet.event[facet.code == facet.position["IRN"]].tolist())
    assert seen == dataset.events["event_id"].iloc[wanted].tolist() and len(seen) == total
    assert answer.request.url == body["links"]["last"]


def test_pages_of_the_feed(client: TestClient) -> None:
    first = ask(client, "events.atom", {"limit": "5", "type": "visit"})
    assert first.text.count("<entry>") == 5 and 'rel="next"' in first.text and 'rel="self"' in first.text
    assert first.headers["content-type"] == "application/atom+xml; charset=utf-8"


def test_page_links() -> None:
    assert set(Page(10, 0).links(5)) == {"first", "last"}
    assert Page(10, 0).links(0)["last"] == Page(10, 0)
    assert Page(10, 20).links(30) == {"first": Page(10, 0), "prev": Page(10, 10), "last": Page(10, 20)}
    assert Page(10, 5).links(30)["prev"] == Page(10, 0)
    assert Page(10, 900).links(30)["prev"] == Page(10, 20)
    assert Page(10, 10).links(30)["next"] == Page(10, 20)


# HTTP


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.path)
def test_every_address(client: TestClient, dataset: Dataset, address: Any) -> None:
    path = address.path.replace("{event_id}", str(dataset.events["event_id"].iloc[0]))
    asked = {"place": "dubai"} if address.path in VIEWS else {}
    answer = ask(client, path, asked)
    assert answer.status_code == 200 and answer.content
    assert answer.headers["content-type"] == address.media_type
    assert answer.headers["access-control-allow-origin"] == "*" and answer.headers["cache-control"] == "public, no-cache"
    tag = answer.headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', tag)
    for given in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        unchanged = ask(client, path, asked, If_None_Match=given)
        assert unchanged.status_code == 304 and not unchanged.content and unchanged.headers["etag"] == tag
    assert ask(client, path, asked, If_None_Match='"other"').status_code == 200
    head = client.head(f"/api/v1/{path}", params=asked, headers=PLAIN)
    assert head.status_code == 200 and not head.content
    assert {name: head.headers.get(name) for name in ("etag", "content-type", "content-disposition", "link")} == {
        name: answer.headers.get(name) for name in ("etag", "content-type", "content-disposition", "link")
    }
    refused = client.post(f"/api/v1/{path}")
    assert refused.status_code == 405 and refused.headers["allow"] == "GET, HEAD, OPTIONS" and refused.json()["status"] == 405
    preflight = client.options(f"/api/v1/{path}", headers={"Origin": "https://example.org", "Access-Control-Request-Method": "GET"})
    assert preflight.status_code == 204 and "GET" in preflight.headers["access-control-allow-methods"]


def test_tags_tell_questions_apart(client: TestClient, dataset: Dataset) -> None:
    def tag(path: str, params: Any = ()) -> str:
        return str(ask(client, path, params).headers["etag"])

    tags = [
        tag("events.csv"),
        tag("events.excel.csv"),
        tag("events.csv", {"link": "AFG-IND"}),
        tag("events.json"),
        tag("events.json", {"limit": "5"}),
        tag("events.json", {"offset": "5"}),
        tag("routes.geojson"),
        tag("routes.geojson", {"asof": "2024-01-01"}),
        tag("legs.csv"),
        tag("legs.csv", {"close": "PAK"}),
        tag("legs.csv", {"built": "rail-chabahar-khash"}),
        tag("ways.csv"),
        tag("ways.csv", {"origin": "kandla"}),
        *(tag(f"events/{event}.json") for event in dataset.events["event_id"].head(2)),
    ]
    assert len(set(tags)) == len(tags)
    assert tag("events.csv", {"link": "IND-AFG"}) == tag("events.csv", {"link": "AFG-IND", "boundaries": "un"})
    with TestClient(Starlette(routes=api.routes(lambda: serving.Served(replace(dataset, content_hash="0" * 64))))) as other:
        assert other.get("/api/v1/events.csv").headers["etag"] != tags[0]


@pytest.mark.parametrize("path", ["events.csv", "events.json", "events.xlsx", "dyads.csv", "events.bib"])
def test_compression(client: TestClient, path: str) -> None:
    plain, packed = ask(client, path, {"q": "kabul"}), client.get(f"/api/v1/{path}?q=kabul", headers={"Accept-Encoding": "gzip, br"})
    assert "content-encoding" not in plain.headers and packed.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in packed.headers["vary"].lower() and packed.headers["etag"] == f"W/{plain.headers['etag']}"
    if path.endswith("csv"):
        assert plain.content == packed.content


def test_what_is_packed_is_smaller(dataset: Dataset) -> None:
    with (
        TestClient(Starlette(routes=api.routes(lambda: serving.Served(dataset)))) as client,
        client.stream("GET", "/api/v1/events.csv", headers={"Accept-Encoding": "gzip"}) as answer,
    ):
        raw = b"".join(answer.iter_raw())
    assert len(raw) * 3 < len(gzip.decompress(raw))


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("*;q=0", False),
        ("identity", False),
        (None, False),
        ("gzip;q=x", False),
    ],
)
def test_accepts_gzip(header: str | None, accepted: bool) -> None:
    assert accepts_gzip(header) is accepted


def test_weak_comparison() -> None:
    assert matches('W/"a"', '"a"') and matches('W/"a"', 'W/"b", W/"a"') and matches('W/"a"', "*")
    assert not matches('W/"a"', '"b"') and not matches('W/"a"', None) and not matches('W/"a"', "")


def test_nothing_else_is_there(client: TestClient) -> None:
    for path in ("", "nothing", "events", "events.pdf", "events.csv/more"):
        answer = ask(client, path)
        assert answer.status_code == 404 and answer.headers["content-type"] == "application/problem+json"
    assert client.put("/api/v1/nothing").status_code == 405
    assert "; is it events.csv? openapi.json" in ask(client, "events.cvs").json()["detail"]


def test_the_file_name_says_what_is_inside(client: TestClient, dataset: Dataset) -> None:
    answer = ask(client, "events.csv", {"link": "AFG-IND"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert (
        f'filename="kabul-outreach-atlas_{dataset.version}_{len(rows)}-of-{len(dataset.events)}_link_AFG-IND.csv"'
        in answer.headers["content-disposition"]
    )


def test_the_address_in_a_file_opens_the_same_view(client: TestClient, dataset: Dataset) -> None:
    params = [("link", "AFG-IND"), ("q", "visa & “trade”")]
    about = ask(client, "events.json", params).json()["about"]
    assert about["address"] == f"http://testserver/events?{urlencode(params)}"


def test_addresses_behind_a_proxy(dataset: Dataset) -> None:
    """As the server has it, a proxy on the same machine is believed."""
    behind = Starlette(routes=api.routes(lambda: serving.Served(dataset)), middleware=[Middleware(Forwarded, settings=Hosting())])
    with TestClient(behind, client=("127.0.0.1", 4000)) as client:
        answer = ask(client, "events.json", {"limit": "1"}, X_Forwarded_Proto="https, http")
        assert answer.json()["about"]["address"] == "https://testserver/events"
        assert answer.json()["links"]["next"].startswith("https://testserver/api/v1/events.json?")
        assert "http://" not in answer.headers["link"]
        assert ask(client, "openapi.json", X_Forwarded_Proto="https").json()["servers"] == [{"url": "https://testserver"}]


def test_the_package_is_given_as_it_is(client: TestClient, dataset: Dataset) -> None:
    assert ask(client, "datapackage.json").content == (dataset.package.folder / "datapackage.json").read_bytes()
    health = ask(client, "health").json()
    assert health == {"status": "ok", "version": dataset.version, "content_hash": dataset.content_hash, "events": len(dataset.events)}


def test_a_large_answer_is_made_while_it_is_sent(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    """No piece holds more than its rows, and no more than two are made before the one before them has been taken."""
    made: list[slice] = []
    text = EventRows.text

    def watched(rows: EventRows, part: slice = slice(None)) -> pa.RecordBatch:
        made.append(part)
        return text(rows, part)

    monkeypatch.setattr(EventRows, "text", watched)
    monkeypatch.setattr("atlas.exports.rows.ROWS_A_PART", 40)
    selection = select(dataset)
    for number, chunk in enumerate(compressed(events_csv_chunks(selection), 1), start=1):
        assert len(made) <= min(number + 2, -(-selection.n // 40)) and len(chunk) < 60_000
    # A process that is split off would wait for threads that it does not have.
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("rows")] == []


# The description


@pytest.fixture(scope="module")
def description(client: TestClient) -> dict[str, Any]:
    return dict(ask(client, "openapi.json").json())


def test_the_description_has_every_address_and_filter(description: dict[str, Any]) -> None:
    assert description["openapi"] == "3.1.0"
    assert list(description["paths"]) == [f"/api/v1/{address.path}" for address in ADDRESSES]
    for path in VIEWS:
        names = {parameter["$ref"].rpartition("/")[2] for parameter in description["paths"][f"/api/v1/{path}"]["get"]["parameters"]}
        assert names - {"limit", "offset"} == set(FILTERS)


def test_the_description_lists_the_values(description: dict[str, Any], dataset: Dataset) -> None:
    parameters = description["components"]["parameters"]
    for name in ("link", "type", "issue", "status", "actor", "place", "person"):
        assert parameters[name]["schema"]["items"]["enum"] == list(dataset.facets[name].values)
    for name in ("level", "grade"):
        assert parameters[name]["schema"]["enum"] == list(dataset.facets[name].values)
    assert parameters["contested"]["schema"]["enum"] == ["true", "false"]
    assert re.fullmatch(parameters["updated_since"]["schema"]["pattern"], dataset.version)


def test_the_description_uses_the_words_of_the_data_package(description: dict[str, Any], dataset: Dataset) -> None:
    event = description["components"]["schemas"]["Event"]["properties"]
    for field in dataset.package.tables["events"].fields:
        if field.name in event:
            assert event[field.name]["description"] == field.description


def test_the_search_answers(client: TestClient, dataset: Dataset) -> None:
    answer = ask(client, "search.json", {"q": "Mutaqi"}).json()
    assert answer["corrected"] == [{"typed": "mutaqi", "taken_for": "muttaqi"}]
    assert answer["total"] == sum(len(group["answers"]) for group in answer["groups"]) > 0
    best = answer["groups"][0]["answers"][0]
    assert (best["kind"], best["id"]) == ("person", "amir-khan-muttaqi")
    assert best["address"] == "http://testserver/?person=amir-khan-muttaqi"
    link = ask(client, "search.json", {"q": "kabul delhi"}).json()["groups"][0]["answers"][0]
    assert link["address"] == "http://testserver/?link=AFG-IND", "the first page has no name in an address"
    assert ask(client, "search.json").json()["total"] == ask(client, "search.json", {"q": "xyzzyqwv"}).json()["total"] == 0
    assert ask(client, "search.json", {"link": "AFG-IND"}).status_code == 400


@pytest.mark.parametrize("text", ODD_SEARCHES)
def test_the_search_breaks_on_no_text(client: TestClient, description: dict[str, Any], text: str) -> None:
    schema = {"$ref": "#/components/schemas/Answers", "components": description["components"]}
    jsonschema_rs.Draft202012Validator(schema).validate(ask(client, "search.json", {"q": text}).json())


@pytest.mark.parametrize(
    "path",
    [
        "search.json",
        "events.json",
        "events.geojson",
        "routes.geojson",
        "corridors.geojson",
        "events.csl.json",
        "health",
        "events/{event_id}.json",
    ],
)
def test_answers_fit_their_description(client: TestClient, dataset: Dataset, description: dict[str, Any], path: str) -> None:
    schema = next(iter(description["paths"][f"/api/v1/{path}"]["get"]["responses"]["200"]["content"].values()))["schema"]
    validator = jsonschema_rs.Draft202012Validator({**schema, "components": description["components"]})
    events = dataset.events["event_id"].iloc[[0, 60, -1]] if "{" in path else [""]
    for event in events:
        body = ask(client, path.replace("{event_id}", event), {"limit": "1000"} if path == "events.json" else ()).json()
        assert not [error.message for error in validator.iter_errors(body)][:3]


def test_problems_fit_their_description(client: TestClient, description: dict[str, Any]) -> None:
    schema = {"$ref": "#/components/schemas/Problem", "components": description["components"]}
    for answer in (
        ask(client, "events.csv", {"x": "1"}),
        ask(client, "nothing"),
        ask(client, "events/x.json"),
        client.delete("/api/v1/health"),
    ):
        jsonschema_rs.Draft202012Validator(schema).validate(answer.json())


def test_the_description_is_the_same_in_json_twice(client: TestClient) -> None:
    assert json.dumps(ask(client, "openapi.json").json()) == json.dumps(ask(client, "openapi.json").json())
