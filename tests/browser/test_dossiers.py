"""Dossiers and what leads on from them: whole, readable, used by everybody, on paper, shared, embedded; a line leads to its events."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenWindow
from tests.browser.test_layout import MOST
from tests.browser.test_pages import assert_whole, violations

QUERIES = ("link=AFG-IND", "person=amir-khan-muttaqi", "place=chabahar", "leg=border-torkham", "corridor=chabahar-kandahar", "actor=IND")
BESIDE = (
    "?link=AFG-IND&against=link%3DAFG-IRN",
    "?link=AFG-IND&against=boundaries%3Dindia",
    "events?updated_since=2025.1.0",
    "evidence?check=announced",
)
BELOW_HEAD = """() => document.activeElement.getBoundingClientRect().top
    - document.querySelector('[data-testid="stHeader"]').getBoundingClientRect().bottom"""
A_PAGE = re.compile(rb"/Type\s*/Page\b")


@pytest.mark.parametrize("query", QUERIES)
def test_a_dossier_is_whole_on_every_screen_on_paper_and_where_it_is_shared(open_window: OpenWindow, query: str) -> None:
    window = open_window(f"?{query}")
    page = window.page
    assert_whole(window)
    box = page.locator(".st-key-dossier").bounding_box()
    assert box and box["y"] <= MOST[1440]
    assert violations(window) == []
    assert 1 <= len(A_PAGE.findall(page.pdf(format="A4"))) <= 2
    title = page.locator("h1").inner_text()
    page.locator(".st-key-share button").click()
    shared = urlsplit(page.locator(".st-key-copyable-address code").inner_text().strip())

    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    window.open(f"{shared.path}?{shared.query}")
    assert_whole(window)
    expect(page.locator("h1")).to_have_text(title)
    box = page.locator(".st-key-dossier").bounding_box()
    assert box and box["y"] <= MOST[390]
    assert violations(window) == []


def test_comparison_news_and_steps_are_whole_on_a_phone(open_window: OpenWindow) -> None:
    window = open_window(BESIDE[0], width=390, height=844)
    for address in BESIDE:
        if address != BESIDE[0]:
            window.open(address)
        assert_whole(window)
        assert violations(window) == [], address


def test_a_number_of_a_dossier_opens_its_events_and_back_returns(open_window: OpenWindow) -> None:
    window = open_window("?link=AFG-IND")
    page = window.page
    line = page.locator(".st-key-dossier").get_by_role("link", name=re.compile("events? told by one side only"))
    number = int(line.inner_text().split()[0])
    line.click()
    page.wait_for_url(re.compile("/events.*one_sided=true"))
    window.settle()
    assert window.n == number
    page.go_back()
    page.wait_for_url(lambda url: "/events" not in url)
    window.settle()
    expect(page.get_by_role("heading", name="Kabul – New Delhi")).to_be_visible()
    rule = page.locator("details.rule").first
    rule.locator("summary").press("Enter")
    expect(rule.locator("p")).to_be_visible()
    page.keyboard.press("Escape")
    expect(rule.locator("p")).to_be_hidden()
    # Who goes up the page by the keyboard sees where: nothing that has the focus lies below the head of the page.
    page.locator(".st-key-dossier a").last.focus()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(BELOW_HEAD) >= 0, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    window.open("?link=AFG-IND&embed=true")
    expect(page.locator(".st-key-dossier")).to_be_visible()
    expect(page.get_by_role("link", name="Open the full view")).to_be_visible()
    assert_whole(window)
