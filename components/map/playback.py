"""Playback of the map by month: play, pause, step and speed by button and by key, and the events of the month by name.

It never begins by itself: an address with a month opens that month at rest. Where the visitor's system asks for less motion,
`static/page.css` takes Play away, and the months are gone through by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import quote

import streamlit as st

from atlas.measures.timeline import opening
from atlas.palette import Theme
from atlas.view.playback import counts, during, following
from atlas.words import count, format_date
from components.controls import choose
from components.drawn import drawn_once
from components.event_list import event_list
from components.links import Link, link_list
from components.view import View

SPEEDS = {2.0: "½×", 1.0: "1×", 0.5: "2×"}
"""Seconds between two steps."""

NAMES_HEIGHT = 260
"""Height in pixels of the list of the month's events, the same in every month, so that nothing below it moves."""

_PLAYING, _SPEED, _FRESH = "playback-playing", "playback-speed", "playback-fresh"


def _written(month: date) -> str:
    return format_date(month, precision="month")


def _bars(months: dict[date, int], now: date, theme: Theme) -> None:
    """Events by month, the month of the step marked."""
    most, width = max(months.values()) or 1, len(months)
    stems = "".join(f"M{index}.5 24v-{24 * number / most:.1f}" for index, number in enumerate(months.values()) if number)
    here = list(months).index(now)
    label = f"Events in view by month, {_written(next(iter(months)))} to {_written(list(months)[-1])}; most in a month: {most}"
    picture = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} 24' preserveAspectRatio='none'>"
        f"<path d='M{here}.5 24V0' stroke='{theme.ink}' stroke-width='4' stroke-opacity='.3' vector-effect='non-scaling-stroke'/>"
        f"<path d='{stems}' stroke='{theme.muted}' stroke-width='1.6' vector-effect='non-scaling-stroke'/></svg>"
    )
    # As an image: what cleans the HTML would take a drawing out.
    st.html(f"<img alt='{label}' style='width:100%;height:28px;display:block' src='data:image/svg+xml,{quote(picture)}'>")


def _tick(view: View, months: dict[date, int]) -> None:
    """Move on by itself. The whole page follows, so that no control is left behind with an older month."""
    if st.session_state.pop(_FRESH, False):
        return
    step = following(months, view.options.month)
    if step is None:
        st.session_state[_PLAYING] = False
    else:
        view.go(month=step)
    st.rerun()


def _slider(order: list[date], month: date, step: Callable[[date | None], None]) -> None:
    """The months in a row.

    A browser that has not drawn the last steps yet goes on sending what the slider of an earlier month said. Every month therefore has
    a slider of its own, and one that says its own month chooses nothing.
    """
    key = f"playback-month-{month:%Y-%m}"

    def moved() -> None:
        chosen = st.session_state[key]
        if chosen != month:
            step(chosen)

    st.select_slider("Month", order, month, key=key, format_func=_written, on_change=moved, label_visibility="collapsed")


def month_events(view: View) -> None:
    """The events of the month of the playback by name, each of which opens; nothing while the map shows all months."""
    if view.options.month is None:
        return
    events = during(view.selection, view.options.month, "month").events
    with st.container(key="playback-month"):
        st.markdown(f"**{_written(view.options.month)}**: {count(len(events), 'event')}")
        with st.container(height=NAMES_HEIGHT, border=False, key="playback-events"):
            event_list(view, events)


@drawn_once
def _first(view: View) -> date | None:
    """The first month with an event in the time on which the timeline opens too, which leaves out a thin early past."""
    start = opening(view.selection)[0].replace(day=1)
    return next((month for month, number in counts(view.selection).items() if number and month >= start), None)


def month_by_month(view: View) -> str:
    """The way to the playback from the map of all months, as HTML; none where no event has a month."""
    first = _first(view)
    if first is None or view.options.month is not None:
        return ""
    # Wherever the reader came from, the playback begins at rest.
    st.session_state[_PLAYING] = False
    return link_list([Link("Month by month", "map", view.link(month=first), icon="calendar_month")])


def playback(view: View) -> None:
    """The controls of the playback, which `static/page.js` gives keys; nothing while the map shows all months."""
    month = view.options.month
    if month is None:
        return
    playing = bool(st.session_state.get(_PLAYING))

    def play(on: bool) -> None:
        st.session_state[_PLAYING] = on
        if on and following(counts(view.selection, month), month) is None:
            view.go(month=_first(view))

    def step(to: date | None) -> None:
        st.session_state[_PLAYING] = False
        view.go(month=to)

    months = counts(view.selection, month)
    order = list(months)
    here, last = order.index(month), len(order) - 1
    with st.container(key="playback"):
        _bars(months, month, view.theme)
        if last:
            _slider(order, month, step)
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            back, on = order[max(here - 1, 0)], order[min(here + 1, last)]
            st.button(
                "Back", key="step-back", icon=":material/skip_previous:", disabled=here == 0, on_click=step, args=(back,), help="Key: ←"
            )
            if playing:
                st.button("Pause", key="pause", icon=":material/pause:", on_click=play, args=(False,), help="Key: space")
            else:
                told = "Goes on to the next month with an event. Key: space"
                st.button("Play", key="play", icon=":material/play_arrow:", on_click=play, args=(True,), help=told)
            st.button("Next", key="step-on", icon=":material/skip_next:", disabled=here == last, on_click=step, args=(on,), help="Key: →")
            st.button("All months", key="all-months", type="tertiary", on_click=step, args=(None,))
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            choose(view, "reading", label="The map shows", label_visibility="collapsed")
            st.selectbox(
                "Speed",
                list(SPEEDS),
                index=1,
                key=_SPEED,
                format_func=SPEEDS.__getitem__,
                label_visibility="collapsed",
                persist_state="session",
                width=84,
            )
    if playing:
        # The address that a tick writes is lost with the run that it ends.
        view.go(month=month)
        st.session_state[_FRESH] = True
        st.fragment(_tick, run_every=st.session_state[_SPEED])(view, months)
