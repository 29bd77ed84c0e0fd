"""How much of a way lies in a country, and how much of it sanctions touch: by rule, with what the rule rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import pandas as pd
from pyproj import Geod

from atlas.dataset import DATASETS_KEPT, Dataset, RuledType
from atlas.dataset.legs import LAND, leg_countries
from atlas.geography import STATIC_FOLDER
from atlas.kept import kept
from atlas.routes.lengths import leg_lengths

_WGS84 = Geod(ellps="WGS84")


@kept(1)
def _outlines() -> gpd.GeoSeries:
    """Outlines of the countries in the UN view, by ISO 3166-1 alpha-3 code."""
    files = [gpd.read_file(STATIC_FOLDER / name) for name in ("countries.geojson", "boundaries-un.geojson")]
    return pd.concat(files).drop_duplicates("iso3").set_index("iso3").geometry


@kept(DATASETS_KEPT)
def km_by_country(dataset: Dataset) -> pd.DataFrame:
    """Kilometres of every leg inside each country, indexed by `leg_id`; one column a country, by ISO 3166-1 alpha-3 code.

    A road, railway or crossing between two places of one country lies in it in full, wherever its line runs. One
    between two countries is split where its line crosses the border of the UN view, in parts of the ellipsoidal length of the
    line. Sea lanes and flights lie in none.
    """
    ends, km, mode = leg_countries(dataset), leg_lengths(dataset)["km"], dataset.legs["mode"].astype("str")
    countries = sorted({*ends["from"], *ends["to"]})
    table = pd.DataFrame(0.0, index=dataset.legs.index, columns=countries)
    for leg_id in dataset.legs.index[mode.isin(LAND)]:
        first, second = (str(country) for country in ends.loc[leg_id])
        line = dataset.legs.at[leg_id, "geometry"]
        inside = {
            country: abs(_WGS84.geometry_length(line.intersection(_outlines()[country]))) if first != second else 1.0
            for country in dict.fromkeys((first, second))
        }
        whole = sum(inside.values())
        for country, length in inside.items():
            table.at[leg_id, country] = km[leg_id] * (length / whole if whole else 1 / len(inside))
    return table


@dataclass(frozen=True)
class Exposure:
    """What sanctions touch by a day.

    `place_id` is the port that the sanctions events are about, `country` the country in which it lies, `legs` the ids of all
    legs with an end there, `events` the ids of the events up to the day, oldest first.
    """

    place_id: str
    country: str
    legs: frozenset[str]
    events: tuple[str, ...]


@kept(DATASETS_KEPT)
def _sanctions(dataset: Dataset, port: str) -> pd.DataFrame:
    issues = dataset.tables["event_issues"]
    about = dataset.events["event_id"].isin(issues.loc[issues["issue_id"] == port, "event_id"].astype("str"))
    kept = dataset.events["event_type"].eq(RuledType.SANCTIONS) & about & dataset.events["status"].ne("cancelled")
    return dataset.events.loc[kept, ["event_id", "date_start"]]


PORT = "chabahar"
"""The port with a file of its own: a place and a subject of the same name."""


def exposure_on(dataset: Dataset, day: date) -> Exposure | None:
    """Which legs sanctions touch by a day; `None` before the first event of the kind.

    The rule: an event of type Sanctions on the subject Chabahar is about that port. A leg is touched where an end of it, in
    port or on land, lies in the country of the port. The rule does not say whether a cargo is sanctioned: exceptions are
    among the events too, and the newest one says how things stood.
    """
    events = _sanctions(dataset, PORT)
    events = events[events["date_start"] <= pd.Timestamp(day)]
    if events.empty:
        return None
    country, ends = str(dataset.places.at[PORT, "country"]), leg_countries(dataset)
    legs = ends.index[ends["from"].eq(country) | ends["to"].eq(country)]
    return Exposure(PORT, country, frozenset(map(str, legs)), tuple(events["event_id"].astype("str")))
