"""Show me the rows."""

import streamlit as st

from atlas.dataset.details import event_detail
from atlas.exports import events_csv, file_name
from components import frame
from components.charts import way_back
from components.event import event_page, missing_event
from components.event_list import ROWS_A_PAGE, column_menu, event_list, event_table, in_order
from components.share import take_away
from components.view import current
from components.viewport import is_narrow

ROWS_IN_A_LIST = 25
ORDERS = {
    "Newest first": (("date_start", "event_id"), (False, False)),
    "Oldest first": (("date_start", "event_id"), (True, True)),
    "Highest level first": (("level_rank", "date_start"), (False, False)),
    "Weakest evidence first": (("grade", "origins", "date_start"), (True, True, False)),
}

view = current()
selection = view.selection

if view.options.event:
    way_back(view)
    detail = event_detail(view.dataset, view.options.event)
    if detail is None:
        missing_event(view, view.options.event)
    else:
        event_page(view, detail)
    frame.stop()

if not selection.n:
    frame.empty_state(view)
    frame.stop()

narrow = is_narrow()
shape, body = "List", st.container() if narrow else None
controls = st.container(horizontal=True, vertical_alignment="center", key="controls-events")
# On a phone the rows come first.
body = body or st.container()
with controls:
    order = st.selectbox("Order", list(ORDERS), key="events-order", persist_state="session", width=270)
    if not narrow:
        shape = st.segmented_control("Show as", ["Table", "List"], default="Table", key="events-shape", persist_state="session") or "Table"
        columns = column_menu(disabled=shape != "Table")
    st.download_button(
        f"Download {'all' if selection.n == selection.total else 'these'} {selection.n:,} rows (CSV)",
        data=lambda: events_csv(selection),
        file_name=file_name(selection, "csv"),
        mime="text/csv",
        on_click="ignore",
        type="primary",
        help="UTF-8, codes beside labels, with every source address",
    )
ordered = in_order(view, *ORDERS[order])
size = ROWS_A_PAGE if shape == "Table" else ROWS_IN_A_LIST
pages = -(-len(ordered) // size)
number, query = 1, selection.filter.to_query()
if pages > 1:
    # Kept for whoever comes back from an event, to the same rows.
    number = st.pagination(pages, key=f"events-page-{query}-{order}-{shape}", max_visible_pages=5 if narrow else 7, persist_state="session")
rows = view.dataset.events.iloc[ordered[(number - 1) * size : number * size]]
with body:
    if shape == "List":
        # The only shape on a phone, where a table would have to be scrolled sideways.
        event_list(view, rows)
    elif not columns:
        st.info("Choose at least one column.")
    else:
        event_table(view, rows, columns, key=f"rows-events-{query}-{order}-{number}")
        st.caption("A click on a row, or Enter, opens the event with all its sources.")
take_away(view)
