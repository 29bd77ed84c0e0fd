"""Controls that change how a map is looked at; each keeps its choice in the address."""

from __future__ import annotations

import streamlit as st

from atlas.boundaries import VIEWS
from components.view import View


def choose(view: View, name: str, label: str, options: dict[str, str]) -> None:
    """A choice of one, kept in the address under `name`."""
    key = f"option-{name}"
    st.session_state[key] = getattr(view.options, name)

    def changed() -> None:
        # A click on the chosen segment clears it; the view then goes back to the default.
        view.go(**{name: st.session_state[key] or next(iter(options))})

    st.segmented_control(label, list(options), key=key, format_func=options.__getitem__, on_change=changed)


def choose_boundaries(view: View) -> None:
    """The boundary view, kept in the address under `boundaries`."""
    key = "option-boundaries"
    st.session_state[key] = view.options.boundaries

    def changed() -> None:
        view.go(boundaries=st.session_state[key])

    st.selectbox("Borders as seen by", list(VIEWS), key=key, format_func=lambda name: VIEWS[name].label, on_change=changed, width=200)


def choose_corridors(view: View, label: str = "Corridors on the map") -> None:
    """Any number of corridors, kept in the address under `routes`."""
    key = "option-routes"
    names = view.dataset.tables["corridors"].set_index("corridor_id")["name"].to_dict()
    st.session_state[key] = list(view.options.routes)

    def changed() -> None:
        view.go(routes=tuple(st.session_state[key]))

    st.multiselect(label, list(names), key=key, format_func=names.__getitem__, on_change=changed, placeholder="None", width=300)
