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

_MEASURES: dict[str, tuple[Callable[[View, tuple[str, ...]], None], Headline]] = {
    "ladder": (ladder, measures.ladder.headline),
    "tempo": (tempo, measures.tempo.headline),
    "subjects": (subjects, measures.subjects.headline),
    "tone": (tone, measures.tone.headline),
    "people": (people, measures.people.headline),
    "reciprocity": (reciprocity, measures.reciprocity.headline),
}


_CHARTS: dict[str, Callable[[View, tuple[str, ...]], Chart | None]] = {
    "ladder": ladder_chart,
    "tempo": tempo_chart,
    "subjects": subjects_chart,
    "tone": tone_chart,
    "people": people_chart,
    "reciprocity": reciprocity_chart,
}


def relations_chart(view: View) -> Chart | None:
    """The chart of the measure that the address names, the first of several; `None` where the view holds nothing for it."""
    return _CHARTS[view.options.show](view, links_in_question(view.selection))


def relations(view: View) -> None:
    """The measure that the address names. The view must not be empty."""
    choose_one(view, "show")
    draw, headline = _MEASURES[view.options.show]
    draw(view, links_in_question(view.selection))
    st.caption(plain(under_each(view.dataset, view.selection.filter, headline)))
