"""The atlas behind a proxy: who asks, by which scheme and host, and below which path."""

from __future__ import annotations

import re
from ipaddress import ip_address

from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atlas.settings import PREFIX_KEY, Hosting

_LOOPBACK = "127.0.0.1"
_SCHEMES = {"http": {"http": "http", "https": "https"}, "websocket": {"http": "ws", "https": "wss", "ws": "ws", "wss": "wss"}}
_PREFIX = re.compile(r"(/[A-Za-z0-9._~-]+)*/?")
_HOST = re.compile(r"[A-Za-z0-9.:\[\]-]+")


def _led_below(prefix: str, send: Send) -> Send:
    """Redirects that begin at the root of the host begin below the path."""

    async def led(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            location = headers.get("location", "")
            if location.startswith("/") and not location.startswith("//"):
                headers["location"] = f"{prefix}{location}"
        await send(message)

    return led


class Forwarded:
    """Puts into a request what a trusted proxy says of the visitor, and takes the path off below which the atlas is served.

    What stands further in sees a server at the root of its host; `PREFIX_KEY` of the scope holds the path for addresses that are handed on.
    """

    def __init__(self, app: ASGIApp, settings: Hosting) -> None:
        self.app = app
        self.base = settings.base_path
        self.trusted = settings.trusted_proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as the visitor made it."""
        if scope["type"] in _SCHEMES:
            scope = self._seen(scope)
            below = scope["path"].removeprefix(self.base)
            if self.base and not below and scope["type"] == "http":
                # Relative addresses in the page would lead beside the atlas.
                query = scope["query_string"].decode("latin-1")
                folder = self.base.rpartition("/")[2]
                await RedirectResponse(f"{folder}/{'?' if query else ''}{query}", 308)(scope, receive, send)
                return
            if self.base and below.startswith("/") and below != scope["path"]:
                scope = {**scope, "path": below, "raw_path": below.encode(), PREFIX_KEY: scope[PREFIX_KEY] + self.base}
            if scope[PREFIX_KEY]:
                send = _led_below(scope[PREFIX_KEY], send)
        await self.app(scope, receive, send)

    def _trusts(self, host: str) -> bool:
        try:
            return any(ip_address(host) in network for network in self.trusted)
        except ValueError:
            return False

    def _seen(self, scope: Scope) -> Scope:
        """A copy of the scope with what trusted proxies say; what anybody else says of themselves is left unread."""
        said = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"] if name.startswith(b"x-forwarded-")}
        peer, port = scope.get("client") or (_LOOPBACK, 0)
        # uvicorn has put the visitor in the place of a proxy on the same machine, and no port.
        if said.get("x-forwarded-for") and port == 0:
            peer = _LOOPBACK
        if not self._trusts(peer):
            return {**scope, "client": (peer, port), PREFIX_KEY: ""}
        first = {name: value.partition(",")[0].strip() for name, value in said.items()}
        # From the right: what stands left of the first machine that is not trusted anybody may have written.
        chain = [peer, *reversed([item.strip() for item in said.get("x-forwarded-for", "").split(",") if item.strip()])]
        client = next((host for host in chain if not self._trusts(host)), chain[-1])
        scheme = _SCHEMES[scope["type"]].get(first.get("x-forwarded-proto", ""), scope["scheme"])
        host, prefix = first.get("x-forwarded-host", ""), first.get("x-forwarded-prefix", "")
        headers = scope["headers"]
        if _HOST.fullmatch(host):
            headers = [(b"host", host.encode()), *(pair for pair in headers if pair[0] != b"host")]
        prefix = prefix.rstrip("/") if _PREFIX.fullmatch(prefix) else ""
        return {**scope, "client": (client, port), "scheme": scheme, "headers": headers, PREFIX_KEY: prefix}
