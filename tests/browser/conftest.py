"""One browser for all tests of a worker, a window that watches what goes wrong in it, and what is kept of it when a test fails."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Locator, Page, Request, Response, expect, sync_playwright

from tests.browser.chromium import ARGUMENTS, MISSING, find
from tests.running import ROOT

HARMLESS = (
    # What software drawing is slow at, which a graphics card is not.
    "GPU stall due to ReadPixels",
    "Automatic fallback to software WebGL",
    # What a busy machine is slow at.
    "Heartbeat ack not received within timeout",
)
DRAWING = """most => {
    window.lastDrawn = 0;
    window.mostDrawn = +(location.protocol.startsWith('http') && sessionStorage.mostDrawn || most);
    const counted = {drawArrays: 2, drawElements: 1, drawArraysInstanced: 3, drawElementsInstanced: 4};
    for (const [name, place] of Object.entries(counted)) {
        const draw = WebGL2RenderingContext.prototype[name];
        WebGL2RenderingContext.prototype[name] = function (...all) {
            window.lastDrawn = performance.now();
            const seen = all[place] <= window.mostDrawn || this.getParameter(this.FRAMEBUFFER_BINDING);
            return seen ? draw.apply(this, all) : undefined;
        };
    }
}"""
"""Run before a page's own scripts: notes when a map was drawn last, and leaves out of it what no test looks at.

Without a graphics card every picture of a map takes the processor more than a second. What deck.gl draws for itself, to find out what is
below the pointer, is drawn all the same.
"""


class Drawn(IntEnum):
    """What of a map is drawn, by the most corners or lines that a layer may have."""

    NOTHING = 0
    MARKS = 1_500
    """What stands on the ground, and the borders in which boundary views differ."""
    ALL = 10**9


STANDS = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app && app.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
        && !!document.querySelector('.foot, .st-key-stage')
        && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]');
}"""
"""Whether the script has run and everything it sent stands on the page."""

QUIET = """() => new Promise(done => {
    let timer = setTimeout(done, 350);
    const watcher = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, 350); });
    watcher.observe(document.body, { subtree: true, childList: true, attributes: true });
    setTimeout(done, 3000);
})"""
"""Fulfilled when nothing has changed for a third of a second."""

KEPT = ROOT / ".cache" / "browser"
"""A folder for each test that failed, with pictures, addresses, what the browser's console said, and the log of the server."""

WINDOWS: pytest.StashKey[list[Window]] = pytest.StashKey()
LOG: pytest.StashKey[Path] = pytest.StashKey()
FAILED: pytest.StashKey[bool] = pytest.StashKey()

PATIENCE = 120_000
"""Milliseconds after which what does not come is missing. Long, since a busy machine must not fail a test."""

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium without a screen."""
    path = find()
    if path is None:
        pytest.fail(MISSING)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@dataclass
class Window:
    """A page of the dashboard in a browser, and everything that went wrong or out in it."""

    page: Page
    server: str
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    fetching: set[Request] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    """Everything that the console said."""

    def watch(self) -> None:
        """Write down errors and requests from now on."""
        for event, listener in self._listeners.items():
            self.page.on(event, listener)  # type: ignore[call-overload]

    def leave(self) -> None:
        """Write down nothing any more."""
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)

    @cached_property
    def _listeners(self) -> dict[str, Callable[[Any], None]]:
        return {
            "console": self._console,
            "dialog": self._dialog,
            "pageerror": lambda error: self.errors.append(f"page error: {error}"),
            "request": self._request,
            "requestfailed": self._fetched,
            "requestfinished": self._fetched,
            "response": self._response,
        }

    def _dialog(self, dialog: Dialog) -> None:
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        self.said.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")
        if message.type in ("error", "warning") and not any(text in message.text for text in HARMLESS):
            self.errors.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
        self.fetching.add(request)
        if urlsplit(request.url).scheme in ("http", "https", "ws", "wss") and urlsplit(request.url).netloc != urlsplit(self.server).netloc:
            self.errors.append(f"asked another host: {request.url}")

    def _fetched(self, request: Request) -> None:
        self.fetching.discard(request)

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.errors.append(f"{response.status}: {response.url}")

    def open(self, path: str = "") -> Page:
        """Go to a path of the dashboard and wait until it stands still."""
        self.page.goto(f"{self.server}/{path.lstrip('/')}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the script has run and everything it sent stands on the page."""
        self.page.wait_for_function(STANDS, timeout=PATIENCE)
        self.page.evaluate(QUIET)

    def draw(self) -> None:
        """Wait until the map has what it fetches and has drawn it."""
        while any(request.url.endswith((".geojson", ".lines.json")) for request in self.fetching):
            self.page.wait_for_timeout(50)
        self.page.wait_for_function("() => window.lastDrawn && performance.now() - window.lastDrawn > 500")

    def draw_no_more(self) -> None:
        """Leave maps blank from now on, until a page is loaded."""
        self.page.evaluate("window.mostDrawn = 0")

    def picture(self) -> Image.Image:
        """What the map shows once it is drawn: on a busy machine its last letters may come long after the rest."""
        shown = None
        for _ in range(20):
            self.draw()
            before, shown = shown, Image.open(io.BytesIO(self.page.get_by_test_id("stDeckGlJsonChart").first.screenshot())).convert("RGB")
            if shown == before:
                return shown
        pytest.fail("The map does not come to rest.")

    def search(self, words: str) -> None:
        """Type words into the search field and wait for the answer."""
        self.page.get_by_test_id("stSidebar").get_by_label("Search", exact=True).fill(words)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: dict(parse_qsl(urlsplit(url).query)).get("q") == words)
        self.settle()

    @property
    def sentence(self) -> Locator:
        """The sentence that says what is in view."""
        start = re.compile(r"^(All [\d,]+|[\d,]+ of [\d,]+) events")
        return self.page.get_by_test_id("stMain").locator("p, .said > span").filter(has_text=start).first

    @property
    def n(self) -> int:
        """The number of events that the sentence gives."""
        found = re.match(r"(?:All )?([\d,]+)", self.sentence.inner_text())
        assert found
        return int(found[1].replace(",", ""))

    @property
    def query(self) -> str:
        """The part of the address behind the question mark."""
        return urlsplit(self.page.url).query


