"""Where do the four capitals stand today? With one link, person, place, leg, corridor or actor chosen: its dossier."""

import streamlit as st

from atlas.actors import CAPITALS, NEIGHBOURS
from atlas.dossiers import dossier_of, opens
from atlas.link_map import capitals_map
from atlas.measures.window import LAST_YEAR, year_ending
from atlas.words import format_date
from components.compare import compared
from components.dossier import dossier
from components.event_list import event_list
from components.frame import empty_state
from components.links import Link, show_links
from components.map import link_map
from components.news import whats_new
from components.overview import cards
from components.text import plain
from components.view import current
from components.viewport import beside, is_narrow
from components.welcome import welcome

LATEST = 7

view = current()
selection, dataset = view.selection, view.dataset

if view.options.against and selection.n:
    compared(view)
    st.stop()

if opens(selection) and (found := dossier_of(selection, view.options.asof)) is not None:
    dossier(view, found)
    whats_new(view)
    st.stop()

if not selection.n:
    empty_state(view)
    st.stop()

cards(view, CAPITALS)

main, aside, share = beside(0.6)
with main:
    st.subheader("Who deals with whom")
    content = capitals_map(selection, view.options)
    link_map(content, view.theme, share=share, height=300 if is_narrow() else 410, key="overview-map")
    st.caption(plain(" ".join(content.notes)))
with aside:
    if not selection.filter:
        welcome(view)
    st.subheader("Latest events")
    event_list(view, dataset.events.iloc[selection.positions[::-1][:LATEST]], "latest")
    show_links([Link(f"All {selection.n:,} events in view →", "events", view.link(event=None))])

first, last = year_ending(dataset)
st.caption(
    "A contact is an event that brought representatives of both together, at any level; a bar is a quarter. "
    f"The {LAST_YEAR} are those the data cover: {format_date(first)} to {format_date(last)}."
)

st.subheader("Two neighbours that shape the rest")
cards(view, NEIGHBOURS)
whats_new(view)
