"""What the server makes of the one file that Streamlit serves as every page, which a script of Streamlit's cannot reach."""

from __future__ import annotations

import gzip
import hashlib
import html
import json
from collections.abc import Callable
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atlas.dataset import Dataset, serving
from atlas.geography import STATIC_FOLDER
from atlas.settings import hosting, public_base, public_url
from atlas.view import parse, parse_options, select
from atlas.view.changes import fate
from atlas.view.pages import FIRST, PAGES
from atlas.view.spelling import untracked
from atlas.web import ahead
from atlas.web.metadata import dataset_json_ld, link_preview

PageWriter = Callable[[Request], tuple[int, str]]
"""The status of a page and what its head says beside what every page's does."""

PAGE_SCRIPTS = ("page.js", "everybody.js", "connection.js", "map.js", "translation.js")
"""In this order: the first fetches the style, and the others build on it."""

PAGE_FILES = [STATIC_FOLDER / name for name in (*PAGE_SCRIPTS, "page.css")]
# The address changes with what is in the files, so that nobody keeps older ones for a day. What is missing is named at the start.
PAGE_VERSION = hashlib.sha256(b"".join(file.read_bytes() for file in PAGE_FILES if file.is_file())).hexdigest()[:12]
_DRAWINGS = ("favicon.svg", "wordmark-dark.svg", "wordmark-light.svg")
HEAD_LINE = "".join(f'<script src="./app/static/{name}?v={PAGE_VERSION}"></script>' for name in PAGE_SCRIPTS).encode()


def missing_page_files() -> list[str]:
    """What pages are made of and is not there, as names in `static/`."""
    return [file.name for file in (*PAGE_FILES, *(STATIC_FOLDER / name for name in _DRAWINGS)) if not file.is_file()]


def page_writer(source: serving.Source, static: Path) -> PageWriter:
    """Writes of every page what programs that read no script look for, from what is served when it is asked for, and the scripts it needs.

    These lie in `static`, Streamlit's folder of its own files.
    """

    def write(request: Request) -> tuple[int, str]:
        dataset = source().dataset
        return _status(request, dataset), _head(request, dataset, static)

    return write


def _head(request: Request, dataset: Dataset, static: Path) -> str:
    """Preview tags, the dataset as JSON-LD, the scripts that draw the page and, where other data may take its place, which data it is."""
    params = request.query_params.multi_items()
    filter_, _ = parse(params, dataset)
    options, _ = parse_options(params, dataset)
    selection = select(dataset, filter_)
    tags = link_preview(selection, options, public_base(request), public_url(request))
    if hosting().watch:
        # static/connection.js asks now and then whether it is still the one that is served.
        tags["atlas-data"] = dataset.content_hash
    lines = [
        f'<meta {"property" if name.startswith("og:") else "name"}="{name}" content="{html.escape(content)}">'
        for name, content in tags.items()
    ]
    # In a script element only an opening bracket could end the element; JSON may write it as an escape.
    data = json.dumps(dataset_json_ld(dataset, public_base(request)), ensure_ascii=False).replace("<", "\\u003c")
    page = PAGES.get(request.scope["path"].strip("/") or FIRST)
    scripts = ahead.scripts(static, page, selection, options) if page else ()
    # None of them may hold up what shows the page first.
    links = (f'<link rel="modulepreload" fetchpriority="low" crossorigin href="./static/js/{name}">' for name in scripts)
    return "".join([*lines, f'<script type="application/ld+json">{data}</script>', *links])


def _status(request: Request, dataset: Dataset) -> int:
    """404 for an event that never was, 410 for one that was taken out, else 200."""
    event_id = _event(request, dataset)
    if event_id is None or event_id in dataset.position:
        return 200
    return 410 if fate(dataset, event_id) else 404


def _event(request: Request, dataset: Dataset) -> str | None:
    return parse_options(request.query_params.multi_items(), dataset)[0].event


OF_FILES = ("/api/", "/app/", "/static/", "/media/", "/component/", "/_stcore/")
"""Below these stand files and what the dashboard asks of its server, never a page."""

OF_PARTS = (b"range", b"if-range", b"if-none-match", b"if-modified-since")
"""Headers that ask for less than the whole, measured at the file of Streamlit's that a page is made from."""


class PageHead:
    """Makes a page of the file that Streamlit serves at every address: adds to its head, sets its status, and gives it whole.

    `nowhere` answers where there is no page.
    """

    def __init__(
        self,
        app: ASGIApp,
        write: PageWriter = lambda request: (200, ""),
        nowhere: Callable[[Request], Response | None] = lambda request: None,
    ) -> None:
        self.app = app
        self.write = write
        self.nowhere = nowhere

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; hold a page back until it is whole, and change its head."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or scope["path"].startswith(OF_FILES):
            await self.app(scope, receive, send)
            return
        headless = scope["method"] == "HEAD"
        scope = {
            **scope,
            "method": "GET",
            "headers": [pair for pair in scope["headers"] if pair[0] not in OF_PARTS],
            "query_string": untracked(scope["query_string"].decode("latin-1")).encode("latin-1"),
        }
        start: Message = {}
        body = bytearray()

        async def sent(message: Message) -> None:
            await send({**message, "body": b""} if headless and message["type"] == "http.response.body" else message)

        async def rewritten(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            headers = Headers(scope=start)
            # A page that is handed out as a file is not the dashboard's own.
            if not headers.get("content-type", "").startswith("text/html") or "content-disposition" in headers:
                await sent(message)
                return
            if message["type"] != "http.response.body":
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                request = Request(scope)
                if instead := self.nowhere(request):
                    await instead(scope, receive, sent)
                    return
                changed = MutableHeaders(scope=start)
                page = gzip.decompress(body) if changed.get("content-encoding") == "gzip" else bytes(body)
                status, head = await run_in_threadpool(self.write, request)
                page = page.replace(b"</head>", head.encode() + HEAD_LINE + b"</head>", 1)
                changed["content-length"] = str(len(page))
                # They vouch for the page as it was before.
                del changed["content-encoding"], changed["etag"], changed["last-modified"], changed["accept-ranges"]
                await sent({**start, "status": status if start["status"] == 200 else start["status"]})
                await sent({"type": "http.response.body", "body": page})

        await self.app(scope, receive, rewritten)
