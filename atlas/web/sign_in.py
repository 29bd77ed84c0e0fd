"""Lets only those in whom the host has listed, where it has listed any.

A provider vouches for the address of a visitor. Streamlit's own routes ask it and write a signed cookie; here every request, page, file
and live connection alike, is held against the cookie, or the ID token that a program sends, and the list.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from html import escape
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import httpx2
from authlib.oidc.discovery import get_well_known_url
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atlas.settings import Hosting, public_base, report_link
from atlas.web.limits import API, HEALTH, allows
from atlas.web.page_head import OF_FILES
from atlas.web.plain_page import FETCHED, plain_page
from atlas.web.problems import ProblemError

Claims = Mapping[str, Any]

SIGN_IN_PATH, CALLBACK, LOGOUT = "/auth/start", "/oauth2callback", "/auth/logout"
OPEN = frozenset({HEALTH, CALLBACK, LOGOUT, "/auth/login", *FETCHED})
"""What anybody may ask for: nothing of the data is there."""

ASKED = "atlas-asked"
"""The cookie with the address that was asked for before signing in, for ten minutes."""

READER = "x-atlas-reader"
"""The header under which what stands further in finds the address of who asks; nobody else can set it."""

_CHALLENGE = {"WWW-Authenticate": "Bearer"}


def _metadata_address(settings: Hosting) -> str:
    return str(get_well_known_url(settings.sign_in_provider, external=True))


def auth_section(settings: Hosting) -> dict[str, Any]:
    """What Streamlit's own routes have to know, under the names of the section `auth` in its `secrets.toml`."""
    return {
        "redirect_uri": f"{settings.public_address}{CALLBACK}",
        "cookie_secret": settings.sign_in_cookie_secret,
        "client_id": settings.sign_in_client,
        "client_secret": settings.sign_in_secret,
        "server_metadata_url": _metadata_address(settings),
    }


def address_of(claims: Claims) -> str | None:
    """The mail address that a provider vouches for, in lower case; `None` where it says that nobody has confirmed it."""
    address = claims.get("email")
    confirmed = claims.get("email_verified") not in (False, "false")
    return address.lower() if isinstance(address, str) and confirmed else None


def may_read(address: str, allowed: tuple[str, ...]) -> bool:
    """Whether an address, or the domain it is in, is on the list."""
    domain = address.rpartition("@")[2]
    return any(address == item if "@" in item else allows(item, domain) for item in allowed)


