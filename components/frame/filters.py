"""The filters in the sidebar, each option with the number of events it would leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from components.view import View

_LABELS = {
    "link": "Links",
    "actor": "Actors",
    "issue": "Subjects",
    "type": "Type of event",
    "place": "Places",
    "person": "People",
    "status": "Status",
}
_FIRST = ("link", "issue", "type")
_MORE = ("actor", "person", "place", "status")


def _key(name: str) -> str:
    return f"filter-{name}"


def _several(view: View, name: str) -> None:
    """A filter of several values. Values that would leave nothing are not offered."""
    selection = view.selection
    chosen: tuple[str, ...] = getattr(selection.filter, name)
    facet, counts = view.dataset.facets[name], selection.counts(name)
    options = [value for value in facet.values if counts[value] or value in chosen]
    st.session_state[_key(name)] = list(chosen)

    def changed() -> None:
        view.go(replace(selection.filter, **{name: tuple(st.session_state[_key(name)])}))

    st.multiselect(
        _LABELS[name],
        options,
        key=_key(name),
        format_func=lambda value: facet.label(value) if value in chosen else f"{facet.label(value)} ({counts[value]:,})",
        on_change=changed,
        placeholder="Any",
    )


def _at_least(view: View, name: str, label: str, anything: str) -> None:
    """A filter over a scale: the chosen step and everything above it."""
    selection = view.selection
    facet, counts = view.dataset.facets[name], selection.counts(name)
    lowest, top = facet.values[0], facet.values[-1]
    st.session_state[_key(name)] = getattr(selection.filter, name) or lowest
    names = dict(zip(facet.values, (label.split(" – ")[0] for label in facet.labels), strict=True))

    def written(value: str) -> str:
        if value == lowest:
            return f"{anything} ({counts[value]:,})"
        return f"{names[value]}{'' if value == top else ' or above'} ({counts[value]:,})"

    def changed() -> None:
        value = st.session_state[_key(name)]
        view.go(replace(selection.filter, **{name: None if value == lowest else value}))

    st.selectbox(label, facet.values, key=_key(name), format_func=written, on_change=changed)


def _search(view: View) -> None:
    selection = view.selection
    st.session_state[_key("q")] = selection.filter.q

    def changed() -> None:
        view.go(replace(selection.filter, q=st.session_state[_key("q")].strip()))

    st.text_input(
        "Search",
        key=_key("q"),
        on_change=changed,
        placeholder="Words, names, places",
        help="Finds events that hold all words in title, summary, people, places or publishers.",
    )


def _dates(view: View) -> None:
    selection, package = view.selection, view.dataset.package

    def bound(field: str, label: str, value: date | None) -> None:
        # A day outside the covered period is a valid filter; the calendar must be able to show it.
        st.session_state[_key(field)] = value

        def changed() -> None:
            day = st.session_state[_key(field)]
            other = selection.filter.date_to if field == "date_from" else selection.filter.date_from
            swapped = day and other and (day > other if field == "date_from" else day < other)
            far = "date_to" if field == "date_from" else "date_from"
            view.go(replace(selection.filter, **{field: day}, **({far: None} if swapped else {})))

        st.date_input(
            label,
            value=None,
            min_value=min(date(1990, 1, 1), value or package.covers_from),
            max_value=max(date(package.covers_to.year + 10, 12, 31), value or package.covers_to),
            key=_key(field),
            format="YYYY-MM-DD",
            on_change=changed,
        )

    bound("date_from", "From", selection.filter.date_from)
    bound("date_to", "To", selection.filter.date_to)


def _contested(view: View) -> None:
    selection = view.selection
    counts = selection.counts("contested")
    st.session_state[_key("contested")] = {True: "true", False: "false", None: "any"}[selection.filter.contested]
    names = {
        "any": "Any",
        "true": f"Sources contradict ({counts['true']:,})",
        "false": f"No contradiction ({counts['false']:,})",
    }

    def changed() -> None:
        value = st.session_state[_key("contested")]
        view.go(replace(selection.filter, contested={"true": True, "false": False}.get(value)))

    st.selectbox("Contested", list(names), key=_key("contested"), format_func=names.__getitem__, on_change=changed)


def filter_panel(view: View) -> None:
    """All filters, the most used first. A rare one stands among them while it is set."""
    _search(view)
    _dates(view)
    for name in _FIRST:
        _several(view, name)
    _at_least(view, "level", "Level of contact", "Any")
    filter_ = view.selection.filter
    rare: dict[str, Callable[[], None]] = {name: partial(_several, view, name) for name in _MORE}
    rare |= {"grade": partial(_at_least, view, "grade", "Evidence grade", "Any"), "contested": partial(_contested, view)}
    used = {name for name in rare if getattr(filter_, name) not in ((), None)}
    for name, draw in rare.items():
        if name in used:
            draw()
    more = st.expander("More filters", key="more-filters", on_change="rerun")
    # What nobody sees is not sent: people and places alone have hundreds of options.
    if more.open:
        with more:
            for name, draw in rare.items():
                if name not in used:
                    draw()
    st.caption(
        "Filters narrow each other; several values of one filter widen it. The number beside a value is what choosing it would leave."
    )
