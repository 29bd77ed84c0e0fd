"""How does a container reach Kabul without Pakistan?"""

import streamlit as st

from atlas.routes.comparison import compare
from atlas.routes.corridors import MAIN_CORRIDORS
from atlas.routes.route_map import route_map_of
from atlas.routes.shares import PORT
from components.routes import (
    already_there,
    best_ways,
    beyond_the_records,
    comparison,
    leg_by_leg,
    port_strip,
    recent_changes,
    route_answer,
    route_controls,
    route_files,
    route_map,
    scenario_controls,
)
from components.view import current
from components.viewport import beside

view = current()
content = route_map_of(view.dataset, view.options)
corridors, day = content.corridors, content.day
table = compare(view.dataset, corridors, day, content.scenario, content.boundaries)

st.title("How does a container reach Kabul without Pakistan?")
route_controls(view, day, MAIN_CORRIDORS)
scenario_controls(view, day)
already_there(view, day)
route_answer(content)
beyond_the_records(view, day)

main, aside, share = beside(0.65)
with main:
    route_map(content, view.theme, share=share, height=540, key="routes-map")
with aside:
    recent_changes(view, content)

port_strip(view, PORT, day)
best_ways(view, content)

st.subheader("Compared")
comparison(view, table, day)
route_files(view, corridors, day)

st.subheader("Leg by leg")
leg_by_leg(view, table["name"], day)
