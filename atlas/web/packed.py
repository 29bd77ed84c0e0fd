"""Scripts, styles and shapes packed for the way to the browser, each of them once.

Streamlit gives its own as they are, since it would pack them anew for every visitor: nine megabytes for a first map, of which
packing leaves under four.
"""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Mapping
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atlas.web.encoding import accepts_gzip

_TEXTS = {".css", ".geojson", ".js", ".json", ".svg"}
_LEAST = 1_000
"""Bytes of a file that is worth packing."""

_File = tuple[Path, int]
"""Where it lies, and when it was changed."""


def _pack(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class Packed:
    """Packs the files below some addresses for whoever takes them so; what the server behind it says of a file holds for the packed one.

    `folders` are where they lie, by the beginning of their address. A part of a file, and whether one has changed, that server answers.
    """

    def __init__(self, app: ASGIApp, folders: Mapping[str, Path]) -> None:
        self.app = app
        self.folders = {address: folder.resolve() for address, folder in folders.items()}
        self._packed: dict[_File, asyncio.Task[bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the packed file, or pass the request on."""
        file = self._asked(scope)
        if file is None:
            await self.app(scope, receive, send)
            return
        start: Message = {}

        async def told(message: Message) -> None:
            start.update(message if message["type"] == "http.response.start" else {})

        plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        await self.app({**scope, "method": "HEAD", "headers": plain}, receive, told)
        if start["status"] != 200:
            await self.app(scope, receive, send)
            return
        body, headers = await self._packed_once(file), MutableHeaders(scope=start)
        headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(body))
        headers.add_vary_header("Accept-Encoding")
        del headers["accept-ranges"]
        await send(start)
        await send({"type": "http.response.body", "body": body})

    def _asked(self, scope: Scope) -> _File | None:
        """The file that a request may be answered with."""
        if scope["type"] != "http" or scope["method"] != "GET":
            return None
        headers = Headers(scope=scope)
        if "range" in headers or not accepts_gzip(",".join(headers.getlist("accept-encoding"))):
            return None
        for address, folder in self.folders.items():
            if scope["path"].startswith(address):
                path = (folder / scope["path"].removeprefix(address)).resolve()
                if path.suffix in _TEXTS and path.is_relative_to(folder) and path.is_file():
                    known = path.stat()
                    return (path, known.st_mtime_ns) if known.st_size >= _LEAST else None
        return None

    async def _packed_once(self, file: _File) -> bytes:
        """Whoever asks while it is packed waits for the same."""
        if file not in self._packed:
            self._packed[file] = asyncio.create_task(run_in_threadpool(_pack, file[0]))
        return await asyncio.shield(self._packed[file])
