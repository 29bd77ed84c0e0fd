"""One server and one browser for all tests, and a window that watches what goes wrong in it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response, expect, sync_playwright

from tests.browser.chromium import MISSING, find

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 60
ARGUMENTS = [
    "--no-sandbox",
    # Draw WebGL without a graphics card.
    "--use-angle=swiftshader",
    "--use-gl=angle",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-background-networking",
]
HARMLESS = (
    # What software drawing is slow at, which a graphics card is not.
    "GPU stall due to ReadPixels",
    "Automatic fallback to software WebGL",
)
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(folder: Path, port: int, log: Path, *options: str) -> subprocess.Popen[bytes]:
    """Start the dashboard in a folder; what it writes goes to `log`."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.address", "127.0.0.1", *options]
    # Nobody edits the files while the tests run; watching them would only cost time.
    command += ["--server.fileWatcherType", "none"]
    with log.open("wb") as output:
        return subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONUNBUFFERED": "1"})


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the running dashboard."""
    port, log = free_port(), tmp_path_factory.mktemp("server") / "log.txt"
    process = start(ROOT, port, log)
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + STARTS_WITHIN
        while True:
            try:
                with urllib.request.urlopen(f"{address}/api/v1/health", timeout=5):
                    break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"The server did not start:\n{log.read_text(encoding='utf-8')}")
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(20)
    assert "Traceback" not in log.read_text(encoding="utf-8"), log.read_text(encoding="utf-8")


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

    def watch(self) -> None:
        """Write down errors and requests from now on."""
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(f"page error: {error}"))
        self.page.on("request", self._request)
        self.page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(text in message.text for text in HARMLESS):
            self.errors.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
        if urlsplit(request.url).scheme in ("http", "https", "ws", "wss") and urlsplit(request.url).netloc != urlsplit(self.server).netloc:
            self.errors.append(f"asked another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.errors.append(f"{response.status}: {response.url}")

    def open(self, path: str = "") -> Page:
        """Go to a path of the dashboard and wait until it stands still."""
        self.page.goto(f"{self.server}/{path.lstrip('/')}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the script has run, everything it sent is drawn, and no map still fetches its ground."""
        page = self.page
        page.wait_for_function(
            """() => {
                const app = document.querySelector('[data-testid="stApp"]');
                return app && app.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
                    && document.querySelector('[data-testid="stMain"] [data-testid="stMarkdown"]')
                    && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]');
            }""",
            timeout=30_000,
        )
        # Nothing has changed for a third of a second.
        page.evaluate(
            """() => new Promise(done => {
                let timer = setTimeout(done, 350);
                const watcher = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, 350); });
                watcher.observe(document.body, { subtree: true, childList: true, attributes: true });
                setTimeout(done, 3000);
            })"""
        )

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
        return self.page.get_by_test_id("stMain").locator("strong").filter(has_text=start).first

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


def new_window(browser: Browser, server: str, width: int = 1440, height: int = 900, scheme: str = "light") -> Window:
    """A clean browser window of that size, with nothing open."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]
        accept_downloads=True,
    )
    window = Window(context.new_page(), server)
    window.watch()
    return window


@pytest.fixture
def open_window(browser: Browser, server: str) -> Iterator[OpenWindow]:
    """`open_window(path, width, height, scheme)`: a clean browser at that path; at the end, nothing may have gone wrong."""
    windows: list[Window] = []

    def opened(path: str = "", **look: Any) -> Window:
        windows.append(new_window(browser, server, **look))
        windows[-1].open(path)
        return windows[-1]

    yield opened
    for window in windows:
        window.page.context.close()
    assert [error for window in windows for error in window.errors] == []


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    """A clean browser at the first page."""
    return open_window()
