"""Controls that keep their choice in the address."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from components.view import View

LabelVisibility = Literal["visible", "hidden", "collapsed"]


WHY_COUNTS_DIFFER = (
    "A meeting of three parties is one event but links three pairs: *pairs* counts it for each of them, so that an arc has the number "
    "that its filter leaves; *meetings* shares it among them, so that all arcs add up to the number of events."
)


def choose(
    view: View, name: str, label: str, options: dict[str, str], *, help: str | None = None, label_visibility: LabelVisibility = "visible"
) -> None:
    """A choice of one among few, kept in the address under `name`."""
    key = f"option-{name}"
    st.session_state[key] = getattr(view.options, name)

    def changed() -> None:
        # A click on the chosen segment clears it; the view then goes back to the default.
        view.go(**{name: st.session_state[key] or next(iter(options))})

    st.segmented_control(
        label,
        list(options),
        key=key,
        format_func=options.__getitem__,
        on_change=changed,
        help=help,
        label_visibility=label_visibility,
        width="content",
    )


def pick(view: View, name: str, label: str, options: dict[str, str], width: int) -> None:
    """The same for longer names."""
    key = f"option-{name}"
    st.session_state[key] = getattr(view.options, name)

    def changed() -> None:
        view.go(**{name: st.session_state[key]})

    st.selectbox(label, list(options), key=key, format_func=options.__getitem__, on_change=changed, width=width)


def choose_several(view: View, name: str, label: str, options: dict[str, str]) -> None:
    """Any number of values, kept in the address under `name`."""
    key = f"option-{name}"
    st.session_state[key] = list(getattr(view.options, name))

    def changed() -> None:
        view.go(**{name: tuple(st.session_state[key])})

    st.multiselect(label, list(options), key=key, format_func=options.__getitem__, on_change=changed, placeholder="None")
