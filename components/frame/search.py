"""The search that answers: a dialog in which what is found stands as links, the best first."""

from __future__ import annotations

import html

import streamlit as st

from atlas.dataset.search import MOST_CHARACTERS
from atlas.finding import Answer, Answers, answers_to
from atlas.words import join_words
from components.address import as_dict
from components.links import Link, anchor, marked
from components.text import plain
from components.view import View


def _link(answer: Answer, words: str) -> str:
    """An answer as a link, with what it is, and the text in which the words stand where the label does not say so."""
    link = anchor(Link(answer.label, answer.page, as_dict(answer.params), note=answer.note, query=words))
    return link + (f"<small>{marked(answer.matched, words)}</small>" if answer.matched else "")


def _taken(answers: Answers) -> None:
    """What was made of words that stand nowhere."""
    said = []
    if answers.corrected:
        taken = join_words([f"“{plain(typed)}” as “{plain(meant)}”" for typed, meant in answers.corrected])
        said.append(f"Read {taken}, since nothing is written as typed.")
    if answers.unknown and answers.groups:
        unknown = join_words([f"“{plain(word)}”" for word in answers.unknown])
        said.append(f"{unknown} {'stands' if len(answers.unknown) == 1 else 'stand'} nowhere.")
    if said:
        st.caption(" ".join(said))


def _shown(answers: Answers) -> None:
    words = " ".join(answers.words)
    if not answers.groups:
        st.markdown(f"Nothing found for “{plain(answers.query)}”.")
        if answers.nearest:
            st.html(f"<div class='links'><small>The nearest name is</small>{_link(answers.nearest, words)}</div>")
    _taken(answers)
    groups = (f"<b>{html.escape(group.title)}</b>{''.join(_link(answer, words) for answer in group.answers)}" for group in answers.groups)
    if answers.groups:
        st.html(f"<div class='links'>{''.join(groups)}</div>")
    # static/page.js opens the first link on Enter, once these are the answers to what stands in the field; everybody.js says how many.
    st.html(
        f"<span data-answers='{html.escape(answers.query, quote=True)}' style='position:absolute;clip-path:inset(50%)'>"
        f"{answers.n} found</span>"
    )


@st.dialog("Search", width="medium")
def _dialog(view: View) -> None:
    query = st.text_input(
        "Words, names, places, in any script",
        key="search-words",
        type="search",
        live="200ms",
        max_chars=MOST_CHARACTERS,
        placeholder="Muttaqi, Milak, Chabahar, visas …",
        label_visibility="collapsed",
    )
    with st.container(key="answers", gap="small"):
        if query and query.strip():
            _shown(answers_to(view.dataset, query))
        else:
            st.caption("Enter opens the best answer. The key / opens this search on every page.")


def search_button(view: View) -> None:
    """The button that opens the dialog; static/page.js presses it for the key /."""
    if st.button("Search", key="search", icon=":material/search:"):
        _dialog(view)
