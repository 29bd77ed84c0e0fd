"""Who met whom, and where?"""

import streamlit as st

from atlas.boundaries import VIEWS
from atlas.links import links, meeting_places
from atlas.options import PARTNERS
from components.frame import empty_state
from components.link_map import legend, link_map, shown_links
from components.link_tables import link_table, place_table
from components.map_controls import choose, choose_boundaries, choose_corridors
from components.view import current
from components.viewport import beside, is_narrow

view = current()
selection, dataset = view.selection, view.dataset

st.title("Who met whom, and where")
if not selection.n:
    empty_state(view)
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom"):
    choose(view, "partners", "Links shown", PARTNERS)
    choose_boundaries(view)
    choose_corridors(view)

everyone = links(selection)
shown = shown_links(everyone, view.options.partners, (*selection.filter.link, *selection.filter.actor))
places = meeting_places(selection)
main, aside, share = beside(0.65)
with main:
    link_map(
        shown,
        places,
        dataset,
        view.theme,
        boundaries=view.options.boundaries,
        corridors=view.options.routes,
        share=share,
        height=380 if is_narrow() else 560,
        key="map",
    )
    legend(shown, dataset, view.theme, corridors=bool(view.options.routes))
    st.caption(f"Borders: {VIEWS[view.options.boundaries].sentence} No view implies an endorsement.")
with aside:
    st.subheader("Links")
    link_table(shown)
    st.subheader("Meeting places")
    place_table(places)
