"""How close, on what, and who carries it?"""

from collections.abc import Callable

import streamlit as st

from atlas.measures import ladder as measure_ladder
from atlas.measures import people as measure_people
from atlas.measures import reciprocity as measure_reciprocity
from atlas.measures import subjects as measure_subjects
from atlas.measures import tempo as measure_tempo
from atlas.measures import tone as measure_tone
from atlas.measures.scope import Headline, links_in_question, under_each
from components.charts import follow
from components.controls import choose
from components.frame import empty_state
from components.relations import ladder, people, reciprocity, subjects, tempo, tone
from components.text import plain
from components.view import View, current

MEASURES: dict[str, tuple[Callable[[View, tuple[str, ...]], None], Headline]] = {
    "ladder": (ladder, measure_ladder.headline),
    "tempo": (tempo, measure_tempo.headline),
    "subjects": (subjects, measure_subjects.headline),
    "tone": (tone, measure_tone.headline),
    "people": (people, measure_people.headline),
    "reciprocity": (reciprocity, measure_reciprocity.headline),
}

follow()
view = current()

st.title("How close, on what, and who carries it")
if not view.selection.n:
    empty_state(view)
    st.stop()

choose(view, "show", label_visibility="collapsed")
draw, headline = MEASURES[view.options.show]
draw(view, links_in_question(view.selection))
st.caption(plain(under_each(view.dataset, view.selection.filter, headline)))
