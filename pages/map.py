"""Who met whom, and where?"""

import streamlit as st

from atlas.geography import VIEWS
from atlas.link_map import scene_of
from atlas.narrative import in_one, narrative
from components.controls import choose
from components.frame import empty_state
from components.map import (
    clicked,
    event_rows,
    legend,
    link_map,
    link_map_controls,
    link_table,
    map_key,
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
scene = scene_of(view.selection, options)
main, aside, share = beside(0.65)
with main:
    key = map_key()
    link_map(
        scene.links,
        scene.places,
        view.dataset,
        view.theme,
        boundaries=options.boundaries,
        legs=scene.legs,
        extent=options.extent,
        look=scene.look,
        share=share,
        height=380 if is_narrow() else 560,
        words=in_one(narrative(view.selection, "map", count=options.count)),
        key=key,
        on_select=clicked(view, key),
    )
    legend(scene.links, view.dataset, view.theme, **scene.legend)
    playback(view)
    st.caption(" ".join([*scene.notes, f"Borders: {VIEWS[options.boundaries].sentence} No view implies an endorsement."]))
    take_away_map(view)
with aside:
    st.subheader(plain(scene.heading))
    choose(view, "beside")
    match options.beside:
        case "links":
            link_table(view, scene.links)
        case "places":
            place_table(view, scene.places)
        case _:
            event_rows(view, scene.selection)
