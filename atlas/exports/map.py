"""The map of links as GeoJSON: what a view shows, with counts as properties."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pandas as pd

from atlas.dataset import Dataset
from atlas.exports.about import About
from atlas.geography import great_circle
from atlas.link_map import link_map_of
from atlas.measures.links import seats
from atlas.view import Selection, ViewOptions

PIECES = 48
"""Straight pieces of which a great circle is made, since a straight line of GeoJSON is none."""


def _lines(points: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """A line as a GeoJSON geometry, cut where it crosses the 180th meridian (RFC 7946)."""
    parts: list[list[list[float]]] = [[]]
    for here, there in zip(points, [*points[1:], None], strict=True):
        parts[-1].append([round(here[0], 3), round(here[1], 3)])
        if there and abs(there[0] - here[0]) > 180:
            side = 180.0 if here[0] > 0 else -180.0
            across = there[0] + 2 * side
            lat = round(here[1] + (there[1] - here[1]) * (side - here[0]) / ((across - here[0]) or 1), 3)
            parts[-1].append([side, lat])
            parts.append([[-side, lat]])
    return {"type": "LineString", "coordinates": parts[0]} if len(parts) == 1 else {"type": "MultiLineString", "coordinates": parts}


def _features(links: pd.DataFrame, places: pd.DataFrame, dataset: Dataset) -> list[dict[str, Any]]:
    features = []
    columns = ("first", "second") if "first" in links else ("origin", "destination")
    for layer, frame in (("link", links), ("place", places)):
        for row in json.loads(frame.to_json(orient="records", date_format="iso", date_unit="s")):
            if layer == "place":
                geometry: Any = {"type": "Point", "coordinates": [round(row.pop("lon"), 4), round(row.pop("lat"), 4)]}
            else:
                start, end = (seats(dataset).get(row[column]) for column in columns)
                geometry = _lines(great_circle(start, end, PIECES)) if start and end and start != end else None
            days = {name: value[:10] for name, value in row.items() if name.endswith("_date") and value}
            features.append({"type": "Feature", "geometry": geometry, "properties": {"layer": layer, **row, **days}})
    return features


def map_geojson(selection: Selection, options: ViewOptions, about: About) -> bytes:
    """The map of a view: links as great circles between the capitals, and places as points; the property `layer` tells them apart."""
    content = link_map_of(selection, options)
    features = _features(content.links, content.places, selection.dataset)
    collection = {"type": "FeatureCollection", "about": about.as_dict(), "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()
