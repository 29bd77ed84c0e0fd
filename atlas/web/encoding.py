"""What compression an `Accept-Encoding` header asks for."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send


def accepts_gzip(header: str | None) -> bool:
    """Whether an `Accept-Encoding` header asks for gzip; `gzip;q=0` refuses it."""
    weights: dict[str, float] = {}
    for item in (header or "").lower().split(","):
        name, _, weight = item.partition(";")
        try:
            weights[name.strip()] = float(weight.partition("=")[2] or 1)
        except ValueError:
            weights[name.strip()] = 0
    return weights.get("gzip", weights.get("*", 0)) > 0


class PlainWhereRefused:
    """Takes a header that refuses gzip for none: Starlette's own compression looks for the word only."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == "http" and not accepts_gzip(",".join(Headers(scope=scope).getlist("accept-encoding"))):
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        await self.app(scope, receive, send)
