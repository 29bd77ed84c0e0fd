"""Corridors as chains of legs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.dataset.legs import leg_countries, leg_names
from atlas.routes.lengths import leg_lengths
from atlas.words import join_words

MAIN_CORRIDORS = ("chabahar-kandahar", "bandarabbas-herat", "karachi-torkham", "wagah-torkham")
"""The corridors that are shown unless others are asked for."""


def check_corridors(dataset: Dataset, corridor_ids: Iterable[str]) -> None:
    """Raises `ValueError`, with those that there are, for an unknown corridor."""
    known = dataset.tables["corridors"]["corridor_id"]
    if unknown := [corridor_id for corridor_id in corridor_ids if corridor_id not in set(known)]:
        raise ValueError(f"There is no corridor {join_words(unknown, 'or')}. Use one of {join_words(known, 'or')}.")


def in_order(dataset: Dataset, leg_ids: Iterable[str], reverse: Iterable[bool]) -> pd.DataFrame:
    """Legs in the order of travel, each along its own direction or in reverse. One row a leg.

    Columns: `leg_id`, `leg` (name), `mode`, `from`, `to`, `from_place_id`, `to_place_id`, `from_country`, `to_country` (ISO
    3166-1 alpha-3), all in the direction of travel, and the columns of `leg_lengths`.
    """
    ids = list(leg_ids)
    turned: npt.NDArray[np.bool_] = np.array(list(reverse), dtype=bool)
    legs = pd.DataFrame(dataset.legs.loc[ids, ["mode", "from_name", "to_name", "from_place_id", "to_place_id"]])
    legs = legs.reset_index().astype("str")
    length, country = leg_lengths(dataset).loc[ids].reset_index(drop=True), leg_countries(dataset).loc[ids].reset_index(drop=True)

    def turn(start: pd.Series[str], end: pd.Series[str]) -> tuple[pd.Series[str], pd.Series[str]]:
        return start.mask(turned, end), end.mask(turned, start)

    names = turn(legs["from_name"], legs["to_name"])
    places = turn(legs["from_place_id"], legs["to_place_id"])
    countries = turn(country["from"], country["to"])
    return pd.DataFrame(
        {
            "leg_id": legs["leg_id"],
            "leg": legs["leg_id"].map(leg_names(dataset)),
            "mode": legs["mode"],
            "from": names[0],
            "to": names[1],
            "from_place_id": places[0],
            "to_place_id": places[1],
            "from_country": countries[0],
            "to_country": countries[1],
            **{column: length[column] for column in length},
        }
    )


@lru_cache(maxsize=DATASETS_KEPT)
def _chains(dataset: Dataset) -> dict[str, pd.DataFrame]:
    """The legs of every corridor in the order of travel, as `corridor_legs` gives them."""
    chain = dataset.tables["corridor_legs"].sort_values(["corridor_id", "position"], ignore_index=True)
    direction = chain["direction"].astype("str")
    legs = in_order(dataset, chain["leg_id"].astype("str"), direction.eq("reverse"))
    legs.insert(0, "position", chain["position"])
    legs.insert(4, "direction", direction)
    chains = legs.groupby(chain["corridor_id"].astype("str"), sort=False)
    return {str(corridor_id): part.reset_index(drop=True) for corridor_id, part in chains}


def corridor_legs(dataset: Dataset, corridor_id: str) -> pd.DataFrame:
    """The legs of a corridor in the order of travel. One row a leg.

    Columns: `position`, `direction` (against the leg's own) and those of `in_order`. Raises `ValueError` for an unknown
    corridor.
    """
    check_corridors(dataset, [corridor_id])
    return _chains(dataset)[corridor_id].copy()


def legs_of(dataset: Dataset, corridor_ids: Iterable[str]) -> list[str]:
    """The ids of all legs of some corridors, each once, in the order of the corridors. Raises `ValueError` as `corridor_legs`."""
    wanted = list(corridor_ids)
    check_corridors(dataset, wanted)
    return list(dict.fromkeys(leg for corridor_id in wanted for leg in _chains(dataset)[corridor_id]["leg_id"]))


@lru_cache(maxsize=DATASETS_KEPT)
def corridor_by_leg(dataset: Dataset) -> Mapping[str, str]:
    """The corridor that shows each leg: a main one where there is one, else the shortest that takes it."""
    legs = dataset.tables["corridor_legs"].astype({"corridor_id": "str", "leg_id": "str"})
    sized = legs.assign(size=legs.groupby("corridor_id")["leg_id"].transform("size"), rest=~legs["corridor_id"].isin(MAIN_CORRIDORS))
    sized = sized.sort_values(["rest", "size"], kind="stable")
    return MappingProxyType(dict(sized.drop_duplicates("leg_id")[["leg_id", "corridor_id"]].itertuples(index=False)))
