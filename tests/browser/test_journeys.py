"""A new user's questions, each answered within one search or three clicks of the first page; clicks are counted as they happen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from atlas.dataset import serving
from atlas.dataset.details import days_of
from atlas.measures.envoys import envoys
from atlas.routes.looks import status_in_words
from atlas.routes.status import leg_status_on
from atlas.view import select
from atlas.words import format_date
from tests.browser.conftest import OpenWindow
from tests.browser.test_pages import assert_whole, violations
from tests.browser.test_search import FIELD

ATLAS = serving.current()
MOST_CLICKS = 3
A_PAGE = re.compile(rb"/Type\s*/Page\b")
AT = "(({ ariaLabel, innerText, tagName }) => (ariaLabel || innerText || tagName).trim().split('\\n').pop())(document.activeElement)"
"""What has the focus is called."""


class Steps:
    """What a user does, counted: searches and clicks."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks, self.searches = page, 0, 0

    def search(self, words: str) -> None:
        """By keys alone: / opens the search, Enter the best answer."""
        self.searches += 1
        self.page.locator("body").press("/")
        expect(self.page.locator(FIELD)).to_be_focused()
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    def click(self, on: Locator) -> None:
        self.clicks += 1
        on.click()

    def in_reach(self) -> bool:
        """At most three clicks or one search."""
        return (self.searches, self.clicks) in [(1, 0), *((0, clicks) for clicks in range(1, MOST_CLICKS + 1))]


def present_envoy() -> tuple[str, str, str]:
    """Name, office and the day of the first event that names it, of Kabul's envoy in New Delhi."""
    found = envoys(select(ATLAS)).query("present and actor == 'AFG' and host == 'IND'").iloc[0]
    first = ATLAS.events.iloc[int(found["first"])]
    return ATLAS.facets["person"].label(str(found["person"])), str(found["office"]), format_date(*days_of(first))


