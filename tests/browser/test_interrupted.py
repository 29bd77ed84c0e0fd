"""A lost connection, a server that is started anew, a browser that keeps or draws little: the visitor goes on all the same."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE, Window, clean_page
from tests.running import ROOT, free_port, start, wait_for

TOLD = "The connection is interrupted; the page goes on by itself."


class Server:
    """A dashboard that can be stopped and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self.port, self.log = free_port(), folder / "log.txt"
        self.address = f"http://127.0.0.1:{self.port}"
        self.on()

    def on(self) -> None:
        self.process = start(ROOT, self.port, self.log)
        wait_for(self.process, self.address, self.log)

    def off(self) -> None:
        self.process.terminate()
        self.process.wait(20)


@pytest.fixture(scope="module")
def server_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("interrupted"))
    yield server
    server.off()


@contextmanager
def window_at(browser: Browser, server: Server, path: str) -> Iterator[Window]:
    """A window that is not watched: while its server is off, its browser says so."""
    window = Window(clean_page(browser), server.address)
    window.open(path)
    yield window
    window.page.context.close()


def _keep_view(page: Page) -> None:
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_role("tab", name="Story and briefing pack").click()
    page.get_by_role("button", name="Add this view to a story").click()
    expect(page.get_by_role("dialog").get_by_text("Your story has 1 scene")).to_be_visible()
    page.wait_for_function("() => sessionStorage.getItem('own-story')")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_tab_outlives_its_server(browser: Browser, server_of_its_own: Server) -> None:
    """Nothing tells the visitor to start a server, the first thing done afterwards counts, and the story made before is there."""
    server = server_of_its_own
    with window_at(browser, server, "map?link=AFG-IND") as window:
        page = window.page
        _keep_view(page)
        server.off()
        expect(page.locator("#interrupted")).to_have_text(TOLD)
        page.wait_for_timeout(5000)
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert "streamlit run" not in page.locator("body").inner_text()
        server.on()
        expect(page.locator("#interrupted")).to_have_text("")
        window.settle()
        window.search("dubai")
        assert "link=AFG-IND" in window.query
        # Another kind of control, and a link to another page.
        page.locator(".said a").first.click()
        page.wait_for_url(lambda url: "link=" not in url)
        window.settle()
        page.get_by_role("link", name="Present", exact=True).click()
        expect(page.get_by_test_id("stMain")).to_contain_text("1 scene")
        expect(page.locator(".st-key-own-title input")).to_have_value("My story")
        page.get_by_role("button", name="Begin anew").click()
        page.wait_for_function("() => !sessionStorage.getItem('own-story')")


def test_a_connection_that_died_without_a_sign_is_found_out(browser: Browser, server_of_its_own: Server) -> None:
    """What is sent into it would be lost. The server is stopped in its tracks, as a sleeping computer or a far router is."""
    server = server_of_its_own
    with window_at(browser, server, "events?link=AFG-IRN") as window:
        page = window.page
        asked = page.evaluate(
            """() => new Promise(done => {
                addEventListener('message', event => event.data.type === 'SEND_APP_HEARTBEAT' && done(event.data.ackTimeoutMilliseconds));
                dispatchEvent(new Event('online'));
            })"""
        )
        assert 0 < asked < 10_000
        server.process.send_signal(signal.SIGSTOP)
        try:
            page.evaluate("dispatchEvent(new Event('online'))")
            page.wait_for_selector("#interrupted:not(:empty)", state="visible", timeout=PATIENCE)
        finally:
            server.process.send_signal(signal.SIGCONT)
        expect(page.locator("#interrupted")).to_have_text("")
        window.settle()
        window.search("herat")
