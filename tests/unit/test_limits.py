"""Who may ask, how much, and how often; and what a refusal says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from atlas import api
from atlas.api.addresses import ADDRESSES
from atlas.settings import read_settings
from atlas.web import Limits
from atlas.web.limits import HEALTH
from atlas.web.rate import MOST_CLIENTS, RateLimiter


async def _echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


async def _live(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(socket.headers.get("origin", ""))
    await socket.close()


def served(**environment: str) -> TestClient:
    """A small server behind the limits that a host has set."""
    pages = [Route(path, _echo, methods=["GET", "POST"]) for path in ("/map", "/api/v1/events.json", HEALTH)]
    limits = Middleware(Limits, settings=read_settings(environment))
    app = Starlette(routes=[*pages, WebSocketRoute("/live", _live)], middleware=[limits])
    return TestClient(app, base_url="http://atlas.example.org")


def test_only_allowed_hosts_are_answered() -> None:
    client = served(ATLAS_ALLOWED_HOSTS="atlas.example.org *.example.net [::1]")
    for host in ("atlas.example.org", "ATLAS.example.org:8501", "a.example.net", "[::1]:8501", "[::1]"):
        assert client.get("/map", headers={"host": host}).status_code == 200, host
    for host in ("example.org", "atlas.example.org.evil.example", "example.net", "evilexample.net", "localhost", ""):
        answer = client.get("/map", headers={"host": host})
        assert answer.status_code == 400 and answer.headers["content-type"] == "application/problem+json", host
        assert answer.json()["title"] == "Bad Request"
        assert client.get(HEALTH, headers={"host": host}).status_code == 200
    assert served().get("/map", headers={"host": "10.0.0.7"}).status_code == 200, "any, where the host has set none"


def test_large_addresses_and_bodies_are_refused() -> None:
    client = served(ATLAS_ADDRESS_LIMIT="200", ATLAS_BODY_LIMIT="1000")
    assert client.get(f"/map?q={'a' * 190}").status_code == 200
    assert client.get(f"/map?q={'a' * 200}").json()["status"] == 414
    assert client.post("/map", content=b"a" * 1000).text == "1000"
    assert client.post("/map", content=b"a" * 1001).json()["status"] == 413

    def pieces() -> Iterator[bytes]:
        yield from [b"a" * 600] * 2

    assert client.post("/map", content=pieces()).json()["status"] == 413, "of a length that nobody has said"


def test_who_asks_the_api_too_often_is_told_when_to_ask_again() -> None:
    client = served(ATLAS_RATE_LIMIT="3")
    answers = [client.get("/api/v1/events.json") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    refused = answers[-1]
    assert 1 <= int(refused.headers["retry-after"]) <= 20
    assert refused.headers["content-type"] == "application/problem+json" and refused.headers["access-control-allow-origin"] == "*"
    assert refused.json()["title"] == "Too Many Requests"
    assert client.get("/map").status_code == client.get(HEALTH).status_code == 200
    endless = served(ATLAS_RATE_LIMIT="0")
    assert {endless.get("/api/v1/events.json").status_code for _ in range(10)} == {200}


def test_a_bucket_fills_again_and_clients_have_one_each() -> None:
    now = [0.0]
    limiter = RateLimiter(60, lambda: now[0])
    assert [limiter.wait("203.0.113.9") for _ in range(61)] == [0] * 60 + [1]
    assert limiter.wait("203.0.113.10") == 0
    now[0] = 2.0
    assert [limiter.wait("203.0.113.9") for _ in range(3)] == [0, 0, 1]
    for number in range(60):
        limiter.wait(f"2001:db8::{number:x}")
    assert limiter.wait("2001:db8::ffff") == 1 and limiter.wait("2001:db8:0:1::1") == 0
    for number in range(MOST_CLIENTS + 5):
        limiter.wait(f"client {number}")
    assert len(limiter.buckets) == MOST_CLIENTS


@pytest.mark.parametrize("origin", [None, "http://atlas.example.org", "https://portal.example.org", "https://public.example.org"])
def test_the_live_connection_is_open_to_the_atlas_and_named_sites(origin: str | None) -> None:
    client = served(ATLAS_WEBSOCKET_ORIGINS="https://portal.example.org", ATLAS_PUBLIC_ADDRESS="https://public.example.org/atlas")
    with client.websocket_connect("ws://atlas.example.org/live", headers={"origin": origin} if origin else {}) as socket:
        assert socket.receive_text() == ("http://atlas.example.org" if origin else ""), "Streamlit sees its own"


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"origin": "null"}, {"host": "evil.example"}])
def test_other_sites_and_hosts_open_no_live_connection(headers: dict[str, str]) -> None:
    client = served(ATLAS_ALLOWED_HOSTS="atlas.example.org")
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("ws://atlas.example.org/live", headers=headers):
        pass


def test_the_health_address_is_one_of_the_api() -> None:
    assert f"{api.PREFIX}/{next(address.path for address in ADDRESSES if address.path == 'health')}" == HEALTH
