"""Write RFC 7946 GeoJSON, small and identical byte for byte on every run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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


def write(path: Path, features: Iterable[Feature]) -> None:
    """Write a FeatureCollection in the order given: UTF-8, no spaces, one final line feed."""
    collection = {
        "type": "FeatureCollection",
        "features": [to_mapping(feature) for feature in features],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
