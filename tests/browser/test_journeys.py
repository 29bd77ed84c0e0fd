"""Questions of a desk officer, answered from the first page in at most three clicks or one search."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import OpenWindow
from tests.browser.test_pages import assert_whole, violations
from tests.browser.test_search import FIELD


def test_what_was_announced_in_november_and_what_became_of_it(open_window: OpenWindow) -> None:
    """What did Kabul and Islamabad announce in November 2025, and what became of it? One search, and a click on the step."""
    window = open_window("")
    page = window.page
    page.locator("body").press("/")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("kabul islamabad")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"link=AFG-PAK"))
    window.settle()
    dossier = page.locator(".st-key-dossier")
    expect(dossier.get_by_role("heading", name=re.compile("Announced and then"))).to_be_visible()
    expect(dossier.get_by_text(re.compile(r"carried out 6–7 Nov 2025, after \d+ days"))).to_be_visible()
    dossier.get_by_role("link", name=re.compile("First Istanbul round")).click()
    page.wait_for_url(re.compile("event=2025-10-25"))
    window.settle()
    thread = page.locator(".st-key-thread")
    expect(thread).to_contain_text("carried out by")
    expect(thread.get_by_role("link", name=re.compile("Second Istanbul round"))).to_be_visible()
    assert_whole(window)
    assert violations(window) == []


def test_the_address_of_the_month_says_what_followed(open_window: OpenWindow) -> None:
    window = open_window("evidence?check=announced&link=AFG-PAK&from=2025-11-01&to=2025-11-30")
    main = window.page.get_by_test_id("stMain")
    expect(main.get_by_role("heading", name="What the other events in view led to")).to_be_visible()
    main.get_by_role("link", name=re.compile("Saudi-hosted")).first.click()
    window.page.wait_for_url(re.compile("/events.*event=2025-11-30"))
    window.page.go_back()
    window.page.wait_for_url(re.compile("/evidence.*check=announced"))


def test_which_of_two_links_moved_faster(open_window: OpenWindow) -> None:
    """Which of two links moved faster in 2025? Two clicks."""
    window = open_window("")
    page = window.page
    page.locator(".st-key-compare button").first.click()
    page.get_by_role("link", name=re.compile("Kabul–New Delhi and Kabul–Tehran")).click()
    page.wait_for_url(re.compile(r"against=link%3DAFG-IRN"))
    window.settle()
    expect(page.get_by_role("heading", name="Two views beside each other")).to_be_visible()
    row = page.get_by_role("row", name=re.compile(r"^2025 \d+ \d+ ×[\d.]+"))
    expect(row).to_contain_text(re.compile("clearly|no clear difference"))
    assert_whole(window)
    assert violations(window) == []


def test_what_is_new_is_known_to_the_browser_alone(open_window: OpenWindow) -> None:
    window = open_window("")
    page = window.page
    news = page.locator(".st-key-news")
    expect(news).to_contain_text("in the last 30 days of the data")
    expect(news).not_to_contain_text("last visit")
    # As if the browser had been here when the data were older.
    page.evaluate("document.cookie = 'version-seen=2025.1.0; path=/; SameSite=Strict'")
    page.reload()
    window.settle()
    link = news.get_by_role("link", name=re.compile("since your last visit, of version 2025.1.0"))
    expect(link).to_be_visible()
    number = int(link.inner_text().split()[0].replace(",", ""))
    link.click()
    page.wait_for_url(re.compile("updated_since=2025.1.0"))
    window.settle()
    assert window.n == number
