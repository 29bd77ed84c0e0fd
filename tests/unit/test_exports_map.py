"""The map of links as GeoJSON."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from atlas.dataset import Dataset
from atlas.exports import about_view, map_geojson
from atlas.link_map import link_map_of
from atlas.view import EventFilter, ViewOptions, parse_options, select


def shapes(dataset: Dataset, wanted: EventFilter, options: ViewOptions) -> dict[str, Any]:
    selection = select(dataset, wanted)
    about = about_view(selection, "https://example.org/map", datetime(2026, 7, 1, tzinfo=UTC))
    return dict(json.loads(map_geojson(selection, options, about)))


def test_it_holds_the_links_and_places_of_the_screen(dataset: Dataset) -> None:
    wanted = EventFilter(link=("AFG-IND",))
    found, content = shapes(dataset, wanted, ViewOptions()), link_map_of(select(dataset, wanted), ViewOptions())
    layers = [feature["properties"]["layer"] for feature in found["features"]]
    assert layers.count("link") == len(content.links) and layers.count("place") == len(content.places)
    busiest = found["features"][0]
    assert busiest["properties"]["link"] == "AFG-IND" and busiest["properties"]["events"] == select(dataset, wanted).n
    assert len(busiest["properties"]["last_date"]) == 10
    assert len(busiest["geometry"]["coordinates"]) > 20
    assert found["about"]["version"] == dataset.version


def test_a_line_is_cut_at_the_180th_meridian(dataset: Dataset) -> None:
    options, _ = parse_options([("partners", "all")], dataset)
    found = shapes(dataset, EventFilter(), options)["features"]
    lines = [feature["geometry"] for feature in found if feature["geometry"] and feature["properties"]["layer"] == "link"]
    assert {line["type"] for line in lines} == {"LineString", "MultiLineString"}
    for line in lines:
        for part in line["coordinates"] if line["type"] == "MultiLineString" else [line["coordinates"]]:
            assert all(abs(one[0] - other[0]) <= 180 for one, other in pairwise(part))


def test_no_file_needs_what_draws_pictures() -> None:
    code = "import sys, atlas.exports; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
