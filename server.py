"""What the server adds to every answer: security headers, caching of geometry, and a line in the page's head."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC_PREFIX = "/app/static/"
STATIC_CACHE = "public, max-age=86400"
HEAD_LINE = b'<script src="./app/static/page.js"></script>'

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"


def inline_script_hashes(page: str) -> list[str]:
    """The Content-Security-Policy sources that allow exactly the inline scripts of a page."""
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts]


def content_security_policy() -> str:
    """Everything from this host and nothing else.

    Streamlit sets styles inline and runs Web Workers from blobs; its one inline script is allowed by its hash.
    """
    return "; ".join(
        [
            "default-src 'self'",
            " ".join(["script-src 'self'", *inline_script_hashes(INDEX.read_text(encoding="utf-8"))]),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' ws: wss:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        ]
    )


class ResponseHeaders:
    """Security headers on every answer, and a day of caching for static files."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = {
            "Content-Security-Policy": content_security_policy(),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "SAMEORIGIN",
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
            await send(message)

        await self.app(scope, receive, with_headers)


class PageHead:
    """Adds a line to the head of the page that Streamlit serves, which a script of Streamlit's cannot reach."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; hold a page back until it is whole, and change its head."""
        if scope["type"] != "http" or scope["method"] != "GET" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        start: Message = {}
        body = bytearray()

        async def rewritten(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                if not Headers(scope=start).get("content-type", "").startswith("text/html"):
                    await send(message)
                return
            if not Headers(scope=start).get("content-type", "").startswith("text/html"):
                await send(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                page = bytes(body).replace(b"</head>", HEAD_LINE + b"</head>", 1)
                headers = MutableHeaders(scope=start)
                headers["content-length"] = str(len(page))
                # They vouch for the page as it was before.
                del headers["etag"], headers["last-modified"]
                await send(start)
                await send({"type": "http.response.body", "body": page})

        # A compressed page could not be changed.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self.app({**scope, "headers": plain}, receive, rewritten)
