"""What a view may assume of the routes against the record, and between which places it may look for a way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.dataset.legs import FUTURE, leg_countries, place_name

START_COUNTRIES = ("IND", "CHN")
"""Countries from which a container may set out."""

DESTINATIONS = ("kabul", "kandahar", "herat")
"""Places to which a way may lead, the default first."""

DEFAULT_ORIGIN = "nhava-sheva"


@lru_cache(maxsize=DATASETS_KEPT)
def origins(dataset: Dataset) -> dict[str, str]:
    """Where a way may start, with names: ports first, then capitals and other places at which a leg from India or China begins.

    The capitals are among them even where no leg begins there, so that the answer can say so.
    """
    places = dataset.places
    on_legs = {*dataset.legs["from_place_id"].astype("str"), *dataset.legs["to_place_id"].astype("str")}
    capitals = [str(dataset.actors.at[country, "capital_place_id"]) for country in START_COUNTRIES]
    ends = [place for place in places.index if place in on_legs or place in capitals]
    found = places.loc[ends]
    found = found[found["country"].isin(START_COUNTRIES)]
    rank = {"port": 0, "capital": 1}
    order = sorted(
        found.index,
        key=lambda place: (
            START_COUNTRIES.index(str(found.at[place, "country"])),
            place != DEFAULT_ORIGIN,
            rank.get(str(found.at[place, "kind"]), 2),
            place,
        ),
    )
    return {str(place): place_name(dataset, str(place)) for place in order}


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
