"""What stands on every page: what is in view, what is set, what was ignored, and how fresh the data are."""

from __future__ import annotations

from html import escape
from itertools import groupby
from urllib.parse import unquote

import streamlit as st

from atlas.dossiers import heading, opens
from atlas.geography import VIEWS
from atlas.narrative import SUMMED_UP, in_one, narrative
from atlas.settings import hosting
from atlas.view import EventFilter, Selection
from atlas.view.changes import changed_since
from atlas.view.filters import called
from atlas.view.pages import FIRST, PAGES, PageEntry
from atlas.web import READER
from atlas.words import count, format_date
from components.frame.newer import newer
from components.frame.search import search_button
from components.frame.switches import switches
from components.links import Link, anchor, show_links
from components.pieces import show, small
from components.share import share_address, share_menu
from components.text import plain
from components.view import View
from components.viewport import PAGES_IN_A_ROW_FROM, is_narrow, window_width

CHANGES_SHOWN = 20


def navigation(view: View, current: PageEntry) -> None:
    """The pages, the way to the filters, search and Share, in one row.

    Streamlit's own navigation would drop the filter from the address.
    """
    filters = _filters_button(view) if current.filtered else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False, key="navigation"):
        if window_width() < PAGES_IN_A_ROW_FROM:
            with st.popover(current.title, key="pages"):
                st.html(_page_links(view, current), width="content")
            if filters:
                st.html(filters, width="content")
        else:
            st.html(f"<div class='ways'>{_page_links(view, current)}{filters}</div>", width="content")
        search_button(view)
        share_menu(view, current.path)


def _filters_button(view: View) -> str:
    """The way to the filters: static/page.js opens the panel, and page.css shows the button while it is closed."""
    number = len(list(view.selection.filter.each()))
    said = f"Filters ({number})" if number else "Filters"
    return f"<button type='button' class='open-filters'><span class='icon' aria-hidden='true'>tune</span>{said}</button>"


def _page_links(view: View, current: PageEntry) -> str:
    """The pages, group by group, as links that keep the view."""
    params = view.link(event=None, story=None, scene=1)
    groups = (
        "".join(anchor(Link(page.title, page.name, params, current=page is current)) for page in members)
        for _, members in groupby(PAGES.values(), lambda page: page.group)
    )
    return f"<nav class='links pages' aria-label='Pages'>{''.join(f'<div>{group}</div>' for group in groups)}</nav>"


def embedded_header(view: View, page: PageEntry) -> None:
    """What stands above a page in a frame on another site: what is in view, and the way to the whole."""
    with st.container(horizontal=True, vertical_alignment="center", key="embedded"):
        st.markdown(f"**{plain(view.selection.sentence)}**", width="stretch")
        st.link_button("Open the full view", share_address(view, page.path), icon=":material/open_in_new:", type="tertiary")


def _one_event(view: View, page: PageEntry) -> bool:
    """Whether the page shows a single event, above and below which nothing is summed up."""
    return page.name == "events" and view.options.event is not None


def own_heading(view: View, page: PageEntry) -> str | None:
    """What a comparison or a dossier that stands on the page is called; `None` where there is none."""
    if page.name != FIRST:
        return None
    if view.options.against and view.selection.n:
        return "Two views beside each other"
    return heading(view.selection) if opens(view.selection) else None


def header(view: View, page: PageEntry) -> None:
    """The page's title; what is in view in one sentence, a chip for each condition, and the switches; what was ignored."""
    if not _one_event(view, page):
        # One element; static/page.css sets the switches between the title and what is said below it.
        st.html(f"<h1>{escape(own_heading(view, page) or page.heading)}</h1>{_in_view(view, page)}")
        if page.filtered and not is_narrow():
            switches(view, page.path)
    newer(view)
    _changes(view)
    _left_out(view)


def _left_out(view: View) -> None:
    """What of the address was read as something else, quietly, and what could not be used."""
    misspelt = [plain(str(item)) for item in view.ignored if item.meant]
    left_out = [plain(str(item)) for item in view.ignored if not item.meant]
    if misspelt:
        st.caption(f"Read as it is meant: {'; '.join(misspelt[:8])}.")
    if left_out:
        lines = "\n".join(f"- {line}" for line in left_out[:8])
        more = len(left_out) - 8
        rest = f"\n- … and {more} more" if more > 0 else ""
        st.warning(f"Some of the address could not be used and was left out:\n{lines}{rest}")


def _in_view(view: View, page: PageEntry) -> str:
    """What is in view and a chip for each condition, as HTML; on a page that does not filter, that filters do not act on it."""
    if page.filtered:
        return f"<div class='said links'><span>{escape(_said(view.selection))}</span>{_chips(view, page)}</div>"
    return "<div class='said'><small>The filters that are set do not act on this page.</small></div>" if view.selection.filter else ""


def _said(selection: Selection) -> str:
    """The sentence; in a narrow window its beginning, since the chips beside it say the rest."""
    return f"{selection.n:,} of {selection.total:,} events" if is_narrow() and selection.filter else selection.sentence


def _chips(view: View, page: PageEntry) -> str:
    """A chip for each condition, a link to the view without it, and one for all."""
    filter_, chips = view.selection.filter, []
    for entry, value in filter_.each():
        without = filter_.without(entry.name, value if entry.several else None)
        said = entry.chip(value, view.dataset)
        chips.append(Link(f"{said} ✕", page.name, view.link(without), help="Take this filter out", heard=f"Remove filter {said}"))
    if filter_:
        chips.append(Link("Reset", page.name, view.link(EventFilter()), heard="Reset all filters"))
    return "".join(map(anchor, chips))


def _summary(view: View, page: PageEntry) -> str:
    """What the view shows, in two or three sentences made from its numbers."""
    if page.path not in SUMMED_UP or _one_event(view, page):
        return ""
    return in_one(narrative(view.selection, page.path, count=view.options.count, day=view.options.asof))


def _changes(view: View) -> None:
    """What releases since the version of a shared link did to the events in view."""
    if view.options.version is None:
        return
    changes = changed_since(view.selection, view.options.version)
    if changes.empty:
        return
    with st.expander(f"{count(len(changes), 'change')} to this view since version {view.options.version}, for which the link was made"):
        links = []
        for row in changes.head(CHANGES_SHOWN).itertuples():
            label = f"{row.version} · {row.change} · {row.event_id} · {row.reason}"
            links.append(Link(label, "events", view.link(event=row.event_id)))
        show_links(links)
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


def footer(view: View, summed_up: PageEntry | None) -> None:
    """What the view shows, summed up for a page; coverage, version and credits."""
    package = view.dataset.package
    said = (
        f"Data from {format_date(package.covers_from)} to {format_date(package.covers_to)} · version {package.version} · "
        f"{count(view.selection.total, 'event')}, {count(len(view.dataset.sources), 'page')} read on events and routes · "
        f"{package.licence} · borders: {VIEWS[view.options.boundaries].label} view, which implies no endorsement"
    )
    show(small(_summary(view, summed_up)) if summed_up else "", f"<footer class='foot'>{escape(said)}</footer>")
    if hosting().signed_in_only:
        reader = unquote(st.context.headers.get(READER, ""))
        st.button(f"Sign out {plain(reader)}", key="sign-out", type="tertiary", on_click=st.logout)
