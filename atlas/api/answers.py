"""Answers over HTTP: methods, conditional requests, parts, compression, other origins, problems.

Everything that takes time runs in a thread, never on the event loop, on which every visitor of the dashboard waits.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import unicodedata
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from atlas.api.addresses import Address, Call
from atlas.api.params import read
from atlas.api.parts import part_of
from atlas.dataset import serving
from atlas.exports.formats import Body
from atlas.settings import public_base
from atlas.view.spelling import near_name
from atlas.web import ProblemError, accepts_gzip
from atlas.worker import NotMadeError

METHODS = ("GET", "HEAD", "OPTIONS")

ANY_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Disposition, Content-Range, ETag, Link, X-Total-Count",
}
PREFLIGHT = {
    "Allow": ", ".join(METHODS),
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    # The star stands for every name but this one (Fetch, 4.9).
    "Access-Control-Allow-Headers": "*, Authorization",
    "Access-Control-Max-Age": "86400",
}

FRESHNESS = "public, no-cache"
"""May be kept by anyone, and is asked after each time: data change with a release, and then at once."""

SMALL = 500
"""Bytes below which compression gains nothing."""

LEVEL = 5
"""Strength of compression: nearly as small as the strongest, in a fraction of the time."""


@cache
def _code() -> str:
    """A hash of the code that makes the answers, since a new release of it may make other answers from the same data."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).resolve().parent.parent.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def entity_tag(*parts: str) -> str:
    """A strong entity tag (RFC 9110, 8.8.3): the same data, filter, format, day and code give the same bytes."""
    digest = hashlib.sha256("\n".join((_code(), *parts)).encode()).hexdigest()
    return f'"{digest[:32]}"'


def weak(tag: str) -> str:
    """The tag of the same in other bytes, such as compressed."""
    return f"W/{tag}"


def matches(tag: str, header: str | None) -> bool:
    """Whether an `If-None-Match` header holds the tag, by the weak comparison that RFC 9110, 13.1.2 asks for."""
    if header is None:
        return False
    given = [item.strip().removeprefix("W/") for item in header.split(",")]
    return "*" in given or tag.removeprefix("W/") in given


def compressed(chunks: Iterable[bytes], level: int) -> Iterator[bytes]:
    """The chunks as one gzip stream, each sent on as soon as it is made."""
    packer = zlib.compressobj(level, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    for chunk in chunks:
        yield packer.compress(chunk) + packer.flush(zlib.Z_SYNC_FLUSH)
    yield packer.flush()


class Endpoint:
    """One address of the API as an ASGI application."""

    def __init__(self, source: serving.Source, address: Address) -> None:
        self._source = source
        self._address = address
        self._last = ("", b"")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope)
        if request.method == "OPTIONS":
            response = preflight()
        elif request.method not in METHODS:
            response = refusal(method_not_allowed(request.method))
        else:
            response = await run_in_threadpool(self._respond, request)
        await response(scope, receive, send)

    def _respond(self, request: Request) -> Response:
        try:
            return self._answer(request)
        except ProblemError as problem:
            return refusal(problem)
        except NotMadeError as error:
            return refusal(not_made(error))

    def _answer(self, request: Request) -> Response:
        address, served = self._address, self._source()
        question = read(request.query_params.multi_items(), served.dataset, address.takes)
        base = public_base(request)
        path = request.path_params.get("event_id", "")
        # A file says no closer than by the day when it was made, so that all its bytes are the same all day and parts of it fit.
        today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        call = Call(served, question, f"{base}/", f"{base}{request.url.path}", today, path)
        told = address.state(call)
        tag = entity_tag(call.dataset.content_hash, told, address.path, base, path, today.isoformat(), urlencode(call.params))
        headers = {**ANY_ORIGIN, "Cache-Control": FRESHNESS, "ETag": tag, "Vary": "Accept-Encoding"}
        if address.exists is not None:
            address.exists(call)
        if matches(tag, request.headers.get("if-none-match")):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        if name := address.file_name(call):
            headers["Content-Disposition"] = disposition("inline" if address.inline else "attachment", name)
        if address.size is not None:
            total = address.size(call)
            headers["X-Total-Count"] = str(total)
            pages = call.question.page.links(total)
            headers["Link"] = ", ".join(f'<{call.page_address(page)}>; rel="{relation}"' for relation, page in pages.items())
        asked = request.headers.get("range", "") if request.method == "GET" and request.headers.get("if-range", tag) == tag else ""
        if asked and (part := part_of(asked, len(whole := self._whole(tag, call)))):
            headers |= {"Accept-Ranges": "bytes", "Content-Range": f"bytes {part.start}-{part.stop - 1}/{len(whole)}"}
            return Response(whole[part], HTTPStatus.PARTIAL_CONTENT, headers, address.media_type)
        body = self._whole(tag, call) if request.method == "HEAD" else address.body(call)
        return _encoded(body, request, address, headers)

    def _whole(self, tag: str, call: Call) -> bytes:
        """The body at once. The last one is kept, since whoever reads one part of a file goes on to the next."""
        last, body = self._last
        if last != tag:
            made = self._address.body(call)
            body = made if isinstance(made, bytes) else b"".join(made)
            self._last = (tag, body)
        return body


