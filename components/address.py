"""The address bar: the one place where a view is kept.

Controls do not keep values of their own. Each run writes the address into them, and a changed control writes the
address, so that a link, a reload, the back button and a click all lead to the same view. (Streamlit's own binding of
controls to the address would write the labels with their changing counts into it.)
"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

Params = list[tuple[str, str]]


def read() -> Params:
    """Names and values of the address, repeated names included."""
    return [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]


def write(params: Iterable[tuple[str, str]]) -> None:
    """Put a view into the address."""
    st.query_params.from_dict(as_dict(params))


def as_dict(params: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Names with their lists of values, as Streamlit takes them for links and addresses."""
    grouped: dict[str, list[str]] = {}
    for name, value in params:
        grouped.setdefault(name, []).append(value)
    return grouped
