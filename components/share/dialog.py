"""Hand on exactly this view: its address, a few words, a frame for another site, a code to scan, a mail, a briefing pack."""

from __future__ import annotations

import html
from urllib.parse import quote

import segno
import streamlit as st

from atlas.dossiers import opens
from atlas.settings import hosting
from atlas.stories import SCENE_PAGES, Scene, Story, library
from atlas.view.pages import FIRST
from atlas.words import count, format_date, join_words
from components import address
from components.share.briefing import dossier_forms, pack_forms
from components.share.own_story import NAME, add_button, view_scene
from components.view import View

FRAME_HEIGHT = 640


def share_address(view: View, page: str) -> str:
    """Address that opens this page with this view, made for the version of the data shown now."""
    return address.of_page(page, view.params(), view.dataset.version)


def short_text(view: View, page: str) -> str:
    """What the view is, in words that can stand in a mail: events, their number and their dates."""
    package, selection = view.dataset.package, view.selection
    entry = library(view.dataset).get(view.options.story or "")
    position = view.dataset.position.get(view.options.event or "")
    if page == "present" and entry and entry.story:
        what = f"{entry.story.title}: a story in {count(len(entry.story.scenes), 'scene')}."
    elif page == "events" and position is not None:
        event = view.dataset.events.iloc[position]
        what = f"{event['title']} ({format_date(event['date_start'].date(), precision=str(event['date_precision']))})."
    else:
        what = selection.sentence
        if selection.n:
            first, last = selection.events["date_start"].min().date(), selection.events["last_day"].max().date()
            what += f" From {format_date(first)} to {format_date(last)}."
    return f"{what} {package.title}, version {package.version}."


FIT_HEIGHT = (
    '<script>addEventListener("message",e=>{for(const f of document.querySelectorAll("iframe"))'
    "if(f.contentWindow===e.source&&e.data.atlasHeight>0)f.height=e.data.atlasHeight})</script>"
)
"""Fits the frame to what it holds, as `static/page.js` says it; a site that lets no script stand there has a frame of a fixed height."""


def embed_code(opened: str, title: str) -> str:
    """HTML that shows the view in a frame on another site, as high as it is where that site lets the line of script stand."""
    source = html.escape(f"{opened}&embed=true")
    look = f'width="100%" height="{FRAME_HEIGHT}" style="border:0" loading="lazy"'
    return f'<iframe src="{source}" title="{html.escape(title)}" {look}></iframe>\n{FIT_HEIGHT}'


def _qr(opened: str) -> None:
    try:
        code = segno.make(opened, micro=False, error="l", boost_error=False)
    except segno.DataOverflowError:
        st.caption("The address is too long for a code to scan.")
        return
    # Dark on white in either theme, or phones do not read it.
    picture = code.svg_data_uri(border=4, light="white", dark="black")
    st.html(
        f"<img alt='QR code of the address' src=\"{html.escape(picture)}\" style='width:100%;max-width:300px;image-rendering:pixelated'>"
    )


def _embedding() -> str:
    hosts = hosting().frame_hosts
    if not hosts:
        return "This atlas lets no other site frame it; whoever hosts it can allow sites by name."
    return f"Works on {join_words(hosts)}, which this atlas allows to frame it."


def _copyable(text: str, key: str, label: str) -> None:
    """A text with a button that copies it. Streamlit's own button for that is out of the keyboard's reach."""
    with st.container(key=f"copyable-{key}", gap="small"):
        st.code(text, language=None, wrap_lines=True)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            # static/page.js copies, and says whether it could; nothing but the browser can.
            st.button(label, key=f"copy-{key}", icon=":material/content_copy:")
            st.html("<small role='status' data-said></small>", width="content")


def _link(view: View, page: str, opened: str) -> None:
    said = short_text(view, page)
    st.caption("Address of exactly this view, for the version of the data shown now")
    _copyable(opened, "address", "Copy the address")
    st.caption("What it is, in a few words")
    _copyable(said, "words", "Copy the words")
    body = quote(f"{said}\n\n{opened}")
    st.link_button("Send by mail", f"mailto:?subject={quote(view.dataset.package.title)}&body={body}", icon=":material/mail:")


def _take(view: View, page: str) -> None:
    page, dossier = page or FIRST, page == "" and opens(view.selection)
    # A scene of the overview shows capitals, on which the state of a route says nothing.
    add_button(view, "" if view.selection.filter.leg or view.selection.filter.corridor else page)
    if dossier:
        st.caption("The dossier as one file that needs no network, with its map and every source with its address.")
        dossier_forms(view)
    elif page in SCENE_PAGES and view.selection.n:
        scene = view_scene(view, page)
        # Without sentences of its own the pack lists the events in view.
        bare = Scene(scene.title, scene.address)
        st.caption("The view as a briefing pack: one file that needs no network, with map, table, notes and every source with its address.")
        pack_forms(view, Story(scene.title, view.dataset.package.title, view.dataset.version, (bare,)), "view")


@st.dialog("Share this view", width="medium")
def _dialog(view: View, page: str) -> None:
    if page == "present" and view.options.story == NAME:
        st.info("Your own story is in this window only. Download its file and send that.")
        return
    opened = share_address(view, page)
    tabs = st.tabs(["Link", "Code to scan", "In another page", "Story and briefing pack"])
    with tabs[0]:
        _link(view, page, opened)
    with tabs[1]:
        _qr(opened)
    with tabs[2]:
        st.caption(
            "HTML that shows this view without navigation, with a link to the whole. The line of script makes the frame as high as "
            "what it shows; without it the frame keeps its height and scrolls."
        )
        _copyable(embed_code(opened, view.dataset.package.title), "embed", "Copy the code")
        st.caption(_embedding())
    with tabs[3]:
        _take(view, page)


def share_menu(view: View, page: str) -> None:
    """The button that opens the dialog; both are reached from the keyboard."""
    if st.button("Share", key="share", icon=":material/share:"):
        _dialog(view, page)
