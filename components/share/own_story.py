"""A visitor's own story: collected from views or opened from a file, kept in this window only, and taken away as a file.

Nothing is stored on the server: the story lives in the session and ends with it. The window keeps a copy, which it hands back to the
next session.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import cast

import streamlit as st

from atlas.dataset import Problem
from atlas.stories import (
    LONGEST,
    SCENE_PAGES,
    SavedView,
    Scene,
    Story,
    StoryError,
    in_short,
    passages,
    read_story,
    story_problems,
    text_of,
    write_story,
)
from atlas.view.options import MOST_SCENES
from components.links import Link, show_links
from components.pieces import heading, show, small
from components.text import plain
from components.view import View

NAME = "own"
"""What stands for the visitor's own story in an address."""

FILE = "my-story.md"
_STORY, _REFUSED, _UPLOAD = "own-story", "own-story-refused", "own-story-upload"
_COPIED, _BACK = "own-story-copied", "own-story-back"

COPY_COOKIE = "own-story"
"""Set by `static/connection.js` while a window has a copy of a story."""


def own_story() -> Story | None:
    """The story of this session, if there is one."""
    return cast("Story | None", st.session_state.get(_STORY))


def _take_back() -> None:
    # Whatever stands in the browser may have been changed there; what is no story is passed over.
    with suppress(StoryError):
        st.session_state[_STORY] = read_story(st.session_state[_BACK].encode(), FILE)


def keep_copy(key: str = "own-story-copy") -> None:
    """Give the window a copy of the story, or take it back from a window that has one while this session has none."""
    if _STORY not in st.session_state:
        if st.context.cookies.get(COPY_COOKIE) == "1":
            st.text_area("Copy of your story", key=_BACK, on_change=_take_back)
        return
    story, (copied, text) = own_story(), st.session_state.get(_COPIED, (None, ""))
    if story is not copied:
        written = write_story(story) if story else b""
        # One that cannot be read again yet, such as one without a title, is kept as it was before.
        with suppress(StoryError):
            if story:
                read_story(written, FILE)
            text = written.decode()
        st.session_state[_COPIED] = story, text
    with st.container(key=key):
        st.html(f'<div data-own-story="{html.escape(text)}"></div>')


def told(problem: Problem) -> str:
    """A problem of a story as a line: where, what, and what to do."""
    where = ", ".join(part for part in (problem.field, f"line {problem.row}" if problem.row else "") if part)
    text = f"{problem.reason} {problem.fix}"
    return f"{where[:1].upper()}{where[1:]}: {text}" if where else text


def problem_list(problems: tuple[Problem, ...] | list[Problem], shown: int = 8) -> str:
    """Problems as a Markdown list."""
    rest = len(problems) - shown
    return "\n".join(f"- {plain(told(problem))}" for problem in problems[:shown]) + (f"\n- … and {rest} more" if rest > 0 else "")


def _new(view: View) -> Story:
    return Story("My story", "Unnamed", view.dataset.version, ())


def view_scene(view: View, page: str) -> Scene:
    """The view as a scene, with a title and a text that say what is in it."""
    options = [pair for pair in view.params() if pair[0] not in ("version", "story", "scene")]
    # Square brackets mean a citation in a story.
    said = view.selection.sentence.replace("[", "(").replace("]", ")")
    position = view.dataset.position.get(view.options.event or "")
    title, text = view.selection.description, said
    if position is not None and page == "events":
        event = view.dataset.events.iloc[position]
        title, text = str(event["title"]), f"{event['summary']} [{event['event_id']}]"
    return Scene((title[:1].upper() + title[1:])[: LONGEST["title"]], str(SavedView(page, tuple(options))), passages(text))


def add_view(view: View, page: str) -> None:
    """Add the view to the story of this session. Meant for callbacks."""
    story = own_story() or _new(view)
    st.session_state[_STORY] = replace(story, scenes=(*story.scenes, view_scene(view, page)))


def add_button(view: View, page: str) -> None:
    """The button that adds the view on the screen to the story."""
    story = own_story()
    held = len(story.scenes) if story else 0
    if page not in SCENE_PAGES:
        st.caption("This page cannot be a scene of a story.")
        return
    st.button(
        "Add this view to a story",
        key="share-add",
        icon=":material/playlist_add:",
        on_click=add_view,
        args=(view, page),
        disabled=held >= MOST_SCENES,
    )
    if held:
        # The dialog runs without the page around it.
        keep_copy("own-story-copy-shared")
        label = f"Your story has {held} scene{'s' if held != 1 else ''}: arrange and present it"
        show_links([Link(label, "present")])


