"""Write RFC 7946 GeoJSON, and its lines piece by piece, small and identical byte for byte on every run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

DECIMALS = 3  # about 100 m, finer than the 1:50 million sources


@dataclass(frozen=True)
class Feature:
    """A geometry (degrees, WGS 84) and its properties, in the order they are written."""

    geometry: BaseGeometry
    properties: Mapping[str, str | bool | float]


def _rounded(value: Any) -> Any:
    """Round every number in nested coordinates; ``-0.0`` becomes ``0.0``."""
    if isinstance(value, (list, tuple)):
        return [_rounded(item) for item in value]
    number = round(float(value), DECIMALS) + 0.0
    return int(number) if number.is_integer() else number


def to_mapping(feature: Feature) -> dict[str, Any]:
    """Return the feature as a GeoJSON object, outer rings anticlockwise (RFC 7946, 3.1.6)."""
    shape = shapely.orient_polygons(feature.geometry, exterior_cw=False)
    geometry = dict(shape.__geo_interface__)
    geometry["coordinates"] = _rounded(geometry["coordinates"])
    return {"type": "Feature", "properties": dict(feature.properties), "geometry": geometry}


def collection(features: Iterable[Feature]) -> dict[str, Any]:
    """Return a FeatureCollection in the order given."""
    return {"type": "FeatureCollection", "features": [to_mapping(feature) for feature in features]}


def _lines(coordinates: Any) -> Iterator[list[list[float]]]:
    """Yield the lines and rings in nested coordinates."""
    if isinstance(coordinates[0][0], (list, tuple)):
        for part in coordinates:
            yield from _lines(part)
    else:
        yield coordinates


def pieces(features: Mapping[str, Any]) -> list[list[float]]:
    """Return the straight pieces of the lines and rings of a FeatureCollection: longitude and latitude of both ends of each.

    deck.gl draws lines without corners in half the time of such with corners, which nobody sees of lines a pixel wide.
    """
    lines = [line for feature in features["features"] for line in _lines(feature["geometry"]["coordinates"])]
    return [[*start, *end] for line in lines for start, end in pairwise(line) if start != end]


def write(path: Path, content: object) -> None:
    """Write JSON: UTF-8, no spaces, one final line feed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
