"""Controls that keep their choice in the address. Label and values of each stand in the table of view options."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from atlas.view.options import OPTIONS
from components.view import View
from components.viewport import column_width, is_narrow

LabelVisibility = Literal["visible", "hidden", "collapsed"]

LETTER, SEGMENT = 7, 34
"""Width in pixels of a letter of a segment's name, and of what is around the name."""

LIST = 340
"""Width in pixels of a list that stands for segments, which leaves room for what is beside it."""


WHY_COUNTS_DIFFER = (
    "A meeting of three parties is one event but links three pairs: *pairs* counts it for each of them, so that an arc has the number "
    "that its filter leaves; *meetings* shares it among them, so that all arcs add up to the number of events."
)


def _kept(view: View, name: str, shown: Any, read: Callable[[Any], Any]) -> tuple[str, Callable[[], None]]:
    """The key of a control that shows a value, and what happens when it changes. The address decides; the control shows and writes it."""
    key = f"option-{name}"
    st.session_state[key] = shown
    return key, lambda: view.go(**{name: read(st.session_state[key])})


def control_row(page: str) -> DeltaGenerator:
    """Where the controls of a page stand: in one row, each with its label beside it; in a narrow window behind a button."""
    key = f"controls-{page}"
    if is_narrow():
        return st.popover("How it is drawn", width="stretch", key=key, icon=":material/tune:")
    return st.container(horizontal=True, vertical_alignment="center", gap="medium", key=key)


def choose(
    view: View, name: str, *, label: str | None = None, help: str | None = None, label_visibility: LabelVisibility = "visible"
) -> None:
    """An option with few values, all of them in sight."""
    option, labels = OPTIONS[name], OPTIONS[name].labels(view.dataset)
    # A click on the chosen segment clears it; the view then goes back to the default.
    key, changed = _kept(view, name, getattr(view.options, name), lambda value: value or option.default)
    st.segmented_control(
        label or option.label,
        list(labels),
        key=key,
        format_func=labels.__getitem__,
        on_change=changed,
        help=help,
        label_visibility=label_visibility,
        width="content",
    )


def pick(view: View, name: str, width: int | Literal["stretch"] = "stretch") -> None:
    """An option with more values, or longer names."""
    labels = OPTIONS[name].labels(view.dataset)
    key, changed = _kept(view, name, getattr(view.options, name), lambda value: value)
    st.selectbox(OPTIONS[name].label, list(labels), key=key, format_func=labels.__getitem__, on_change=changed, width=width)


def choose_one(view: View, name: str) -> None:
    """The option that says what a page shows: all values in sight, or a list where they do not fit into one row."""
    option = OPTIONS[name]
    names = (option.label, *option.labels(view.dataset).values())
    in_a_row = sum(SEGMENT + LETTER * len(text) for text in names) <= column_width(1)
    with st.container(key=f"controls-{name}"):
        if in_a_row and not is_narrow():
            choose(view, name)
        else:
            pick(view, name, "stretch" if is_narrow() else LIST)


def choose_several(
    view: View,
    name: str,
    *,
    label: str | None = None,
    values: Sequence[str] | None = None,
    written: Callable[[str], str] | None = None,
    usual: tuple[str, ...] = (),
    placeholder: str = "None",
    help: str | None = None,
    pills: bool = False,
) -> None:
    """An option of any number of values: all there are, or only those given. None in the address stands for the `usual` ones."""
    option, labels = OPTIONS[name], OPTIONS[name].labels(view.dataset)

    def read(chosen: Sequence[str]) -> tuple[str, ...]:
        return () if tuple(chosen) == usual else tuple(chosen)

    key, changed = _kept(view, name, list(getattr(view.options, name) or usual), read)
    offered, said, above = list(labels if values is None else values), written or labels.__getitem__, label or option.label
    if pills:
        st.pills(above, offered, key=key, selection_mode="multi", format_func=said, on_change=changed, help=help)
    else:
        st.multiselect(above, offered, key=key, format_func=said, on_change=changed, placeholder=placeholder, help=help, select_all=False)
