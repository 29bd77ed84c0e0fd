"""The server as a host has set it: below a path, under one name, behind a proxy, with limits and logs."""

from __future__ import annotations

import json
import platform
import re
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from atlas.view.pages import PAGES
from tests.bench.rerun import session
from tests.running import PATIENCE, ROOT, running

PUBLIC = "https://atlas.example.org/atlas"
PROXIED = {"Host": "inside", "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "atlas.example.org"}
RATE = 40
SECRET = "muttaqi"


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hosted") / "log.txt"


@pytest.fixture(scope="module")
def hosted(log: Path) -> Iterator[str]:
    """The address of a server below a path, as its proxy has it."""
    settings = {
        "ATLAS_BASE_PATH": "/atlas",
        "ATLAS_ALLOWED_HOSTS": "atlas.example.org 127.0.0.1",
        "ATLAS_RATE_LIMIT": str(RATE),
        "ATLAS_LOG_LEVEL": "info",
    }
    with running(log, **settings) as address:
        yield f"{address}/atlas"


@pytest.fixture(scope="module")
def proxy(hosted: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=hosted, headers=PROXIED, timeout=PATIENCE) as client:
        yield client


def test_every_page_and_what_it_fetches_is_below_the_path(proxy: httpx.Client) -> None:
    for page in PAGES.values():
        answer = proxy.get(f"/{page.path}?q={SECRET}")
        assert answer.status_code == 200 and f'content="{PUBLIC}/{page.path}?q={SECRET}"' in answer.text, page.path
        fetched = re.findall(r'(?:src|href)="([^"]+)"', answer.text)
        assert fetched and all(address.startswith("./") for address in fetched), "beside the page, wherever that is"
    for address in fetched:
        answer = proxy.get(f"/{address.removeprefix('./')}")
        assert answer.status_code == 200 and not answer.headers["content-type"].startswith("text/html"), address


def test_addresses_that_are_handed_on_have_the_path(proxy: httpx.Client) -> None:
    about = proxy.get("/api/v1/events.json?link=AFG-IND&limit=1").json()
    assert about["about"]["address"] == f"{PUBLIC}/events?link=AFG-IND"
    assert all(address.startswith(f"{PUBLIC}/api/v1/events.json?") for address in about["links"].values())
    assert proxy.get("/api/v1/openapi.json").json()["servers"] == [{"url": PUBLIC}]
    picture = re.search(r'og:image" content="([^"]+)"', proxy.get("/map?link=AFG-IND").text)
    assert picture and picture[1].startswith(f"{PUBLIC}/api/v1/map.png?link=AFG-IND")
    found = [str(element.text) for element in ElementTree.fromstring(proxy.get("/sitemap.xml").content).iter() if element.text]
    assert all(address.startswith(f"{PUBLIC}/") for address in found if address.strip())
    assert f'href="{PUBLIC}/map"' in proxy.get("/mapp").text
    for wrong, right in (("/map/", "/atlas/map"), ("/Map?link=AFG-IND", "./map?link=AFG-IND")):
        assert proxy.get(wrong).headers["location"] == right


def test_the_live_connection_opens_below_the_path_and_to_the_atlas_only(hosted: str) -> None:
    address = f"{hosted.replace('http', 'ws', 1)}/_stcore/stream"
    said = {name: value for name, value in PROXIED.items() if name != "Host"}
    with connect(address, origin="https://atlas.example.org", additional_headers=said):
        pass
    with pytest.raises(InvalidStatus, match="403"):
        connect(address, origin="https://evil.example", additional_headers=said)


def test_the_live_connection_tells_nothing_of_the_inside(hosted: str) -> None:
    with session(hosted.removeprefix("http://")) as visitor:
        visitor.run("link=AFG-IND")
    told = b"".join(visitor.frames)
    assert b"frame.py" in told, "the name of the script, by which a window is called at first"
    assert str(ROOT).encode() not in told and platform.python_version().encode() not in told


def test_errors_tell_nothing_of_the_inside(proxy: httpx.Client) -> None:
    asked = ["/api/v1/nowhere", "/media/nowhere", "/mapp", "/app/static/nowhere", "/%2e%2e/etc/passwd", "/api/v1/events/nothing.json"]
    answers = [proxy.get(path) for path in asked]
    answers += [proxy.post("/map"), proxy.get("/map", headers={"X-Forwarded-Host": "evil.example"}), proxy.get(f"/map?q={'a' * 20_000}")]
    answers.append(proxy.post("/_stcore/upload_file/a/b", content=b"a" * 3_000_000))
    assert [answer.status_code for answer in answers] == [404, 404, 404, 404, 400, 404, 405, 400, 414, 413]
    core = [proxy.get(f"/_stcore/{name}") for name in ("metrics", "script-health-check", "stream", "nowhere")]
    assert [answer.status_code for answer in core] == [404] * 4
    answers += [*core, *(proxy.get(f"/_stcore/{name}") for name in ("health", "host-config"))]
    for answer in answers:
        told = f"{answer.text} {answer.headers}"
        assert not re.search(r"Traceback|\.py\b|/home/|/usr/|site-packages|\d+\.\d+\.\d+ ?\(|[Ss]treamlit/|[Uu]vicorn/|Python", told), (
            answer.url
        )


def test_the_api_lets_one_address_ask_so_often_and_others_go_on(proxy: httpx.Client) -> None:
    other = {"X-Forwarded-For": "198.51.100.4"}
    status = [proxy.get("/api/v1/datapackage.json", headers=other).status_code for _ in range(RATE + 5)]
    assert status[0] == 200 and status[-1] == 429
    refused = proxy.get("/api/v1/datapackage.json", headers=other)
    assert int(refused.headers["retry-after"]) >= 1 and refused.headers["content-security-policy"]
    assert proxy.get("/api/v1/datapackage.json", headers={"X-Forwarded-For": "198.51.100.5"}).status_code == 200


def test_logs_are_lines_of_json_without_who_asked_for_what(proxy: httpx.Client, log: Path) -> None:
    number = proxy.get(f"/events?q={SECRET}").headers["x-request-id"]
    deadline = time.monotonic() + PATIENCE
    # A line is written when its answer has been sent.
    while number not in (written := log.read_text(encoding="utf-8")) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert SECRET not in written and not re.search(r"203\.0\.113|198\.51\.100", written)
    lines = [json.loads(line) for line in written.splitlines() if line.startswith("{")]
    assert [line["path"] for line in lines if line.get("request") == number] == ["/atlas/events"]
    others = [line for line in written.splitlines() if line.strip() and not line.startswith("{")]
    assert all(re.match(r"  (You can now view|URL:|Local URL|Network URL)", line) for line in others), others
