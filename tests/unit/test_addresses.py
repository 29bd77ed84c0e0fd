"""What programs that read no script find in a page, and by which address the atlas calls itself."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from functools import partial
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, parse_qsl, quote, urlsplit

import pandas as pd
import pytest
import streamlit
from PIL import Image
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from atlas import api
from atlas.dataset import serving
from atlas.settings import read_settings, report_link
from atlas.view import EventFilter, select
from atlas.web import PageHead, page_writer
from atlas.web.page_head import HEAD_LINE

if TYPE_CHECKING:
    from atlas.dataset import Dataset

CALL = "2025-05-15-jaishankar-muttaqi-speak-phone-first-ministerial"
GONE = "2025-05-14-jaishankar-muttaqi-speak"
PAGE = "<html><head><title>Atlas</title></head><body></body></html>"


def served(dataset: Dataset) -> TestClient:
    """The API, and a page with the head that the server writes."""
    pages = [Route(f"/{name}", lambda _: HTMLResponse(PAGE)) for name in ("", "events", "map", "relations")]
    source = partial(serving.Served, dataset)
    head = Middleware(PageHead, write=page_writer(source, Path(streamlit.__file__).parent / "static"))
    return TestClient(Starlette(routes=[*api.routes(source), *pages], middleware=[head]), base_url="http://inside:8501")


def set_by_host(monkeypatch: pytest.MonkeyPatch, **environment: str) -> None:
    """Let the host have set these until the test ends."""
    set_so = read_settings(environment)
    monkeypatch.setattr("atlas.settings.addresses.hosting", lambda: set_so)


@pytest.fixture
def client(dataset: Dataset) -> TestClient:
    return served(dataset)


def tags(page: str) -> dict[str, str]:
    """Names and contents of the meta elements."""
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page)
    return {name: unescape(content) for name, content in found}


def json_ld(page: str) -> dict[str, object]:
    """The data that search engines read."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    read: dict[str, object] = json.loads(found[0])
    return read


def test_a_preview_says_what_is_in_view(client: TestClient, dataset: Dataset) -> None:
    found = tags(client.get("/events?link=AFG-IND&type=call").text)
    sentence = select(dataset, EventFilter(link=("AFG-IND",), type=("call",))).sentence
    assert found["og:description"].startswith(sentence)
    assert found["description"] == found["og:description"]
    assert found["og:url"] == "http://inside:8501/events?link=AFG-IND&type=call"


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "map.png"),
        ("/map?link=AFG-IND&boundaries=india", "map.png"),
        ("/relations?q=muttaqi&show=tempo&story=chabahar&scene=2", "map.png"),
        (f"/events?event={CALL}&link=AFG-IND", f"events/{CALL}.png"),
    ],
)
def test_a_preview_has_the_picture_of_its_view_for_the_version_of_the_data(
    client: TestClient, dataset: Dataset, address: str, file: str
) -> None:
    picture = urlsplit(tags(client.get(address).text)["og:image"])
    assert picture.path == f"/api/v1/{file}"
    asked = dict(parse_qsl(picture.query))
    assert asked.pop("version") == dataset.version
    if file == "map.png":
        kept = dict(parse_qsl(urlsplit(address).query))
        assert asked.items() <= kept.items() and asked.keys() >= kept.keys() & {"link", "q", "boundaries"}
    answer = client.get(f"{picture.path}?{picture.query}")
    assert answer.status_code == 200 and answer.headers["content-type"] == "image/png"
    with Image.open(io.BytesIO(answer.content)) as image:
        assert image.width > 1000


def test_cards_of_events_differ_and_there_is_none_of_no_event(client: TestClient, dataset: Dataset) -> None:
    longest = dataset.events.loc[dataset.events["title"].str.len().idxmax(), "event_id"]
    cards = {client.get(f"/api/v1/events/{event}.png").content for event in (CALL, longest)}
    assert len(cards) == 2
    assert client.get("/api/v1/events/nothing.png").status_code == 404


def test_the_preview_of_an_event_is_its_title_and_summary(client: TestClient, dataset: Dataset) -> None:
    event = dataset.events.iloc[dataset.position[CALL]]
    found = tags(client.get(f"/events?event={CALL}").text)
    assert found["og:title"].startswith(event["title"])
    assert found["og:description"] == event["summary"]
    assert tags(client.get("/?link=AFG-IND").text)["og:title"].startswith("Kabul – New Delhi")


@pytest.mark.parametrize("text", ['"><script>alert(1)</script>', "</script><b>", "'; DROP TABLE", "\u202eabc", "&amp;"])
def test_text_of_an_address_stays_text(client: TestClient, text: str) -> None:
    page = client.get(f"/events?q={quote(text)}").text
    assert page.count("<script") == HEAD_LINE.count(b"<script") + 1, "the scripts of the page and the data, nothing from the address"
    assert text.strip() in tags(page)["og:description"]
    assert json_ld(page)["@type"] == "Dataset"


def test_search_engines_find_the_dataset(client: TestClient, dataset: Dataset) -> None:
    found = json_ld(client.get("/").text)
    assert found["@context"] == "https://schema.org"
    assert found["version"] == dataset.version
    assert found["license"] == dataset.package.licence_url
    files = found["distribution"]
    assert isinstance(files, list)
    for file in files:
        answer = client.get(urlsplit(file["contentUrl"]).path)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(file["encodingFormat"])


def test_the_status_of_a_page_is_that_of_its_event(dataset: Dataset) -> None:
    gone = {"version": "2026.12.0", "event_id": GONE, "change": "merged", "reason": "It was the same call.", "replaced_by": CALL}
    changes = pd.concat([dataset.tables["changes"].astype(object), pd.DataFrame([gone])], ignore_index=True)
    client = served(replace(dataset, tables={**dataset.tables, "changes": changes}))
    wanted = {"": 200, f"?event={CALL}": 200, "?event=nothing": 404, f"?event={GONE}": 410}
    assert {query: client.get(f"/events{query}").status_code for query in wanted} == wanted


def test_the_host_says_by_which_address_the_atlas_is_reached(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    set_by_host(monkeypatch, ATLAS_PUBLIC_ADDRESS="https://atlas.example.org/kabul")
    about = client.get("/api/v1/events.json?link=AFG-IND").json()
    assert about["about"]["address"] == "https://atlas.example.org/kabul/events?link=AFG-IND"
    assert about["links"]["first"].startswith("https://atlas.example.org/kabul/api/v1/events.json?")
    found = tags(client.get("/events?link=AFG-IND").text)
    assert found["og:url"] == "https://atlas.example.org/kabul/events?link=AFG-IND"


def test_a_report_is_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    assert report_link("Event x", "Line 1\nLine 2") is None
    set_by_host(monkeypatch, ATLAS_REPORT_ADDRESS="mailto:atlas@example.org")
    mail = report_link("Event x", "a & b\n100 %")
    assert mail is not None
    assert "+" not in mail
    assert parse_qs(urlsplit(mail).query) == {"subject": ["Event x"], "body": ["a & b\n100 %"]}
    set_by_host(monkeypatch, ATLAS_REPORT_ADDRESS="https://example.org/new?labels=data")
    form = report_link("Event x", "text")
    assert form is not None
    assert parse_qs(urlsplit(form).query) == {"labels": ["data"], "title": ["Event x"], "body": ["text"]}