def _encoded(body: Body, request: Request, address: Address, headers: Mapping[str, str]) -> Response:
    """The whole answer, compressed where that is accepted. Parts are of what is not compressed, and so only that offers them.

    What is packed already is passed through a stream of level 0. Left bare, it would be packed again by the middleware
    around the API, at its strongest.
    """
    level = 0 if address.packed else LEVEL
    small = isinstance(body, bytes) and len(body) < SMALL
    if accepts_gzip(request.headers.get("accept-encoding")) and address.media_type != "application/zip" and not small:
        headers = {**headers, "Content-Encoding": "gzip", "ETag": weak(headers["ETag"])}
        body = gzip.compress(body, level, mtime=0) if isinstance(body, bytes) else compressed(body, level)
    else:
        headers = {**headers, "Accept-Ranges": "bytes"}
    if isinstance(body, bytes):
        return Response(body, headers=headers, media_type=address.media_type)
    return StreamingResponse(body, headers=headers, media_type=address.media_type)


def disposition(kind: str, name: str) -> str:
    """A `Content-Disposition` with a file name of any script (RFC 6266, 5), and one in ASCII for programs that know no other."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"_+(?=[_.])", "", re.sub(r"[^A-Za-z0-9._-]+", "_", plain))
    other = "" if plain == name else f"; filename*=UTF-8''{quote(name, safe='')}"
    return f'{kind}; filename="{plain}"{other}'


def preflight() -> Response:
    """What a browser asks before a page of another site may ask: the data are open."""
    return Response(status_code=HTTPStatus.NO_CONTENT, headers={**ANY_ORIGIN, **PREFLIGHT})


def refusal(problem: ProblemError) -> Response:
    """A problem as an answer."""
    return problem.answer(ANY_ORIGIN)


def method_not_allowed(method: str) -> ProblemError:
    """The data can be read and not changed."""
    detail = f"{method} is not possible here; use one of {', '.join(METHODS)}."
    return ProblemError(HTTPStatus.METHOD_NOT_ALLOWED, detail, headers={"Allow": ", ".join(METHODS)})


def not_made(error: NotMadeError) -> ProblemError:
    """A file that cannot be made, now or at all."""
    if error.again:
        return ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, str(error), headers={"Retry-After": str(error.again)})
    return ProblemError(HTTPStatus.BAD_REQUEST, str(error))


class Nowhere:
    """Every address below the API's that there is not. Without it the dashboard's page would answer there."""

    def __init__(self, paths: Collection[str]) -> None:
        self._paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        method = scope["method"]
        near = near_name(scope["path"].rpartition("/")[2], self._paths)
        told = f"There is no such address; is it {near}?" if near else "There is no such address."
        problem = ProblemError(HTTPStatus.NOT_FOUND, f"{told} openapi.json lists those there are.")
        if method not in METHODS:
            problem = method_not_allowed(method)
        response = preflight() if method == "OPTIONS" else refusal(problem)
        await response(scope, receive, send)
