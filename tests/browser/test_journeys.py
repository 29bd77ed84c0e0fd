"""A new user's questions, each answered within one search or three clicks of the first page; clicks are counted as they happen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from atlas.dataset import embedded
from atlas.dataset.details import days_of
from atlas.measures.envoys import envoys
from atlas.measures.scope import pairs
from atlas.routes.looks import status_in_words
from atlas.routes.status import leg_status_on
from atlas.view import EventFilter, parse, select
from atlas.words import format_date
from tests.browser.conftest import OpenWindow

ATLAS = embedded()
MOST_CLICKS = 3
A_PAGE = re.compile(rb"/Type\s*/Page\b")


class Steps:
    """What a user does, counted: searches and clicks."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks, self.searches = page, 0, 0

    def search(self, words: str) -> None:
        """By keys alone: / opens the search, Enter the best answer."""
        self.searches += 1
        self.page.locator("body").press("/")
        expect(self.page.locator(".st-key-search-words input")).to_be_focused()
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
    steps.click(window.page.locator(".st-key-welcome").get_by_role("link", name=re.compile("envoy in")))
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


def test_which_of_two_links_moved_faster_in_2025(open_window: OpenWindow) -> None:
    window = open_window("")
    page, steps = window.page, Steps(window.page)
    steps.click(page.locator(".st-key-welcome").get_by_role("link", name=re.compile("faster in 2025")))
    page.wait_for_url(re.compile("/relations.*show=tempo"))
    window.settle()
    params = re.findall(r"[?&]([^=]+)=([^&]+)", page.url)
    filter_, _ = parse([(name, value) for name, value in params if name != "show"], ATLAS)
    assert filter_ == EventFilter(date_from=filter_.date_from, date_to=filter_.date_to, link=("AFG-IND", "AFG-IRN"))
    numbers = pairs(select(ATLAS, filter_), filter_.link)["link"].value_counts()
    labels = {link: ATLAS.actor_labels[link[4:]] for link in filter_.link}
    first, second = numbers.index
    expect(page.get_by_test_id("stAlert")).to_contain_text(
        f"{labels[str(first)]} {numbers[first]} contacts, {labels[str(second)]} {numbers[second]}"
    )
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
    expect(offer).to_be_visible(timeout=60_000)
    with page.expect_download() as taken:
        offer.click()
    assert taken.value.suggested_filename.endswith("-dossier.docx")
    assert steps.in_reach()


def test_the_welcome_is_gone_for_good_once_it_is_taken_away(open_window: OpenWindow) -> None:
    window = open_window("")
    welcome = window.page.locator(".st-key-welcome")
    expect(welcome).to_be_visible()
    assert welcome.get_by_role("link").count() == 3
    welcome.get_by_role("button").click()
    expect(welcome).to_be_hidden()
    window.page.reload()
    window.page.locator(".standing").first.wait_for()
    expect(welcome).to_be_hidden()
