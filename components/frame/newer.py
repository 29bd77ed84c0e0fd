"""Which data a visitor looks at while a host puts newer ones in their place."""

from __future__ import annotations

import streamlit as st

from atlas.dataset import Dataset, serving
from components.text import plain
from components.view import View

_KEY = "dataset"


def opened() -> Dataset:
    """The data that this session was opened with, until its reader asks for those served now; a frame on another site has these at once."""
    if _KEY not in st.session_state or st.context.is_embedded:
        _open()
    dataset: Dataset = st.session_state[_KEY]
    return dataset


def _open() -> None:
    st.session_state[_KEY] = serving.current()


def newer(view: View) -> None:
    """A line where others than the data in view are served, with the way to them; the view stays."""
    shown, served = view.dataset, serving.current()
    if served.content_hash == shown.content_hash:
        return
    changed, version = served.version != shown.version, plain(shown.version)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="newer"):
        st.caption(f"You look at version {version}." if changed else f"Version {version} was corrected.", width="content")
        label = f"Show version {plain(served.version)}" if changed else "Show it as it is now"
        st.button(label, key="show-newer", on_click=_open)
