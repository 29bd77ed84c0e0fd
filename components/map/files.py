"""The map of the screen as a file: PNG, SVG or GeoJSON, which the API makes when it is asked for."""

from __future__ import annotations

from atlas.exports.formats import FORMATS_BY_NAME
from components.links import show_files
from components.view import View

_FILES = {"PNG": "map.png", "SVG": "map.svg", FORMATS_BY_NAME["map.geojson"].label: "map.geojson"}


def take_away_map(view: View) -> None:
    """The ways to take the map along."""
    show_files("This map as", _FILES, view.link(event=None))
