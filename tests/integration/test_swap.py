"""Data that change below a running server."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from atlas.dataset import DATA_FOLDER
from tests.running import PATIENCE, running

ASKED = ("/api/v1/events.json?link=AFG-IND&limit=3", "/map?link=AFG-IND", "/api/v1/datapackage.json", "/api/v1/links.csv")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(DATA_FOLDER, tmp_path_factory.mktemp("swap") / "data"))


@pytest.fixture(scope="module")
def client(data: Path) -> Iterator[httpx.Client]:
    settings = {"ATLAS_DATA": str(data), "ATLAS_WATCH": "1", "ATLAS_RATE_LIMIT": "0"}
    with running(data.with_name("log.txt"), **settings) as address, httpx.Client(base_url=address, timeout=PATIENCE) as client:
        yield client


def rewrite(file: Path, change: Callable[[str], str]) -> None:
    """Change the text of a file that holds it."""
    text = file.read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text
    file.write_text(changed, encoding="utf-8")


def until(client: httpx.Client, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What the health address says once it says so."""
    deadline = time.monotonic() + PATIENCE
    while not holds(health := client.get("/api/v1/health").json()):
        assert time.monotonic() < deadline, health
        time.sleep(0.1)
    return health


def test_two_releases_under_load_lose_no_answer_and_no_answer_is_of_two(client: httpx.Client, data: Path) -> None:
    answers: list[httpx.Response] = []
    done = threading.Event()

    def ask() -> None:
        with httpx.Client(base_url=client.base_url, timeout=PATIENCE) as visitor:
            while not done.wait(0.2):
                answers.extend(visitor.get(path) for path in ASKED)

    def described() -> list[httpx.Response]:
        return [answer for answer in list(answers) if answer.url.path.endswith("datapackage.json")]

    def is_told(version: str) -> bool:
        return any(answer.json()["version"] == version for answer in described())

    visitors = [threading.Thread(target=ask) for _ in range(2)]
    for visitor in visitors:
        visitor.start()
    try:
        before = client.get("/api/v1/health").json()["version"]
        until(client, lambda _: is_told(before))
        for old, new in ((before, "2027.1.0"), ("2027.1.0", "2027.2.0")):
            title = f"A title of {new}"
            rewrite(data / "datapackage.json", lambda text, new=new, old=old: text.replace(f'"version": "{old}"', f'"version": "{new}"'))
            rewrite(data / "events.csv", lambda text, title=title: _titled(text, title))
            until(client, lambda health, new=new: health["version"] == new and is_told(new))
            page = client.get(f"/events?event={_first(data)}").text
            assert title in page and f'"version": "{new}"' in page
            assert client.get(f"/api/v1/events/{_first(data)}.json").json()["event"]["title"] == title
    finally:
        done.set()
        for visitor in visitors:
            visitor.join()
    assert {answer.status_code for answer in answers} == {200}
    tags = {(answer.json()["version"], answer.headers["etag"]) for answer in described()}
    assert sorted(version for version, _ in tags) == [before, "2027.1.0", "2027.2.0"] and len({tag for _, tag in tags}) == 3


def _titled(text: str, title: str) -> str:
    """The table of events with another title in its first row."""
    head, first, rest = text.split("\n", 2)
    place = head.split(",").index("title")
    cells = first.split(",")
    cells[place] = title
    return "\n".join((head, ",".join(cells), rest))


def _first(data: Path) -> str:
    return (data / "events.csv").read_text(encoding="utf-8").split("\n")[1].partition(",")[0]


def test_a_broken_package_is_refused_with_its_place_and_the_last_good_one_stays(client: httpx.Client, data: Path) -> None:
    good, served = (data / "places.csv").read_bytes(), client.get("/api/v1/health")
    rewrite(data / "places.csv", lambda text: text.replace("\n", "\n,", 1))
    health = until(client, lambda health: "refused" in health)
    problem = health["refused"]["problems"][0]
    assert problem["file"] == "places.csv" and problem["row"] == 2 and problem["reason"] and problem["fix"]
    told = client.get("/api/v1/health", headers={"If-None-Match": served.headers["etag"]})
    assert told.status_code == 200 and told.json()["version"] == served.json()["version"], "a cache must not hide it"
    lines = [json.loads(line) for line in data.with_name("log.txt").read_text(encoding="utf-8").splitlines() if line.startswith("{")]
    assert [line["problems"][0] for line in lines if "refused" in line["message"]] == [problem]
    (data / "places.csv").write_bytes(good)
    assert until(client, lambda health: "refused" not in health) == served.json()
