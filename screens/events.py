"""Show me the rows."""

import streamlit as st

from atlas.details import event_detail
from atlas.exports import events_csv, file_name
from components.event_detail import event_page, missing_event
from components.events import event_list, event_table
from components.frame import empty_state
from components.view import current
from components.viewport import is_narrow

ROWS_A_PAGE = 100
ROWS_A_NARROW_PAGE = 25
ORDERS = {
    "Newest first": (["date_start", "event_id"], [False, False]),
    "Oldest first": (["date_start", "event_id"], [True, True]),
    "Highest level first": (["level_rank", "date_start"], [False, False]),
    "Weakest evidence first": (["grade", "origins", "date_start"], [True, True, False]),
}

view = current()
selection = view.selection

if view.options.event:
    st.button("← All events in view", on_click=view.go, kwargs={"event": None}, type="tertiary")
    detail = event_detail(view.dataset, view.options.event)
    if detail is None:
        missing_event(view, view.options.event)
    else:
        event_page(view, detail)
    st.stop()

st.title("Events")
if not selection.n:
    empty_state(view)
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
    order = st.selectbox("Order", list(ORDERS), key="events-order", persist_state="session", width=230)
    st.download_button(
        f"Download {'all' if selection.n == selection.total else 'these'} {selection.n:,} rows (CSV)",
        data=lambda: events_csv(selection),
        file_name=file_name(selection, "csv"),
        mime="text/csv",
        on_click="ignore",
        type="primary",
        help="UTF-8, codes beside labels, with every source address",
    )
columns, ascending = ORDERS[order]
ordered = selection.events.sort_values(columns, ascending=ascending)
size = ROWS_A_NARROW_PAGE if is_narrow() else ROWS_A_PAGE
pages = -(-len(ordered) // size)
number = st.pagination(pages, key="events-page", max_visible_pages=5 if is_narrow() else 7) if pages > 1 else 1
rows = ordered.iloc[(number - 1) * size : number * size]
if is_narrow():
    # A table would have to be scrolled sideways on a phone.
    event_list(view, rows)
else:
    event_table(view, rows, key=f"events-{selection.filter.to_query()}-{order}-{number}")
    st.caption("Choose a row to read the event with all its sources.")
