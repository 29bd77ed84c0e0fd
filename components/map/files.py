"""The map of the screen as a file: PNG, SVG or GeoJSON, made only when asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from atlas.exports import file_name
from atlas.exports.formats import FORMATS_BY_NAME, Wanted
from components import address
from components.view import View

_SHAPES = FORMATS_BY_NAME["map.geojson"]


def _file(view: View, form: str) -> bytes:
    where = address.of_page("map", view.params(version=None), view.dataset.version)
    if form == "geojson":
        return _SHAPES.whole(Wanted(view.selection, view.options, where, datetime.now(UTC)))
    # matplotlib is slow to import and needed by few.
    from atlas.pictures import map_picture

    return map_picture(view.selection, view.options, where, "svg" if form == "svg" else "png")


def take_away_map(view: View) -> None:
    """Buttons that make the file when they are pressed."""
    kinds = (("PNG", "png", "image/png"), ("SVG", "svg", "image/svg+xml"), (_SHAPES.label, "geojson", _SHAPES.media_type))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption("This map as", width="content")
        for label, form, media_type in kinds:
            st.download_button(
                label,
                data=partial(_file, view, form),
                file_name=file_name(view.selection, f"map.{form}"),
                mime=media_type,
                key=f"map-{form}",
                on_click="ignore",
            )
