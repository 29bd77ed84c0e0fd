"""A page and a scene in a frame on a site of another origin: shown where the host allows that site, and nowhere else."""

from __future__ import annotations

import html
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

from atlas.dataset import serving
from atlas.stories import library
from components.share.dialog import embed_code
from tests.browser.conftest import clean_page
from tests.running import running

NAME, STORY = next((name, entry.story) for name, entry in library(serving.current()).items() if entry.story)
BLOCKED = "frame-ancestors"
NOTHING_KEPT = """
for (const name of ['sessionStorage', 'localStorage'])
    Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
"""
"""What a browser does to a frame on another site where it blocks what others store."""


class _Site(BaseHTTPRequestHandler):
    """Answers every path with a page that frames the address behind the question mark; below `/fits` as the atlas says it is done."""

    def do_GET(self) -> None:
        source = html.escape(self.path.partition("?")[2])
        fixed = f"<iframe src='{source}' width='800' height='640' allow='fullscreen'></iframe>"
        fitting = embed_code(self.path.partition("?")[2], "The atlas")
        page = f"<!doctype html><title>Another site</title>{fitting if self.path.startswith('/fits') else fixed}"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *said: Any) -> None:
        """Say nothing."""


@contextmanager
def another_site() -> Iterator[str]:
    """The port of a site on this machine that is no atlas."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield str(server.server_port)
    server.shutdown()


def test_a_page_and_a_scene_stand_in_a_frame_of_an_allowed_site_only(browser: Browser, tmp_path: Path) -> None:
    with another_site() as port, running(tmp_path / "log", ATLAS_FRAME_HOSTS=f"http://localhost:{port}") as atlas:
        page, said = clean_page(browser), list[str]()
        page.on("console", lambda message: said.append(message.text))
        frame = page.frame_locator("iframe")

        page.goto(f"http://localhost:{port}/?{atlas}/map?link=AFG-IND&embed=true")
        expect(frame.locator("canvas").first).to_be_visible()
        expect(frame.get_by_role("link", name="Open the full view")).to_be_visible()

        page.goto(f"http://localhost:{port}/?{atlas}/present?story={NAME}&embed=true")
        expect(frame.locator("h1").first).to_have_text(STORY.scenes[0].title)
        expect(frame.locator(".st-key-scene-text")).to_contain_text(STORY.scenes[0].passages[0].text)
        frame.get_by_role("button", name="Next").click()
        expect(frame.locator("h1").first).to_have_text(STORY.scenes[1].title)
        expect(frame.locator("canvas").first).to_be_visible()
        frame.locator("h1").first.click()
        page.keyboard.press("ArrowRight")
        expect(frame.locator("h1").first).to_have_text(STORY.scenes[2].title)
        assert not [text for text in said if BLOCKED in text]

        # As the dialog Share hands it on: as high as what it shows, so that it has no scroll bar of its own. Nothing can be stored in it.
        page.add_init_script(NOTHING_KEPT)
        wrong = list[str]()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        for path in ("events?link=AFG-IND", f"present?story={NAME}"):
            page.goto(f"http://localhost:{port}/fits?{atlas}/{path}")
            expect(frame.get_by_role("link", name="Open the full view")).to_be_visible()
            page.wait_for_function("() => !['640', null].includes(document.querySelector('iframe').getAttribute('height'))")
            page.wait_for_timeout(2500)
            assert frame.get_by_test_id("stMain").evaluate("main => main.scrollHeight - main.clientHeight") <= 1
        assert wrong == []

        # The same page under a name that the host does not allow.
        page.goto(f"http://127.0.0.1:{port}/?{atlas}/map?link=AFG-IND&embed=true")
        page.wait_for_timeout(1500)
        assert [text for text in said if BLOCKED in text]
        expect(frame.locator("canvas")).to_have_count(0)
        page.context.close()