@pytest.mark.parametrize("asked", ["Afghan envoy in Delhi", "who is the Afghan ambassador in New Delhi"])
def test_who_is_the_afghan_envoy_in_delhi_and_since_when(open_window: OpenWindow, asked: str) -> None:
    window, (name, office, since) = open_window(""), present_envoy()
    steps = Steps(window.page)
    steps.search(asked)
    expect(window.page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    window.settle()
    dossier = window.page.locator(".st-key-dossier")
    expect(dossier.get_by_role("link", name=office).first).to_be_visible()
    expect(dossier).to_contain_text(f"{since} to")
    assert steps.in_reach()


def test_the_same_by_the_question_of_the_first_visit(open_window: OpenWindow) -> None:
    window, (name, _, since) = open_window(""), present_envoy()
    steps = Steps(window.page)
    steps.click(window.page.locator(".welcome").get_by_role("link", name=re.compile("envoy in")))
    expect(window.page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    expect(window.page.locator(".st-key-dossier")).to_contain_text(since)
    assert steps.in_reach()


def test_is_milak_open_and_since_when(open_window: OpenWindow) -> None:
    window = open_window("")
    steps = Steps(window.page)
    steps.search("is Milak open?")
    expect(window.page.get_by_role("heading", name="Milak–Zaranj crossing")).to_be_visible()
    state = leg_status_on(ATLAS, ATLAS.last_day).loc["border-milak-zaranj"]
    first = window.page.locator(".st-key-dossier")
    expect(first.get_by_role("link", name=status_in_words(str(state["status"])).capitalize(), exact=True)).to_be_visible()
    expect(first).to_contain_text(f"on record since {format_date(state['since'].date())}")
    assert steps.in_reach()


def test_a_printable_brief_on_kabul_and_tehran(open_window: OpenWindow) -> None:
    window = open_window("")
    steps = Steps(window.page)
    steps.search("Kabul Tehran")
    expect(window.page.get_by_role("heading", name="Kabul – Tehran")).to_be_visible()
    window.settle()
    assert 1 <= len(A_PAGE.findall(window.page.pdf(format="A4"))) <= 2
    assert steps.in_reach()


def test_the_same_as_a_file_to_hand_on(open_window: OpenWindow) -> None:
    """Share, its last tab, the form; the download is what was asked for."""
    window = open_window("?link=AFG-IRN")
    page, steps = window.page, Steps(window.page)
    steps.click(page.locator(".st-key-share button"))
    steps.click(page.get_by_role("tab", name="Story and briefing pack"))
    steps.click(page.get_by_role("button", name=re.compile("Word")))
    offer = page.get_by_role("button", name=re.compile("Download DOCX"))
    expect(offer).to_be_visible()
    with page.expect_download() as taken:
        offer.click()
    assert taken.value.suggested_filename.endswith("-dossier.docx")
    assert steps.in_reach()


def test_the_welcome_is_gone_for_good_once_it_is_taken_away(open_window: OpenWindow) -> None:
    window = open_window("")
    welcome = window.page.locator(".welcome")
    expect(welcome).to_be_visible()
    assert welcome.get_by_role("link").count() == 3
    latest = window.page.locator(".latest a").filter(visible=True)
    expect(latest).to_have_count(3)
    welcome.get_by_role("button").click()
    expect(welcome).to_be_hidden()
    expect(latest).to_have_count(7)
    window.page.reload()
    window.page.locator(".standing").first.wait_for()
    expect(welcome).to_be_hidden()


def test_what_was_announced_in_november_and_what_became_of_it(open_window: OpenWindow) -> None:
    """What did Kabul and Islamabad announce in November 2025, and what became of it? One search, and a click on the step."""
    window = open_window("")
    page, steps = window.page, Steps(window.page)
    steps.search("kabul islamabad")
    page.wait_for_url(re.compile(r"link=AFG-PAK"))
    window.settle()
    dossier = page.locator(".st-key-dossier")
    expect(dossier.get_by_role("heading", name=re.compile("Announced and then"))).to_be_visible()
    expect(dossier.get_by_text(re.compile(r"carried out 6–7 Nov 2025, after \d+ days"))).to_be_visible()
    assert steps.in_reach()
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
    """Which of two links moved faster in 2025? One click."""
    window = open_window("")
    page, steps = window.page, Steps(window.page)
    steps.click(page.locator(".welcome").get_by_role("link", name=re.compile("faster in 2025")))
    page.wait_for_url(re.compile(r"against=link%3DAFG-IRN"))
    window.settle()
    expect(page.get_by_role("heading", name="Two views beside each other")).to_be_visible()
    said = re.compile(r"^In 2025: Kabul–New Delhi has \d+ contacts, Kabul–Tehran \d+: ×[\d.]+ .*(clearly|no clear difference)")
    expect(page.get_by_text(said)).to_be_visible()
    assert steps.in_reach()
    assert_whole(window)
    assert violations(window) == []


def test_what_is_new_is_known_to_the_browser_alone(open_window: OpenWindow) -> None:
    window = open_window("")
    page = window.page
    news = page.locator(".news")
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


def tab(page: Page, to: str, most: int, key: str = "Tab") -> None:
    """Go on by the key until something of this name has the focus."""
    passed = []
    while (passed and passed[-1]) != to:
        assert len(passed) < most, f"{to} is not among {passed}"
        page.keyboard.press(key)
        passed.append(page.evaluate(AT))


def test_by_keyboard_alone_from_a_filter_over_the_map_to_an_event_that_is_shared(open_window: OpenWindow) -> None:
    window = open_window("map")
    page, heading = window.page, window.page.get_by_role("heading", level=1)
    tab(page, "Links", 20)
    page.keyboard.type("Kabul–New Delhi")
    expect(page.get_by_role("option", name=re.compile("^Kabul–New Delhi"))).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/map?link=AFG-IND")
    window.settle()
    page.keyboard.press("Escape")
    tab(page, "Skip to main content", 20, "Shift+Tab")
    page.keyboard.press("Enter")
    expect(heading).to_be_focused()
    tab(page, "Extent", 8)
    tab(page, "Links", 10)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.wait_for_url("**beside=events")
    window.settle()
    # A table that fills the window has the focus, and its button again afterwards.
    fill = page.get_by_role("button", name=re.compile("^Fullscreen: "))
    tab(page, fill.get_attribute("aria-label") or "", 8)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=re.compile("^Close fullscreen"))).to_be_focused()
    page.keyboard.press("Escape")
    expect(fill).to_be_focused()
    tab(page, "CANVAS", 8)
    page.keyboard.press("ArrowDown")
    expect(page.locator('[role="gridcell"][aria-selected="true"]')).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url("**event=*")
    window.settle()
    expect(heading).to_be_focused()
    tab(page, "Share", 5, "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    tab(page, "Copy the address", 10)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator("[data-said]").first).to_have_text("Copied")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Share", exact=True)).to_be_focused()
