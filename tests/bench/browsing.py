"""What a person waits for in a browser, on a machine without a graphics card: milliseconds.

    python -m tests.bench.browsing

A first visit begins with an empty browser; a change of the filter with Enter in the search field. It ends when the page stands, or when the
last picture of the map is finished: deck.gl asks for it and goes on, and the processor draws for a second or more. Nothing is asserted.
"""

from __future__ import annotations

import statistics
import time

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.rerun import ROOT, serve
from tests.browser.chromium import ARGUMENTS, find_or_install
from tests.browser.conftest import PATIENCE, STANDS, Drawn, clean_page

WORDS = ("trade", "visas", "chabahar")
"""One change of the filter for each."""

MEGABITS, ROUND_TRIP = 10, 60
"""A line as many have it: so much in a second, and milliseconds until the first of it is there."""

_SHOWN = {"timeline": ".js-plotly-plot .scatterlayer path", "events": '[data-testid="stDataFrame"] canvas'}
"""By what the chart and the table of a page are known."""

_FINISHED = """() => {
    window.finished = window.unfinished = 0;
    const asked = new Set();
    const shown = WebGL2RenderingContext.prototype;
    for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced']) {
        const draw = shown[name];
        shown[name] = function (...all) {
            if (!asked.has(this)) {
                asked.add(this);
                unfinished += 1;
                setTimeout(() => {
                    asked.delete(this);
                    const fence = this.fenceSync(this.SYNC_GPU_COMMANDS_COMPLETE, 0);
                    this.flush();
                    const look = () => {
                        if (this.getSyncParameter(fence, this.SYNC_STATUS) !== this.SIGNALED) return setTimeout(look, 5);
                        unfinished -= 1;
                        finished = performance.now();
                    };
                    look();
                });
            }
            return draw.apply(this, all);
        };
    }
}"""
"""Run before a page's own scripts: notes when what it asked to draw was drawn."""

_DRAWN = "since => window.finished > since && !window.unfinished && performance.now() - window.finished > 1000"
"""Whether a map was drawn after a moment, and not again in the last second."""


def _visited(page: Page, address: str) -> float:
    """From the address to the drawn map."""
    page.goto(address)
    page.wait_for_function(STANDS)
    page.wait_for_function(_DRAWN, arg=0)
    return float(page.evaluate("window.finished"))


def _changed(page: Page, word: str, *, drawn: bool) -> float:
    """From Enter to the page of the changed filter, or to its map."""
    field = page.get_by_test_id("stSidebar").get_by_label("Search", exact=True)
    field.fill(word)
    begun, now = time.perf_counter(), float(page.evaluate("performance.now()"))
    field.press("Enter")
    page.wait_for_url(f"**q={word}**", wait_until="commit")
    page.wait_for_function(STANDS)
    took = (time.perf_counter() - begun) * 1000
    if drawn:
        page.wait_for_function(_DRAWN, arg=now)
        took = float(page.evaluate("window.finished")) - now
    return took


def _over_a_line(browser: Browser, host: str, path: str) -> float:
    """A first visit over a line, from the address to the drawn map, to the chart or to the table."""
    page = clean_page(browser, drawn=Drawn.ALL)
    page.set_default_timeout(PATIENCE)
    page.add_init_script(f"({_FINISHED})()")
    bytes_a_second = MEGABITS * 1_000_000 / 8
    line = {"offline": False, "latency": ROUND_TRIP, "downloadThroughput": bytes_a_second, "uploadThroughput": bytes_a_second}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)
    address = f"http://{host}/{path}"
    if path not in _SHOWN:
        took = _visited(page, address)
    else:
        page.goto(address)
        page.wait_for_selector(_SHOWN[path])
        took = float(page.evaluate("performance.now()"))
    page.context.close()
    return took


def measure() -> dict[str, float]:
    """First visit, return, what a change of the filter takes to the new table and to the new map, and first visits over a line, in the
    middle of three each.
    """
    found: dict[str, list[float]] = {}
    with serve(ROOT) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_or_install(), args=ARGUMENTS)
        for word in WORDS:
            page = clean_page(browser, drawn=Drawn.ALL)
            page.set_default_timeout(PATIENCE)
            page.add_init_script(f"({_FINISHED})()")
            for name in ("first visit to drawn map", "return to drawn map"):
                found.setdefault(name, []).append(_visited(page, f"http://{host}/map"))
            found.setdefault("change to new map", []).append(_changed(page, word, drawn=True))
            page.goto(f"http://{host}/events")
            page.wait_for_function(STANDS)
            found.setdefault("change to new table", []).append(_changed(page, word, drawn=False))
            page.context.close()
            for path, what in (("map", "map"), ("timeline", "chart"), ("events", "table")):
                name = f"first visit to {what}, {MEGABITS} Mbit/s"
                found.setdefault(name, []).append(_over_a_line(browser, host, path))
        browser.close()
    return {name: statistics.median(times) for name, times in found.items()}


def show(figures: dict[str, float]) -> None:
    """The figures as lines."""
    print("\nIn a browser that draws with the processor, ms")
    for name, milliseconds in figures.items():
        print(f"{name:<34}{milliseconds:>8,.0f}", flush=True)


if __name__ == "__main__":
    show(measure())
