"""Every page in another browser than all other tests use, one without WebGL besides: nothing breaks, and maps are pictures."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from atlas.view.pages import PAGES as ENTRIES
from tests.browser.conftest import QUIET, STANDS
from tests.browser.firefox import Firefox, running_firefox
from tests.integration.debian import MissingError
from tests.running import PATIENCE

HARMLESS = (
    # A Firefox without a screen has none.
    "Failed to create WebGL context",
    # The page was left.
    "code=1001 (going away)",
)

BROKEN = '[data-testid="stException"], [data-testid="stAlert"]'
MAP = '[data-testid="stDeckGlJsonChart"] canvas'
STILL = {
    "map": "document.querySelector('.map-still img')?.naturalWidth > 0",
    "routes": "document.querySelector('.map-still')?.innerText.includes('WebGL')",
}
"""What stands in place of the map, by the name of a page: the picture that the server draws, or why there is none."""


def wait_until(browser: Firefox, expression: str) -> None:
    """Wait until the page says so."""
    deadline = time.monotonic() + PATIENCE
    while not browser.evaluate(expression):
        assert time.monotonic() < deadline, f"{expression}\n{browser.evaluate('document.body.innerText')}"
        time.sleep(0.2)


def wrong(browser: Firefox, server: str) -> Iterator[str]:
    """What went wrong and what was asked of others."""
    for event in browser.events:
        what, told = event["method"], event["params"]
        if what == "log.entryAdded" and told["level"] in ("error", "warn"):
            if not any(text in told["text"] for text in HARMLESS):
                yield f"{told['level']}: {told['text']}"
        elif what == "browsingContext.userPromptOpened":
            yield f"dialog: {told['message']}"
        elif what == "network.beforeRequestSent" and urlsplit(told["request"]["url"]).netloc not in (urlsplit(server).netloc, ""):
            yield f"asked another host: {told['request']['url']}"
        elif what == "network.responseCompleted" and told["response"]["status"] >= 400:
            yield f"{told['response']['status']}: {told['response']['url']}"


def test_every_page_stands_in_firefox(server: str, tmp_path: Path) -> None:
    try:
        with running_firefox(tmp_path, 1440, 900) as browser:
            for entry in ENTRIES.values():
                browser.open(f"{server}/{entry.path}?link=AFG-IND")
                wait_until(browser, f"({STANDS})()")
                browser.evaluate(f"({QUIET})()")
                assert browser.evaluate(f"document.querySelectorAll('{BROKEN}').length") == 0, entry.path
                assert browser.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, entry.path
                assert browser.evaluate("document.querySelector('h1').innerText.trim()"), entry.path
                if entry.name in STILL:
                    assert browser.evaluate(f"!!document.querySelector('{MAP}')")
                    wait_until(browser, STILL[entry.name])
                assert list(wrong(browser, server)) == [], entry.path
    except MissingError as error:
        pytest.fail(str(error))
