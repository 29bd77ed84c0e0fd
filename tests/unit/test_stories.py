"""Stories: every sentence rests on events that its view shows, and a file from anywhere is read or refused with a reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from atlas.checks import check
from atlas.dataset import Dataset
from atlas.stories import Passage, Scene, Story, StoryError, library, passages, read_address, read_story, seen, story_problems, write_story
from atlas.view import parse_options
from atlas.view.options import MOST_SCENES, VIEW_NAMES
from tests.pages.views import FOUNDING_FACTS

CALL = "2025-05-15-jaishankar-muttaqi-speak-phone-first-ministerial"
STORY = f"""---
title: A short story
author: Somebody
version: 2026.11.0
---

## The call

view: events?event={CALL}

They spoke. [{CALL}] It was the first time. [{CALL}]

> Say it slowly.
"""
NAMES = ("from-dubai-to-the-phone-call", "the-road-around-pakistan", "who-accepts-whose-ambassador", "when-the-crossings-closed")


def refused(text: str | bytes) -> str:
    """What is said of a file that is no story."""
    with pytest.raises(StoryError) as error:
        read_story(text.encode() if isinstance(text, str) else text, "mine.md")
    return str(error.value)


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_cites_events_that_its_view_shows(dataset: Dataset, name: str) -> None:
    entry = library(dataset)[name]
    assert entry.problems == ()
    assert entry.story is not None
    for scene in entry.story.scenes:
        in_view = set(seen(scene.view, dataset)[0].events["event_id"])
        assert scene.passages
        for passage in scene.passages:
            assert passage.events, passage.text
            assert set(passage.events) <= in_view, scene.title


def test_the_first_story_cites_what_the_project_began_with(dataset: Dataset) -> None:
    story = library(dataset)["from-dubai-to-the-phone-call"].story
    assert story is not None
    cited = {event for scene in story.scenes for event in scene.events}
    of_its_months = {event for event in FOUNDING_FACTS.values() if "2025-01-01" <= event < "2025-06-01"}
    # The talks of the envoys in Kabul led to no scene of their own.
    assert of_its_months - {"2025-05-10-envoys-china-pakistan-hold-trilateral-kabul"} <= cited


def test_stories_belong_to_the_package(dataset: Dataset) -> None:
    assert {f"stories/{name}.md" for name in NAMES} <= set(dataset.package.files)


def test_a_story_is_read_as_it_is_written() -> None:
    story = read_story(STORY.encode(), "mine.md")
    scene = story.scenes[0]
    assert (story.title, story.author, story.version, scene.title) == ("A short story", "Somebody", "2026.11.0", "The call")
    assert [passage.text for passage in scene.passages] == ["They spoke.", "It was the first time."]
    assert scene.events == (CALL,)
    assert scene.notes == "Say it slowly."
    again = read_story(write_story(story), "mine.md")
    assert replace(again, scenes=()) == replace(story, scenes=())
    assert [replace(each, line=0) for each in again.scenes] == [replace(each, line=0) for each in story.scenes]


def test_odd_text_survives_writing_and_reading() -> None:
    scene = Scene("A title: with “marks” & #signs", "map?q=a%26b", passages("One, [a] two: 5 < 6 & 7. [b] [c] Ende, بدون."), "note – yes")
    story = Story("Yes: no # maybe", "'quoted' “name”", "2026.11.0", (scene,), "- a list?")
    again = read_story(write_story(story), "mine.md")
    assert replace(again, scenes=(replace(again.scenes[0], line=0),)) == story


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A. [x] B. [y]", [("A.", ("x",)), ("B.", ("y",))]),
        ("A. [x] [y]", [("A.", ("x", "y"))]),
        ("A [x, 2], [y].", [("A.", ("x, 2", "y"))]),
        ("A. [x] Uncited end.", [("A.", ("x",)), ("Uncited end.", ())]),
        ("", []),
    ],
)
def test_citations_belong_to_the_sentence_before(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(passage.text, passage.events) for passage in passages(text)] == expected


def front(**fields: str) -> str:
    return "---\n" + "\n".join(f"{name}: {value}" for name, value in fields.items()) + "\n---\n"


WHOLE = {"title": "T", "author": "A", "version": "2026.11.0"}
SCENE = f"## One\n\nview: map\n\nText. [{CALL}]\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "This is no story"),
        ("", "“Add this view to a story” shows the form"),
        ("a,b\n1,2\n", "This is no story"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "not text in UTF-8"),
        (b"x" * (2**20 + 1), "more than 1 MB"),
        (front(**WHOLE), "no scene"),
        (front(title="T", author="A") + SCENE, "version: It is missing"),
        (front(**{**WHOLE, "version": "soon"}) + SCENE, "no version"),
        (front(**WHOLE, colour="red") + SCENE, "colour: There is no field"),
        (front(**WHOLE) + "Before.\n" + SCENE, "before the first scene"),
        (front(**WHOLE) + SCENE * (MOST_SCENES + 1), f"{MOST_SCENES + 1} scenes"),
        (front(**WHOLE) + "## One\n\nText.\n", "scene 1: It has no view"),
        (front(**WHOLE) + "## One\n\nview: map\n", "scene 1: It has no text"),
        (front(**WHOLE) + SCENE + "view: routes\n", "scene 1: It has a second view"),
        (
            front(**WHOLE) + SCENE + "## Two\n\nview: map\n\n<script>alert(1)</script>\n",
            "scene 2: The text cannot be used. The text holds HTML",
        ),
        (front(**WHOLE) + "## <img src=x onerror=alert(1)>\n\nview: map\n\nText.\n", "The title cannot be used"),
        (front(**WHOLE) + "## One\n\nview: map\n\nHid\u200bden.\n", "invisible character U+200B"),
        (front(**WHOLE) + f"## One\n\nview: map\n\n{'long ' * 400}\n", "scene 1: The text has"),
        (front(**WHOLE) + f"## One\n\nview: map\n\nText.\n\n> {'long ' * 700}\n", "scene 1: The notes has"),
        ("---\ntitle: &a x\nauthor: *a\nversion: 2026.11.0\n---\n" + SCENE, "it has an alias"),
        ("---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n" + SCENE, "it has an alias"),
        ("---\n" + "[" * 3000 + "\n---\n" + SCENE, "front matter: It cannot be read"),
        ("---\n!!python/object/apply:os.system [echo]\n---\n" + SCENE, "front matter"),
        ("---\n" + "x: y\n" * 2000 + "---\n" + SCENE, "front matter: It has more than"),
    ],
)
def test_a_file_that_is_no_story_is_refused_and_told_why(text: str | bytes, said: str) -> None:
    assert said in refused(text)


@pytest.mark.parametrize(
    ("view", "text", "said"),
    [
        ("map", "T. [2025-01-01-no-such-event]", "There is no event 2025-01-01-no-such-event"),
        ("admin?x=1", f"T. [{CALL}]", "There is no page admin"),
        ("evidence?check=grades", f"T. [{CALL}]", "There is no page evidence that a scene could show"),
        ("relations?show=mood", f"T. [{CALL}]", "show=mood"),
        ("timeline?link=AFG-CHN", f"T. [{CALL}]", "is cited and not in view"),
        ("javascript:alert(1)", f"T. [{CALL}]", "There is no page"),
        ("map?link=AFG-ATLANTIS", f"T. [{CALL}]", "link=AFG-ATLANTIS"),
        ("map?boundaries=mars", f"T. [{CALL}]", "boundaries=mars"),
        ("events?q=xyzzy", "T. [x]", "No event is in view"),
        ("events?event=2025-01-01-nothing", "T. [x]", "opens an event that does not exist"),
        ("map?link=AFG-CHN", f"T. [{CALL}]", "is cited and not in view"),
        ("routes?asof=2025-05-14", f"T. [{CALL}]", "is cited and not in view"),
        ("map?month=2025-04", f"T. [{CALL}]", "is cited and not in view"),
        ("map?" + "&".join(["q=x"] * 100), f"T. [{CALL}]", "The view cannot be opened"),
        ("map?q=" + "x" * 3000, f"T. [{CALL}]", "more than 2,000 characters"),
    ],
)
def test_a_broken_scene_is_named(dataset: Dataset, view: str, text: str, said: str) -> None:
    good = Scene("Good", f"events?event={CALL}", (Passage("T.", (CALL,)),))
    story = Story("T", "A", "2026.11.0", (good, Scene("Bad", view, passages(text), line=9)))
    problems = story_problems(story, dataset, "mine.md")
    assert any(said in str(problem) for problem in problems), problems
    assert {(problem.field, problem.row) for problem in problems} == {("scene 2", 9)}


@pytest.mark.parametrize(
    "text", ["https://atlas.example.org/deep/map?link=AFG-IND&version=2026.11.0", "/map?link=AFG-IND", "map?link=AFG-IND"]
)
def test_a_copied_address_is_a_view(text: str) -> None:
    assert str(read_address(text)) == "map?link=AFG-IND"


def test_an_address_without_a_page_is_the_overview() -> None:
    assert read_address("https://atlas.example.org/?link=AFG-IND").page == "overview"


@pytest.mark.parametrize(
    ("old", "new"), [("[2025-01-08-indian-foreign", "[2025-01-08-italian-foreign"), ("view: map?link=AFG-IND&place", "view: maps?place")]
)
def test_the_check_of_the_data_names_file_and_scene(package_folder: Path, capsys: pytest.CaptureFixture[str], old: str, new: str) -> None:
    file = package_folder / "stories" / "from-dubai-to-the-phone-call.md"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    assert check(package_folder) == 1
    assert "stories/from-dubai-to-the-phone-call.md, row 16, field scene 2" in capsys.readouterr().out


def test_story_and_scene_stand_in_the_address(dataset: Dataset) -> None:
    options, ignored = parse_options([("story", "x"), ("scene", "3")], dataset)
    assert (options.story, options.scene, ignored) == ("x", 3, ())
    assert options.to_params() == [("story", "x"), ("scene", "3")]
    assert parse_options([("story", "x")], dataset)[0].to_params() == [("story", "x")]
    assert {name for name, _ in options.to_params()} <= VIEW_NAMES


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "two", "", "41", "9" * 400, "٣"])
def test_a_scene_that_is_no_number_is_named(dataset: Dataset, value: str) -> None:
    options, ignored = parse_options([("story", "x"), ("scene", value)], dataset)
    assert options.scene == 1
    assert [item.name for item in ignored] == ["scene"]
