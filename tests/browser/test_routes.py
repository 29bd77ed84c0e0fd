"""The routes page in a real browser: a scenario is built by keyboard, and its address shows the same again."""

from __future__ import annotations

import re

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page, expect

from tests.browser.conftest import Drawn, OpenWindow


def differing(one: Image.Image, other: Image.Image) -> float:
    """Share of pixels that clearly differ. The edges of letters do not count: they depend on which were drawn before."""
    apart = ImageChops.difference(one, other).convert("L").histogram()
    return sum(apart[32:]) / (one.width * one.height)


def facts(page: Page) -> list[str]:
    """The answer, the tables and the legend as text."""
    answer = page.locator(".st-key-routes-scenario").inner_text()
    return [answer, *(table.inner_text() for table in page.get_by_test_id("stTable").all())]


def test_a_scenario_built_by_keyboard_is_the_same_after_a_reload(open_window: OpenWindow) -> None:
    window = open_window("routes?asof=2025-02-15", height=1400, drawn=Drawn.MARKS)
    page = window.page
    before = window.picture()
    window.draw_no_more()
    page.locator(".st-key-routes-what-if button").first.focus()
    page.keyboard.press("Enter")
    window.settle()
    for label, typed, expected in (("Close", "Pakistan", "close=PAK"), ("Assume built", "Chabahar", "built=rail-chabahar-khash")):
        page.get_by_label(label, exact=True).first.focus()
        page.keyboard.type(typed)
        expect(page.get_by_role("option").first).to_contain_text(typed)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(re.escape(expected)))
        page.keyboard.press("Escape")
        window.settle()
    page.locator(".st-key-routes-what-if button").first.press("Enter")
    window.settle()
    told = facts(page)
    assert told[0].startswith("Scenario, not the record")
    assert "If Pakistan were shut and the Chabahar–Khash railway were built" in told[0]
    page.reload()
    window.settle()
    assert facts(page) == told
    assert differing(before, window.picture()) > 0.02, "the scenario is on the map"
    window.draw_no_more()
    page.get_by_role("button", name="Reset the scenario").press("Enter")
    page.wait_for_url(lambda url: "close=" not in url and "built=" not in url)
    window.settle()
    expect(page.locator(".st-key-routes-scenario")).to_have_count(0)


def test_a_mark_of_the_port_opens_its_event(open_window: OpenWindow) -> None:
    window = open_window("routes", width=390, height=844)
    mark = window.page.locator(".port a[title*='ten-year contract']").first
    mark.focus()
    title = (mark.get_attribute("title") or "").partition(": ")[2]
    window.page.keyboard.press("Enter")
    window.page.wait_for_url(re.compile("events.*event="))
    window.settle()
    expect(window.page.get_by_role("heading", name=title)).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_the_map_comes_first_under_one_row_of_controls(open_window: OpenWindow, width: int, height: int) -> None:
    page = open_window("routes", width=width, height=height).page
    controls = page.locator(".st-key-routes-controls").bounding_box()
    drawn = page.get_by_test_id("stDeckGlJsonChart").bounding_box()
    assert controls and drawn
    assert controls["height"] <= 48, "one row"
    assert drawn["y"] - controls["y"] - controls["height"] <= 20, "nothing between the controls and the map"
    assert drawn["height"] <= 0.7 * height
    main = page.get_by_test_id("stMain")
    assert main.evaluate("element => element.scrollWidth - element.clientWidth") <= 1, "nothing scrolls sideways"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 1
    if width > 1360:
        beside = page.locator(".st-key-routes-beside").bounding_box()
        assert beside and abs(beside["height"] - drawn["height"]) <= 2 and abs(beside["y"] - drawn["y"]) <= 2
