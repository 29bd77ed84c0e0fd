"""How does a container reach Kabul without Pakistan?"""

from datetime import date

import streamlit as st

from atlas.routes.answers import way_in_words
from atlas.routes.corridors import MAIN_CORRIDORS, compare
from atlas.routes.network import best_way
from atlas.routes.shares import PORT
from atlas.routes.status import changes_told
from atlas.view.scenario import AS_RECORDED
from atlas.words import count, format_date
from components.routes import (
    RouteMap,
    already_there,
    beyond_the_records,
    change_list,
    comparison,
    corridor_detail,
    is_asked,
    port_strip,
    route_answer,
    route_controls,
    route_files,
    route_legend,
    route_map,
    scenario_answer,
    scenario_controls,
    way_detail,
    way_table,
)
from components.text import plain
from components.view import current
from components.viewport import beside

DAYS = 90

view = current()
dataset, options, scenario = view.dataset, view.options, view.options.scenario
day: date = options.asof or dataset.last_day
corridors = options.routes or MAIN_CORRIDORS
asked = is_asked(view)
before, way = (best_way(dataset, day, options.origin, options.destination, options.prefer, case) for case in (AS_RECORDED, scenario))

st.title("How does a container reach Kabul without Pakistan?")
route_controls(view, day, MAIN_CORRIDORS)
scenario_controls(view, day)
already_there(view, day)
table = compare(dataset, corridors, day, scenario)
if asked:
    scenario_answer(view, way_in_words(dataset, day, way, before, options.prefer, scenario))
else:
    route_answer(table, day)
beyond_the_records(view, day)

shown = RouteMap(dataset, corridors, day, scenario, way if asked else None, before if before.ids != way.ids else None)
main, aside, share = beside(0.65)
with main:
    route_map(shown, view.theme, boundaries=options.boundaries, share=share, height=540, key="routes-map")
    route_legend(shown, view.theme)
with aside:
    st.subheader(f"Changed in the {DAYS} days before")
    here = frozenset(shown.legs.index)
    changes, further = (changes_told(dataset, day, DAYS, here, elsewhere) for elsewhere in (False, True))
    change_list(view, changes)
    if changes.empty:
        st.caption(f"No change on these corridors is recorded in the {DAYS} days up to {format_date(day)}.")
    if len(further):
        number = int(further["legs"].map(len).sum())
        more = st.expander(f"{count(number, 'change')} on other legs", key="routes-further", on_change="rerun")
        if more.open:
            with more:
                change_list(view, further)

port_strip(view, PORT, day)

if asked:
    st.subheader("Best ways")
    way_table(view, day)
    way_detail(view, way, day)

st.subheader("Compared")
comparison(view, table, day)
route_files(view, corridors, day)

st.subheader("Leg by leg")
for corridor_id, name in table["name"].items():
    detail = st.expander(plain(str(name)), key=f"corridor-{corridor_id}", on_change="rerun")
    if detail.open:
        with detail:
            corridor_detail(view, str(corridor_id), day)