def _set(**parts: object) -> None:
    story = own_story()
    if story:
        st.session_state[_STORY] = replace(story, **parts)


def _field(
    label: str, key: str, value: str, part: str, store: Callable[[str], None], *, tall: bool = False, help: str | None = None
) -> None:
    st.session_state[key] = value

    def changed() -> None:
        # One line, whatever was typed: a line break would begin another part of the file.
        store(" ".join(st.session_state[key].split()))

    if tall:
        st.text_area(label, key=key, on_change=changed, max_chars=LONGEST[part], height=140, help=help)
    else:
        st.text_input(label, key=key, on_change=changed, max_chars=LONGEST[part], help=help)


def _moved(scenes: tuple[Scene, ...], index: int, to: int) -> tuple[Scene, ...]:
    order = list(scenes)
    order.insert(to, order.pop(index))
    return tuple(order)


def _scene_fields(story: Story, index: int) -> None:
    scene, last = story.scenes[index], len(story.scenes) - 1

    def store(**parts: object) -> None:
        changed = replace(scene, **parts)
        _set(scenes=(*story.scenes[:index], changed, *story.scenes[index + 1 :]))

    def keep(part: str) -> Callable[[str], None]:
        return lambda text: store(**{part: passages(text) if part == "passages" else text})

    with st.expander(f"{index + 1}. {plain(scene.title)}", key=f"own-scene-{index}"):
        st.caption(f"View: {plain(scene.address)}")
        _field("Title of the scene", f"own-title-{index}", scene.title, "title", keep("title"))
        cite = "Cite an event by its identifier in square brackets behind the sentence; its page shows the identifier."
        _field("Text", f"own-text-{index}", text_of(scene), "text", keep("passages"), tall=True, help=cite)
        _field("Presenter’s notes", f"own-notes-{index}", scene.notes, "notes", keep("notes"))
        with st.container(horizontal=True):
            for label, name, to in (("Up", "up", index - 1), ("Down", "down", index + 1)):
                moved = _moved(story.scenes, index, to)
                st.button(label, key=f"own-{name}-{index}", disabled=not 0 <= to <= last, on_click=_set, kwargs={"scenes": moved})
            without = (*story.scenes[:index], *story.scenes[index + 1 :])
            st.button("Take out", key=f"own-out-{index}", on_click=_set, kwargs={"scenes": without})


def _read_upload(view: View) -> None:
    upload = st.session_state[_UPLOAD]
    st.session_state.pop(_REFUSED, None)
    if upload is None:
        return
    try:
        st.session_state[_STORY] = read_story(upload.getvalue(), upload.name[:80])
    except StoryError as error:
        st.session_state[_REFUSED] = (upload.name[:80], error.problems)


def _upload(view: View) -> None:
    st.file_uploader(
        "Open a story file",
        type=["md"],
        key=_UPLOAD,
        on_change=_read_upload,
        args=(view,),
        help="It is read into this window only and is not stored.",
    )
    if refused := st.session_state.get(_REFUSED):
        name, problems = refused
        st.error(f"{plain(name)} was not opened:\n{problem_list(problems)}")


def own_story_panel(view: View) -> Story | None:
    """Collect, arrange, write, open and take away; the story, where it can be presented."""
    show(
        heading("Your own story"),
        small(
            "On any page, choose Share and “Add this view to a story”. Your story stays in this window and is not stored: "
            "take it away as a file, and open the file here whenever you need it."
        ),
    )
    _upload(view)
    story = own_story()
    if story is None:
        return None
    _field("Title", "own-title", story.title, "title", lambda text: _set(title=text))
    _field("Author", "own-author", story.author, "author", lambda text: _set(author=text))
    for index in range(len(story.scenes)):
        _scene_fields(story, index)
    content = write_story(story)
    try:
        read_story(content, FILE)
    except StoryError as error:
        st.warning(f"The story cannot be taken away yet:\n{problem_list(error.problems)}")
        return None
    if problems := story_problems(story, view.dataset, FILE):
        st.warning(f"Some of it will not be shown as written:\n{problem_list(problems)}")
    st.caption(in_short(story))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button("Download the story file", content, FILE, "text/markdown", key="own-download", on_click="ignore")
        st.button("Begin anew", key="own-clear", type="tertiary", on_click=st.session_state.update, args=({_STORY: None},))
    return story
