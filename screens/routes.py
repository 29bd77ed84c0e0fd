"""How does a container reach Kabul without Pakistan?"""

from datetime import date

import streamlit as st

from atlas.routes import changes_before, compare, leg_status_on
from atlas.words import count, format_date
from components.route_controls import DEFAULT, corridors_shown, route_answer, route_controls
from components.route_map import legs_in_view, route_legend, route_map
from components.route_tables import change_list, comparison, corridor_detail
from components.text import plain
from components.view import current
from components.viewport import beside

DAYS = 90

view = current()
dataset = view.dataset
day: date = view.options.asof or dataset.last_day
corridors = corridors_shown(view)

st.title("How does a container reach Kabul without Pakistan?")
route_controls(view, corridors, day, DEFAULT)
statuses = leg_status_on(dataset, day)
table = compare(dataset, corridors, day)
route_answer(table, day, dataset.last_day)

legs = legs_in_view(dataset, corridors, statuses)
main, aside, share = beside(0.65)
with main:
    route_map(dataset, legs, day, view.theme, boundaries=view.options.boundaries, share=share, height=540, key="routes-map")
    route_legend(legs, view.theme)
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

st.subheader("Compared")
comparison(dataset, table, day)

st.subheader("Leg by leg")
for corridor_id, corridor in table.iterrows():
    detail = st.expander(plain(corridor["name"]), key=f"corridor-{corridor_id}", on_change="rerun")
    if detail.open:
        with detail:
            corridor_detail(dataset, str(corridor_id), statuses, day)
