"""What the routes are spoken of with: statuses, modes, bases of a length, and the names of legs and places."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from atlas.dataset.load import DATASETS_KEPT, Dataset
from atlas.dataset.naming import names_of_legs
from atlas.dataset.naming import short_name as short_name
from atlas.kept import kept

NOT_RECORDED = "not recorded"
LEG_STATUSES = ("operating", "restricted", "suspended", "under-construction", "planned", NOT_RECORDED)
"""What a leg can be on a day, from most to least usable; the last says that the data hold no record so early."""

CLOSED = ("suspended", "under-construction", "planned")
"""Statuses of a leg that nothing can pass."""

FUTURE = ("under-construction", "planned")
"""Statuses of a leg that does not exist yet."""

MODES = ("sea", "road", "rail", "air")
"""How goods move. A crossing is passed by road and counted with it."""

LAND = ("road", "rail", "border")
"""Modes on which a border is crossed on the ground."""

BASES = ("stated", "apportioned", "measured", "estimated")
"""What a length rests on: a source; a share of what a source states for several legs together; a line on the map; or the
great circle and a detour factor."""

DAYS_KEPT = 256
"""For how many questions about a day, in all datasets together, an answer is kept."""


@kept(DATASETS_KEPT)
def leg_names(dataset: Dataset) -> pd.Series[str]:
    """How every leg is called, indexed by `leg_id`: `Chabahar–Khash railway`, `Torkham crossing`."""
    return names_of_legs(pd.DataFrame(dataset.legs))


@kept(DATASETS_KEPT)
def leg_countries(dataset: Dataset) -> pd.DataFrame:
    """ISO 3166-1 alpha-3 codes of the two ends of every leg (`from`, `to`), indexed by `leg_id`."""
    country = dataset.places["country"].astype("str")
    ends = {end: dataset.legs[f"{end}_place_id"].astype("str").map(country) for end in ("from", "to")}
    return pd.DataFrame(ends, index=dataset.legs.index)


@lru_cache(maxsize=DAYS_KEPT)
def place_name(dataset: Dataset, place_id: str) -> str:
    """The name of a place as the legs have it, without what stands in brackets: Mumbai for its container port."""
    legs = dataset.legs
    for end in ("from", "to"):
        named = legs.loc[legs[f"{end}_place_id"] == place_id, f"{end}_name"]
        if len(named):
            return short_name(str(named.iloc[0]))
    return short_name(str(dataset.places.at[place_id, "name"]))
