"""What if: legs, crossings and countries that are assumed shut, and legs that are assumed built, against the record."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from atlas.dataset import Dataset
from atlas.dataset.legs import DAYS_KEPT, leg_countries
from atlas.view import ViewOptions
from atlas.view.scenario import Scenario

SHUT, BUILT = "shut in the scenario", "built in the scenario"
"""What a scenario makes of a leg."""

NOTHING_ASKED = {name: getattr(ViewOptions(), name) for name in ("close", "built", "origin", "destination", "prefer")}
"""The options of a way and its scenario as they are when nothing is assumed."""


def is_asked(options: ViewOptions) -> bool:
    """Whether a view asks for a way: it names a scenario, an end, or a criterion."""
    return any(getattr(options, name) != value for name, value in NOTHING_ASKED.items())


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
