"""Every scene of every story opens without a browser, whatever stands around it in the address."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from atlas.dataset import serving
from atlas.palette import LIGHT
from atlas.stories import SCENE_PAGES, Passage, Scene, Story, library, scene_problems
from atlas.view.options import SHOWS
from components.share.own_story import view_scene
from components.view import view_of
from tests.pages.links import titles
from tests.pages.test_pages import texts
from tests.pages.views import ENTRY, EVENTS, PAGES
from tests.running import PATIENCE

PRESENT = next(page for page in PAGES if page.url == "present")
STORIES = {name: entry.story for name, entry in library(serving.current()).items()}


def opened(**address: str) -> AppTest:
    """The page at an address."""
    at = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE)
    for name, value in address.items():
        at.query_params[name] = value
    at.run()
    return at.switch_page(PRESENT.path).run()


@pytest.mark.parametrize(("name", "story"), STORIES.items(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_scene_shows_its_text_with_its_citations(name: str, story: Story) -> None:
    for number, scene in enumerate(story.scenes, start=1):
        at = opened(story=name, scene=str(number))
        assert not at.exception
        assert not at.warning
        assert [str(title.value).replace("\\", "") for title in at.title] == [scene.title]
        said = " ".join(texts(at))
        for passage in scene.passages:
            assert passage.text in said
        for event in scene.events:
            assert f"events?event={event}" in said
        assert not at.sidebar.selectbox, "the frame is hidden"


def test_the_last_scene_stands_for_any_beyond_it() -> None:
    name, story = next(iter(STORIES.items()))
    at = opened(story=name, scene="40")
    assert str(at.title[0].value).replace("\\", "") == story.scenes[-1].title
    assert at.button(key="scene-next").disabled


def test_next_and_back_move_the_address() -> None:
    name = next(iter(STORIES))
    at = opened(story=name)
    assert at.button(key="scene-back").disabled
    at.button(key="scene-next").click().run()
    assert at.query_params["scene"] == "2"
    at.button(key="scene-back").click().run()
    assert "scene" not in at.query_params


def test_notes_are_shown_when_asked_for() -> None:
    name, story = next(iter(STORIES.items()))
    at = opened(story=name)
    assert story.scenes[0].notes not in " ".join(texts(at))
    at.button(key="scene-notes").click().run()
    assert story.scenes[0].notes in " ".join(texts(at))


@pytest.mark.parametrize("story", ["nothing", "../../etc/passwd", "<img src=x onerror=alert(1)>", "x" * 3000, "own"])
def test_an_unknown_story_leads_to_those_there_are(story: str) -> None:
    at = opened(story=story)
    assert not at.exception
    assert titles(at) == ["Stories to present"]
    assert at.warning or at.info


def test_a_filter_around_a_story_does_not_change_its_scenes() -> None:
    name, story = next(iter(STORIES.items()))
    at = opened(story=name, q="xyzzy")
    assert not at.exception
    assert story.scenes[0].passages[0].text in " ".join(texts(at))


def test_the_present_page_is_last() -> None:
    assert PAGES[-1] == PRESENT and EVENTS in PAGES


KINDS = {
    "/?link=AFG-IND": "html",
    "/": "html",
    "map?link=AFG-IND": "deck_gl_json_chart",
    "routes?routes=chabahar-kandahar&routes=karachi-torkham": "table",
    "timeline?link=AFG-IND": "plotly_chart",
    **{f"relations?show={show}": "plotly_chart" for show in SHOWS},
    "events?event=2025-05-15-jaishankar-muttaqi-speak-phone-first-ministerial": "deck_gl_json_chart",
    "events?link=AFG-IND": "html",
}
"""Views of every kind of scene, with what stands on the stage."""


@pytest.mark.parametrize(("view", "shown"), KINDS.items())
def test_the_address_says_of_which_kind_a_scene_is(view: str, shown: str) -> None:
    at = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE)
    at.session_state["own-story"] = Story("Mine", "Me", serving.current().version, (Scene("One", view, (Passage("Said.", ()),)),))
    at.query_params["story"] = "own"
    at.run()
    at.switch_page(PRESENT.path).run()
    assert not at.exception and not at.warning
    assert at.get(shown)
    assert "Said." in " ".join(texts(at))


def test_a_chart_without_anything_to_plot_says_so() -> None:
    at = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE)
    scene = Scene("One", "relations?show=people&type=sanctions", (Passage("Said.", ()),))
    at.session_state["own-story"] = Story("Mine", "Me", serving.current().version, (scene,))
    at.query_params["story"] = "own"
    at.run()
    at.switch_page(PRESENT.path).run()
    assert not at.exception
    assert any("needs other events" in str(info.value) for info in at.info)


@pytest.mark.parametrize("page", SCENE_PAGES)
def test_any_page_that_can_be_a_scene_is_added_and_opens_again(page: str) -> None:
    view = view_of([("link", "AFG-IND")], serving.current(), LIGHT)
    scene = view_scene(view, page)
    assert scene.view.page == page
    assert not list(scene_problems(scene, 1, serving.current(), "mine.md"))
