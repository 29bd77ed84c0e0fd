"""Playback of the map by month: play, pause, step and speed, all of them buttons that the keyboard reaches."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

import streamlit as st

from atlas.palette import Theme
from atlas.view.playback import counts, following
from atlas.words import count, format_date
from components.controls import choose
from components.view import View

SPEEDS = {2.0: "Slow", 1.0: "Usual", 0.5: "Fast"}
"""Seconds between two steps."""

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


def playback(view: View) -> None:
    """The controls of the playback; folded into one button while the map shows all months."""
    month = view.options.month
    playing = bool(st.session_state.get(_PLAYING)) and month is not None

    def toggle() -> None:
        months = counts(view.selection, month)
        st.session_state[_PLAYING] = not playing
        if not playing and (month is None or following(months, month) is None):
            view.go(month=following(months, None))

    def step(to: date | None) -> None:
        st.session_state[_PLAYING] = False
        view.go(month=to)

    if month is None:
        st.button("Play month by month", key="play", icon=":material/play_arrow:", on_click=toggle)
        return
    months = counts(view.selection, month)
    order = list(months)
    here = order.index(month)
    _bars(months, month, view.theme)
    if len(order) > 1:
        st.session_state["playback-month"] = month
        st.select_slider(
            "Month",
            order,
            key="playback-month",
            format_func=_written,
            on_change=lambda: step(st.session_state["playback-month"]),
            label_visibility="collapsed",
        )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name, icon = ("Pause", "pause") if playing else ("Play", "play_arrow")
        st.button("Back", key="step-back", icon=":material/skip_previous:", disabled=here == 0, on_click=step, args=(order[here - 1],))
        st.button(name, key="play", icon=f":material/{icon}:", on_click=toggle, help="Goes on to the next month with an event")
        last = here == len(order) - 1
        st.button("Next", key="step-on", icon=":material/skip_next:", disabled=last, on_click=step, args=(order[here + 1 - last],))
        choose(view, "reading", label=f"{_written(month)}: {count(months[month], 'event')}")
        if playing:
            st.selectbox("Speed", list(SPEEDS), index=1, key=_SPEED, format_func=SPEEDS.__getitem__, persist_state="session", width=105)
        else:
            st.button("All months", key="all-months", type="tertiary", on_click=step, args=(None,))
    if playing:
        st.session_state[_FRESH] = True
        st.fragment(_tick, run_every=st.session_state[_SPEED])(view, months)
