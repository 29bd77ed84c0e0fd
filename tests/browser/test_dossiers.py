"""Dossiers in a browser: whole and readable in every look, printed on two pages, a line leads to its events and back returns."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenWindow
from tests.browser.test_layout import MOST
from tests.browser.test_pages import assert_whole, violations

QUERIES = ("link=AFG-IND", "person=amir-khan-muttaqi", "place=chabahar", "leg=border-torkham", "corridor=chabahar-kandahar", "actor=IND")
A_PAGE = re.compile(rb"/Type\s*/Page\b")


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(("width", "height", "scheme"), [(1440, 900, "light"), (390, 844, "dark")], ids=["wide", "phone"])
def test_a_dossier_is_whole_and_begins_high(open_window: OpenWindow, query: str, width: int, height: int, scheme: str) -> None:
    window = open_window(f"?{query}", width=width, height=height, scheme=scheme)
    assert_whole(window)
    box = window.page.locator(".st-key-dossier").bounding_box()
    assert box and box["y"] <= MOST[width]
    assert violations(window) == []


@pytest.mark.parametrize("query", QUERIES)
def test_a_dossier_prints_on_two_pages(open_window: OpenWindow, query: str) -> None:
    window = open_window(f"?{query}")
    printed = window.page.pdf(format="A4")
    assert 1 <= len(A_PAGE.findall(printed)) <= 2


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
