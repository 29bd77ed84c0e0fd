"""How does a container reach Kabul without Pakistan?"""

from datetime import date

import streamlit as st

from atlas.routes import AS_RECORDED, MAIN_CORRIDORS, PORT, best_way, changes_before, compare, leg_status_on, way_in_words
from atlas.words import count, format_date
from components.route_controls import already_there, is_asked, route_answer, route_controls, scenario_answer, scenario_controls
from components.route_files import route_files
from components.route_map import legs_in_view, route_legend, route_map
from components.route_port import port_strip
from components.route_tables import change_list, comparison, corridor_detail
from components.route_ways import way_detail, way_table
from components.text import plain
from components.view import current
from components.viewport import beside

DAYS = 90

view = current()
dataset, options = view.dataset, view.options
scenario = options.scenario
day: date = options.asof or dataset.last_day
corridors = options.routes or MAIN_CORRIDORS
before, way = (best_way(dataset, day, options.origin, options.destination, options.prefer, assumed) for assumed in (AS_RECORDED, scenario))

st.title("How does a container reach Kabul without Pakistan?")
route_controls(view, corridors, day, MAIN_CORRIDORS)
scenario_controls(view, day)
statuses = leg_status_on(dataset, day)
table = compare(dataset, corridors, day, scenario)
already_there(view, day)
if is_asked(view):
    scenario_answer(view, way_in_words(dataset, day, way, before, options.prefer, scenario))
else:
    route_answer(table, day, dataset.last_day)

asked, other = (way if is_asked(view) else None), (before if scenario and before.ids != way.ids else None)
legs = legs_in_view(dataset, corridors, statuses, scenario, [band for band in (asked, other) if band is not None])
main, aside, share = beside(0.65)
with main:
    route_map(
        dataset,
        legs,
        day,
        view.theme,
        boundaries=options.boundaries,
        scenario=scenario,
        way=asked,
        before=other,
        share=share,
        height=540,
        key="routes-map",
    )
    route_legend(dataset, legs, view.theme, asked, other)
with aside:
    st.subheader(f"Changed in the {DAYS} days before")
    changes = changes_before(dataset, day, DAYS)
    here = changes["leg_id"].isin(legs.index)
    if here.any():
        change_list(view, changes[here])
    else:
        st.caption(f"No change on these corridors is recorded in the {DAYS} days up to {format_date(day)}.")
    if not here.all():
        with st.expander(f"{count(int((~here).sum()), 'change')} on other legs"):
            change_list(view, changes[~here])

port_strip(view, PORT, day)

if is_asked(view):
    st.subheader("Best ways")
    way_table(view, day)
    way_detail(view, way, day)

st.subheader("Compared")
comparison(view, table, day)
route_files(view, corridors, day)

st.subheader("Leg by leg")
for corridor_id, corridor in table.iterrows():
    detail = st.expander(plain(corridor["name"]), key=f"corridor-{corridor_id}", on_change="rerun")
    if detail.open:
        with detail:
            corridor_detail(view, str(corridor_id), day)
