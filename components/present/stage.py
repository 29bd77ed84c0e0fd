"""A story on the whole screen: one scene at a time, its view beside its text, moved by keys."""

from __future__ import annotations

import streamlit as st

from atlas.stories import Scene, Story, library, scene_problems
from atlas.view import parse_options
from components import address
from components.event_list import date_of, event_list
from components.present.scene import TITLE_HEIGHT, Stage, lines_of, scene_view
from components.share import NAME, own_story, problem_list, share_address, share_menu
from components.text import link, plain
from components.view import View, view_of
from components.viewport import column_width, is_narrow, window_height, window_width

SHARE = 0.62
"""The part of the width that the view fills; the text stands beside it, on a phone below."""

ABOVE, LEAST_HEIGHT, NARROW_HEIGHT = 206, 330, 460
"""Pixels of bar and title above a scene with the margin below it; the least height of a scene, and that on a phone."""

_TITLE_LETTER, _TITLE_LINE = 8.3, 26
"""Pixels of letters and of further lines of a title below the text."""

_LARGER = 1.25
"""How much larger the letters of a short text are; `static/page.css` has them."""

_NOTES = "presenter-notes"


def open_button(label: str, story: str, key: str) -> None:
    """Opens a story at its first scene. A link to the page on the screen would leave the address as it was."""
    st.button(label, key=key, type="primary", on_click=address.write, args=([("story", story)],))


def on_stage(view: View) -> Story | None:
    """The story that the address names, where there is one with scenes to show."""
    if view.options.story == NAME:
        story = own_story()
    else:
        entry = library(view.dataset).get(view.options.story or "")
        story = entry.story if entry else None
    return story if story and story.scenes else None


def _citations(view: View, events: tuple[str, ...]) -> str:
    """Each event cited as a link with its date and grade."""
    said = []
    for event_id in events:
        position = view.dataset.position.get(event_id)
        if position is None:
            said.append(f"no event {plain(event_id)}")
        else:
            event = view.dataset.events.iloc[position]
            # A date or a grade alone on a line says nothing.
            label = f"{date_of(event)}, grade {event['grade']}".replace(" ", "\u00a0").replace("–", "\u2060–\u2060")
            said.append(link(label, f"events?event={event_id}"))
    return " · ".join(said)


def scene_text(view: View, scene: Scene) -> str:
    """The sentences of a scene as Markdown, each with its citations."""
    return "\n\n".join(
        f"{plain(passage.text)}" + (f" :small[{_citations(view, passage.events)}]" if passage.events else "") for passage in scene.passages
    )


def _text_height(scene: Scene, times: float = 1.0) -> float:
    """Pixels that the sentences take beside the view, in letters so many times as large as usual."""
    size = min(max(window_width() * 0.0155, 17.6), 25.6) * times
    letters = sum(len(passage.text) + 14 * len(passage.events) for passage in scene.passages)
    lines = letters * size * 0.47 / column_width(1 - SHARE) + len(scene.passages) / 2
    return lines * size * 1.45 + 16 * len(scene.passages)


def _beside(view: View, scene: Scene, height: int) -> None:
    """The sentences, in larger letters where they would leave the stage half empty, and below them the cited events as far as they fit."""
    cited = view.dataset.events.iloc[[view.dataset.position[event] for event in scene.events if event in view.dataset.position]]
    further = sum(lines_of(title, column_width(1 - SHARE), _TITLE_LETTER) - 1 for title in cited["title"])
    below = TITLE_HEIGHT * len(cited) + _TITLE_LINE * further + 30
    # A scene of events shows them itself.
    if is_narrow() or scene.address.startswith("events") or not len(cited) or _text_height(scene) + below >= height:
        below = 0
    larger = not is_narrow() and _text_height(scene, _LARGER) + below < height
    with st.container(key="scene-larger" if larger else "scene-beside"), st.container(key="scene-text"):
        st.markdown(scene_text(view, scene))
    if below:
        st.caption("The events behind it")
        event_list(view_of([], view.dataset, view.theme), cited)


def _step(view: View, by: int, last: int) -> None:
    """Move from where the address stands now, which quick presses may have moved on from what is drawn."""
    here = parse_options(address.read(), view.dataset)[0].scene
    view.go(scene=min(max(min(here, last) + by, 1), last))


def _switch_notes() -> None:
    st.session_state[_NOTES] = not st.session_state.get(_NOTES, False)


def _bar(view: View, story: Story, number: int) -> None:
    """Where the story stands, and everything that moves it."""
    last, narrow = len(story.scenes), is_narrow()
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall" if narrow else "small", key="stage-bar"):
        st.button(
            "Back", key="scene-back", shortcut=None if narrow else "Left", disabled=number == 1, on_click=_step, args=(view, -1, last)
        )
        st.button(
            "Next",
            key="scene-next",
            shortcut=None if narrow else "Right",
            type="primary" if number < last else "secondary",
            disabled=number == last,
            on_click=_step,
            args=(view, 1, last),
        )
        # In a narrow window all of it stands in one row; static/page.css makes words of icons' companions unseen there.
        st.caption(f"{number} of {last}" if narrow else f"**{plain(story.title)}** · scene {number} of {last}", width="stretch")
        if not narrow:
            # static/page.js counts the time; the server has no part in it.
            st.html("<span data-elapsed title='Time since the story was opened' aria-label='Elapsed time'>0:00</span>", width="content")
        icon, shortcut = (":material/notes:", None) if narrow else (None, "N")
        st.button(
            "Notes", key="scene-notes", icon=icon, shortcut=shortcut, on_click=_switch_notes, help="Show or hide the presenter’s notes"
        )
        if st.context.is_embedded:
            st.link_button("Open the full view", share_address(view, "present"), icon=":material/open_in_new:", type="tertiary")
        else:
            if not narrow:
                st.button("Full screen", key="fullscreen", help="Or press F")
            share_menu(view, "present")
            st.button("Leave", key="scene-leave", type="tertiary", on_click=address.write, args=([],))
    st.progress(number / last)


def present(view: View, story: Story) -> None:
    """The scene of the address. A scene beyond the last shows the last."""
    number = min(view.options.scene, len(story.scenes))
    scene = story.scenes[number - 1]
    with st.container(key="stage"):
        _bar(view, story, number)
        st.title(plain(scene.title), anchor=False)
        shown, beside = st.columns([SHARE, 1 - SHARE], gap="medium")
        height = NARROW_HEIGHT if is_narrow() else max(window_height() - ABOVE, LEAST_HEIGHT)
        problems = list(scene_problems(scene, number, view.dataset, ""))
        with beside:
            _beside(view, scene, height)
            if scene.notes and st.session_state.get(_NOTES):
                with st.container(border=True, key="scene-notes-box"):
                    st.caption("Presenter’s notes")
                    st.markdown(plain(scene.notes))
        with shown:
            if problems:
                st.warning(f"This scene is broken:\n{problem_list(problems)}")
            try:
                saved = scene.view
            except ValueError:
                return
            stage = Stage(1.0 if is_narrow() else SHARE, height, f"scene-{view.options.story}-{number}")
            scene_view(view, saved, stage)
