"""Who met whom, and where?"""

import streamlit as st

from atlas.geography import boundary_note
from atlas.link_map import link_map_of
from components import frame
from components.charts import follow
from components.controls import choose
from components.map import (
    clicked,
    event_rows,
    link_map,
    link_map_controls,
    link_table,
    map_files,
    map_key,
    month_by_month,
    month_events,
    place_table,
    playback,
)
from components.pieces import show, small
from components.text import plain
from components.view import current
from components.viewport import beside_map, height_below, is_narrow

TOP, TOP_STACKED, HEIGHT_NARROW = 190, 264, 430
"""Where the map begins, in pixels from the top of the window, beside its table and above it; how high it is at most in a narrow window."""

BESIDE_TABLE, OF_MONTH = 340, 150
"""Height in pixels of what stands above and below the table beside the map, and of what the playback of a month adds."""

view = current()
options = view.options

if not view.selection.n:
    frame.empty_state(view)
    frame.stop()

follow("map")
link_map_controls(view)
content = link_map_of(view.selection, options)
row, share = beside_map(0.65)
stacked = share == 1
height = min(height_below(TOP), HEIGHT_NARROW) if is_narrow() else height_below(TOP_STACKED if stacked else TOP)
with row:
    key = map_key()
    link_map(content, view.theme, share=share, height=height, key=key, on_select=clicked(view, key))
    if stacked:
        show(month_by_month(view))
        playback(view)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small", key="beside-map"):
        st.header(plain(content.heading), width="content", anchor=False)
        choose(view, "beside", label_visibility="collapsed")
        if not stacked:
            playback(view)
        room = height - BESIDE_TABLE - (OF_MONTH if options.month else 0)
        match options.beside:
            case "links":
                link_table(view, content.links, room)
            case "places":
                place_table(view, content.places, room)
            case _:
                event_rows(view, content.selection, room)
        month_events(view)
        show(
            "" if stacked else month_by_month(view),
            small(" ".join([*content.notes, boundary_note(options.boundaries)])),
            map_files(view),
        )