OpenWindow = Callable[..., Window]


def clean_page(browser: Browser, *, drawn: Drawn = Drawn.NOTHING) -> Page:
    """A page in a browser that knows nothing: no cookie, nothing in its cache."""
    context = browser.new_context(accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(f"({DRAWING})({drawn})")
    return context.new_page()


@dataclass
class Lent:
    """The page that the tests of a worker take in turns: what it has in its cache makes up for half of the work of opening one."""

    browser: Browser
    server: str
    page: Page | None = None

    def take(self, *, drawn: Drawn) -> Page:
        """The page, without what the test before left: nothing stored and nothing allowed but what is drawn of a map."""
        page = self.page = self.page or clean_page(self.browser)
        # An address of the same server, so that the browser keeps the process with the scripts it has compiled.
        page.goto(f"{self.server}/api/v1/health")
        page.evaluate(f"localStorage.clear(); sessionStorage.clear(); sessionStorage.mostDrawn = {drawn}")
        page.context.clear_cookies()
        page.context.clear_permissions()
        return page

    def drop(self) -> None:
        """The next test gets a new one."""
        if self.page:
            self.page.context.close()
        self.page = None


@pytest.fixture(scope="session")
def lent(browser: Browser, server: str) -> Iterator[Lent]:
    """The page that all tests share."""
    lent = Lent(browser, server)
    yield lent
    lent.drop()


@pytest.fixture
def open_window(request: pytest.FixtureRequest, browser: Browser, server: str, server_log: Path, lent: Lent) -> Iterator[OpenWindow]:
    """`open_window(path, width, height, scheme, drawn)`: a window at that path; at the end, nothing may have gone wrong.

    `drawn` says what of a map the test looks at.

    The first window of a test has the scripts of the dashboard in its cache; every further one is a clean browser.
    """
    windows: list[Window] = request.node.stash.setdefault(WINDOWS, [])
    request.node.stash[LOG] = server_log
    shutil.rmtree(folder_of(request.node), ignore_errors=True)

    def opened(path: str = "", width: int = 1440, height: int = 900, scheme: Any = "light", *, drawn: Drawn = Drawn.NOTHING) -> Window:
        page = clean_page(browser, drawn=drawn) if windows else lent.take(drawn=drawn)
        page.set_viewport_size({"width": width, "height": height})
        # Whatever the test before asked of a page that is lent.
        page.emulate_media(color_scheme=scheme, media="null", reduced_motion="null", forced_colors="null")
        window = Window(page, server)
        windows.append(window)
        window.watch()
        window.open(path)
        return window

    yield opened
    errors = [error for window in windows for error in window.errors]
    failed = request.node.stash.get(FAILED, False)
    kept = keep(request.node) if errors and not failed else None
    for number, window in enumerate(windows):
        window.leave()
        if number:
            window.page.context.close()
    if errors or failed:
        lent.drop()
    assert errors == [], f"See {kept or folder_of(request.node)}"


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    """A browser at the table of all events."""
    return open_window("events")


def folder_of(item: pytest.Item) -> Path:
    """Where a failed test leaves what there was to see."""
    return KEPT / re.sub(r"[^\w.-]+", "-", f"{item.path.stem}.{item.name}")[:150].strip("-")


def keep(item: pytest.Item) -> Path:
    """Keep a picture of every window of a test, its address, what its console said, and the log of the server."""
    folder = folder_of(item)
    folder.mkdir(parents=True, exist_ok=True)
    for number, window in enumerate(item.stash[WINDOWS], start=1):
        lines = [window.page.url, "", "Errors", *window.errors, "", "Console", *window.said, "", "Requests", *window.requests]
        (folder / f"window-{number}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        try:
            window.page.screenshot(path=folder / f"window-{number}.png")
        except Error as error:
            # A page that does not answer has no picture; the rest is kept all the same.
            (folder / f"window-{number}-no-picture.txt").write_text(str(error), encoding="utf-8")
    shutil.copyfile(item.stash[LOG], folder / "server.log")
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Before the windows of a failed test are closed, keep what there is to see, and say where."""
    report = yield
    if report.failed and report.when != "teardown" and item.stash.get(WINDOWS, None):
        item.stash[FAILED] = True
        report.sections.append(("picture, address, console and log", str(keep(item))))
    return report
