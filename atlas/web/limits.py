"""Who may ask, how much, and how often."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atlas.settings import Hosting
from atlas.web.problems import ProblemError
from atlas.web.rate import RateLimiter

API = "/api/"
HEALTH = "/api/v1/health"
"""Balancers ask here by a machine's number, and often."""

CORE = "/_stcore/"
ANSWERED = tuple(f"{CORE}{name}" for name in ("health", "host-config", "upload_file/", "bidi-components/", "agent/"))
"""What the dashboard asks of its server below this path, and where its page says that it is not open to agents. Streamlit has more there,
such as how many visitors there are."""


class _TooLargeError(Exception):
    pass


def host_of(authority: str) -> str:
    """The name of a host without its port, in lower case; the brackets of IPv6 stay."""
    return authority.lower() if authority.endswith("]") else authority.rpartition(":")[0].lower() or authority.lower()


def allows(pattern: str, host: str) -> bool:
    """Whether a host is the one that is named, or below it where the name begins with `*.`."""
    return pattern in ("*", host) or (pattern.startswith("*.") and host.endswith(pattern[1:]))


class Limits:
    """Refuses what is not asked under an allowed host, is too large, or comes too often; and live connections of other sites."""

    def __init__(self, app: ASGIApp, settings: Hosting) -> None:
        self.app = app
        self.settings = settings
        public = urlsplit(settings.public_address)
        self.origins = {*settings.websocket_origins, f"{public.scheme}://{public.netloc}"}
        self.limiter = RateLimiter(settings.rate_limit) if settings.rate_limit else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say why not."""
        if scope["type"] == "http":
            await self._request(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._connection(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        problem = None if scope["path"] == HEALTH else self._problem(scope)
        read, begun = 0, False

        async def bounded() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.settings.body_limit:
                raise _TooLargeError
            return message

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        if problem is None:
            try:
                await self.app(scope, bounded, noted)
            except _TooLargeError:
                if begun:
                    raise
                problem = self._too_large()
        if problem:
            headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After"}
            await problem.answer(headers if scope["path"].startswith(API) else {})(scope, receive, send)

    def _problem(self, scope: Scope) -> ProblemError | None:
        headers = Headers(scope=scope)
        if not self._answers_under(headers):
            return ProblemError(HTTPStatus.BAD_REQUEST, "The atlas does not answer under this host.")
        if len(scope["path"].encode()) + len(scope["query_string"]) > self.settings.address_limit:
            return ProblemError(HTTPStatus.REQUEST_URI_TOO_LONG, f"An address may have {self.settings.address_limit:,} bytes.")
        if scope["path"].startswith(CORE) and not scope["path"].startswith(ANSWERED):
            return ProblemError(HTTPStatus.NOT_FOUND, "There is nothing at this address.")
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) > self.settings.body_limit:
            return self._too_large()
        if self.limiter and scope["path"].startswith(API) and (wait := self.limiter.wait((scope.get("client") or ("",))[0])):
            detail = f"One address may make {self.settings.rate_limit:,} requests a minute; ask again in {wait} s."
            return ProblemError(HTTPStatus.TOO_MANY_REQUESTS, detail, headers={"Retry-After": str(wait)})
        return None

    def _too_large(self) -> ProblemError:
        detail = f"The body of a request may have {self.settings.body_limit:,} bytes."
        # What is left of the body stays unread.
        return ProblemError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail, headers={"Connection": "close"})

    def _answers_under(self, headers: Headers) -> bool:
        return any(allows(pattern, host_of(headers.get("host", ""))) for pattern in self.settings.allowed_hosts)

    async def _connection(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        origin, host = headers.get("origin"), headers.get("host", "")
        own = origin is None or urlsplit(origin).netloc.lower() == host.lower()
        if not self._answers_under(headers) or not (own or origin in self.origins):
            await send({"type": "websocket.close", "code": 1008})
            return
        if not own:
            # Streamlit would look up this machine's address on the internet before it refused an origin that is not its own.
            scheme = "https" if scope["scheme"] == "wss" else "http"
            kept = [pair for pair in scope["headers"] if pair[0] != b"origin"]
            scope = {**scope, "headers": [*kept, (b"origin", f"{scheme}://{host}".encode())]}
        await self.app(scope, receive, send)
