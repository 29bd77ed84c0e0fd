"""Take the pictures of docs/tour.md from the running dashboard.

    PYTHONPATH=. python scripts/take_tour.py        # make tour

Starts the dashboard on a port of its own, opens each view in Chromium and writes docs/tour/NAME.webp.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, MISSING, find
from tests.running import ROOT, running

FOLDER = ROOT / "docs" / "tour"
WINDOW = (1280, 800)
SHOWN = 960
"""Width of a picture in pixels; the window is drawn down to it."""


def _search(page: Page) -> None:
    page.keyboard.press("/")
    page.locator(".st-key-search-words input").wait_for()
    page.keyboard.type("Afghan envoy in Delhi")
    page.locator("[data-answers='Afghan envoy in Delhi']").wait_for(state="attached")


def _share(page: Page) -> None:
    page.locator(".st-key-share button").click()
    page.get_by_role("tab", name="Story and briefing pack").click()
    page.get_by_role("button", name="Slides").wait_for()


def _away(page: Page) -> None:
    page.get_by_text("Take this view away").click()
    page.get_by_role("tab", name="Notebook").click()


@dataclass(frozen=True)
class Stop:
    """A picture: its name, the view that it shows, and what is done there first."""

    name: str
    view: str
    act: Callable[[Page], None] | None = None


STOPS = (
    Stop("search", "", _search),
    Stop("leg", "?leg=border-milak-zaranj"),
    Stop("event", "events?event=2026-01-09-first-taliban-appointed-charge-noor-ahmad"),
    Stop("dossier", "?link=AFG-IRN"),
    Stop("share", "?link=AFG-IRN", _share),
    Stop("scene", "present?story=from-dubai-to-the-phone-call&scene=3"),
    Stop("compared", "?link=AFG-IND&from=2025-01-01&to=2025-12-31&against=link%3DAFG-IRN"),
    Stop("away", "events?link=AFG-IND&grade=A", _away),
)


def _settled(page: Page) -> None:
    page.wait_for_function(
        "() => !document.querySelector('[data-testid=stStatusWidget], [data-testid=stSkeleton], [data-testid=stAppSkeleton]')"
    )
    page.wait_for_timeout(2500)


def _take(page: Page, base: str, stop: Stop) -> None:
    page.goto(f"{base}/{stop.view}")
    page.get_by_test_id("stMain").wait_for()
    page.wait_for_timeout(1500)
    _settled(page)
    if stop.act:
        stop.act(page)
        _settled(page)
    picture = Image.open(io.BytesIO(page.screenshot()))
    small = picture.resize((SHOWN, round(picture.height * SHOWN / picture.width)), Image.Resampling.LANCZOS)
    small.save(FOLDER / f"{stop.name}.webp", quality=82, method=6)


def main() -> None:
    """Write every picture. Ends with what to install where there is no browser."""
    program = find()
    if program is None:
        raise SystemExit(MISSING)
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "log.txt") as base, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=ARGUMENTS)
        for stop in STOPS:
            page = browser.new_page(viewport={"width": WINDOW[0], "height": WINDOW[1]}, color_scheme="light")
            page.set_default_timeout(60_000)
            _take(page, base, stop)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
