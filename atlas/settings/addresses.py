"""By which addresses the atlas calls itself, and where it sends a report."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from atlas.settings.table import hosting

if TYPE_CHECKING:
    from starlette.requests import Request

PREFIX_KEY = "atlas.prefix"
"""Where a request's scope holds the path below which visitors have the atlas; the rest of the server sees none of it."""


def public_base(request: Request) -> str:
    """Address of the atlas as visitors have it, without a slash at its end."""
    return hosting().public_address or f"{str(request.base_url).rstrip('/')}{request.scope.get(PREFIX_KEY, '')}"


def public_url(request: Request) -> str:
    """The whole address that was asked for, as visitors have it."""
    url = request.url
    return f"{public_base(request)}{url.path}{f'?{url.query}' if url.query else ''}"


def report_link(title: str, body: str) -> str | None:
    """An address that opens a mail or a form with title and text filled in; `None` where the host has set none."""
    target = hosting().report_address
    if not target:
        return None
    names = ("subject", "body") if target.startswith("mailto:") else ("title", "body")
    # Mail programs show a plus as a plus, so blanks are written as %20.
    query = urlencode(dict(zip(names, (title, body), strict=True))).replace("+", "%20")
    return f"{target}{'&' if '?' in target else '?'}{query}"
