"""Any file is read, or refused with a message that says what is wrong, where, and what to do; any text of an address is read."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.dataset import DATA_FOLDER, PackageError, Problem, load
from atlas.exports import events_csv
from atlas.stories import StoryError, read_story, story_problems, write_story
from atlas.view import EventFilter, parse, parse_options, select
from atlas.view.pages import PAGES
from tests.fuzz.addresses import ATLAS, GARBAGE, IDENTIFIERS, QUERIES
from tests.fuzz.long import often, timed
from tests.fuzz.packages import SPOILT, Spoil, copy_with, spoilt

STORIES = tuple(sorted((DATA_FOLDER / "stories").glob("*.md")))


def say_what_where_and_how(problems: tuple[Problem, ...]) -> None:
    """Assert that whoever has to mend a file learns what to do."""
    assert problems
    for problem in problems:
        assert problem.file and problem.reason and problem.fix


@cache
def plain_load() -> float:
    """Processor time of loading the package as it is."""
    start = time.process_time()
    load()
    return time.process_time() - start


@settings(max_examples=often(8, 1 / 50))
@given(SPOILT)
def test_a_spoilt_package_loads_or_is_refused_by_table_row_and_field(spoilt: tuple[str, Spoil]) -> None:
    name, spoil = spoilt
    plain_load()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        copy_with(folder, name, spoil)
        try:
            with timed(name, plain_load()):
                dataset = load(folder)
        except PackageError as error:
            say_what_where_and_how(error.problems)
        else:
            selection = select(dataset, EventFilter())
            assert len(events_csv(selection).splitlines()) > selection.n


PAGE_NAMES = st.sampled_from([page.path for page in PAGES.values()]) | GARBAGE
LINES = st.one_of(
    st.builds("## {}".format, GARBAGE),
    st.builds("view: {}?{}".format, PAGE_NAMES, QUERIES),
    st.builds("{} [{}]".format, GARBAGE, IDENTIFIERS | GARBAGE),
    st.builds("> {}".format, GARBAGE),
    st.sampled_from(("", "---", "## A scene", "view: map?link=AFG-IND", "They met.", "title: x", "author: y", "version: 2026.11.0")),
    st.builds("{}: {}".format, st.sampled_from(("title", "author", "version", "summary")), GARBAGE),
    st.sampled_from(("a: &a [x]", "b: *a", "title: !!python/object/apply:os.system [id]", "title: |", "? x", "{" * 300, "- " * 300, "\t")),
)
FRONT = "---\ntitle: A story\nauthor: Somebody\nversion: 2026.11.0\n---\n"
WRITTEN = st.builds(
    lambda front, lines: (front + "\n".join(lines)).encode(), st.sampled_from((FRONT, FRONT, "---\n", "")), st.lists(LINES, max_size=20)
)
CHANGED = st.builds(lambda story, change: change(story.read_bytes()) or b"", st.sampled_from(STORIES), spoilt("a-story.md"))


@settings(max_examples=often(60, 1 / 2))
@given(st.one_of(WRITTEN, WRITTEN, CHANGED, st.binary(max_size=300)))
def test_a_story_from_anywhere_is_read_or_refused(content: bytes) -> None:
    with timed(content):
        try:
            story = read_story(content, "mine.md")
        except StoryError as error:
            say_what_where_and_how(error.problems)
            return
        story_problems(story, ATLAS, "mine.md")
    again = read_story(write_story(story), "mine.md")
    lines_apart = replace(again, scenes=tuple(replace(new, line=old.line) for new, old in zip(again.scenes, story.scenes, strict=True)))
    assert lines_apart == story, "what is taken away can be opened again"


@settings(max_examples=often(60, 1))
@given(QUERIES)
def test_any_text_of_an_address_is_read_and_what_was_read_is_written_the_same_for_ever(query: str) -> None:
    params = parse_qsl(query, keep_blank_values=True)
    with timed(query):
        filter_, ignored = parse(params, ATLAS)
        options, odd = parse_options(params, ATLAS)
    assert all(item.name and item.reason and str(item) for item in (*ignored, *odd) if item.name)
    assert parse(filter_.to_params(), ATLAS) == (filter_, ())
    read_again, _ = parse_options(options.to_params(), ATLAS)
    assert read_again == options or read_again.to_params() == options.to_params()
