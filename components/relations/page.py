"""The page Relations under its title: one measure at a time, with its headline under each choice of evidence."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from atlas import measures
from atlas.measures.scope import Headline, links_in_question, under_each
from components.controls import choose_one
from components.relations.ladder import ladder
from components.relations.people import people
from components.relations.reciprocity import reciprocity
from components.relations.subjects import subjects
from components.relations.tempo import tempo
from components.relations.tone import tone
from components.text import plain
from components.view import View

_MEASURES: dict[str, tuple[Callable[[View, tuple[str, ...]], None], Headline]] = {
    "ladder": (ladder, measures.ladder.headline),
    "tempo": (tempo, measures.tempo.headline),
    "subjects": (subjects, measures.subjects.headline),
    "tone": (tone, measures.tone.headline),
    "people": (people, measures.people.headline),
    "reciprocity": (reciprocity, measures.reciprocity.headline),
}


def relations(view: View) -> None:
    """The measure that the address names. The view must not be empty."""
    choose_one(view, "show")
    draw, headline = _MEASURES[view.options.show]
    draw(view, links_in_question(view.selection))
    st.caption(plain(under_each(view.dataset, view.selection.filter, headline)))
