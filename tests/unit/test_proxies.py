"""The atlas behind a proxy: what it believes, of whom, and below which path it is served."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from atlas.settings import Hosting, public_base, public_url
from atlas.web import Forwarded


async def _seen(request: Request) -> JSONResponse:
    """What the server further in sees."""
    client = request.client.host if request.client else ""
    return JSONResponse({"base": public_base(request), "url": public_url(request), "path": request.url.path, "client": client})


def asked(
    path: str = "/map", peer: tuple[str, int] = ("10.0.0.5", 4000), headers: dict[str, str] | None = None, base: str = ""
) -> dict[str, str]:
    """What is seen of a request from a machine, behind proxies in 10.0.0.0/8."""
    settings = Hosting(base_path=base, trusted_proxies=(ip_network("10.0.0.0/8"), ip_network("127.0.0.0/8")))
    routes = [Route("/", _seen), Route("/map", _seen), Mount("/app/static", routes=[Route("/x", _seen)])]
    app = Starlette(routes=routes, middleware=[Middleware(Forwarded, settings=settings)])
    answer = TestClient(app, base_url="http://inside:8501", client=peer).get(path, headers=headers or {})
    assert answer.status_code == 200, answer.text
    seen: dict[str, str] = answer.json()
    return seen


SAID = {
    "x-forwarded-for": "203.0.113.9",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "atlas.example.org",
    "x-forwarded-prefix": "/kabul",
}


def test_what_a_trusted_proxy_says_is_believed_and_what_others_say_is_not() -> None:
    seen = asked("/map?link=AFG-IND", headers=SAID)
    assert seen["url"] == "https://atlas.example.org/kabul/map?link=AFG-IND"
    assert seen["client"] == "203.0.113.9" and seen["path"] == "/map"
    seen = asked("/map", ("203.0.113.7", 4000), SAID)
    assert seen["base"] == "http://inside:8501" and seen["client"] == "203.0.113.7"


def test_a_visitor_cannot_choose_an_address() -> None:
    assert asked(headers={"x-forwarded-for": "198.51.100.1, 203.0.113.9, 10.0.0.7"})["client"] == "203.0.113.9"
    assert asked(headers={"x-forwarded-for": "10.0.0.9"})["client"] == "10.0.0.9", "a visitor inside"


def test_a_proxy_on_the_same_machine_is_known_although_uvicorn_hides_it() -> None:
    assert asked(peer=("203.0.113.9", 0), headers=SAID)["base"] == "https://atlas.example.org/kabul"


@pytest.mark.parametrize("name", ["x-forwarded-host", "x-forwarded-prefix", "x-forwarded-proto"])
@pytest.mark.parametrize("text", ['"><script>', "//evil.example/x/", "a b", "javascript"])
def test_nonsense_is_left_unread(name: str, text: str) -> None:
    seen = asked(headers={name: text})
    assert seen["base"] in ("http://inside:8501", "http://javascript")


@pytest.mark.parametrize("path", ["/atlas/map", "/atlas/", "/atlas/app/static/x"])
def test_below_a_path_the_server_is_as_at_the_root(path: str) -> None:
    seen = asked(path, base="/atlas")
    assert seen["base"] == "http://inside:8501/atlas" and seen["url"] == f"http://inside:8501{path}"


def test_without_its_slash_the_path_leads_to_it() -> None:
    app = Starlette(middleware=[Middleware(Forwarded, settings=Hosting(base_path="/a/atlas"))])
    answer = TestClient(app).get("/a/atlas?link=AFG-IND", follow_redirects=False)
    assert answer.status_code == 308 and answer.headers["location"] == "atlas/?link=AFG-IND"
