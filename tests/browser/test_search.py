"""The search that answers, by keys alone: / opens it, typing answers, Enter opens the best."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import WebSocketRoute, expect

from tests.browser.conftest import STANDS, OpenWindow, Window
from tests.browser.test_pages import violations

FIELD = ".st-key-search-words input"


def test_slash_opens_the_search_and_enter_the_best_answer(open_window: OpenWindow) -> None:
    window = open_window("timeline?link=AFG-IND")
    page = window.page
    share = page.get_by_role("button", name="Share", exact=True)
    share.press("/")
    field = page.locator(FIELD)
    expect(field).to_be_focused()
    page.keyboard.type("Jaishankr")
    best = page.locator(".st-key-answers .links a").first
    expect(best).to_contain_text("S. Jaishankar")
    expect(page.locator("#heard")).to_have_text(re.compile(r"^\d+ found$"))
    assert violations(window) == []
    # Escape leads back to where the search was asked for, from an answer too.
    best.focus()
    page.keyboard.press("Escape")
    expect(share).to_be_focused()
    page.keyboard.press("/")
    expect(field).to_be_focused()
    # Enter does not wait to be pressed until the answer is there.
    field.fill("")
    page.keyboard.type("milak")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/\?place=milak$"))
    expect(window.sentence).to_contain_text("at Milak")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_search_waits_for_its_field_and_its_answer_however_late_they_come(open_window: OpenWindow) -> None:
    page = open_window("data").page
    holding = False
    late: list[Callable[[], None]] = []

    def relay(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        server.on_message(lambda message: late.append(partial(socket.send, message)) if holding else socket.send(message))

    page.route_web_socket("**/_stcore/stream", relay)
    page.reload()
    page.wait_for_function(STANDS)

    def hold_back_while(press: Callable[[], None]) -> None:
        nonlocal holding
        holding = True
        press()
        page.wait_for_timeout(7_000)
        # What comes meanwhile must not overtake them.
        while late:
            late.pop(0)()
        holding = False

    def ask() -> None:
        page.keyboard.type("milak")
        page.keyboard.press("Enter")

    hold_back_while(lambda: page.locator("body").press("/"))
    expect(page.locator(FIELD)).to_be_focused()
    hold_back_while(ask)
    page.wait_for_url(re.compile(r"/\?place=milak$"))


def test_slash_is_a_letter_where_a_field_has_the_focus(window: Window) -> None:
    page = window.page
    field = page.get_by_test_id("stSidebar").get_by_label("Search", exact=True)
    field.press_sequentially("a/b")
    expect(field).to_have_value("a/b")
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 800), (1024, 768), (390, 844)])
def test_the_row_of_the_pages_has_room_for_the_search(open_window: OpenWindow, width: int, height: int) -> None:
    window = open_window("relations?link=AFG-IND&type=call&issue=visas&grade=B", width=width, height=height)
    row, last = window.page.locator(".st-key-navigation"), window.page.locator(".st-key-share button")
    expect(window.page.get_by_role("button", name="Search", exact=True)).to_be_visible()
    box, button = row.bounding_box(), last.bounding_box()
    assert box and button
    assert box["height"] < 60, "one row"
    assert button["x"] + button["width"] <= width - 8
