"""Places: in their country, and only where something happened at one."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pandas as pd
from pyproj import Geod

from atlas.checks.contents import Contents, Line
from atlas.dataset import Problem
from atlas.geography import STATIC_FOLDER

OUTLINES = ("countries.geojson", "boundaries-un.geojson", "boundaries-de-facto.geojson")
"""Files with the outlines of countries, by `iso3`. The second and third move disputed borders."""

SPOKEN = (
    r"\b(security council|general assembly|parliament|lok sabha|rajya sabha|press conference|news conference|briefing|forum|summit|"
    r"interview|talks|meeting|met|visit|sidelines|summon\w*|speech|address\w*|told reporters|speaking|said in|all-party)\b"
)
"""Words for an occasion on which something is said at a place."""

FAR_KM = 100
"""How far outside its country a place may lie: outlines are simplified, and some crossings are placed by eye."""


@functools.cache
def outlines(static: Path) -> gpd.GeoSeries:
    """The area of every country by ISO 3166-1 alpha-3 code, in degrees; empty where the files are missing.

    A disputed area belongs to each country that a file gives it to.
    """
    frames = [gpd.read_file(static / name) for name in OUTLINES if (static / name).is_file()]
    if not frames:
        return gpd.GeoSeries()
    areas = gpd.GeoDataFrame(pd.concat(frames, ignore_index=True)[["iso3", "geometry"]])
    return areas.dissolve("iso3")["geometry"]


def places_lie_in_their_country(contents: Contents) -> Iterator[Problem]:
    """No place lies far outside the country that it is said to be in.

    The nearest point of the country is sought in degrees, which is exact enough to tell a slip from a border town.
    """
    areas = outlines(STATIC_FOLDER)
    rows = [row for row in contents.rows["places"] if row.country in areas.index]
    points = gpd.GeoSeries(gpd.points_from_xy([row.lon for row in rows], [row.lat for row in rows]))
    ways = gpd.GeoSeries(areas.loc[[row.country for row in rows]].to_numpy()).shortest_line(points, align=False)
    earth = Geod(ellps="WGS84")
    for row, way in zip(rows, ways, strict=True):
        if (far := earth.geometry_length(way) / 1000) > FAR_KM:
            reason = f"{row.name} lies {far:,.0f} km outside {row.country}."
            yield contents.problem("places", row.Index, "lat", reason, "Check the coordinates (latitude first) and the country.")


def unchecked_places(contents: Contents) -> Iterator[Line]:
    """A place that could not be checked, for want of an outline of its country."""
    areas = outlines(STATIC_FOLDER)
    return (Line(row.place_id, "", row.country) for row in contents.rows["places"] if row.country not in areas.index)


def calls_have_no_place(contents: Contents) -> Iterator[Problem | Line]:
    """A call takes place nowhere; a statement only where its pages say where it was spoken."""
    spoken = re.compile(SPOKEN)
    for event in contents.rows["events"]:
        if event.place_id is None and event.place_reported is None:
            continue
        if event.event_type == "call":
            fix = "Empty place_id and place_reported."
            yield contents.problem("events", event.Index, "place_id", "A call takes place nowhere.", fix)
        elif event.event_type == "statement" and not spoken.search(contents.texts(event).casefold()):
            yield Line(event.event_id, event.place_id or event.place_reported, event.title)
