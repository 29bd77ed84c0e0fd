"""A presenter with a keyboard, a link that opens exactly this, and files that need no network."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from atlas.dataset import serving
from atlas.stories import CHART_PAGES, Story, library
from tests.browser.conftest import OpenWindow, Window
from tests.browser.test_pages import violations

STORIES = {name: entry.story for name, entry in library(serving.current()).items() if entry.story}
FIRST = next(iter(STORIES))
VIEW = "link=AFG-IND&from=2025-01-01&boundaries=india"


DRAWN = {
    "overview": "canvas",
    "map": "canvas",
    "routes": "canvas",
    "timeline": ".js-plotly-plot",
    "relations": ".js-plotly-plot",
    "events": ".links",
}
"""What a scene of each page has on it."""


def title(window: Window) -> str:
    return window.page.get_by_test_id("stMain").locator("h1").first.inner_text()


def cited(page: Page) -> set[str]:
    links = page.locator(".st-key-scene-text a").evaluate_all("links => links.map(link => link.href)")
    return {dict(parse_qsl(urlsplit(link).query))["event"] for link in links}


def shared_address(window: Window) -> str:
    """The address that the share dialog gives, opened and read by keyboard alone."""
    window.page.get_by_role("button", name="Share", exact=False).first.focus()
    window.page.keyboard.press("Enter")
    dialog = window.page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Copy the address")).to_be_visible()
    expect(dialog.locator("code").first).to_be_visible()
    button = dialog.get_by_role("button", name="Copy the address")
    for _ in range(12):
        window.page.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    window.page.keyboard.press("Enter")
    expect(window.page.get_by_text("Copied")).to_be_visible()
    copied: str = window.page.evaluate("navigator.clipboard.readText()")
    assert copied == dialog.locator("code").first.inner_text()
    window.page.keyboard.press("Escape")
    return copied


def kinds(story: Story) -> set[str]:
    """The pages of which a story has scenes."""
    return {scene.view.page for scene in story.scenes}


MOST_VARIED = max(STORIES, key=lambda name: len(kinds(STORIES[name])))
ELSEWHERE = {
    scene.view.page: (name, number)
    for name, story in STORIES.items()
    for number, scene in enumerate(story.scenes, start=1)
    if scene.view.page not in kinds(STORIES[MOST_VARIED])
}
"""A scene of each page that the most varied story has none of."""


def assert_stage(window: Window, story: Story, number: int) -> None:
    """A scene shows what it says and cites, and fills the stage without a scroll bar."""
    main, scene = window.page.get_by_test_id("stMain"), story.scenes[number - 1]
    expect(main.locator("h1").first).to_have_text(scene.title)
    expect(main).to_contain_text(f"scene {number} of {len(story.scenes)}")
    for passage in scene.passages:
        expect(window.page.locator(".st-key-scene-text")).to_contain_text(passage.text)
    assert cited(window.page) == set(scene.events)
    expect(main.locator(DRAWN[scene.view.page]).first).to_be_visible()
    window.settle()
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth")
    assert main.evaluate("main => main.scrollHeight - main.clientHeight") <= 0, f"scene {number} ends below the fold"


def test_a_story_is_walked_through_with_the_arrow_keys(open_window: OpenWindow) -> None:
    """The text of every scene of every story is held against the page without a browser."""
    window, story = open_window(f"present?story={MOST_VARIED}"), STORIES[MOST_VARIED]
    for number in range(1, len(story.scenes) + 1):
        assert_stage(window, story, number)
        if number < len(story.scenes):
            window.page.keyboard.press("ArrowRight")
            window.page.wait_for_url(re.compile(rf"scene={number + 1}\b"))
    expect(window.page.locator("#heard")).to_have_text(re.compile(f"^{re.escape(story.scenes[-1].title)}"))
    expect(window.page.get_by_role("button", name="Next")).to_be_disabled()


@pytest.mark.parametrize("page", ELSEWHERE)
def test_a_scene_of_another_kind_fills_the_stage(open_window: OpenWindow, page: str) -> None:
    name, number = ELSEWHERE[page]
    assert_stage(open_window(f"present?story={name}&scene={number}"), STORIES[name], number)


def test_a_clicker_moves_and_a_reload_stays(open_window: OpenWindow) -> None:
    window = open_window("present", width=1024, height=768)
    story = STORIES[FIRST]
    # Who opens a story by the keyboard is where it goes on.
    window.page.locator(f".st-key-story-{FIRST}").get_by_role("button", name="Present", exact=True).press("Enter")
    expect(window.page.locator(".st-key-scene-next button")).to_be_focused()
    expect(window.page.get_by_test_id("stSidebar")).to_have_count(0)
    window.page.keyboard.press("PageDown")
    window.page.wait_for_url(re.compile("scene=2"))
    window.settle()
    window.page.reload()
    window.settle()
    assert title(window) == story.scenes[1].title
    window.page.keyboard.press("PageUp")
    window.page.wait_for_url(lambda url: "scene=2" not in url)
    window.settle()
    window.page.keyboard.press("n")
    expect(window.page.get_by_text("Presenter’s notes")).to_be_visible()
    assert violations(window) == []
    expect(window.page.locator("[data-elapsed]")).to_have_text(re.compile(r"^\d+:(0[1-9]|[1-5]\d)$"))


def test_a_copied_link_opens_the_same_view_in_a_clean_browser(open_window: OpenWindow) -> None:
    window = open_window(f"map?{VIEW}")
    window.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    copied = shared_address(window)
    assert dict(parse_qsl(urlsplit(copied).query)) == {**dict(parse_qsl(VIEW)), "version": serving.current().version}
    other = open_window(copied.removeprefix(window.server))
    assert urlsplit(other.page.url).path == "/map"
    assert other.sentence.inner_text() == window.sentence.inner_text()
    expect(other.page.get_by_test_id("stMain")).to_contain_text("India view")


def test_a_frame_on_another_page_is_compact_and_stays_so(open_window: OpenWindow) -> None:
    window = open_window("events?link=AFG-IND&type=call&embed=true", width=600, height=640)
    for part in ("stSidebar", "stHeader"):
        expect(window.page.get_by_test_id(part)).to_be_hidden()
    expect(window.page.locator(".st-key-navigation")).to_have_count(0)
    full = window.page.get_by_role("link", name="Open the full view")
    assert "embed" not in str(full.get_attribute("href"))
    window.page.get_by_test_id("stMain").locator(".links a").first.click()
    expect(window.page.get_by_test_id("stMain").locator("h1").first).to_contain_text("Jaishankar")
    assert "embed=true" in window.query
    expect(window.page.locator(".st-key-navigation")).to_have_count(0)


HOSTILE = """---
title: "<script>alert(1)</script>"
author: &a x
version: *a
---

