"""Search: all words, whatever their case, accents or script, as plain text and never as a pattern."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from atlas.gathered import gathered, positions_of
from atlas.words import solar_hijri

MOST_CHARACTERS = 200
MOST_WORDS = 12

_RUNS_A_LOOK = 64
"""After so many runs of words it is looked whether all texts are found."""

_TEXTS_AT_ONCE = 50_000
"""How many texts are taken apart at once: their words as written are some 50 MB."""

_ARABIC_LETTERS = str.maketrans("يىكةۀ", "ییکهه")

_TYPED = str.maketrans({**dict.fromkeys("‘’‚‛ʼ′‵´`＇", "'"), **dict.fromkeys("“”„‟«»″‶＂", '"'), "−": "-"})
"""Quotation marks and minus signs that keyboards put in for the plain ones; dashes and blanks are known by their categories."""

_PLAIN = {"Cc": " ", "Zs": " ", "Zl": " ", "Zp": " ", "Pd": "-", "Cf": ""}


@cache
def _fold_character(character: str) -> str:
    """One character as it is compared; nothing for accents and for what is not seen."""
    decomposed = unicodedata.normalize("NFKD", character.translate(_TYPED)).casefold()
    kept = (_PLAIN.get(unicodedata.category(c), c) for c in decomposed if not unicodedata.combining(c))
    return "".join(kept).translate(_ARABIC_LETTERS)


def fold(text: str) -> str:
    """Text as it is compared: without accents, case, control and direction characters, with plain quotation marks, hyphens and blanks.

    Arabic and Persian forms of one letter count as the same, so that متقي finds متقی.
    """
    return "".join(map(_fold_character, text))


def spans(text: str, query: str) -> list[tuple[int, int]]:
    """Where the words of the query stand in the text as it is written: start and end, in order and without overlap."""
    folded: list[str] = []
    origin: list[int] = []
    marked: set[int] = set()
    for position, character in enumerate(text):
        part = _fold_character(character)
        folded.append(part)
        origin += [position] * len(part)
    whole = "".join(folded)
    for word in words_of(query):
        start = whole.find(word)
        while start >= 0:
            marked.update(range(origin[start], origin[start + len(word) - 1] + 1))
            start = whole.find(word, start + 1)
    found: list[tuple[int, int]] = []
    for position in sorted(marked):
        if found and found[-1][1] == position:
            found[-1] = (found[-1][0], position + 1)
        else:
            found.append((position, position + 1))
    return found


def words_of(query: str) -> tuple[str, ...]:
    """The folded words of a query; what lies beyond a sensible length is left out."""
    return tuple(dict.fromkeys(fold(query[:MOST_CHARACTERS]).split()))[:MOST_WORDS]


def aliases_of(cell: object) -> tuple[str, ...]:
    """The names in a cell of `aliases`; none where it is empty."""
    return tuple(filter(None, map(str.strip, cell.split(";")))) if isinstance(cell, str) else ()


def text_of(events: pd.DataFrame, evidence: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pa.LargeStringArray:
    """The text of every event: title, summary, people and places with their aliases, publishers, Solar Hijri date."""
    people, publishers = tables["people"], tables["publishers"].set_index("publisher_id")["name"]
    spellings = (people["name"] + " " + people["aliases"].fillna("")).set_axis(people["person_id"])
    named = tables["participants"][["event_id", "person_id"]].dropna()
    places = tables["places"]
    place_names = (places["name"] + " " + places["aliases"].fillna("")).set_axis(places["place_id"])
    ids, known = events["event_id"], cache(_solar_day)

    def of_event(keys: pd.Series, texts: pd.Series) -> pd.Series[str]:
        return gathered(positions_of(ids, keys), texts, len(ids), " ")

    columns = [
        events["title"],
        events["summary"],
        events["place_id"].astype("str").map(place_names),
        events["place"],
        of_event(named["event_id"], named["person_id"].astype("str").map(spellings)),
        of_event(evidence["event_id"], evidence["publisher_id"].map(publishers)),
        pd.Series(list(map(known, events["date_start"], events["date_end"], events["date_precision"])), dtype="str"),
    ]
    texts = [pa.array(column.astype("str"), pa.large_string()) for column in columns]
    joined: pa.LargeStringArray = pc.binary_join_element_wise(*texts, pa.scalar(" ", pa.large_string()), null_handling="replace")
    return joined


def _solar_day(start: pd.Timestamp, end: pd.Timestamp, precision: str) -> str:
    return solar_hijri(start.date(), None if pd.isna(end) else end.date(), precision)


def _distinct(numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The numbers in order, each once; `numpy.unique` takes ten times as long where many are the same."""
    numbers.sort()
    first: npt.NDArray[np.bool_] = np.diff(numbers, prepend=-1) != 0
    return numbers[first]


@dataclass(frozen=True)
class Index:
    """Which texts hold which words: as written, so that a text is folded once a word and not once a letter of it.

    `words` are the distinct words of all texts, folded, which may leave the same twice; word `n` is held by the texts at the positions
    `texts[starts[n]:starts[n + 1]]`. A word that is looked for has no blank in it, so it lies inside one of these words wherever it
    lies inside a text.
    """

    words: pa.LargeStringArray
    starts: npt.NDArray[np.int64]
    texts: npt.NDArray[np.int32]
    size: int

    @classmethod
    def of(cls, texts: pa.LargeStringArray) -> Index:
        """The index of some texts."""
        numbers: dict[str, int] = {}
        found = []
        for start in range(0, len(texts), _TEXTS_AT_ONCE):
            split = pc.split_pattern(texts.slice(start, _TEXTS_AT_ONCE), " ")
            coded = split.flatten().dictionary_encode()
            number = np.array([numbers.setdefault(word, len(numbers)) for word in coded.dictionary.to_pylist()], np.int64)
            text = np.repeat(np.arange(start, start + len(split)), pc.list_value_length(split))
            # Word and text as one number, which sorts ten times as fast as a pair.
            found.append(_distinct(number[coded.indices] << 32 | text))
        pairs = _distinct(np.concatenate([np.zeros(0, np.int64), *found]))
        starts = np.searchsorted(pairs >> 32, np.arange(len(numbers) + 1))
        return cls(pa.array(map(fold, numbers), pa.large_string()), starts, pairs.astype(np.int32), len(texts))

    def matches(self, query: str) -> npt.NDArray[np.bool_]:
        """Which of the texts hold every word of the query. An empty query matches all."""
        mask = np.ones(self.size, dtype=bool)
        for word in words_of(query):
            hits = pc.match_substring(self.words, word).to_numpy(zero_copy_only=False)
            # Where a run of hits begins and where it ends: short words hit many that stand side by side.
            edges = np.flatnonzero(np.diff(hits, prepend=False, append=False))
            held = np.zeros(self.size, dtype=bool)
            for number, (start, stop) in enumerate(self.starts[edges].reshape(-1, 2).tolist()):
                held[self.texts[start:stop]] = True
                # Common words come first, and a letter lies inside most texts after a few of them.
                if number % _RUNS_A_LOOK == 0 and held.all():
                    break
            mask &= held
        return mask
