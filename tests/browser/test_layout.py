"""The page's idea first: how far down it begins, and whether a map stands whole in the window. The figures are printed (`pytest -s`)."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenWindow
from tests.pages.views import PAGES, Page

IDEA = """() => {
    const kinds = ['stDeckGlJsonChart', 'stPlotlyChart', 'stDataFrame', 'stTable', 'stPageLink'].map(name => `[data-testid="${name}"]`);
    const boxes = [...document.querySelectorAll(`[data-testid="stMain"] :is(${[...kinds, 'h3'].join()})`)]
        .filter(element => !element.closest('.st-key-navigation')).map(element => element.getBoundingClientRect())
        .filter(box => box.height > 5);
    const map = document.querySelector('[data-testid="stDeckGlJsonChart"]')?.getBoundingClientRect();
    return [Math.min(...boxes.map(box => box.top)), map ? map.bottom : 0];
}"""
"""Where the first map, chart, table, card or list begins, and where a map ends, in pixels from the top."""

LOOKS = [(1440, 900, 190), (390, 844, 260)]


@pytest.mark.parametrize(("width", "height", "most"), LOOKS, ids=["wide", "phone"])
@pytest.mark.parametrize("query", ["", "link=AFG-IND&from=2025-01-01"], ids=["everything", "filtered"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.url or "overview")
def test_the_idea_of_a_page_comes_first(open_window: OpenWindow, page: Page, query: str, width: int, height: int, most: int) -> None:
    window = open_window(f"{page.url}?{query}", width=width, height=height)
    top, end = window.page.evaluate(IDEA)
    print(f"{page.url or 'overview'}, {width} pixels wide: begins at {top:.0f}" + (f", map ends at {end:.0f}" if end else ""))
    assert top <= most
    assert width < 1000 or end <= height, "the map stands whole in the window"


def test_a_phone_has_its_filters_behind_their_name(open_window: OpenWindow) -> None:
    window = open_window("map?link=AFG-IND&from=2025-01-01", width=390, height=844)
    window.page.get_by_role("button", name="Filters (2)").click()
    assert window.page.get_by_test_id("stSidebar").get_by_label("Search", exact=True).is_visible()
