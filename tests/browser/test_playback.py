"""Playback in a real browser: it runs to its end in a slow one, heeds keys, and does not run where motion is not wanted."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from atlas.view.playback import counts
from tests.browser.conftest import OpenWindow
from tests.pages.views import selected

FILTER = "link=AFG-IND&from=2025-01-01&to=2025-07-31"
MONTHS = [f"{month:%Y-%m}" for month, number in counts(selected(FILTER)).items() if number]


def test_a_slow_browser_plays_to_the_end(open_window: OpenWindow) -> None:
    window = open_window(f"map?{FILTER}&month={MONTHS[-4]}")
    page = window.page
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    try:
        page.get_by_role("button", name="Play", exact=True).click()
        page.wait_for_url(re.compile(f"month={MONTHS[-1]}"))
        expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    finally:
        # The page is lent to other tests, which need not wait.
        slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})


def test_keys_step_play_and_pause_unless_a_field_has_them(open_window: OpenWindow) -> None:
    window = open_window(f"map?{FILTER}&month={MONTHS[2]}")
    page = window.page
    names = page.locator(".st-key-playback-events")
    # What is heard is how a page differs from what it was when it came to rest.
    page.wait_for_timeout(1000)
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(f"month={MONTHS[3]}"))
    window.settle()
    expect(page.locator("#heard")).to_have_text(re.compile(r"^\d+ events? in "))
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile(f"month={MONTHS[2]}"))
    window.settle()
    page.get_by_role("button", name="Play", exact=True).press("Space")
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    window.settle()
    here = page.url
    page.get_by_label("Search", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(1000)
    assert page.url == here
    title = names.get_by_role("link").first
    said = title.inner_text().splitlines()[-1]
    assert said
    title.click()
    expect(page.get_by_test_id("stMain")).to_contain_text(said)
    page.wait_for_url(re.compile("event="))


def test_nothing_runs_by_itself_where_less_motion_is_asked_for(open_window: OpenWindow) -> None:
    window = open_window(f"map?{FILTER}&month={MONTHS[0]}")
    page = window.page
    page.emulate_media(reduced_motion="reduce")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_hidden()
    page.keyboard.press("Space")
    page.wait_for_timeout(2500)
    assert MONTHS[0] in page.url
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(f"month={MONTHS[1]}"))
    window.settle()
    still = "node => getComputedStyle(node).transitionProperty"
    assert page.get_by_test_id("stSidebar").evaluate(still) == "none", "the panel slides"
    # Where a system gives all colours, what is nothing but a ground is seen all the same: the track of the months and what stands on it.
    page.emulate_media(reduced_motion="reduce", forced_colors="active")
    ground = "node => getComputedStyle(node).backgroundColor"
    parts = page.get_by_test_id("stSlider").locator("[data-orientation] [data-orientation] > div:not([data-testid])")
    assert parts.count() == 2
    assert page.locator("body").evaluate(ground) not in [part.evaluate(ground) for part in parts.all()]
