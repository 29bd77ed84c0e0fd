"""Notes say what is missing only while it is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.checks.contents import Contents, Line
from atlas.checks.names import speaks_of, words_of

MISSING_ACCOUNT = re.compile(
    r"\bno (?:[\w-]+ ){0,3}(?:account|readout|statement)s?\b|\b(?:account|readout|statement)s?\b[^,]{0,40}\bnot (?:found|held|seen|among)\b"
)
ONE_PAGE = re.compile(
    r"^(only )?(rests on )?(one|a single|single) page\b(?! (says|gives|calls|wrongly|reports|dates|has|speaks|adds|names|puts))"
)
UNSUPPORTED = re.compile(r"\bnot supported by\b[^:]*:?")
TOLD = 0.6
"""From this share of its longer words on, a claim that a note calls unsupported is taken to stand in what a page states."""
LONG = 5


def _sentences(note: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.;])\s+", note) if part.strip()]


def notes_miss_only_what_is_missing(contents: Contents) -> Iterator[Line]:
    """A note that speaks of one page or of a missing account while the evidence holds more."""
    actors = contents.rows["actors"]
    for event in contents.rows["events"]:
        pages = [page for page in contents.pages[event.event_id] if page.agrees and not page.preview]
        heard = contents.heard(pages)
        for sentence in _sentences(event.note or ""):
            text = sentence.casefold()
            if ONE_PAGE.search(text) and len(pages) > 1:
                yield Line(event.event_id, "one page", f"{len(pages)} pages agree: {sentence}")
            if MISSING_ACCOUNT.search(text):
                named = [actor.actor_id for actor in actors if actor.actor_id in heard and speaks_of(actor, sentence)]
                for actor in named:
                    yield Line(event.event_id, actor, f"an account of {actor} is held: {sentence}")


def unsupported_claims_are_in_no_page(contents: Contents) -> Iterator[Line]:
    """A note that calls a claim unsupported while a page states it."""
    for event in contents.rows["events"]:
        for sentence in re.split(r"(?<=\.)\s+", event.note or ""):
            found = UNSUPPORTED.search(sentence.casefold())
            if not found:
                continue
            claim = {word for word in words_of(sentence[found.end() :]) if len(word) >= LONG}
            for page in contents.pages[event.event_id]:
                said = set(words_of(page.states))
                if claim and page.agrees and len(claim & said) >= TOLD * len(claim):
                    yield Line(event.event_id, page.source_id, f"{sentence} – {page.states}")
