"""Addresses as people, mail programs, search engines and scripts try them, at the running server."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest

from atlas.dataset import serving
from atlas.view.pages import PAGES, PageEntry
from tests.running import PATIENCE, running

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def web(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=PATIENCE) as client:
        yield client


def raw(web: httpx.Client, path: str, **headers: str) -> tuple[httpx.Response, bytes]:
    """The answer with its body as it is sent."""
    with web.stream("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}) as answer:
        return answer, b"".join(answer.iter_raw())


# What there is not


@pytest.mark.parametrize(
    "path", ["/map/x", "/map/index.html", "/mapp", "/events/2025", "/wp-login.php", "/index.html", "/.env", "/api/v2/events.csv"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_there_is_not_is_404_with_a_way_back(web: httpx.Client, server: str, path: str, method: str) -> None:
    answer = web.request(method, f"{path}?link=AFG-IND")
    assert answer.status_code == 404
    assert "frame-ancestors" in answer.headers["content-security-policy"]
    if method == "HEAD":
        assert not answer.content
    elif path.startswith("/api/"):
        assert answer.headers["content-type"] == "application/problem+json"
    else:
        assert f'href="{server}/"' in answer.text and f'href="{server}/map"' in answer.text
        assert "<script" not in answer.text, "nothing that would start the dashboard"


def test_an_address_that_is_not_there_stays_text(web: httpx.Client) -> None:
    assert "<u>" not in web.get("/x%3Cu%3Ey").text


@pytest.mark.parametrize("entry", PAGES.values(), ids=lambda entry: entry.name)
def test_every_page_is_there(web: httpx.Client, entry: PageEntry) -> None:
    answer = web.get(f"/{entry.path}")
    assert answer.status_code == 200 and 'property="og:title"' in answer.text


@pytest.mark.parametrize(
    ("path", "to"), [("/Map", "/map"), ("/EVENTS", "/events"), ("/Relations", "/relations"), ("/Overview", "/"), ("/overview", "/")]
)
def test_capital_letters_lead_to_the_page_with_its_view(web: httpx.Client, server: str, path: str, to: str) -> None:
    answer = web.get(f"{path}?link=AFG-IND&q=a%26b", follow_redirects=True)
    assert str(answer.url) == f"{server}{to}?link=AFG-IND&q=a%26b" and answer.status_code == 200
    assert len(answer.history) == 1 and answer.history[0].status_code == 308


# What search engines ask for


def test_robots_are_told_the_sitemap(web: httpx.Client, server: str) -> None:
    answer = web.get("/robots.txt")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/plain")
    assert answer.text.startswith("User-agent: *") and f"Sitemap: {server}/sitemap.xml" in answer.text.splitlines()
    assert web.head("/robots.txt").status_code == 200


def test_browsers_find_the_icon_they_ask_for_by_themselves(web: httpx.Client) -> None:
    answer = web.get("/favicon.ico")
    assert answer.status_code == 200 and answer.headers["content-type"] == "image/svg+xml"


def test_the_sitemap_holds_every_page_and_event(web: httpx.Client, server: str) -> None:
    answer = web.get("/sitemap.xml")
    assert answer.headers["content-type"].startswith("application/xml")
    found = [str(element.text) for element in ElementTree.fromstring(answer.content).iter(f"{SITEMAP}loc")]
    assert len(found) == len(set(found)) and all(address.startswith(f"{server}/") for address in found)
    assert {f"{server}/{entry.path}" for entry in PAGES.values()} <= set(found)
    assert {f"{server}/events?event={event}" for event in serving.current().events["event_id"]} <= set(found)
    assert {f"{server}/?person=abbas-araghchi", f"{server}/?place=dubai", f"{server}/?link=AFG-IND"} <= set(found)
    for address in (*found[:12], found[-1]):
        assert web.get(address).status_code == 200, address


def test_the_sitemap_has_the_public_address(tmp_path: Path) -> None:
    with running(tmp_path / "log.txt", ATLAS_PUBLIC_ADDRESS="https://example.org/atlas") as address:
        assert "Sitemap: https://example.org/atlas/sitemap.xml" in httpx.get(f"{address}/robots.txt", timeout=PATIENCE).text
        found = ElementTree.fromstring(httpx.get(f"{address}/sitemap.xml", timeout=PATIENCE).content).iter(f"{SITEMAP}loc")
        assert all(str(element.text).startswith("https://example.org/atlas/") for element in found)
        assert 'href="https://example.org/atlas/map"' in httpx.get(f"{address}/mapp", timeout=PATIENCE).text


def test_the_full_stop_behind_an_address_is_no_part_of_an_event(web: httpx.Client) -> None:
    event = serving.current().events.iloc[-1]
    for mark in (".", "%E2%80%8B", "),"):
        answer = web.get(f"/events?event={event['event_id']}{mark}")
        assert answer.status_code == 200 and f'content="{escape(event["title"])} ·' in answer.text


# Pages are whole


@pytest.mark.parametrize("path", ["/events?event=nope", "/map?link=AFG-IND", "/", "/mapp"])
def test_head_is_get_without_its_body(web: httpx.Client, path: str) -> None:
    plain = {"Accept-Encoding": "identity"}
    head, got = web.head(path, headers=plain), web.get(path, headers=plain)
    assert head.status_code == got.status_code and not head.content
    for name in ("content-type", "content-length", "cache-control", "content-security-policy"):
        assert head.headers.get(name) == got.headers.get(name), name
    assert int(head.headers["content-length"]) == len(got.content)


@pytest.mark.parametrize("asked", ["bytes=0-32767", "bytes=0-99", "bytes=-100", "bytes=99999999-"])
@pytest.mark.parametrize("path", ["/map?link=AFG-IND", "/", "/mapp"])
def test_a_part_of_a_page_is_the_whole(web: httpx.Client, path: str, asked: str) -> None:
    whole, part = web.get(path), web.get(path, headers={"Range": asked})
    assert part.status_code == whole.status_code and part.text == whole.text and "content-range" not in part.headers


# Trackers


@pytest.mark.parametrize(
    "tracker", ["fbclid=x", "utm_source=mail", "UTM_Campaign=a&gclid=1", "mc_cid=1&mc_eid=2", "igshid=x&ref_src=twsrc"]
)
def test_trackers_are_passed_over(web: httpx.Client, server: str, tracker: str) -> None:
    plain = web.get("/api/v1/events.json?link=AFG-IND&limit=5")
    tracked = web.get(f"/api/v1/events.json?{tracker}&link=AFG-IND&limit=5")
    assert tracked.status_code == 200 and tracked.json() == plain.json() and tracked.headers["etag"] == plain.headers["etag"]
    assert web.get(f"/api/v1/package.zip?{tracker}").status_code == 200
    names = re.findall(r"(\w+)=", tracker)
    for path in ("/api/v1/events.atom?link=AFG-IND&limit=2", "/map?link=AFG-IND"):
        text = web.get(f"{path}&{tracker}").text
        assert not any(f"{name}=" in text for name in names), "handed on"
    assert f'content="{server}/map?link=AFG-IND"' in web.get(f"/map?{tracker}&link=AFG-IND").text


def test_what_is_no_tracker_is_named_still(web: httpx.Client) -> None:
    for name in ("utm", "clid", "reference"):
        assert web.get(f"/api/v1/events.json?{name}=x").status_code == 400


# Compression


@pytest.mark.parametrize("refused", ["gzip;q=0", "gzip; q=0.0, identity", "br, GZIP;q=0", "*;q=0"])
@pytest.mark.parametrize("path", ["/api/v1/events.csv", "/map", "/sitemap.xml", "/app/static/countries.geojson"])
def test_compression_refused_is_none(web: httpx.Client, path: str, refused: str) -> None:
    answer, _ = raw(web, path, Accept_Encoding=refused)
    assert answer.status_code == 200 and "content-encoding" not in answer.headers


@pytest.mark.parametrize("encoding", ["gzip", "gzip;q=0", "identity", "gzip, deflate, br"])
@pytest.mark.parametrize("path", ["/api/v1/events.csv", "/api/v1/events.json", "/api/v1/map.geojson", "/sitemap.xml"])
def test_vary_is_said_once(web: httpx.Client, path: str, encoding: str) -> None:
    answer, body = raw(web, path, Accept_Encoding=encoding)
    assert ",".join(answer.headers.get_list("vary")).lower().count("accept-encoding") == 1
    if answer.headers.get("content-encoding") == "gzip":
        assert gzip.decompress(body)


def test_all_that_a_page_names_comes_packed(web: httpx.Client) -> None:
    """Of letters and drawings that are packed already, and of files too small for it, there is nothing to gain."""
    page = web.get("/map").text
    named = re.findall(r'(?:src|href)="\./((?:static|app/static)/[^"]+\.(?:js|css)[^"]*)"', page)
    assert len(named) > 60 and any("DeckGlJsonChart" in name for name in named)
    for name in (*named, "app/static/countries.geojson", "app/static/names.json"):
        answer, body = raw(web, f"/{name}", Accept_Encoding="gzip, deflate, br")
        whole = web.get(f"/{name}", headers={"Accept-Encoding": "identity"}).content
        assert answer.status_code == 200
        assert (gzip.decompress(body) if len(whole) >= 1_000 else body) == whole
