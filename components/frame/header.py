"""What stands on every page: what is in view, what is set, what was ignored, and how fresh the data are."""

from __future__ import annotations

from itertools import groupby
from typing import Literal

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from atlas.geography import VIEWS
from atlas.narrative import in_one, narrative
from atlas.view import EventFilter
from atlas.view.changes import changed_since
from atlas.view.filters import called
from atlas.view.pages import PAGES
from atlas.words import count, format_date
from components.address import script
from components.frame.switches import switches
from components.share import share_address, share_menu
from components.text import plain
from components.view import View
from components.viewport import BESIDE_FROM, window_width

CHANGES_SHOWN = 20


def navigation(view: View, current: StreamlitPage) -> None:
    """The pages, group by group, as links that keep the view. Streamlit's own navigation would drop the filter from the address."""
    gap: Literal["small", "medium"] = "small" if window_width() < BESIDE_FROM else "medium"
    with st.container(horizontal=True, vertical_alignment="center", gap=gap, key="navigation"):
        for group, members in groupby(PAGES.values(), lambda page: page.group):
            with st.container(key=f"pages-{group.lower()}"):
                for page in members:
                    label = f"**{page.title}**" if page.path == current.url_path else page.title
                    st.page_link(page.script, label=label, query_params=view.link(event=None, story=None, scene=1))
        st.space("stretch")
        share_menu(view, current.url_path)


def embedded_header(view: View, current: StreamlitPage) -> None:
    """What stands above a page in a frame on another site: what is in view, and the way to the whole."""
    with st.container(horizontal=True, vertical_alignment="center", key="embedded"):
        st.markdown(f"**{plain(view.selection.sentence)}**", width="stretch")
        st.link_button("Open the full view", share_address(view, current.url_path), icon=":material/open_in_new:", type="tertiary")


def header(view: View, page: str) -> None:
    """What is in view, in one sentence and then in words; the switches; a chip for each condition; what was ignored.

    `page` is the page's part of the address.
    """
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small", key="in-view"):
        st.markdown(f"**{plain(view.selection.sentence)}**")
        with st.container(horizontal=True, width="content", gap="small"):
            switches(view, page)
    # Nothing is summed up above a single event.
    if not view.options.event or page != "events":
        st.caption(plain(in_one(narrative(view.selection, page, count=view.options.count, day=view.options.asof))))
    filter_ = view.selection.filter
    if filter_:
        with st.container(horizontal=True, gap="small"):
            for entry, value in filter_.each():
                one = value if entry.several else None
                st.button(
                    f"{plain(entry.chip(value, view.dataset))} ✕",
                    key=f"chip-{entry.name}-{one}",
                    help="Take this filter out",
                    on_click=view.go,
                    args=(filter_.without(entry.name, one),),
                )
            st.button("Reset", key="reset", type="tertiary", on_click=view.go, args=(EventFilter(),))
    _changes(view)
    if view.ignored:
        lines = "\n".join(f"- {plain(str(item))}" for item in view.ignored[:8])
        more = len(view.ignored) - 8
        rest = f"\n- … and {more} more" if more > 0 else ""
        st.warning(f"Some of the address could not be used and was left out:\n{lines}{rest}")


def _changes(view: View) -> None:
    """What releases since the version of a shared link did to the events in view."""
    if view.options.version is None:
        return
    changes = changed_since(view.selection, view.options.version)
    if changes.empty:
        return
    with st.expander(f"{count(len(changes), 'change')} to this view since version {view.options.version}, for which the link was made"):
        for row in changes.head(CHANGES_SHOWN).itertuples():
            label = f"{row.version} · {row.change} · {plain(row.event_id)} · {plain(row.reason)}"
            st.page_link(script("events"), label=label, query_params=view.link(event=row.event_id))
        if len(changes) > CHANGES_SHOWN:
            st.caption(f"… and {len(changes) - CHANGES_SHOWN} more.")


def empty_state(view: View) -> None:
    """What to do when nothing is left: which filter to loosen, each with what it would bring back."""
    st.info("No event meets all of these conditions.")
    for condition, gain in view.selection.loosened():
        st.button(
            f"Take out {called(condition)} → {count(gain, 'event')}",
            key=f"loosen-{condition}",
            on_click=view.go,
            args=(view.selection.filter.without_condition(condition),),
        )
    if not view.selection.loosened():
        st.button("Reset all filters", key="loosen-all", on_click=view.go, args=(EventFilter(),))


def footer(view: View) -> None:
    """Coverage, version and credits."""
    package = view.dataset.package
    st.divider()
    st.caption(
        f"Data from {format_date(package.covers_from)} to {format_date(package.covers_to)} · version {package.version} · "
        f"{count(view.selection.total, 'event')}, {count(len(view.dataset.sources), 'page')} read · "
        f"{package.licence} · borders: {VIEWS[view.options.boundaries].label} view, which implies no endorsement"
    )
