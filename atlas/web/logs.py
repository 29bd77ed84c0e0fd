"""What the server writes down: a JSON object a line, without what was looked for and who looked."""

from __future__ import annotations

import json
import logging
import secrets
import time
import traceback
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atlas.web.limits import HEALTH
from atlas.web.problems import ProblemError

LOG = logging.getLogger("atlas")

LONGEST_PATH = 200


class JsonLines(logging.Formatter):
    """A record as one line of JSON. Of an error its type and where it was raised: its message may hold what a visitor wrote."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        made = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"time": made, "level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()}
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1]:
            error = record.exc_info[1]
            line["error"] = type(error).__name__
            line["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
        return json.dumps(line, ensure_ascii=False)


def log_as_json(level: int) -> None:
    """Let all that is logged be lines of JSON, the atlas's own from a level on. To be called when the server has set up its own logs."""
    handler = logging.StreamHandler()
    LOG.handlers, LOG.propagate = [handler], False
    LOG.setLevel(level)
    known = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    for logger in (logging.root, *known):
        for each in logger.handlers:
            each.setFormatter(JsonLines())
    # Below a warning it writes the address of every visitor with what he looks at.
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)


class RequestLog:
    """Gives every request a number, which its answer and its lines have, and answers for what fails further in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and write down how it went."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        number, start, status = secrets.token_hex(8), time.perf_counter(), 0

        async def numbered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = number
            elif message["type"] == "websocket.accept":
                status = HTTPStatus.SWITCHING_PROTOCOLS.value
            elif message["type"] == "websocket.close" and not status:
                status = HTTPStatus.FORBIDDEN.value
            await send(message)

        known = {"request": number, "method": scope.get("method", "WEBSOCKET"), "path": scope["path"][:LONGEST_PATH]}
        try:
            await self.app(scope, receive, numbered)
        except Exception:
            LOG.exception("A request failed", extra={"fields": known})
            if status or scope["type"] != "http":
                raise
            detail = f"The server could not answer. If you report it, name the request {number}."
            await ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR, detail, {"request": number}).answer({})(scope, receive, numbered)
        took = round((time.perf_counter() - start) * 1000)
        level = logging.DEBUG if scope["path"].endswith(HEALTH) else logging.INFO
        LOG.log(level, "A request was answered", extra={"fields": {**known, "status": status, "ms": took}})