## One

view: map

Text.
"""
OWN = """---
title: "Mine **bold** :smile:"
author: Me
version: 2026.11.0
---

## First [a](javascript:alert(1))

view: events?link=AFG-IND&type=call

They spoke. [2025-05-15-jaishankar-muttaqi-speak-phone-first-ministerial] Nobody knows this. [2025-01-01-no-such-event]
"""


def test_a_file_is_refused_by_name_or_presented_as_plain_text(open_window: OpenWindow) -> None:
    window = open_window("present")
    page = window.page
    page.locator("input[type=file]").set_input_files({"name": "bad.md", "mimeType": "text/markdown", "buffer": HOSTILE.encode()})
    expect(page.get_by_test_id("stAlert").filter(has_text="bad.md was not opened")).to_contain_text("alias")
    page.locator("input[type=file]").set_input_files({"name": "own.md", "mimeType": "text/markdown", "buffer": OWN.encode()})
    warning = page.get_by_test_id("stAlert").filter(has_text="not be shown as written")
    expect(warning).to_contain_text("There is no event 2025-01-01-no-such-event")
    page.get_by_role("button", name="Present your story").click()
    page.wait_for_url(re.compile("story=own"))
    expect(page.locator("h1").first).to_have_text("First [a](javascript:alert(1))")
    expect(page.get_by_test_id("stMain")).to_contain_text("Mine **bold**")
    expect(page.locator("a[href^='javascript']")).to_have_count(0)


def test_a_briefing_pack_needs_no_network(open_window: OpenWindow, browser: Browser, tmp_path: Path) -> None:
    window = open_window("present")
    page = window.page
    page.get_by_role("button", name="Briefing pack").first.click()
    page.get_by_role("button", name="To read and print (HTML)").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("^Download HTML")).click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    context = browser.new_context(offline=True)
    pack, asked, errors = context.new_page(), [], []
    pack.on("request", lambda request: asked.append(request.url))
    pack.on("console", lambda message: errors.append(message.text))
    pack.goto(file.as_uri())
    assert asked == [file.as_uri()]
    assert errors == []
    said = pack.locator("body").inner_text()
    dataset = serving.current()
    events = {event for scene in STORIES[FIRST].scenes for event in scene.events}
    rows = dataset.evidence[dataset.evidence["event_id"].isin(events)]
    for url in dataset.sources.loc[rows["source_id"], "url"]:
        assert url in said
    charts = sum(scene.view.page in CHART_PAGES for scene in STORIES[FIRST].scenes)
    assert pack.locator("figure svg").count() == len(STORIES[FIRST].scenes) - charts
    printed = pack.pdf(prefer_css_page_size=True)
    sizes = set(re.findall(rb"/MediaBox\s*\[([^\]]+)\]", printed))
    assert len(sizes) == 1
    width, height = (float(number) for number in sizes.pop().split()[2:])
    assert (round(width), round(height)) == (595, 842), "A4"
    context.close()
