"""What the server writes down, and what it does not; and what a visitor is told of a failure."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from atlas.web import RequestLog, log_as_json
from atlas.web.limits import HEALTH


async def _good(_: Request) -> PlainTextResponse:
    return PlainTextResponse("good")


async def _bad(request: Request) -> PlainTextResponse:
    raise ValueError(f"no such thing as {request.query_params['q']}")


@pytest.fixture
def client() -> Iterator[TestClient]:
    log = logging.getLogger("atlas")
    before = (log.handlers, log.propagate, log.level)
    log_as_json(logging.INFO)
    routes = [Route("/map", _good), Route("/bad", _bad), Route(HEALTH, _good)]
    yield TestClient(Starlette(routes=routes, middleware=[Middleware(RequestLog)]), client=("203.0.113.9", 4000))
    log.handlers, log.propagate = before[:2]
    log.setLevel(before[2])


def lines(capture: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """What was written, line by line; none tells who asked or what for."""
    written = capture.readouterr().err
    assert "203.0.113.9" not in written and "muttaqi" not in written
    return [json.loads(line) for line in written.splitlines()]


def test_a_request_has_a_line_with_its_number(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    # The stream of the test is another one than that of the fixture.
    log_as_json(logging.INFO)
    answers = [client.get("/map?q=muttaqi"), client.get("/nowhere")]
    assert client.get(HEALTH).status_code == 200
    found = lines(capsys)
    assert [line["request"] for line in found] == [answer.headers["x-request-id"] for answer in answers]
    assert [(line["method"], line["path"], line["status"]) for line in found] == [("GET", "/map", 200), ("GET", "/nowhere", 404)]
    assert len({line["request"] for line in found}) == 2 and all(line["level"] == "info" for line in found)


def test_a_failure_is_written_down_and_told_without_its_insides(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    log_as_json(logging.INFO)
    answer = client.get("/bad?q=muttaqi")
    assert answer.status_code == 500 and answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["request"] == answer.headers["x-request-id"]
    assert not any(text in answer.text for text in ("ValueError", "Traceback", ".py", "muttaqi", "no such thing"))
    failure = next(line for line in lines(capsys) if line["level"] == "error")
    assert failure["error"] == "ValueError" and failure["request"] == answer.json()["request"]
    assert any("test_logs.py" in place for place in failure["at"])  # type: ignore[attr-defined]


def test_a_level_keeps_what_is_below_it_unwritten(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    log_as_json(logging.WARNING)
    client.get("/map")
    assert lines(capsys) == []
