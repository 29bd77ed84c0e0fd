"""What looks like a row opens like a row: by mouse, by finger and by Enter, title included."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from atlas.dataset import serving
from components.map.tables import TALL
from tests.browser.conftest import OpenWindow

HEADER, ROW, MIDDLE_OF_THE_TITLE = 44, 44, 300


def _third_newest() -> str:
    events = serving.current().events.sort_values(["date_start", "event_id"], ascending=[False, False])
    return str(events["event_id"].iloc[2])


def _on_the_title(page: Page) -> tuple[float, float]:
    """A point on the title in the third row."""
    box = page.get_by_test_id("data-grid-canvas").bounding_box()
    assert box
    return box["x"] + MIDDLE_OF_THE_TITLE, box["y"] + HEADER + 2.5 * ROW


def tap(page: Page, x: float, y: float) -> None:
    """A finger on the screen, as the browser itself hears it; a page of the dashboard is opened for a mouse."""
    browser = page.context.new_cdp_session(page)
    browser.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    browser.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    browser.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    browser.detach()


@pytest.mark.parametrize("by", ["mouse", "finger", "Enter"])
def test_a_row_of_the_table_opens_its_event(open_window: OpenWindow, by: str) -> None:
    window = open_window("events")
    page = window.page
    match by:
        case "mouse":
            x, y = _on_the_title(page)
            page.mouse.click(x, y - 2.5 * ROW - HEADER / 2)
            window.settle()
            assert "event=" not in window.query, "the heading opens nothing"
            window.open("events")  # in the order it had before it was sorted
            page.mouse.click(x, y)
        case "finger":
            tap(page, *_on_the_title(page))
        case _:
            page.get_by_test_id("data-grid-canvas").focus()
            for _ in range(2):
                page.keyboard.press("ArrowDown")
                page.wait_for_timeout(50)
            expect(page.locator('[role="gridcell"][aria-selected="true"]')).to_have_count(1)
            page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(f"event={_third_newest()}")))
    window.settle()
    title = page.get_by_test_id("stMain").get_by_role("heading", level=1)
    expect(title).to_be_focused()
    framed = title.evaluate("title => getComputedStyle(title).outlineStyle") != "none"
    assert framed == (by == "Enter"), "only who goes by keys needs to see where the focus is"


@pytest.mark.parametrize("by", ["mouse", "Enter"])
def test_an_event_beside_the_map_opens_as_elsewhere_and_leads_back_to_its_row(open_window: OpenWindow, by: str) -> None:
    window = open_window("map?beside=events")
    page, rows = window.page, window.page.locator(".dvn-scroller")
    box = page.get_by_test_id("data-grid-canvas").bounding_box()
    assert box
    x, y = box["x"] + 200, box["y"] + 38 + 1.5 * TALL
    match by:
        case "mouse":
            page.mouse.move(x, y)
            page.mouse.wheel(0, 600)
            page.wait_for_timeout(300)
            page.mouse.click(x, y)
        case _:
            page.get_by_test_id("data-grid-canvas").focus()
            page.keyboard.press("ArrowDown")
            expect(page.locator('[role="gridcell"][aria-selected="true"]')).to_have_count(1)
            page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/events.*event="))
    window.settle()
    page.get_by_role("link", name="← Back to Map").click()
    page.wait_for_url(re.compile("/map"))
    expect(page.get_by_test_id("data-grid-canvas")).to_be_visible()
    if by == "mouse":
        page.wait_for_function("() => document.querySelector('.dvn-scroller')?.scrollTop > 300")
    assert rows.count() == 1


def test_a_row_beside_the_map_filters_and_a_second_click_takes_it_out(open_window: OpenWindow) -> None:
    window = open_window("map")
    page = window.page
    box = page.get_by_test_id("data-grid-canvas").bounding_box()
    assert box
    page.mouse.click(box["x"] + 80, box["y"] + 35 * 1.5)
    page.wait_for_url(re.compile("link="))
    window.settle()
    box = page.get_by_test_id("data-grid-canvas").bounding_box()
    assert box
    page.mouse.click(box["x"] + 80, box["y"] + 35 * 1.5)
    page.wait_for_url(lambda url: "link=" not in url)


def test_the_way_back_leads_to_the_same_rows(open_window: OpenWindow) -> None:
    window = open_window("events")
    page = window.page
    rows = page.locator(".dvn-scroller")
    page.get_by_test_id("stPagination").get_by_text("2", exact=True).click()
    window.settle()
    page.mouse.move(*_on_the_title(page))
    page.mouse.wheel(0, 1500)
    page.wait_for_timeout(300)
    there = rows.evaluate("element => element.scrollTop")
    assert there > 1000
    page.mouse.click(*_on_the_title(page))
    page.wait_for_url(re.compile("event="))
    window.settle()
    for back in (page.locator(".st-key-back button").click, page.go_back):
        back()
        page.wait_for_url(lambda url: "event=" not in url)
        expect(page.get_by_test_id("data-grid-canvas")).to_be_visible()
        page.wait_for_function("top => document.querySelector('.dvn-scroller')?.scrollTop === top", arg=there)
        if back != page.go_back:
            page.go_back()
            page.wait_for_url(re.compile("event="))
            window.settle()


def test_an_event_of_a_list_opens_at_its_top_and_the_way_back_leads_to_its_row(open_window: OpenWindow) -> None:
    window = open_window("events", width=390, height=844)
    main = window.page.get_by_test_id("stMain")
    link = main.locator(".links:not(.pages) a").nth(12)
    link.scroll_into_view_if_needed()
    there = main.evaluate("main => main.scrollTop")
    assert there > 300
    link.click()
    window.page.wait_for_url(re.compile("event="))
    window.settle()
    assert main.evaluate("main => main.scrollTop") < 50
    # On a slow machine the page it leaves, which may reach as far, stands for a while.
    slow = window.page.context.new_cdp_session(window.page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 12})
    window.page.go_back()
    window.page.wait_for_url(lambda url: "event=" not in url)
    window.settle()
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    assert abs(main.evaluate("main => main.scrollTop") - there) < 2
    # Who moves on is not brought back.
    window.page.mouse.wheel(0, -200)
    window.page.wait_for_timeout(1000)
    assert main.evaluate("main => main.scrollTop") < there - 100
