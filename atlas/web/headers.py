"""What the server adds to every answer: security headers, and caching of what never changes."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC_PREFIX = "/app/static/"
STATIC_CACHE = "public, max-age=86400"


def inline_script_hashes(page: str) -> list[str]:
    """The Content-Security-Policy sources that allow exactly the inline scripts of a page."""
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts]


def content_security_policy(index: Path, frame_hosts: Iterable[str] = ()) -> str:
    """Everything from this host and nothing else; `frame_hosts` are the other sites that may show it in a frame.

    `index` is the page that Streamlit serves.

    Streamlit sets styles inline and runs Web Workers from blobs; its one inline script is allowed by its hash. deck.gl compiles a
    WebAssembly decoder when it is loaded; `wasm-unsafe-eval` allows that and, unlike `unsafe-eval`, no script made from text.
    """
    return "; ".join(
        [
            "default-src 'self'",
            " ".join(["script-src 'self' 'wasm-unsafe-eval'", *inline_script_hashes(index.read_text(encoding="utf-8"))]),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' ws: wss:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            " ".join(["frame-ancestors 'self'", *frame_hosts]),
        ]
    )


class ResponseHeaders:
    """Security headers on every answer, and a day of caching for static files."""

    def __init__(self, app: ASGIApp, index: Path, frame_hosts: Iterable[str] = ()) -> None:
        self.app = app
        hosts = tuple(frame_hosts)
        self.headers = {
            "Content-Security-Policy": content_security_policy(index, hosts),
            "X-Content-Type-Options": "nosniff",
            # The older header cannot name sites, and where it stands some browsers heed it.
            **({} if hosts else {"X-Frame-Options": "SAMEORIGIN"}),
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
            "Cross-Origin-Opener-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self.headers)
                if scope["path"].startswith(STATIC_PREFIX) and message["status"] == 200:
                    headers["Cache-Control"] = STATIC_CACHE
                    headers["Access-Control-Allow-Origin"] = "*"
                # Starlette's compression adds the name again where an answer has it.
                if names := ",".join(headers.getlist("vary")):
                    headers["Vary"] = ", ".join({name.strip().lower(): name.strip() for name in names.split(",")}.values())
            await send(message)

        await self.app(scope, receive, with_headers)
