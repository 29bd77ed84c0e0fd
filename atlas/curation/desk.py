"""What every question has at hand: the package, the draft, the day, and how to ask for people, places and publishers it does not know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from atlas.curation import gazetteer, judging, matching
from atlas.curation.draft import OWN_TABLES, Draft
from atlas.curation.stock import Row, Stock, free, slug
from atlas.curation.terminal import NONE, Option, ask, choose, pick, say


@dataclass
class Desk:
    """The package as it stands in its files, the answers so far, and the day of today."""

    package: Stock
    today: date
    draft: Draft = field(default_factory=Draft)

    @property
    def stock(self) -> Stock:
        """The package together with the people, places and publishers of the draft."""
        return self.package.with_new(self.draft.new)

    def options(self, table: str) -> list[Option]:
        """A code list as options: its code, then its label and description."""
        code = self.package.package.tables[table].fields[0].name
        return [(row[code], f"{row['label']}: {row['description']}") for row in self.package.rows[table]]

    def kinds(self, table: str) -> list[Option]:
        """The kinds that rows of a table can be of, as options."""
        return [(kind, "") for kind in self.package.choices(table, "kind")]

    def ask_cell(self, question: str, table: str, name: str, default: str = "") -> str:
        """A line that fits the field of a table."""
        return ask(question, default, judging.cell(self.package, table, name))

    def _add(self, table: str, row: Row) -> str:
        key = OWN_TABLES[table]
        row[key] = free(slug(row["name"]) or table, {other[key] for other in self.stock.rows[table]})
        self.draft.new[table].append(row)
        return row[key]

    def name_again(self, table: str, key: str, used: Iterable[str] = ()) -> str:
        """The name behind a key that is asked for again. A row of the draft's own is taken back, so that it can be answered anew."""
        if not key:
            return ""
        name = self.stock.row(table, key)["name"]
        if key not in used:
            self.draft.new[table] = [row for row in self.draft.new[table] if row[OWN_TABLES[table]] != key]
        return name

    def _country(self) -> str:
        question = "Its country, by name or ISO code; an empty line where there is none"
        return pick(question, partial(matching.find, gazetteer.countries()))

    def new_person(self, name: str, actor_id: str) -> str:
        """Ask for a person who acts for `actor_id`, and give the identifier."""
        name = self.ask_cell("The person's name, in the usual English spelling", "people", "name", name)
        aliases = self.ask_cell("Other spellings, parted by semicolons; native script only where certain", "people", "aliases")
        return self._add("people", {"name": name, "actor_id": actor_id, "aliases": aliases, "note": ""})

    def new_publisher(self, name: str) -> str:
        """Ask for a publisher, and give the identifier."""
        name = self.ask_cell("The publisher's name", "publishers", "name", name)
        country = self._country()
        kind = choose("What kind of publisher? “ministry” stands for any official body.", self.kinds("publishers"))
        return self._add("publishers", {"name": name, "country": country, "kind": kind})

    def new_place(self, name: str) -> str:
        """Ask for a place, with coordinates from GeoNames where it is found there, and give the identifier."""
        name = self.ask_cell("The place's name in English usage", "places", "name", name)
        country = ""
        while not country:
            country = self._country()
        kind = choose("What kind of place?", self.kinds("places"))
        found = {str(city["geonameid"]): city for city in gazetteer.cities(name, country)}
        options = [(key, f"{city['name']} at {city['latitude']}, {city['longitude']}") for key, city in found.items()]
        key = choose("GeoNames has it. Which is meant?", [*options, (NONE, "none of these")], options[0][0]) if options else ""
        row = {"name": name, "country": country, "kind": kind, "geonames_id": key if key in found else ""}
        if city := found.get(key):
            row |= {"lat": str(round(city["latitude"], 4)), "lon": str(round(city["longitude"], 4)), "coordinate_source": "GeoNames"}
        else:
            say("", "Coordinates in degrees, north and east being positive.")
            row["lat"] = self.ask_cell("Latitude, such as 34.5281", "places", "lat")
            row["lon"] = self.ask_cell("Longitude, such as 69.1723", "places", "lon")
            row["coordinate_source"] = self.ask_cell("Where do they come from, and how exact are they?", "places", "coordinate_source")
        return self._add("places", {**row, "aliases": gazetteer.aliases(row["geonames_id"], name)})

    def find_publisher(self, question: str, default: str = "") -> str:
        """A publisher by name or address; empty for none."""
        known = matching.publishers(self.stock)
        return pick(question, lambda text: matching.find(known, matching.host(text) if "/" in text else text), self.new_publisher, default)
