"""The page Relations under its title: one measure at a time, with its headline under each choice of evidence."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from atlas import measures
from atlas.measures.scope import Headline, links_in_question, under_each
from components.charts import Chart
from components.controls import choose_one
from components.relations.ladder import ladder, ladder_chart
from components.relations.people import people, people_chart
from components.relations.reciprocity import reciprocity, reciprocity_chart
from components.relations.subjects import subjects, subjects_chart
from components.relations.tempo import tempo, tempo_chart
from components.relations.tone import tone, tone_chart
from components.text import plain
from components.view import View

_Links = tuple[str, ...]

_MEASURES: dict[str, tuple[Callable[[View, _Links], None], Callable[[View, _Links], Chart | None], Headline]] = {
    "ladder": (ladder, ladder_chart, measures.ladder.headline),
    "tempo": (tempo, tempo_chart, measures.tempo.headline),
    "subjects": (subjects, subjects_chart, measures.subjects.headline),
    "tone": (tone, tone_chart, measures.tone.headline),
    "people": (people, people_chart, measures.people.headline),
    "reciprocity": (reciprocity, reciprocity_chart, measures.reciprocity.headline),
}
"""What is drawn for each measure: all of it, its chart alone, and the headline under each choice of evidence."""


def relations_chart(view: View) -> Chart | None:
    """The chart of the measure that the address names, the first of several; `None` where the view holds nothing for it."""
    _, chart, _ = _MEASURES[view.options.show]
    return chart(view, links_in_question(view.selection))


def relations(view: View) -> None:
    """The measure that the address names. The view must not be empty."""
    choose_one(view, "show")
    draw, _, headline = _MEASURES[view.options.show]
    draw(view, links_in_question(view.selection))
    st.caption(plain(under_each(view.dataset, view.selection.filter, headline)))
