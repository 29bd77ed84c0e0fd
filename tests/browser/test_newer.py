"""Other data are served while a page is open: its reader hears of it, and has them when he asks."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Browser, expect

from atlas.dataset import DATA_FOLDER, serving
from tests.browser.conftest import Window, clean_page
from tests.running import running


def test_an_open_page_hears_of_a_newer_version_and_shows_it_when_asked(browser: Browser, tmp_path: Path) -> None:
    data = Path(shutil.copytree(DATA_FOLDER, tmp_path / "data"))
    old = serving.current().version
    with running(tmp_path / "log.txt", ATLAS_DATA=str(data), ATLAS_WATCH="1") as address:
        window = Window(clean_page(browser), address)
        window.watch()
        page = window.open("events?link=AFG-IND")
        descriptor = data / "datapackage.json"
        written = descriptor.read_text(encoding="utf-8").replace(f'"version": "{old}"', '"version": "2027.1.0"')
        descriptor.write_text(written, encoding="utf-8")
        page.wait_for_function("async () => (await (await fetch('./api/v1/health')).json()).version === '2027.1.0'", polling=500)
        footer = page.get_by_text("· version ")
        expect(footer).to_contain_text(old)
        # As when a reader comes back to the tab; an open one looks twice a minute.
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        page.get_by_role("button", name="Show version 2027.1.0").click()
        expect(footer).to_contain_text("version 2027.1.0")
        expect(page.get_by_role("button", name="Show version")).to_have_count(0)
        assert window.query == "link=AFG-IND" and not window.errors
        page.context.close()
