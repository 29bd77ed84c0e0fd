"""Who comes in where a host has listed who may: by cookie, by token, and not at all."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from atlas.settings import read_settings
from atlas.web import READER, SignIn
from atlas.web.id_tokens import IdTokens
from atlas.web.limits import HEALTH

PROVIDER, CLIENT, PUBLIC = "https://id.example.org", "atlas", "http://localhost"
KEY, OTHER = (RSAKey.generate_key(2048, {"kid": "one"}) for _ in range(2))
LISTED = "anna@example.org"
SETTINGS = read_settings(
    {
        "ATLAS_PUBLIC_ADDRESS": PUBLIC,
        "ATLAS_SIGN_IN_PROVIDER": PROVIDER,
        "ATLAS_SIGN_IN_CLIENT": CLIENT,
        "ATLAS_SIGN_IN_SECRET": "secret",
        "ATLAS_SIGN_IN_COOKIE_SECRET": "c" * 32,
        "ATLAS_SIGN_IN_ALLOWED": f"{LISTED} example.net *.example.com",
    }
)


async def _answer(request: Request) -> Response:
    headers = {"Cache-Control": "public, no-cache", "Reader": ",".join(request.headers.getlist(READER))}
    return PlainTextResponse("read", headers=headers)


async def _callback(_: Request) -> Response:
    return RedirectResponse("/", 302)


async def _live(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A small server behind the gate. A cookie `user` stands for what Streamlit signs: an address, and whether it is confirmed."""

    async def ask(tokens: IdTokens) -> None:
        tokens._issuer, tokens._keys = PROVIDER, KeySet([KEY])

    def cookie(cookies: Mapping[str, str]) -> Mapping[str, Any] | None:
        address, _, confirmed = cookies.get("user", "").partition("|")
        return {"email": address, "email_verified": confirmed != "no", "origin": cookies.get("origin", PUBLIC)} if address else None

    monkeypatch.setattr(IdTokens, "_ask", ask)
    paths = ("/", "/map", "/api/v1/events.csv", HEALTH, "/app/static/page.css", "/media/x", "/sitemap.xml")
    routes = [*(Route(path, _answer, methods=["GET", "OPTIONS"]) for path in paths), Route("/oauth2callback", _callback)]
    gate = Middleware(SignIn, settings=SETTINGS, cookie=cookie, login=lambda: "/auth/login?provider=token")
    app = Starlette(routes=[*routes, WebSocketRoute("/_stcore/stream", _live)], middleware=[gate])
    return TestClient(app, base_url=PUBLIC, follow_redirects=False)


def token(key: RSAKey = KEY, **claims: Any) -> dict[str, str]:
    """The header with a token of the provider."""
    said = {"iss": PROVIDER, "aud": CLIENT, "exp": int(time.time()) + 600, "email": LISTED} | claims
    made = jwt.encode({"alg": "RS256", "kid": "one"}, {name: value for name, value in said.items() if value is not None}, key)
    return {"Authorization": f"Bearer {made}"}


def test_who_has_not_signed_in_reads_nothing_and_is_told_how(client: TestClient) -> None:
    page = client.get("/map?link=AFG-IND")
    assert page.status_code == 401 and "/auth/start" in page.text and page.headers["cache-control"] == "no-store"
    for path in ("/api/v1/events.csv", "/app/static/page.css", "/media/x"):
        answer = client.get(path)
        assert answer.status_code == 401 and answer.headers["content-type"] == "application/problem+json", path
        assert answer.headers["www-authenticate"] == "Bearer"
    assert client.get("/sitemap.xml").status_code == 401
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/stream"):
        pass
    assert client.get(HEALTH).text == "read"
    assert client.options("/api/v1/events.csv").status_code == 200, "a browser asks before it sends a token"
    assert client.get("/auth/start").headers["location"] == "/auth/login?provider=token"


def test_who_has_signed_in_comes_to_the_address_he_asked_for_and_to_no_other_site(client: TestClient) -> None:
    client.get("/map?link=AFG-IND&q=a%20b")
    back = client.get("/oauth2callback")
    assert back.headers["location"] == "/map?link=AFG-IND&q=a%20b" and "atlas-asked" not in client.cookies
    for wrong in ("//evil.example", "https://evil.example", "/%5Cevil.example", "%2F%2Fevil.example", "/a%0d%0ab"):
        assert client.get("/oauth2callback", headers={"Cookie": f"atlas-asked={wrong}"}).headers["location"] == "/", wrong


@pytest.mark.parametrize("address", [LISTED, "Anna@Example.org", "anybody@example.net", "one@mail.example.com"])
def test_listed_addresses_and_those_in_listed_domains_read(client: TestClient, address: str) -> None:
    client.cookies["user"] = address
    answer = client.get("/map", headers={READER: "somebody@else.example"})
    assert answer.text == "read" and answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["reader"] == address.lower(), "what a visitor says of himself is left unread"
    with client.websocket_connect("/_stcore/stream"):
        pass


@pytest.mark.parametrize("address", ["berta@example.org", "x@evilexample.net", "x@example.com", f"{LISTED}|no"])
def test_others_are_refused_by_name(client: TestClient, address: str) -> None:
    client.cookies["user"] = address
    page = client.get("/map")
    assert page.status_code == 403 and "This address is not on the list" in page.text and "/auth/logout" in page.text
    assert ("does not vouch" if "|" in address else address) in page.text
    assert client.get("/api/v1/events.csv").json()["status"] == 403
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/stream"):
        pass


def test_a_cookie_of_another_copy_is_none(client: TestClient) -> None:
    client.cookies.update({"user": LISTED, "origin": "https://other.example"})
    assert client.get("/map").status_code == 401


def test_a_program_reads_with_a_token_made_out_to_the_atlas(client: TestClient) -> None:
    assert client.get("/api/v1/events.csv", headers=token()).text == "read"
    assert client.get("/api/v1/events.csv", headers=token(email="berta@example.org")).status_code == 403
    wrong = [
        token(OTHER),
        token(aud="another"),
        token(iss="https://evil.example"),
        token(exp=int(time.time()) - 600),
        token(exp=None),
        token(aud=None),
        {"Authorization": "Bearer nonsense"},
        {"Authorization": "Basic YTpi"},
    ]
    for headers in wrong:
        assert client.get("/api/v1/events.csv", headers=headers).status_code == 401, headers
