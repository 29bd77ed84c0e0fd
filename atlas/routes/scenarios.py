"""What if: legs, crossings and countries that are assumed shut, and legs that are assumed built, against the record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from atlas.dataset.load import DATASETS_KEPT, Dataset
from atlas.routes.terms import DAYS_KEPT, FUTURE, leg_countries

SHUT, BUILT = "shut in the scenario", "built in the scenario"
"""What a scenario makes of a leg."""


@dataclass(frozen=True)
class Scenario:
    """What is assumed against the record: legs and countries (ISO 3166-1 alpha-3) that are closed, and legs that are built."""

    close: tuple[str, ...] = ()
    built: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.close or self.built)


AS_RECORDED = Scenario()
"""No assumption."""


@lru_cache(maxsize=DATASETS_KEPT)
def closable(dataset: Dataset) -> tuple[str, ...]:
    """What a scenario may close: countries at an end of a leg, then crossings, then all other legs."""
    ends, mode = leg_countries(dataset), dataset.legs["mode"].astype("str")
    crossings = mode.index[mode.eq("border")]
    return (*sorted({*ends["from"], *ends["to"]}), *map(str, crossings), *map(str, mode.index.difference(crossings)))


@lru_cache(maxsize=DATASETS_KEPT)
def buildable(dataset: Dataset) -> tuple[str, ...]:
    """What a scenario may assume built: legs that any record has as planned or under construction."""
    changes = dataset.tables["leg_status"]
    planned = {*changes.loc[changes["status"].isin(FUTURE), "leg_id"].astype("str")}
    planned |= {*map(str, dataset.legs.index[dataset.legs["status"].isin(FUTURE)])}
    return tuple(sorted(planned))


@lru_cache(maxsize=DAYS_KEPT)
def closed_legs(dataset: Dataset, close: tuple[str, ...]) -> frozenset[str]:
    """The legs that a scenario closes. A country closes every leg by sea and land with an end in it, but no flight."""
    ends, mode = leg_countries(dataset), dataset.legs["mode"].astype("str")
    touched = (ends["from"].isin(close) | ends["to"].isin(close)) & mode.ne("air")
    return frozenset(map(str, ends.index[touched | ends.index.isin(close)]))


def scenario_status(dataset: Dataset, scenario: Scenario) -> pd.Series[str]:
    """What the scenario makes of the legs that it concerns, by `leg_id`: `SHUT` or `BUILT`. Closing wins."""
    made = dict.fromkeys(scenario.built, BUILT) | dict.fromkeys(sorted(closed_legs(dataset, scenario.close)), SHUT)
    return pd.Series(made, dtype="str", name="scenario")
