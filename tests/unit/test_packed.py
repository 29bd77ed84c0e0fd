"""Files that are packed once for whoever takes them so."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient

from atlas.web import Packed

SCRIPT = "const name = 'Kabul';\n" * 400
TAKES = {"accept-encoding": "gzip, br"}
PLAIN = {"accept-encoding": "identity"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files beside one that nobody may have."""
    (tmp_path / "secret.js").write_text(SCRIPT, encoding="utf-8")
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.js").write_text(SCRIPT, encoding="utf-8")
    (folder / "small.js").write_text("1", encoding="utf-8")
    (folder / "a.woff2").write_bytes(os.urandom(4000))
    return folder


@pytest.fixture
def client(folder: Path) -> TestClient:
    """A server of the folder."""
    app = Starlette(routes=[Mount("/static", StaticFiles(directory=folder))], middleware=[Middleware(Packed, folders={"/static/": folder})])
    return TestClient(app)


def test_a_file_comes_packed_and_is_the_same(client: TestClient) -> None:
    packed, plain = client.get("/static/a.js", headers=TAKES), client.get("/static/a.js", headers=PLAIN)
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(SCRIPT) / 20
    assert packed.text == plain.text == SCRIPT
    assert "content-encoding" not in plain.headers
    assert packed.headers["vary"].lower() == "accept-encoding"
    for name in ("content-type", "etag", "last-modified"):
        assert packed.headers[name] == plain.headers[name]


def test_it_is_packed_once_and_anew_when_it_has_changed(client: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times, compress = [], gzip.compress
    monkeypatch.setattr("atlas.web.packed.gzip.compress", lambda *args, **how: times.append(1) or compress(*args, **how))
    with client:
        assert [client.get("/static/a.js", headers=TAKES).text for _ in range(3)] == [SCRIPT] * 3
        assert len(times) == 1
        (folder / "a.js").write_text(SCRIPT * 2, encoding="utf-8")
        assert client.get("/static/a.js", headers=TAKES).text == SCRIPT * 2
    assert len(times) == 2


def test_whoever_has_it_still_is_told_so(client: TestClient) -> None:
    known = client.get("/static/a.js", headers=TAKES).headers["etag"]
    answer = client.get("/static/a.js", headers={**TAKES, "if-none-match": known})
    assert (answer.status_code, answer.content) == (304, b"")


def test_a_part_of_a_file_is_that_part(client: TestClient) -> None:
    answer = client.get("/static/a.js", headers={**TAKES, "range": "bytes=0-4"})
    assert (answer.status_code, answer.text) == (206, "const")
    assert "content-encoding" not in answer.headers


def test_a_question_for_the_head_has_no_body(client: TestClient) -> None:
    answer = client.head("/static/a.js", headers=TAKES)
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("name", ["small.js", "a.woff2"])
def test_what_packing_does_not_help_comes_as_it_is(client: TestClient, folder: Path, name: str) -> None:
    answer = client.get(f"/static/{name}", headers=TAKES)
    assert "content-encoding" not in answer.headers
    assert answer.content == (folder / name).read_bytes()


@pytest.mark.parametrize(
    "path", ["/static/none.js", "/static/../secret.js", "/static/..%2Fsecret.js", "/static/%2e%2e/secret.js", "/secret.js"]
)
def test_nothing_else_is_given_out(client: TestClient, path: str) -> None:
    assert client.get(path, headers=TAKES).status_code == 404
