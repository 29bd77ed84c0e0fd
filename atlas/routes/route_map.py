"""What a map of the routes shows: corridors on a day, under a scenario, and the best way where one is asked for.

Page, story, frame on another site and picture all draw the same `RouteMap`, so that they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

import pandas as pd
from shapely import LineString

from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.dataset.legs import leg_names
from atlas.geography import Bounds, Ground
from atlas.kept import kept
from atlas.routes.corridors import MAIN_CORRIDORS, legs_of
from atlas.routes.lengths import leg_lengths
from atlas.routes.network import Way, best_way
from atlas.routes.scenarios import is_asked, scenario_status
from atlas.routes.status import first_records, leg_status_on
from atlas.view import ViewOptions
from atlas.view.scenario import AS_RECORDED, Scenario


def _course(line: LineString) -> list[list[float]]:
    """A line as exactly as a screen can show it, without points that would then lie on the one before."""
    points = [key for key, _ in groupby((round(x, 2), round(y, 2)) for x, y in line.coords)]
    return [list(point) for point in (points if len(points) > 1 else points * 2)]


@kept(DATASETS_KEPT)
def _fixed(dataset: Dataset) -> pd.DataFrame:
    """What of every leg does not depend on the day."""
    legs = pd.DataFrame(dataset.legs[["mode", "from_place_id", "to_place_id", "path_basis"]].astype("str"))
    lines = dataset.legs["geometry"]
    middles = [line.interpolate(0.5, normalized=True) for line in lines]
    return legs.assign(
        name=leg_names(dataset),
        path=pd.Series([_course(line) for line in lines], index=legs.index),
        middle=pd.Series([[round(point.x, 3), round(point.y, 3)] for point in middles], index=legs.index),
        first_record=first_records(dataset)["day"],
    ).join(leg_lengths(dataset)[["km", "basis", "measured_km", "difference"]])


@kept(64)
def _legs(dataset: Dataset, ids: tuple[str, ...], day: date, scenario: Scenario) -> pd.DataFrame:
    legs = _fixed(dataset).loc[list(ids)].join(leg_status_on(dataset, day))
    return legs.assign(drawn=scenario_status(dataset, scenario).reindex(legs.index).fillna(legs["status"]))


@dataclass(frozen=True)
class RouteMap:
    """The content of one map. `criterion` is one of `atlas.view.options.PREFER`; `asked` says whether a way is asked for."""

    dataset: Dataset
    corridors: tuple[str, ...]
    day: date
    scenario: Scenario
    ground: Ground
    origin: str
    destination: str
    criterion: str
    asked: bool

    def _best(self, scenario: Scenario) -> Way:
        return best_way(self.dataset, self.day, self.origin, self.destination, self.criterion, scenario, self.ground.boundaries)

    @property
    def way(self) -> Way:
        """The best way under the scenario, drawn wide where a way is asked for."""
        return self._best(self.scenario)

    @property
    def before(self) -> Way:
        """The best way without the scenario, drawn wide and pale where it is another."""
        return self._best(AS_RECORDED)

    @property
    def bands(self) -> tuple[Way | None, Way | None]:
        """What is drawn wide: the way, and the one before."""
        way, before = self.way, self.before
        return way if self.asked else None, before if before.ids != way.ids else None

    @property
    def legs(self) -> pd.DataFrame:
        """Every leg of the corridors and of what is drawn wide once, with place, status and length, indexed by `leg_id`.

        `path` is its line as a list of points, `middle` the point halfway. `drawn` is the status on the day, or what the scenario
        makes of it.
        """
        further = [leg for way in self.bands if way is not None for leg in (*way.ids, *way.cut)]
        ids = dict.fromkeys([*legs_of(self.dataset, self.corridors), *further])
        return _legs(self.dataset, tuple(ids), self.day, self.scenario)


def bounds_of(legs: pd.DataFrame) -> Bounds:
    """A degree around the lines of legs, as `RouteMap.legs` has them."""
    lons, lats = zip(*(point for path in legs["path"] for point in path), strict=True)
    return min(lons) - 1, min(lats) - 1, max(lons) + 1, max(lats) + 1


def route_map_of(dataset: Dataset, options: ViewOptions) -> RouteMap:
    """The map of a view: the corridors asked for, or the main ones, on the day asked for, or the last that the data cover."""
    return RouteMap(
        dataset=dataset,
        corridors=options.routes or MAIN_CORRIDORS,
        day=options.asof or dataset.last_day,
        scenario=options.scenario,
        ground=options.ground,
        origin=options.origin,
        destination=options.destination,
        criterion=options.prefer,
        asked=is_asked(options),
    )
