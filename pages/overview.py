"""Where do the four capitals stand today? With one link, person, place, leg, corridor or actor chosen: its dossier."""

import streamlit as st

from atlas.actors import CAPITALS, NEIGHBOURS
from atlas.dossiers import dossier_of, opens
from atlas.link_map import capitals_map
from atlas.measures.window import LAST_YEAR, year_ending
from atlas.words import format_date
from components import frame
from components.compare import compared
from components.dossier import dossier
from components.event_list import event_links
from components.links import Link, link_list
from components.map import link_map
from components.news import news
from components.overview import cards
from components.pieces import heading, show, small
from components.text import plain
from components.view import current
from components.viewport import beside_map, is_narrow
from components.welcome import welcome

LATEST = 7

view = current()
selection, dataset = view.selection, view.dataset

if view.options.against and selection.n:
    compared(view)
    frame.stop()

if opens(selection) and (found := dossier_of(selection, view.options.asof)) is not None:
    dossier(view, found)
    show(news(view))
    frame.stop()

if not selection.n:
    frame.empty_state(view)
    frame.stop()

show(cards(view, CAPITALS))

row, share = beside_map(0.6)
with row:
    with st.container():
        st.header("Who deals with whom", anchor=False)
        content = capitals_map(selection, view.options)
        link_map(content, view.theme, share=share, height=300 if is_narrow() else 410, key="overview-map")
        st.caption(plain(" ".join(content.notes)))
    show(
        "" if selection.filter else welcome(dataset),
        heading("Latest events"),
        link_list(event_links(view, dataset.events.iloc[selection.positions[::-1][:LATEST]]), "latest"),
        link_list([Link(f"All {selection.n:,} events in view →", "events", view.link(event=None))]),
    )

first, last = year_ending(dataset)
show(
    small(
        "A contact is an event that brought representatives of both together, at any level; a bar is a quarter. "
        f"The {LAST_YEAR} are those the data cover: {format_date(first)} to {format_date(last)}."
    ),
    heading("Two neighbours that shape the rest"),
    cards(view, NEIGHBOURS),
    news(view),
)
