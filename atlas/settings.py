"""What a host sets for its own copy of the atlas, through the environment."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from starlette.requests import Request

PUBLIC_ADDRESS = os.environ.get("ATLAS_PUBLIC_ADDRESS", "").rstrip("/")
"""Address at which visitors reach the atlas, such as `https://atlas.example.org`; without it the request's own is taken."""


FRAME_HOSTS = os.environ.get("ATLAS_FRAME_HOSTS", "")
"""Sites that may show the atlas in a frame, such as `https://example.org https://*.example.net`; without it none may."""

_SITE = re.compile(r"https?://(\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(:\d{1,5})?")


def frame_hosts(text: str = FRAME_HOSTS) -> tuple[str, ...]:
    """The sites that may frame the atlas, as a Content-Security-Policy names them. Raises `ValueError` for one that is none."""
    hosts = tuple(text.replace(",", " ").split())
    for host in hosts:
        if not _SITE.fullmatch(host):
            raise ValueError(f"ATLAS_FRAME_HOSTS: “{host}” is no site. Write it like https://example.org, and part several by blanks.")
    return hosts


def public_base(request: Request) -> str:
    """Address of the atlas as visitors have it, without a slash at its end.

    Behind a proxy that speaks HTTPS the server itself is asked without it, which the proxy says in a header.
    """
    if PUBLIC_ADDRESS:
        return PUBLIC_ADDRESS
    base = str(request.base_url).rstrip("/")
    encrypted = request.headers.get("x-forwarded-proto", "").partition(",")[0].strip() == "https"
    return f"https://{base.removeprefix('http://')}" if encrypted and base.startswith("http://") else base


def public_url(request: Request) -> str:
    """The whole address that was asked for, as visitors have it."""
    url = request.url
    return f"{public_base(request)}{url.path}{f'?{url.query}' if url.query else ''}"


REPORT_ADDRESS = os.environ.get("ATLAS_REPORT_ADDRESS", "")
"""Where problems with an event are reported: a `mailto:` address, or the address of a form that takes `title` and `body`."""


def report_link(title: str, body: str, target: str = REPORT_ADDRESS) -> str | None:
    """An address that opens a mail or a form with title and text filled in; `None` where the host has set none."""
    if not target:
        return None
    names = ("subject", "body") if target.startswith("mailto:") else ("title", "body")
    # Mail programs show a plus as a plus, so blanks are written as %20.
    query = urlencode(dict(zip(names, (title, body), strict=True))).replace("+", "%20")
    return f"{target}{'&' if '?' in target else '?'}{query}"
