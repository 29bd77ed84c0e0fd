"""The page's idea first: how far down it begins, and whether a map stands whole in the window. The figures are printed (`pytest -s`)."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenWindow, Window

IDEA = """() => {
    const kinds = ['stDeckGlJsonChart', 'stPlotlyChart', 'stDataFrame', 'stTable'].map(name => `[data-testid="${name}"]`);
    const boxes = [...document.querySelectorAll(`[data-testid="stMain"] :is(${[...kinds, '.links', 'h2'].join()})`)]
        .filter(element => !element.closest('.st-key-navigation')).map(element => element.getBoundingClientRect())
        .filter(box => box.height > 5);
    const map = document.querySelector('[data-testid="stDeckGlJsonChart"]')?.getBoundingClientRect();
    return [Math.min(...boxes.map(box => box.top)), map ? map.bottom : 0];
}"""
"""Where the first map, chart, table, card or list begins, and where a map ends, in pixels from the top."""

MOST = {1440: 190, 390: 260}
"""How far down the idea of a page may begin, by the width of the window."""


def assert_idea_first(window: Window, name: str) -> None:
    """The idea of the page begins near the top, and a map stands whole in a wide window."""
    size = window.page.viewport_size
    assert size
    top, end = window.page.evaluate(IDEA)
    print(f"{name}, {size['width']} pixels wide: begins at {top:.0f}" + (f", map ends at {end:.0f}" if end else ""))
    assert top <= MOST[size["width"]]
    assert size["width"] < 1000 or end <= size["height"], "the map stands whole in the window"


@pytest.mark.parametrize("url", ["map", "events"])
def test_the_idea_of_a_filtered_page_comes_first(open_window: OpenWindow, url: str) -> None:
    """Unfiltered pages, and filtered ones on a phone, are measured where they are looked at, in `test_pages`."""
    assert_idea_first(open_window(f"{url}?link=AFG-IND&from=2025-01-01"), url)


def test_a_phone_has_its_filters_behind_their_name(open_window: OpenWindow) -> None:
    window = open_window("map?link=AFG-IND&from=2025-01-01", width=390, height=844)
    button, panel = window.page.get_by_role("button", name="Filters (2)"), window.page.get_by_test_id("stSidebar")
    # Until then its keys lead nowhere beside the window.
    for _ in range(12):
        window.page.keyboard.press("Tab")
        left, right = window.page.evaluate("(({ left, right }) => [left, right])(document.activeElement.getBoundingClientRect())")
        assert left >= 0 and right <= 390, window.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    button.click()
    assert panel.get_by_label("Search", exact=True).is_visible()
    # What is open has the focus, and Escape leads back.
    expect(panel.get_by_role("button", name="Collapse sidebar")).to_be_focused()
    window.page.keyboard.press("Escape")
    expect(button).to_be_focused()
    window.page.set_viewport_size({"width": 320, "height": 256})
    share = window.page.locator(".st-key-share button").bounding_box()
    assert share and share["x"] + share["width"] <= 320
    # In a window so low the name goes up with the page.
    window.page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollTop = 200")
    window.page.wait_for_function("() => document.querySelector('[data-testid=\"stHeader\"]').getBoundingClientRect().bottom <= 0")
