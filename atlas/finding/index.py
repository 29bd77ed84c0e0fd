"""Which words stand in what can be found, and what a word that stands nowhere may have been meant to be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.dataset.search import fold
from atlas.finding.entries import FindableEntry, entries_of

_TOKEN = re.compile(r"[^\s!-/:-@\[-`{-~،؛؟。、،«»…·]+")
_POSSESSIVE = re.compile(r"'s\b")
_SILENT = frozenset(
    {"a", "about", "an", "and", "are", "at", "by", "did", "do", "for", "from", "has", "how", "in", "is", "it", "of", "on", "or"}
    | {"be", "been", "current", "currently", "does", "me", "now", "our", "present", "since", "tell", "that", "the", "there", "this", "to"}
    | {"today", "was", "we", "were", "what", "when", "where", "which", "who", "whom", "whose", "why", "with"}
)
"""Words of a question that say nothing of what it is about."""

IN_NAME, IN_SAID = 1.0, 0.6
"""What a word counts in a name of a thing, and in a text about it."""

BEGUN, WITHIN = 0.85, 0.6
"""What the beginning of a word counts, and a part from its middle."""


def tokens_of(text: str) -> list[str]:
    """The words of a text, folded, without punctuation."""
    return _TOKEN.findall(_POSSESSIVE.sub("", fold(text)))


def asked(query: str) -> tuple[str, ...]:
    """The words of a query that say what it is about; all of them where none does."""
    words = tuple(dict.fromkeys(tokens_of(query)))
    return tuple(word for word in words if word not in _SILENT) or words


def edits_allowed(word: str) -> int:
    """How many letters of a word may be wrong, missing, too many or swapped."""
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2


@dataclass(frozen=True)
class WordRead:
    """A word of a query as it is taken: the words of the data that it stands for, each with how well it does, from 0 to 1."""

    typed: str
    meant: dict[str, float]
    corrected: bool = False

    @property
    def nearest(self) -> str:
        """The word of the data that it is taken for; itself where it stands in the data."""
        return next(iter(self.meant)) if self.corrected else self.typed


@dataclass(frozen=True, eq=False)
class WordIndex:
    """Every word with the things in which it stands and what it counts there; the names of each thing as words."""

    entries: tuple[FindableEntry, ...]
    standing: dict[str, dict[int, float]]
    names: tuple[tuple[frozenset[str], ...], ...]

    def read(self, word: str) -> WordRead:
        """What a word is taken for. Only one that stands nowhere, not even as a part, is taken for a mistyped one."""
        meant: dict[str, float] = {}
        latin = word.isascii()
        if not latin or len(word) > 1:
            for token in self.standing:
                if token.startswith(word):
                    meant[token] = 1.0 if token == word else BEGUN
            if not meant and (not latin or len(word) > 3):
                meant = {token: WITHIN for token in self.standing if word in token}
        if meant or not (allowed := edits_allowed(word)):
            return WordRead(word, meant)
        near = process.extract(word, list(self.standing), scorer=OSA.distance, score_cutoff=allowed, limit=8)
        least = min((edits for _, edits, _ in near), default=0)
        # Of equally near words that which stands in most things is the likeliest.
        likely = sorted((token for token, edits, _ in near if edits == least), key=lambda token: -len(self.standing[token]))
        return WordRead(word, dict.fromkeys(likely, 1 - 0.15 * least), corrected=bool(likely))


@lru_cache(maxsize=DATASETS_KEPT)
def index_of(dataset: Dataset) -> WordIndex:
    """The index of a dataset, made once."""
    entries = tuple(entries_of(dataset))
    standing: dict[str, dict[int, float]] = {}
    names = []
    for number, entry in enumerate(entries):
        # A name that is a question is compared by what it asks for, as a query is.
        spelled = [list(asked(name)) for name in entry.names]
        names.append(tuple(map(frozenset, spelled)))
        for weight, found in ((IN_NAME, spelled), (IN_SAID, [tokens_of(text) for text in entry.said])):
            for token in {token for text in found for token in text}:
                standing.setdefault(token, {}).setdefault(number, weight)
    return WordIndex(entries, standing, tuple(names))
