"""The routes to take away: tables and pictures, made only when asked for, with day and scenario written into them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from urllib.parse import urlencode

import streamlit as st

from atlas.exports import RouteView, corridors_csv, corridors_geojson, legs_csv, routes_geojson, ways_csv
from components import address
from components.view import View


def _picture(view: View, files: RouteView, here: str, form: str) -> bytes:
    # matplotlib is slow to import and needed by few.
    from atlas.pictures import draw_comparison

    return draw_comparison(files, here, "svg" if form == "svg" else "png")


def route_files(view: View, corridors: tuple[str, ...], day: date) -> None:
    """Buttons for the comparison, the corridors, their legs and the best ways."""
    dataset, options = view.dataset, view.options
    files = RouteView(dataset, day, corridors, options.scenario)
    here = f"{address.base()}/routes?{urlencode(files.params)}"

    def now() -> datetime:
        return datetime.now(UTC)

    rows: dict[str, list[tuple[str, str, str, Callable[[], bytes]]]] = {
        "Comparison": [
            ("CSV", "comparison.csv", "text/csv", lambda: corridors_csv(files)),
            ("PNG", "comparison.png", "image/png", lambda: _picture(view, files, here, "png")),
            ("SVG", "comparison.svg", "image/svg+xml", lambda: _picture(view, files, here, "svg")),
            ("GeoJSON", "corridors.geojson", "application/geo+json", lambda: corridors_geojson(files, here, now())),
        ],
        "Legs": [
            ("CSV", "legs.csv", "text/csv", lambda: legs_csv(files)),
            ("GeoJSON", "legs.geojson", "application/geo+json", lambda: routes_geojson(files, here, now())),
        ],
        "Best ways": [("CSV", "ways.csv", "text/csv", lambda: ways_csv(files, options.origin, options.destination))],
    }
    stem = f"{dataset.package.name}-{dataset.version}_{day.isoformat()}{'_scenario' if options.scenario else ''}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for what, buttons in rows.items():
            st.caption(what, width="content")
            for label, ending, media_type, make in buttons:
                st.download_button(label, make, f"{stem}_{ending}", media_type, key=f"routes-{ending}", on_click="ignore")
