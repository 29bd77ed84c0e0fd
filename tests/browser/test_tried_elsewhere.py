"""What people report of maps, portals and story tools elsewhere, tried here: a page that is translated, zoomed, framed, left by Back."""

from __future__ import annotations

from playwright.sync_api import expect

from atlas.view.pages import PAGES as ENTRIES
from tests.browser.conftest import OpenWindow
from tests.browser.test_pages import violations

TRANSLATE = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
        if (!text.data.trim() || text.parentElement.closest('script, style, textarea')) continue;
        const outer = document.createElement('font'), inner = document.createElement('font');
        inner.textContent = 'ü ' + text.data;
        outer.append(inner);
        text.replaceWith(outer);
    }
}"""
"""What Chrome's translation does to a page, with a language of its own."""


def test_a_page_that_the_browser_translates_goes_on(open_window: OpenWindow) -> None:
    window = open_window("map?link=AFG-IND")
    page = window.page
    page.evaluate(TRANSLATE)
    expect(page.locator("h1")).to_contain_text("ü ")
    window.search("dubai")
    page.get_by_role("link", name="Timeline").first.click()
    page.wait_for_url("**/timeline?*")
    window.settle()
    expect(page.locator("h1")).to_have_text(ENTRIES["timeline"].heading)
    page.evaluate(TRANSLATE)
    page.go_back()
    window.settle()
    expect(page.locator("h1")).to_have_text(ENTRIES["map"].heading)


def test_back_leaves_the_page_and_its_dialog(open_window: OpenWindow) -> None:
    window = open_window("map?link=AFG-IND")
    page = window.page
    page.get_by_role("link", name="Timeline", exact=True).click()
    page.wait_for_url("**/timeline?*")
    window.settle()
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.go_back()
    page.wait_for_url("**/map?*")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_frame_far_below_neither_scrolls_its_page_nor_takes_its_focus(open_window: OpenWindow, server: str) -> None:
    window = open_window("")
    page = window.page
    window.leave()
    # The atlas may be framed by itself alone, which is enough to see what has the focus.
    page.evaluate(
        """address => {
            document.body.innerHTML = '<input id="above"><div style="height: 3000px"></div><iframe width="800" height="640"></iframe>';
            document.getElementById('above').focus();
            document.querySelector('iframe').src = address;
        }""",
        f"{server}/events?embed=true",
    )
    expect(page.frame_locator("iframe").get_by_role("link", name="Open the full view")).to_be_attached()
    page.wait_for_timeout(1000)
    assert page.evaluate("[document.activeElement.id, scrollY]") == ["above", 0]


def test_copied_is_said_only_when_it_is_so(open_window: OpenWindow) -> None:
    """The clipboard is refused, as in a frame or over plain HTTP; then the older way is refused too."""
    window = open_window("map?link=AFG-IND")
    page = window.page
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('denied', 'NotAllowedError')); }")
    page.get_by_role("button", name="Share", exact=True).click()
    said, button = page.get_by_role("dialog").locator("[data-said]").first, page.get_by_role("button", name="Copy the address")
    button.click()
    expect(said).to_have_text("Copied")
    assert violations(window) == []
    page.evaluate("() => { document.execCommand = () => false; }")
    button.click()
    expect(said).to_have_text("Selected; press Ctrl C")
    assert page.evaluate("getSelection().toString()").strip() == page.get_by_role("dialog").locator("code").first.inner_text().strip()
