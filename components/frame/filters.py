"""The filters in the sidebar, each option with the number of events that have it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from atlas.view.filters import ON_PANEL
from atlas.view.kinds import AtLeast, Bound, Filter, Flag, Search, Several
from atlas.view.pages import PageEntry
from components.frame.switches import switches
from components.view import View
from components.viewport import is_narrow


def _kept(view: View, entry: Filter, shown: Any, read: Callable[[Any], Any] = lambda value: value) -> tuple[str, Callable[[], None]]:
    """The key of a control that shows a value, and what happens when it changes. The address decides; the control shows and writes it."""
    key = f"filter-{entry.name}"
    st.session_state[key] = shown
    return key, lambda: view.go(replace(view.selection.filter, **{entry.field: read(st.session_state[key])}))


def _several(view: View, entry: Several, chosen: tuple[str, ...]) -> None:
    """A filter of several values. Values that would leave nothing, or too little to be looked for here, are not offered."""
    labels, counts = entry.value.choices(view.dataset), view.selection.counts(entry.name)
    key, changed = _kept(view, entry, list(chosen), tuple)
    st.multiselect(
        entry.label,
        [value for value in labels if counts[value] >= entry.least(value) or value in chosen],
        key=key,
        format_func=lambda value: labels[value] if value in chosen else f"{labels[value]} ({counts[value]:,})",
        on_change=changed,
        placeholder="Any",
        help=entry.help,
        # Else Enter behind a word takes all that hold it, or one that hardly does, not the first.
        select_all=False,
        filter_mode="contains",
    )


def _at_least(view: View, entry: AtLeast, chosen: str | None) -> None:
    """A filter over a scale: the chosen step and everything above it."""
    steps, counts = list(entry.value.choices(view.dataset)), view.selection.counts(entry.name)
    lowest, highest = steps[0], steps[-1]

    def written(value: str) -> str:
        above = "" if value == highest else " or above"
        return f"{'Any' if value == lowest else entry.short(value, view.dataset) + above} ({counts[value]:,})"

    key, changed = _kept(view, entry, chosen or lowest, lambda value: None if value == lowest else value)
    st.selectbox(entry.label, steps, key=key, format_func=written, on_change=changed, help=entry.help)


def _search(view: View, entry: Search, words: str) -> None:
    key, changed = _kept(view, entry, words, str.strip)
    st.text_input(entry.label, key=key, on_change=changed, placeholder=entry.placeholder, help=entry.help)


def _bound(view: View, entry: Bound, value: date | None) -> None:
    filter_, package = view.selection.filter, view.dataset.package
    other, far = (filter_.date_to, "date_to") if entry.first else (filter_.date_from, "date_from")
    key, _ = _kept(view, entry, value)

    def changed() -> None:
        day = st.session_state[key]
        swapped = day and other and (day > other if entry.first else day < other)
        view.go(replace(filter_, **{entry.field: day}, **({far: None} if swapped else {})))

    st.date_input(
        entry.label,
        value=None,
        # A day outside the covered period is a valid filter; the calendar must be able to show it.
        min_value=min(date(1990, 1, 1), value or package.covers_from),
        max_value=max(date(package.covers_to.year + 10, 12, 31), value or package.covers_to),
        key=key,
        format="YYYY-MM-DD",
        on_change=changed,
        help=entry.help,
    )


def _flag(view: View, entry: Flag, value: bool | None) -> None:
    counts, values = view.selection.counts(entry.name), {"true": True, "false": False}
    names = {"any": "Any", "true": f"{entry.yes} ({counts['true']:,})", "false": f"{entry.no} ({counts['false']:,})"}
    shown = "any" if value is None else entry.value.write(value)
    key, changed = _kept(view, entry, shown, values.get)
    st.selectbox(entry.label, list(names), key=key, format_func=names.__getitem__, on_change=changed, help=entry.help)


def _draw(view: View, entry: Filter) -> None:
    value = getattr(view.selection.filter, entry.field)
    match entry:
        case Several():
            _several(view, entry, value)
        case AtLeast():
            _at_least(view, entry, value)
        case Flag():
            _flag(view, entry, value)
        case Bound():
            _bound(view, entry, value)
        case Search():
            _search(view, entry, value)


def filter_panel(view: View, page: PageEntry) -> None:
    """All filters, the most used first. A rare one stands among them while it is set. In a narrow window the switches stand here too."""
    if is_narrow():
        switches(view, page.path)
    used = [entry for entry in ON_PANEL if entry.rare and getattr(view.selection.filter, entry.field) != entry.default]
    for entry in (*(entry for entry in ON_PANEL if not entry.rare), *used):
        _draw(view, entry)
    more = st.expander("More filters", key="more-filters", on_change="rerun")
    # What nobody sees is not sent: people and places alone have hundreds of options.
    if more.open:
        with more:
            for entry in ON_PANEL:
                if entry.rare and entry not in used:
                    _draw(view, entry)
    st.caption(
        "Filters narrow each other; several values of one filter widen it. The number beside a value is how many events have it, with the "
        "other filters as they are."
    )
