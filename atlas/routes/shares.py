"""How much of a way lies in a country, and how much of it sanctions touch: by rule, with what the rule rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from atlas.dataset import DATASETS_KEPT, Dataset, RuledType
from atlas.dataset.legs import LAND, leg_countries
from atlas.geography import VIEWS
from atlas.geography.boundaries import outlines_of
from atlas.kept import kept
from atlas.routes.lengths import leg_lengths

_WGS84 = Geod(ellps="WGS84")

INSIDE = {"pakistan": "PAK", "iran": "IRN", "afghanistan": "AFG"}
"""The countries whose part of a way is told, by the ending of their columns."""

BESIDE_BORDER = 0.1
"""How far in degrees (some 10 km) a line may stray over a border without leaving its countries: outlines and courses are
generalised, and a border town may lie on the wrong side of its border."""


def _km(line: BaseGeometry) -> float:
    return abs(_WGS84.geometry_length(line)) / 1000


def km_along(line: BaseGeometry, homes: tuple[str, ...], boundaries: str, real: bool = True) -> dict[str, float]:
    """Kilometres of a line in each country, cut at the borders of a view; `homes` are the countries in which its ends are recorded.

    Lengths are geodesic on WGS 84. A piece in a third country counts only if it leads farther from the homes than `BESIDE_BORDER`;
    else it belongs to the nearest of them. A line that is not `real` but schematic tells of no third country.
    """
    areas = outlines_of(boundaries)
    own = areas.reindex(pd.unique(pd.Series(homes))).dropna()
    found = {country: _km(line.intersection(area)) for country, area in own.items()}
    if not real:
        return found
    near = shapely.union_all(own.intersection(shapely.box(*line.bounds).buffer(1)).buffer(BESIDE_BORDER))
    for position in areas.sindex.query(line, predicate="intersects"):
        country = areas.index[position]
        if country in own.index:
            continue
        for piece in shapely.get_parts(line.intersection(areas.iloc[position])):
            owner = own.distance(piece).idxmin() if near.covers(piece) else country
            found[owner] = found.get(owner, 0.0) + _km(piece)
    return found


@kept(DATASETS_KEPT * len(VIEWS))
def km_by_country(dataset: Dataset, boundaries: str) -> pd.DataFrame:
    """Kilometres of every leg inside each country in a boundary view, indexed by `leg_id`; one column a country or disputed area, by code.

    The length of a road, railway or crossing (`leg_lengths`) is shared out as `km_along` cuts its line, so that the shares of a
    leg add up to it; what the generalised coast leaves outside any country is shared out likewise. A schematic line within one
    country lies in it in full. Sea lanes and flights lie in none.
    """
    ends, km, mode = leg_countries(dataset), leg_lengths(dataset)["km"], dataset.legs["mode"].astype("str")
    rows: dict[str, dict[str, float]] = {}
    for leg_id in dataset.legs.index[mode.isin(LAND)]:
        line, basis = dataset.legs.loc[leg_id, ["geometry", "path_basis"]]
        homes = tuple(dict.fromkeys(map(str, ends.loc[leg_id])))
        found = km_along(line, homes, boundaries, basis == "network")
        # Two sides of a crossing that share a point have no line to cut.
        found = found if sum(found.values()) else dict.fromkeys(homes, 1.0)
        rows[leg_id] = {country: km[leg_id] * part / sum(found.values()) for country, part in found.items()}
    table = pd.DataFrame.from_dict(rows, orient="index").reindex(dataset.legs.index)
    columns = sorted({*table.columns, *ends["from"], *ends["to"]})
    return table.reindex(columns=columns).astype("float64").fillna(0.0)


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
