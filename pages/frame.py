"""What every page shares: theme, navigation, filters, footer. `app.py` serves this script."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from atlas.view.pages import FIRST, PAGES
from components import frame
from components.present import on_stage
from components.share import keep_copy
from components.view import open_view
from components.viewport import open_frame

pages = [st.Page(entry.script, title=entry.title, default=not entry.path) for entry in PAGES.values()]
page = st.navigation(pages, position="hidden")
view = open_view(frame.opened())
entry = PAGES[page.url_path or FIRST]
named = frame.own_heading(view, entry) or page.title
st.set_page_config(page_title=f"{named} · Kabul Outreach Atlas", page_icon="/app/static/favicon.svg", layout="wide")
# A story fills the screen, and another site has its own frame.
presenting = entry.name == "present" and on_stage(view) is not None
embedded_elsewhere = bool(st.context.is_embedded)
framed = not presenting and not embedded_elsewhere
open_frame(sidebar=framed and entry.filtered)
if framed:
    # By address, so that the picture is not sent again at every change.
    st.logo(f"/app/static/wordmark-{'dark' if view.theme.dark else 'light'}.svg", size="large")
    if entry.filtered:
        with st.sidebar:
            frame.filter_panel(view, entry)
    frame.navigation(view, entry)
# Header and page keep their places whatever the header holds, so that a map below it is not built anew.
with st.container(horizontal=True, vertical_alignment="center", gap="small", key="in-view"):
    if framed:
        frame.header(view, entry)
    elif embedded_elsewhere and not presenting:
        frame.embedded_header(view, entry)
with suppress(frame.StoppedError):
    page.run()
# A page that stopped early still says how fresh its data are.
if not presenting:
    frame.footer(view, entry if framed else None)
keep_copy()
