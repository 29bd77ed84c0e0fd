"""By which words a text names an actor or a person."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection
from functools import cache
from typing import Any

from atlas.checks.contents import Contents
from atlas.dataset.search import aliases_of

OTHER_WORDS = {
    "AFG": "afghan taliban kabul kandahar islamic emirate",
    "AFG-R": "afghan kabul ghani karzai republic",
    "ARE": "emirati uae dubai",
    "CHN": "chinese sino",
    "DEU": "german",
    "EU": "eu european",
    "FRA": "french",
    "GBR": "british uk london britain",
    "IND": "delhi",
    "ITA": "italian rome",
    "NOR": "norwegian oslo",
    "QAT": "doha",
    "SAU": "saudi",
    "TKM": "turkmen",
    "TUR": "turkish turkey",
    "UN": "un unama guterres wfp food iom unhcr unicef ocha",
    "UNSC": "security council un council resolution",
    "USA": "us american washington trump biden treasury",
}
"""Words for an actor, or their beginnings, beside its name and its capital in the table `actors`."""

CENTRAL_ASIA = {"KAZ", "KGZ", "TJK", "TKM", "UZB"}
COMMON = {"afghanistan", "and", "islamic", "republic", "states", "organisation", "former", "remaining", "missions", "its", "the", "united"}
NO_SURNAMES = {"afghan", "haqqani", "mohammed", "muslim", "pakistan", "republic", "west"}
"""Surnames that are common words, or that name a network as well."""
LEAST_SURNAME = 4
"""Surnames with fewer letters (Li, Wu, Dar) are too often a part of other words or names."""


@cache
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, without accents and hyphens."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return tuple(re.findall(r"\w+", "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("-", " ")))


def holds(text: str, name: str) -> bool:
    """Whether a name stands in a text, word by word."""
    return f" {' '.join(words_of(name))} " in f" {' '.join(words_of(text))} "


def begins(text: str, stems: Collection[str]) -> bool:
    """Whether a word of a text begins as one of the stems does; a stem of up to three letters must be the whole word."""
    long = tuple(stem for stem in stems if len(stem) > 3)
    return any(word.startswith(long) or word in stems for word in words_of(text))


def speaks_of(actor: Any, text: str) -> bool:
    """Whether a text names an actor (a row of `actors`) or its people by a word that begins as one of the actor's words does."""
    if holds(text, actor.name) or (actor.actor_id in CENTRAL_ASIA and (holds(text, "central asia") or holds(text, "central asian"))):
        return True
    names = {word[:5] for word in words_of(f"{actor.name} {actor.label}") if len(word) > 2 and word not in COMMON}
    return begins(text, names | set(words_of(OTHER_WORDS.get(actor.actor_id, ""))))


def spellings(person: Any) -> list[str]:
    """The name of a person (a row of `people`) and its other spellings."""
    return [person.name, *aliases_of(person.aliases)]


def is_named(person: Any, text: str) -> bool:
    """Whether a text names a person in full, by another spelling or by a word of the name that is long enough to tell."""
    if any(holds(text, spelling) for spelling in spellings(person)):
        return True
    known = {word for spelling in spellings(person) for word in words_of(spelling) if len(word) >= LEAST_SURNAME}
    # A short name such as Dar or Xi tells only where it is written as a name.
    short = [word for word in person.name.split() if 1 < len(word) < LEAST_SURNAME]
    return not known.isdisjoint(words_of(text)) or any(re.search(rf"\b{word}\b", text) for word in short)


def surname(person: Any) -> str | None:
    """The last word of a person's name, where it is long enough to tell."""
    word = words_of(person.name)[-1]
    return word if len(word) >= LEAST_SURNAME else None


def by_surname(contents: Contents) -> dict[str, list[Any]]:
    """The rows of `people` by surname, without surnames that are also a word for a place or a people."""
    found: dict[str, list[Any]] = defaultdict(list)
    places = {word for place in contents.rows["places"] for word in words_of(place.name)}
    for person in contents.rows["people"]:
        if (word := surname(person)) is not None and word not in places | NO_SURNAMES:
            found[word].append(person)
    return found
