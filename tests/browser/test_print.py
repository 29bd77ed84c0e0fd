"""Pages on paper: what was drawn for a wide window stands whole on A4 upright."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenWindow
from tests.browser.paper import BETWEEN_MARGINS, assert_whole_on_paper
from tests.pages.views import ONE

A4 = """width => {
    dispatchEvent(new Event('beforeprint'));
    document.body.style.width = width + 'px';
    const right = node => node.getBoundingClientRect().right;
    const drawings = Array.from(document.querySelectorAll('.js-plotly-plot .main-svg'));
    const inside = Array.from(document.querySelectorAll('.js-plotly-plot :is(.legend, .cartesianlayer .xtick)'));
    const found = {
        drawn: drawings.length, reach: Math.max(...drawings.map(right)), marks: Math.max(0, ...inside.map(right)),
        navigation: document.querySelector('.st-key-navigation').getClientRects().length,
    };
    document.body.style.width = '';
    dispatchEvent(new Event('afterprint'));
    return { ...found, left: document.querySelectorAll('.main-svg[viewBox]').length };
}"""
"""What reaches how far to the right, measured in one go as a printer does, before anything is drawn anew."""


@pytest.mark.parametrize("address", ["timeline", "timeline?lanes=actor&link=AFG-IND", "relations?show=tempo"])
def test_a_chart_is_whole_on_paper(open_window: OpenWindow, address: str) -> None:
    window = open_window(address, width=1440, height=900)
    expect(window.page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    window.settle()
    window.page.emulate_media(media="print")
    found = window.page.evaluate(A4, BETWEEN_MARGINS)
    assert found["drawn"] and found["reach"] <= BETWEEN_MARGINS and found["marks"] <= BETWEEN_MARGINS, found
    assert not found["navigation"] and not found["left"]


@pytest.mark.parametrize("address", ["?link=AFG-IND", f"events?{ONE}", "?person=abbas-araghchi"])
def test_what_stands_behind_a_page_is_whole_on_paper(open_window: OpenWindow, address: str) -> None:
    """The pages themselves are looked at in `test_pages`."""
    assert_whole_on_paper(open_window(address))
