"""Who met whom, and where?"""

import streamlit as st

from atlas.geography import boundary_note
from atlas.link_map import link_map_of
from components.controls import choose
from components.frame import empty_state
from components.map import (
    clicked,
    event_rows,
    link_map,
    link_map_controls,
    link_table,
    map_key,
    month_events,
    place_table,
    playback,
    take_away_map,
)
from components.text import plain
from components.view import current
from components.viewport import beside, is_narrow

view = current()
options = view.options

st.title("Who met whom, and where")
if not view.selection.n:
    empty_state(view)
    st.stop()

link_map_controls(view)
content = link_map_of(view.selection, options)
main, aside, share = beside(0.65)
with main:
    key = map_key()
    link_map(content, view.theme, share=share, height=380 if is_narrow() else 560, key=key, on_select=clicked(view, key))
    playback(view)
    st.caption(" ".join([*content.notes, boundary_note(options.boundaries)]))
    take_away_map(view)
with aside:
    st.subheader(plain(content.heading))
    choose(view, "beside")
    match options.beside:
        case "links":
            link_table(view, content.links)
        case "places":
            place_table(view, content.places)
        case _:
            event_rows(view, content.selection)
    month_events(view)
