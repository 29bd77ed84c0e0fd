"""A page on paper, upright A4."""

from __future__ import annotations

from tests.browser.conftest import Window

BETWEEN_MARGINS = 700
"""Pixels of A4 upright."""

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


def assert_whole_on_paper(window: Window) -> None:
    """Nothing reaches beyond the paper, and printing leaves nothing changed."""
    window.page.emulate_media(media="print")
    assert window.page.evaluate(CUT, BETWEEN_MARGINS) == [[], 0]
    window.page.emulate_media(media="screen")
