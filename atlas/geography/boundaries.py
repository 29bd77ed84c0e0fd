"""Boundary views: how the land between India, Pakistan and China is drawn, and by whose account.

The shapes are built from named public packages by `scripts/build_geometry.py`; `static/README.md` gives their sources.
No view implies an endorsement.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd

from atlas.kept import kept

STATIC_FOLDER = Path(__file__).resolve().parents[2] / "static"


def read_shapes(text: bytes) -> gpd.GeoDataFrame:
    """The features of GeoJSON in WGS 84, read without GDAL, which would hold some 30 MB in every process.

    Raises `ValueError` or `KeyError` for what is none.
    """
    return gpd.GeoDataFrame.from_features(json.loads(text)["features"], crs="EPSG:4326")


@dataclass(frozen=True)
class BoundaryView:
    """A way to draw disputed boundaries, with one neutral sentence on what it shows."""

    name: str
    label: str
    sentence: str


VIEWS = {
    view.name: view
    for view in (
        BoundaryView(
            "un",
            "United Nations",
            "As in United Nations geodata: Jammu and Kashmir, Aksai Chin and Arunachal Pradesh stand apart as disputed, so that India "
            "does not touch Afghanistan. The final status of Jammu and Kashmir has not been agreed upon by the parties.",
        ),
        BoundaryView(
            "de-facto",
            "De facto control",
            "The disputed areas by the state that administers them, after Natural Earth. Pakistan administers the part of Jammu and "
            "Kashmir that borders Afghanistan.",
        ),
        BoundaryView(
            "india",
            "India",
            "India’s claim: Jammu and Kashmir, Aksai Chin and Arunachal Pradesh are Indian, and India borders Afghanistan.",
        ),
        BoundaryView(
            "china",
            "China",
            "China’s claim towards India: Aksai Chin and Arunachal Pradesh are Chinese; Jammu and Kashmir is disputed between "
            "India and Pakistan.",
        ),
        BoundaryView(
            "pakistan",
            "Pakistan",
            "Pakistan’s claim: Jammu and Kashmir is disputed as a whole and its status open. Pakistan does not claim Aksai Chin "
            "and Arunachal Pradesh.",
        ),
    )
}
"""The views by their name in an address."""

USUAL_VIEW = "un"
"""The one that is shown unless another is asked for."""


def missing_files() -> list[str]:
    """What maps are drawn from and is not there, as names in `static/`."""
    lines = ["borders", "disputed-hatch", "rivers", *(f"{kind}-{view}" for kind in ("borders", "boundaries") for view in VIEWS)]
    shapes = [*(f"{name}.geojson" for name in ("countries", "lakes", *lines)), *(f"{name}.lines.json" for name in lines)]
    names = [*shapes, "names.json", "relief.webp", "relief-dark.webp"]
    return [name for name in names if not (STATIC_FOLDER / name).is_file()]


def boundary_note(boundaries: str) -> str:
    """Whose borders a map shows."""
    return f"Borders: {VIEWS[boundaries].sentence} No view implies an endorsement."


@cache
def country_names() -> dict[str, str]:
    """English names of countries and areas by ISO 3166-1 alpha-3 code, in the spelling of the United Nations."""
    names: dict[str, str] = {}
    for file in ("countries.geojson", "boundaries-un.geojson"):
        features = json.loads((STATIC_FOLDER / file).read_text(encoding="utf-8"))["features"]
        names |= {feature["properties"]["iso3"]: feature["properties"]["name"] for feature in features}
    return names


@kept(len(VIEWS))
def outlines_of(boundaries: str) -> gpd.GeoSeries:
    """The countries and disputed areas of a boundary view, by ISO 3166-1 alpha-3 or `X` code, in degrees."""
    files = [read_shapes((STATIC_FOLDER / name).read_bytes()) for name in ("countries.geojson", f"boundaries-{boundaries}.geojson")]
    # De facto, what a state administers is a second shape of the same state. Degrees are meant as they are: no projection.
    return pd.concat(files).dissolve("iso3").geometry.set_crs(None, allow_override=True)
