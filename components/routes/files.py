"""The routes to take away: tables and pictures, made only when asked for, with day and scenario written into them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from atlas.exports.formats import FORMATS_BY_NAME, Wanted
from components import address
from components.view import View


def _picture(wanted: Wanted, form: str) -> bytes:
    # matplotlib is slow to import and needed by few.
    from atlas.pictures import draw_comparison

    return draw_comparison(wanted.routes, wanted.address, "svg" if form == "svg" else "png")


def route_files(view: View, corridors: tuple[str, ...], day: date) -> None:
    """Buttons for the comparison, the corridors, their legs and the best ways."""
    dataset, options = view.dataset, replace(view.options, routes=corridors, asof=day)
    now = Wanted(view.selection, options, "", datetime.now(UTC))
    wanted = replace(now, address=f"{address.base()}/routes?{urlencode(now.routes.params)}")

    def button(label: str, name: str, ending: str) -> tuple[str, str, str, Callable[[], bytes]]:
        form = FORMATS_BY_NAME[name]
        return label, ending, form.media_type, lambda: form.whole(replace(wanted, made=datetime.now(UTC)))

    rows: dict[str, list[tuple[str, str, str, Callable[[], bytes]]]] = {
        "Comparison": [
            button("CSV", "corridors.csv", "comparison.csv"),
            ("PNG", "comparison.png", "image/png", partial(_picture, wanted, "png")),
            ("SVG", "comparison.svg", "image/svg+xml", partial(_picture, wanted, "svg")),
            button("GeoJSON", "corridors.geojson", "corridors.geojson"),
        ],
        "Legs": [button("CSV", "legs.csv", "legs.csv"), button("GeoJSON", "routes.geojson", "legs.geojson")],
        "Best ways": [button("CSV", "ways.csv", "ways.csv")],
    }
    stem = f"{dataset.package.name}-{dataset.version}_{day.isoformat()}{'_scenario' if options.scenario else ''}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for what, buttons in rows.items():
            st.caption(what, width="content")
            for label, ending, media_type, make in buttons:
                st.download_button(label, make, f"{stem}_{ending}", media_type, key=f"routes-{ending}", on_click="ignore")
