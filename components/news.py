"""What is new in a view: in the last days of the data, since the version before, since the visitor's last visit; and the feed of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html import escape

import streamlit as st

from atlas.dataset import parse_version, version_number
from atlas.view import EventFilter, select
from atlas.view.changes import version_before
from atlas.words import count
from components import address
from components.links import Link, anchor
from components.view import View

COOKIE_BEFORE = "version-before"
"""The version that the browser saw on earlier visits, as `static/page.js` noted it; the server keeps nothing of it."""

RECENT_DAYS = 30


def _seen_before(view: View) -> str | None:
    """The version of the last visit, where it is older than the one shown."""
    seen = st.context.cookies.get(COOKIE_BEFORE, "")
    return seen if parse_version(seen) and version_number(seen) < version_number(view.dataset.version) else None


def _kinds(view: View) -> Iterator[tuple[str, EventFilter]]:
    """What is called new, with the filter that keeps it: an exact one, so that the address says the same to everybody."""
    own, dataset = view.selection.filter, view.dataset
    recent = replace(own, date_from=dataset.last_day - timedelta(days=RECENT_DAYS - 1), date_to=None)
    yield f"in the last {RECENT_DAYS} days of the data", recent
    if before := version_before(dataset):
        yield f"added or changed since version {before}", replace(own, updated_since=before)
    if (seen := _seen_before(view)) and seen != before:
        yield f"added or changed since your last visit, of version {seen}", replace(own, updated_since=seen)


def news(view: View) -> str:
    """One line of links as HTML, each to its events, and the address of the feed."""
    told = ["<b>New</b>"]
    for said, filter_ in _kinds(view):
        number = select(view.dataset, filter_).n
        label = f"{count(number, 'event')} {said}"
        told.append(anchor(Link(label, "events", view.link(filter_, event=None))) if number else f"<small>{escape(label)}</small>")
    told.append(anchor(Link("Feed", url=address.of_api(view.selection, "events.atom"))))
    return f"<div class='links row news'>{''.join(told)}</div>"
