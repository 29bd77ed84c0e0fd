"""What the server adds to its answers, and what it leaves alone."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from atlas.web import PageHead, ResponseHeaders
from atlas.web.headers import content_security_policy, inline_script_hashes
from atlas.web.page_head import HEAD_LINE

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
PAGE = "<!doctype html><html><head><title>x</title></head><body>é" + "<p>text</p>" * 300 + "</body></html>"
HTML = {"accept": "text/html,application/xhtml+xml"}
PROMISED = {
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
}


async def _page(_: Request) -> Response:
    return HTMLResponse(PAGE, headers={"etag": '"1"', "last-modified": "Thu, 01 Jan 1970 00:00:00 GMT"})


async def _pieces(_: Request) -> Response:
    async def body():  # type: ignore[no-untyped-def]
        encoded = PAGE.encode()
        for start in range(0, len(encoded), 50):
            yield encoded[start : start + 50]

    return StreamingResponse(body(), media_type="text/html; charset=utf-8")


async def _json(_: Request) -> Response:
    return JSONResponse({"page": "</head>"})


async def _file(_: Request) -> Response:
    return HTMLResponse(PAGE, headers={"content-disposition": 'attachment; filename="pack.html"'})


async def _missing(_: Request) -> Response:
    return Response("no such file", 404)


@pytest.fixture(scope="module")
def client() -> TestClient:
    """A small server behind the same layers as the real one."""
    app = Starlette(
        routes=[
            Route("/", _page),
            Route("/pieces", _pieces),
            Route("/json", _json),
            Route("/file", _file),
            Route("/app/static/shape.geojson", _json),
            Route("/app/static/missing.geojson", _missing),
        ],
        middleware=[Middleware(ResponseHeaders, index=INDEX), Middleware(PageHead), Middleware(GZipMiddleware, minimum_size=10)],
    )
    return TestClient(app)


def test_the_policy_allows_exactly_the_inline_scripts_of_the_page() -> None:
    page = INDEX.read_text(encoding="utf-8")
    scripts = re.findall(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", page, re.DOTALL)
    inline = [code for attributes, code in scripts if "src=" not in attributes and code.strip()]
    assert inline
    expected = [f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'" for code in inline]
    assert inline_script_hashes(page) == expected
    for source in expected:
        assert source in content_security_policy(INDEX)


def test_the_policy_allows_no_other_host_and_no_other_script() -> None:
    directives = dict(part.split(" ", 1) for part in content_security_policy(INDEX).split("; "))
    assert "http" not in content_security_policy(INDEX)
    assert "*" not in content_security_policy(INDEX)
    assert "unsafe" not in directives["script-src"].replace("'wasm-unsafe-eval'", "")
    assert directives["default-src"] == "'self'"
    assert directives["object-src"] == "'none'"
    assert {"base-uri", "form-action", "frame-ancestors", "connect-src", "img-src", "style-src"} <= set(directives)


@pytest.mark.parametrize("path", ["/", "/pieces"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_page_gets_its_line_once_and_is_whole(client: TestClient, path: str, encoding: str) -> None:
    answer = client.get(path, headers={**HTML, "accept-encoding": encoding})
    assert answer.status_code == 200
    assert answer.content == PAGE.encode().replace(b"</head>", HEAD_LINE + b"</head>")
    assert "etag" not in answer.headers
    assert "last-modified" not in answer.headers
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_a_page_handed_out_as_a_file_is_left_alone(client: TestClient) -> None:
    assert client.get("/file", headers=HTML).content == PAGE.encode()


def test_no_other_site_may_frame_the_atlas_unless_it_is_named() -> None:
    headers = TestClient(Starlette(routes=[Route("/", _page)], middleware=[Middleware(ResponseHeaders, index=INDEX)])).get("/").headers
    assert "frame-ancestors 'self';" in headers["content-security-policy"] + ";"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    hosts = ("https://example.org", "https://*.example.net:8443")
    named = Starlette(routes=[Route("/", _page)], middleware=[Middleware(ResponseHeaders, index=INDEX, frame_hosts=hosts)])
    headers = TestClient(named).get("/").headers
    assert "frame-ancestors 'self' https://example.org https://*.example.net:8443" in headers["content-security-policy"]
    assert "x-frame-options" not in headers


def test_other_answers_are_left_alone(client: TestClient) -> None:
    expected = b'{"page":"</head>"}'
    assert client.get("/json", headers=HTML).content == expected
    assert client.get("/json", headers={"accept": "*/*"}).content == expected
    assert client.head("/", headers=HTML).status_code == 200
    with client.stream("GET", "/json", headers={"accept-encoding": "gzip"}) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert gzip.decompress(b"".join(answer.iter_raw())) == expected


@pytest.mark.parametrize("path", ["/", "/json", "/app/static/shape.geojson", "/app/static/missing.geojson", "/nowhere"])
def test_every_answer_has_the_security_headers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert set(answer.headers) >= PROMISED
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_geometry_is_cached_and_nothing_else(client: TestClient) -> None:
    assert "max-age=86400" in client.get("/app/static/shape.geojson").headers["cache-control"]
    for path in ("/", "/json", "/app/static/missing.geojson"):
        assert "max-age" not in client.get(path).headers.get("cache-control", "")
