"""A viewer of the dashboard without a browser: keeps cookies, sees pages, and goes on after a broken connection as a browser does."""

from __future__ import annotations

import re
import socket
import time
from contextlib import ExitStack, suppress
from http.cookies import SimpleCookie

import httpx
from websockets.exceptions import WebSocketException

from tests.bench.rerun import Session, live

SENTENCE = re.compile(r"\**(All [\d,]+|[\d,]+ of [\d,]+) events")
RETRY = 0.25
"""Seconds between two attempts to connect again."""


class Viewer:
    """One visitor, who is at one address at a time."""

    def __init__(self, host: str) -> None:
        self.host = host
        # A server may close a connection that was idle while the next request is on its way, which a browser would send again.
        self.http = httpx.Client(base_url=f"http://{host}", timeout=60, limits=httpx.Limits(max_keepalive_connections=0))
        self.page = self.query = ""
        self.live = ExitStack()
        self.session: Session | None = None

    def connect(self) -> Session:
        """Open the live connection with the cookies that the visitor has, and keep those that come back."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        self.live.close()
        connection = self.live.enter_context(live(self.host, additional_headers={"Cookie": cookies} if cookies else {}))
        assert connection.response
        for line in connection.response.headers.get_all("Set-Cookie"):
            for name, morsel in SimpleCookie(line).items():
                self.http.cookies.set(name, morsel.value, domain=self.host.partition(":")[0])
        return Session(connection)

    def look(self, page: str = "", query: str = "") -> float:
        """See a page at an address; milliseconds until it stands."""
        self.page, self.query = page, query
        if self.session is None:
            self.http.get(f"/{page}?{query}").raise_for_status()
            self.session = self.connect()
        return self.session.run(query, page)[0]

    @property
    def view(self) -> str:
        """The sentence that says what is in view."""
        assert self.session
        return next((text for text in self.session.said if SENTENCE.match(text)), "")

    def is_cut_off(self) -> bool:
        """Whether the live connection has ended."""
        assert self.session
        try:
            self.session.connection.recv(timeout=0)
        except TimeoutError:
            return False
        except WebSocketException:
            return True
        return False

    def go_on(self, within: float) -> float:
        """Come back to the same address after a broken connection; seconds until it stands. Raises `TimeoutError`."""
        start = time.monotonic()
        while True:
            try:
                self.session = self.connect()
                self.look(self.page, self.query)
            except (WebSocketException, OSError) as error:
                if time.monotonic() - start > within:
                    raise TimeoutError(f"/{self.page}?{self.query} did not come back: {error!r}") from error
                time.sleep(RETRY)
            else:
                return time.monotonic() - start

    def leave(self, suddenly: bool = False) -> None:
        """Close the window, or vanish as a phone does that is switched off."""
        if suddenly and self.session:
            # The server may have ended it already.
            with suppress(OSError):
                self.session.connection.socket.shutdown(socket.SHUT_RDWR)
        self.live.close()
        self.http.close()
