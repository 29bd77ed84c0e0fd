"""How does a container reach Kabul without Pakistan?"""

import streamlit as st

from atlas.routes.corridors import MAIN_CORRIDORS
from atlas.routes.route_map import route_map_of
from atlas.routes.shares import PORT
from atlas.view.scenario import corridor_names
from components.charts import follow
from components.pieces import heading, show
from components.routes import (
    already_there,
    best_ways,
    beyond_the_records,
    comparison,
    leg_by_leg,
    opens_legs,
    port_strip,
    recent_changes,
    route_answer,
    route_controls,
    route_files,
    route_map,
)
from components.view import current
from components.viewport import beside_map

MAP_HEIGHT = 560

view = current()
follow("routes")
content = route_map_of(view.dataset, view.options)
corridors, day = content.corridors, content.day
names = {corridor: corridor_names(view.dataset)[corridor] for corridor in corridors}

route_controls(view, day, MAIN_CORRIDORS)

row, share = beside_map(0.7)
beside = share < 1
with row:
    route_map(content, view.theme, share=share, height=MAP_HEIGHT, key="routes-map", on_select=opens_legs(view, "routes-map"))
    with st.container(height=MAP_HEIGHT if beside else "content", border=False, key="routes-beside"):
        route_answer(content)
        already_there(view, day)
        beyond_the_records(view, day)
        recent_changes(view, content, whole=beside)

best_ways(view, content)

st.header("Compared", anchor=False)
comparison(view, names, day)
show(route_files(view, corridors, day), heading("Leg by leg"))
leg_by_leg(view, names, day)

port_strip(view, PORT, day)