class SignIn:
    """Passes on what comes from a listed address, and asks everybody else to sign in.

    `cookie` reads what Streamlit has written into the cookies of who has signed in; `login` is the address of its route that asks the
    provider, made anew each time since it holds for two minutes.
    """

    def __init__(
        self, app: ASGIApp, settings: Hosting, cookie: Callable[[Mapping[str, str]], Claims | None], login: Callable[[], str]
    ) -> None:
        self.app = app
        self.settings = settings
        self.cookie = cookie
        self.login = login
        public = urlsplit(settings.public_address)
        self.origin = f"{public.scheme}://{public.netloc}"
        # What it checks signatures with takes ten megabytes, which a host without sign-in need not give.
        from atlas.web.id_tokens import IdTokens

        self.tokens = IdTokens(_metadata_address(settings), settings.sign_in_client)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say how to come in."""
        path = scope.get("path", "")
        # A browser asks before it sends a token, and without one.
        asks_first = scope.get("method") == "OPTIONS" and path.startswith(API)
        if scope["type"] not in ("http", "websocket") or asks_first:
            await self.app(scope, receive, send)
        elif path == SIGN_IN_PATH:
            await RedirectResponse(self.login(), 302, {"Cache-Control": "no-store"})(scope, receive, send)
        elif path in OPEN:
            await self.app(scope, receive, _led_back(HTTPConnection(scope), send) if path == CALLBACK else send)
        elif isinstance(reader := await self._reader(HTTPConnection(scope)), str):
            headers = [pair for pair in scope["headers"] if pair[0] != READER.encode()]
            known = {**scope, "headers": [*headers, (READER.encode(), quote(reader, "@").encode())]}
            await self.app(known, receive, _for_one_reader(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await reader(scope, receive, send)

    async def _reader(self, asked: HTTPConnection) -> str | Response:
        """The listed address that a request comes from, or the answer that says why it is not passed on."""
        try:
            claims = await self._claims(asked)
        except (httpx2.HTTPError, KeyError, ValueError):
            logging.getLogger("atlas").warning("The provider of sign-in did not give its keys", exc_info=True)
            detail = "The provider that vouches for visitors cannot be asked; try again in a minute."
            return ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, detail, headers={"Retry-After": "60"}).answer({})
        address = address_of(claims) if claims else None
        if address and may_read(address, self.settings.sign_in_allowed):
            return address
        path, base = asked.scope["path"], public_base(Request(asked.scope)) if asked.scope["type"] == "http" else ""
        if path.startswith(OF_FILES) or "authorization" in asked.headers:
            return _problem(base, claims, address).answer({"Access-Control-Allow-Origin": "*"} if path.startswith(API) else {})
        page = HTMLResponse(_turned_away(base, address) if claims else _asked_in(base, self.settings), 403 if claims else 401, _CHALLENGE)
        page.headers["Cache-Control"] = "no-store"
        if not claims:
            query = asked.url.query
            wanted = quote(f"{path}{'?' if query else ''}{query}")
            page.set_cookie(ASKED, wanted[:3000], 600, httponly=True, samesite="lax", secure=self.origin.startswith("https"))
        return page

    async def _claims(self, asked: HTTPConnection) -> Claims | None:
        scheme, _, token = asked.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return await self.tokens.claims(token.strip())
        claims = self.cookie(asked.cookies)
        return claims if claims and claims.get("origin") == self.origin else None


def _problem(base: str, claims: Claims | None, address: str | None) -> ProblemError:
    if claims:
        detail = f"{address or 'The address, which the provider does not vouch for,'} is not on the list of those who may read this atlas."
        return ProblemError(HTTPStatus.FORBIDDEN, detail)
    detail = (
        f"Only those who have signed in may read this atlas. In a browser, sign in at {base}/; a program sends an "
        "ID token of the provider, made out to this atlas and still valid, as “Authorization: Bearer …”."
    )
    return ProblemError(HTTPStatus.UNAUTHORIZED, detail, headers=_CHALLENGE)


def _asked_in(base: str, settings: Hosting) -> str:
    provider = escape(urlsplit(settings.sign_in_provider).netloc)
    # A provider does not show itself in a frame on another site.
    body = (
        f"<p>Only those whom its host has listed may read this copy of the atlas. {provider} confirms your mail address; the atlas sees no "
        f'password.</p><p><a class="do" href="{escape(base)}{SIGN_IN_PATH}" target="_top">Sign in</a></p>'
    )
    return plain_page(base, "Sign in", "Sign in to read the atlas", body)


def _turned_away(base: str, address: str | None) -> str:
    who = f"You are signed in as {escape(address)}." if address else "The provider does not vouch for your mail address."
    link = report_link("Let me read the Kabul Outreach Atlas", f"Please add {address} to the list of those who may read {base}/")
    ask = f'<a href="{escape(link)}">Ask whoever runs it</a>' if link else "Ask whoever runs it"
    body = f'<p>{who} {ask} to add it.</p><p><a class="do" href="{escape(base)}{LOGOUT}" target="_top">Sign in with another address</a></p>'
    return plain_page(base, "Not on the list", "This address is not on the list", body)


def _led_back(asked: HTTPConnection, send: Send) -> Send:
    """Who has signed in comes to the address that was asked for, where Streamlit leads everybody to the first page."""
    wanted = unquote(asked.cookies.get(ASKED, ""))

    async def led(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            # Anything else would lead to another host.
            if headers.get("location") == "/" and wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable():
                headers["location"] = wanted
            headers.append("set-cookie", f"{ASKED}=; Max-Age=0; Path=/; HttpOnly; SameSite=lax")
        await send(message)

    return led


def _for_one_reader(send: Send) -> Send:
    """What one may read no cache may hand to another."""

    async def private(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if "cache-control" in headers:
                headers["cache-control"] = headers["cache-control"].replace("public", "private")
        await send(message)

    return private
