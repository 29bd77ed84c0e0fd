"""Find what is meant by a few words: people, places, publishers, actors and events, by name, alias, code or address."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import urlsplit

from atlas.curation.stock import Row, Stock
from atlas.dataset import search
from atlas.dataset.search import aliases_of

MOST = 8
CLOSE = 0.72
"""From this similarity on (0 to 1) two words are taken for spellings of one."""


@dataclass(frozen=True)
class Named:
    """Something with names: its key, what is shown of it, and every name by which it is found."""

    key: str
    label: str
    names: tuple[str, ...]


def _rows(
    stock: Stock, table: str, used_in: str, label: Callable[[Row], str], names: Callable[[Row], Iterable[str]] | None = None
) -> list[Named]:
    """The rows of a table, those used most often in the table `used_in` first; by name and aliases unless `names` gives others."""
    key = stock.package.tables[table].fields[0].name
    uses = Counter(row[key] for row in stock.rows[used_in])
    found = [
        Named(row[key], label(row), tuple(names(row) if names else (row["name"], *aliases_of(row["aliases"])))) for row in stock.rows[table]
    ]
    return sorted(found, key=lambda named: -uses[named.key])


def people(stock: Stock) -> list[Named]:
    """Everybody, with for whom they act, who took part most often first."""
    return _rows(stock, "people", "participants", lambda row: f"{row['name']} ({row['actor_id'] or 'acts for none'})")


def places(stock: Stock) -> list[Named]:
    """Every place, with its country, the most frequent first."""
    return _rows(stock, "places", "events", lambda row: f"{row['name']} ({row['country']}, {row['kind']})")


def actors(stock: Stock) -> list[Named]:
    """Every actor, by code, name and label."""
    return _rows(
        stock, "actors", "actors", lambda row: f"{row['actor_id']} {row['name']}", lambda row: (row["actor_id"], row["name"], row["label"])
    )


def host(url: str) -> str:
    """The host of an address without `www.` and the like; empty where there is none."""
    name = (urlsplit(url.strip() if "//" in url else f"//{url.strip()}").hostname or "").rstrip(".")
    for prefix in ("www.", "m.", "amp."):
        name = name.removeprefix(prefix)
    return name


def publishers(stock: Stock) -> list[Named]:
    """Every publisher, by name, identifier and the hosts of its pages, the most frequent first."""
    hosts: dict[str, set[str]] = defaultdict(set)
    for row in stock.rows["sources"]:
        hosts[row["publisher_id"]].add(host(row["url"]))
    return _rows(
        stock,
        "publishers",
        "sources",
        lambda row: f"{row['name']} ({', '.join(filter(None, (row['country'], row['kind'])))})",
        lambda row: (row["name"], row["publisher_id"], *sorted(hosts[row["publisher_id"]])),
    )


def publisher_of(stock: Stock, url: str) -> str | None:
    """The publisher of most pages on the host of an address."""
    wanted = host(url)
    found = Counter(row["publisher_id"] for row in stock.rows["sources"] if host(row["url"]) == wanted)
    return found.most_common(1)[0][0] if found else None


def is_called(named: Named, query: str) -> bool:
    """Whether the words are one of the names, whatever their case and accents."""
    return search.fold(query).strip() in map(search.fold, named.names)


def find(candidates: Iterable[Named], query: str, most: int = MOST) -> list[Named]:
    """What the words may mean, surest first: a name itself, names with words that begin so, names with words spelt nearly so."""
    wanted = search.words_of(query)
    if not wanted:
        return []
    words = {named: [_words(name) for name in named.names] for named in candidates}
    known = {word for names in words.values() for name in names for word in name}
    close = {part: {part, *get_close_matches(part, known, most, CLOSE)} for part in wanted}

    def rank(named: Named) -> int | None:
        if is_called(named, query):
            return 0
        if any(all(any(word.startswith(part) for word in name) for part in wanted) for name in words[named]):
            return 1
        return 2 if any(all(close[part].intersection(name) for part in wanted) for name in words[named]) else None

    ranked = [(place, named) for named in words if (place := rank(named)) is not None]
    return [named for _, named in sorted(ranked, key=lambda pair: pair[0])][:most]


def _words(name: str) -> list[str]:
    return search.fold(name).replace("-", " ").split()


def events(stock: Stock, query: str, most: int = MOST) -> list[Named]:
    """Events whose title, summary or identifier hold all words, newest first."""
    wanted = search.words_of(query)
    found = []
    for row in reversed(stock.rows["events"]):
        text = search.fold(f"{row['title']} {row['summary']} {row['event_id']}")
        if wanted and all(word in text for word in wanted):
            found.append(Named(row["event_id"], f"{row['date_start']} {row['title']}", (row["event_id"],)))
    return found[:most]
