"""What the data so far make likely: codes by type, the last office of a person, the level that offices bear, habits of a publisher."""

from __future__ import annotations

from collections import defaultdict

from atlas.curation.draft import Draft
from atlas.curation.stock import Row, Stock
from atlas.measures import offices


def cameo_codes(stock: Stock, event_type: str) -> list[Row]:
    """The rows of `cameo_codes`: those that events of the type have, most frequent first, then all others."""
    used = stock.usual("events", "cameo_code", event_type=event_type)
    place = {code: position for position, code in enumerate(used)}
    return sorted(stock.rows["cameo_codes"], key=lambda row: place.get(row["cameo_code"], len(place)))


def office(stock: Stock, person_id: str, day: str) -> str:
    """The office that a person last bore in an event up to `day`, else in the first one after it; empty where none is known."""
    borne = sorted((row["event_id"][:10], row["office"]) for row in stock.rows["participants"] if row["person_id"] == person_id)
    known = [(when, name) for when, name in borne if name]
    before = [name for when, name in known if when <= day]
    return before[-1] if before else next((name for _, name in known), "")


def level(stock: Stock, draft: Draft) -> str:
    """The level of the lower-ranking side as its offices bear it; `none` where the type knows no meeting, empty where nothing tells."""
    if stock.row("event_types", draft.event["event_type"])["both_sides"] != "true":
        return "none"
    sides: dict[str, int] = defaultdict(int)
    for row in draft.participants:
        if row["actor_id"] and row["office"] and row["role"] != "subject":
            sides[row["actor_id"]] = max(sides[row["actor_id"]], offices.rank_of(row["office"]))
    names = {int(row["rank"]): row["contact_level"] for row in stock.rows["contact_levels"]}
    return names[min(sides.values())] if sides else ""


def page_habits(stock: Stock, publisher_id: str) -> Row:
    """The usual `kind`, `language` and `agency` of a publisher's pages, else those of publishers of its kind; empty where none is usual."""
    kind = stock.row("publishers", publisher_id)["kind"]
    like = {row["publisher_id"] for row in stock.rows["publishers"] if row["kind"] == kind}
    own = [row for row in stock.rows["sources"] if row["publisher_id"] == publisher_id]
    pages = Stock(stock.package, {"sources": own or [row for row in stock.rows["sources"] if row["publisher_id"] in like]})
    found = {field: next(iter(pages.usual("sources", field)), "") for field in ("kind", "language", "agency")}
    return found if own else {**found, "agency": ""}


def voices(stock: Stock, draft: Draft, publisher_id: str) -> list[str]:
    """The participant whose account a publisher's pages most often pass on: a ministry's or a state medium's own side."""
    pages = {row["source_id"] for row in stock.rows["sources"] if row["publisher_id"] == publisher_id}
    sides = {row["actor_id"] for row in draft.participants}
    own = Stock(stock.package, {"accounts": [row for row in stock.rows["accounts"] if row["source_id"] in pages]})
    return [actor for actor in own.usual("accounts", "actor_id") if actor in sides][:1]
