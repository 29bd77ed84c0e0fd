"""The map of the screen as a file: PNG, SVG or GeoJSON, which the API makes when it is asked for."""

from __future__ import annotations

from atlas.exports.formats import FORMATS_BY_NAME
from components.links import Files, file_links
from components.view import View

_FILES = {"PNG": "map.png", "SVG": "map.svg", FORMATS_BY_NAME["map.geojson"].label: "map.geojson"}


def map_files(view: View) -> str:
    """The ways to take the map along, as HTML."""
    return file_links(Files("This map as", _FILES, view.link(event=None)))
