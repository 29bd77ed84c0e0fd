"""Where do the four capitals stand today?"""

import streamlit as st

from atlas.actors import CAPITALS, NEIGHBOURS
from atlas.link_map import shown_legs
from atlas.measures.links import links, meeting_places, shown_links
from atlas.measures.standing import standing
from atlas.measures.window import LAST_YEAR, year_ending
from atlas.narrative import in_one, narrative
from atlas.words import format_date
from components.event_list import PAGE, event_list
from components.frame import empty_state
from components.map import legend, link_map
from components.overview import card
from components.text import plain
from components.view import current
from components.viewport import beside, is_narrow

MAIN_CORRIDOR = "chabahar-kandahar"
LATEST = 7

view = current()
selection, dataset = view.selection, view.dataset

st.title("Where the four capitals stand")
first, last = year_ending(dataset)
st.caption(f"Kabul’s contacts with each capital. The {LAST_YEAR} are those the data cover: {format_date(first)} to {format_date(last)}.")
if not selection.n:
    empty_state(view)
    st.stop()

for column, actor in zip(st.columns(3), CAPITALS, strict=True):
    with column:
        card(view, standing(selection, actor))

main, aside, share = beside(0.6)
with main:
    st.subheader("Who deals with whom")
    shown = shown_links(links(selection), "four", (*selection.filter.link, *selection.filter.actor))
    link_map(
        shown,
        meeting_places(selection).head(0),
        dataset,
        view.theme,
        boundaries=view.options.boundaries,
        legs=shown_legs(dataset, (MAIN_CORRIDOR,)),
        share=share,
        height=300 if is_narrow() else 430,
        words=in_one(narrative(selection, "")),
        key="overview-map",
    )
    legend(shown, dataset, view.theme, corridors=True, crossings=True, places=False)
    corridor = dataset.tables["corridors"].set_index("corridor_id").loc[MAIN_CORRIDOR, "name"]
    st.caption(f"Width: events that link two capitals. Thin line: the corridor {plain(str(corridor))}.")
with aside:
    st.subheader("Latest events")
    event_list(view, dataset.events.iloc[selection.positions[::-1][:LATEST]])
    st.page_link(PAGE, label=f"All {selection.n:,} events in view →", query_params=view.link(event=None))

st.subheader("Two neighbours that shape the rest")
for column, actor in zip(st.columns(2), NEIGHBOURS, strict=True):
    with column:
        card(view, standing(selection, actor), small=True)
