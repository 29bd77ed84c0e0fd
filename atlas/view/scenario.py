"""What a view may assume of the routes against the record, and between which places it may look for a way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.dataset.legs import FUTURE, leg_countries, leg_names, place_name
from atlas.geography import country_names

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


@lru_cache(maxsize=DATASETS_KEPT)
def destinations(dataset: Dataset) -> dict[str, str]:
    """Where a way may lead, with names."""
    return {place: place_name(dataset, place) for place in DESTINATIONS}


@lru_cache(maxsize=DATASETS_KEPT)
def corridor_names(dataset: Dataset) -> dict[str, str]:
    """The corridors with their names."""
    corridors = dataset.tables["corridors"]
    return dict(zip(corridors["corridor_id"].astype("str"), corridors["name"].astype("str"), strict=True))


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
def closable(dataset: Dataset) -> dict[str, str]:
    """What a scenario may close, with names: countries at an end of a leg, then crossings, then all other legs."""
    ends, mode, countries = leg_countries(dataset), dataset.legs["mode"].astype("str"), country_names()
    crossings = mode.index[mode.eq("border")]
    legs = leg_names(dataset)[[*crossings, *mode.index.difference(crossings)]]
    return {code: f"{countries[code]} (country)" for code in sorted({*ends["from"], *ends["to"]})} | {
        str(leg): name for leg, name in legs.items()
    }


@lru_cache(maxsize=DATASETS_KEPT)
def buildable(dataset: Dataset) -> dict[str, str]:
    """What a scenario may assume built, with names: legs that any record has as planned or under construction."""
    changes = dataset.tables["leg_status"]
    planned = {*changes.loc[changes["status"].isin(FUTURE), "leg_id"].astype("str")}
    planned |= {*map(str, dataset.legs.index[dataset.legs["status"].isin(FUTURE)])}
    names = leg_names(dataset)
    return {leg: str(names[leg]) for leg in sorted(planned)}
