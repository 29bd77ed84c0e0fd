"""Tell it: stories in scenes, and the story a visitor makes."""

from functools import partial

import streamlit as st

from atlas.stories import in_short, library
from components import frame
from components.pieces import heading, paragraph, show, small
from components.present import on_stage, open_button, present
from components.share import NAME, own_story_panel, pack_menu, problem_list
from components.text import plain
from components.view import current

view = current()
story = on_stage(view)
if story:
    present(view, story)
    frame.stop()

stories, wanted = library(view.dataset), view.options.story
if wanted == NAME:
    st.info("Your own story lives in the window in which it was made. Open its file below to present it here.")
elif wanted and wanted not in stories:
    st.warning(f"There is no story “{plain(wanted[:60])}”. These are the stories there are.")
st.caption(
    "Each scene shows a saved view and says in a few sentences what the events in it support. Move with the arrow keys or a clicker; "
    "N shows the presenter’s notes, F fills the screen."
)
with st.container(key="stories"):
    for item in stories.values():
        with st.container(border=True, horizontal=True, height="stretch", key=f"story-{item.name}"):
            if item.story is None:
                show(heading(item.name))
            else:
                facts = f"{in_short(item.story)} · {item.story.author} · data version {item.story.version}"
                show(heading(item.story.title), paragraph(item.story.summary), small(facts))
                open_button("Present", item.name, f"present-{item.name}")
                content = partial(view.dataset.package.read, item.path)
                st.download_button("Story file", content, f"{item.name}.md", "text/markdown", key=f"file-{item.name}", on_click="ignore")
                pack_menu(view, item.story, item.name)
            if item.problems:
                st.warning(f"Something in this story is broken:\n{problem_list(item.problems)}")

own = own_story_panel(view)
if own and own.scenes:
    with st.container(horizontal=True):
        open_button("Present your story", NAME, "present-own")
        pack_menu(view, own, NAME)
