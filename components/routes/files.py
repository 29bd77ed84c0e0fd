"""The routes to take away: tables and pictures that the API makes when asked for, with day and scenario written into them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from atlas.view.options import OPTIONS
from components.address import as_dict
from components.links import Files, file_links
from components.view import View

_COMPARISON = {"CSV": "corridors.csv", "PNG": "corridors.png", "SVG": "corridors.svg", "GeoJSON": "corridors.geojson"}
_LEGS = {"CSV": "legs.csv", "GeoJSON": "routes.geojson"}


def route_files(view: View, corridors: tuple[str, ...], day: date) -> str:
    """The comparison, the corridors, their legs and the best ways as files, as HTML."""
    options = replace(view.options, routes=corridors, asof=day)

    def heeded(asked: str) -> dict[str, Sequence[str]]:
        return {**as_dict((name, value) for name, value in options.to_params() if asked in OPTIONS[name].heeded)}

    routes, way = heeded("routes"), heeded("way")
    return file_links(Files("Comparison", _COMPARISON, routes), Files("Legs", _LEGS, routes), Files("Best ways", {"CSV": "ways.csv"}, way))
