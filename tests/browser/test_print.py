"""Pages on paper: what was drawn for a wide window stands whole on A4 upright."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenWindow
from tests.pages.views import ONE, PAGES

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

CUT = """width => {
    dispatchEvent(new Event('beforeprint'));
    document.body.style.width = width + 'px';
    const cut = Array.from(document.querySelectorAll('[data-testid="stMain"] *')).filter(node => {
        const box = node.getBoundingClientRect(), style = getComputedStyle(node);
        // A handle of a few pixels at the edge of a table may stand in the margin.
        const shown = box.width > 20 && box.height && style.visibility !== 'hidden' && style.opacity !== '0';
        return shown && box.right > width + 1 && (node.tagName === 'svg' || !node.closest('svg'));
    });
    const found = cut.map(node => `${node.tagName} ${node.dataset.testid || node.className} ${node.getBoundingClientRect().right}`);
    document.body.style.width = '';
    dispatchEvent(new Event('afterprint'));
    const left = Array.from(document.querySelectorAll('[style*="zoom"]')).filter(node => node.style.zoom);
    return [found.slice(0, 5), left.length];
}"""
"""What reaches beyond the paper, and what printing leaves changed."""

BETWEEN_MARGINS = 700
"""Pixels of A4 upright."""


@pytest.mark.parametrize("address", ["timeline", "timeline?lanes=actor&link=AFG-IND", "relations?show=tempo"])
def test_a_chart_is_whole_on_paper(open_window: OpenWindow, address: str) -> None:
    window = open_window(address, width=1440, height=900)
    expect(window.page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    window.settle()
    window.page.emulate_media(media="print")
    found = window.page.evaluate(A4, BETWEEN_MARGINS)
    assert found["drawn"] and found["reach"] <= BETWEEN_MARGINS and found["marks"] <= BETWEEN_MARGINS, found
    assert not found["navigation"] and not found["left"]


def test_every_page_is_whole_on_paper(open_window: OpenWindow) -> None:
    window = open_window("events")
    found = {}
    for path in [page.url for page in PAGES] + ["?link=AFG-IND", f"events?{ONE}", "?person=abbas-araghchi"]:
        window.open(path)
        window.page.emulate_media(media="print")
        found[path] = window.page.evaluate(CUT, BETWEEN_MARGINS)
        window.page.emulate_media(media="screen")
    assert {path: cut for path, cut in found.items() if cut != [[], 0]} == {}
