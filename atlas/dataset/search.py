"""Search: all words, whatever their case, accents or script, as plain text and never as a pattern."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from atlas.words import solar_hijri

MOST_CHARACTERS = 200
MOST_WORDS = 12

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


def text_of(events: pd.DataFrame, evidence: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pa.StringArray:
    """Folded text of every event: title, summary, people and places with their aliases, publishers, Solar Hijri date."""
    people, publishers = tables["people"], tables["publishers"].set_index("publisher_id")["name"]
    spellings = (people["name"] + " " + people["aliases"].fillna("")).set_axis(people["person_id"])
    named = tables["participants"][["event_id", "person_id"]].dropna().astype("str")
    places = tables["places"]
    place_names = (places["name"] + " " + places["aliases"].fillna("")).set_axis(places["place_id"])
    dates = [
        solar_hijri(start.date(), None if pd.isna(end) else end.date(), str(precision))
        for start, end, precision in zip(events["date_start"], events["date_end"], events["date_precision"], strict=True)
    ]

    def gathered(ids: pd.Series, texts: pd.Series) -> pd.Series:
        joined = texts.fillna("").groupby(ids.astype("str").to_numpy()).agg(" ".join)
        return joined.reindex(events["event_id"]).fillna("").reset_index(drop=True)

    others = [
        events["summary"],
        events["place_id"].astype("str").map(place_names).fillna(""),
        events["place"].fillna(""),
        gathered(named["event_id"], named["person_id"].map(spellings)),
        gathered(evidence["event_id"], evidence["publisher_id"].map(publishers)),
        pd.Series(dates, index=events.index, dtype="str"),
    ]
    whole = events["title"].str.cat(pd.concat(others, axis=1), sep=" ")
    return pa.array([fold(text) for text in whole], pa.string())


def matches(text: pa.StringArray, query: str) -> npt.NDArray[np.bool_]:
    """Which of the folded texts hold every word of the query. An empty query matches all."""
    mask = np.ones(len(text), dtype=bool)
    for word in words_of(query):
        mask &= pc.match_substring(text, word).to_numpy(zero_copy_only=False)
    return mask
