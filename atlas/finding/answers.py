"""The answers to a query: at most a few of each kind, best first, each with what of it matched."""

from __future__ import annotations

from dataclasses import dataclass
from math import log1p

from rapidfuzz import fuzz, process

from atlas.dataset import Dataset
from atlas.dataset.search import MOST_CHARACTERS, MOST_WORDS, fold
from atlas.finding.entries import GROUPS, FindableEntry
from atlas.finding.index import WordIndex, WordRead, asked, index_of, tokens_of

MOST_OF_A_KIND = 6

WHOLE_NAME = 0.4
"""What is added to a score where a name consists of nothing but the words asked for, and in part where they are a part of it."""

EXACT_NAME = 0.2
"""What is added where a name is the query letter by letter."""

MUCH_USED = 0.15
"""What is added for what is used most, or is most recent."""

LIKE_LABEL = 0.05
"""What is added where the label itself is like the query, and not only one of its other names."""

TOO_FAINT = 0.4
"""What scores less than this part of the best is left out."""

NEAREST_AT_LEAST = 60
"""How similar a name must be, of 100, to be suggested where nothing is found."""

IN_TEXT = ("event", "story")
"""Kinds that say much, so that some word of a long query stands in most of them: they must hold half of it."""

EXCERPT = 90
"""Characters of a text about a thing that are shown on either side of a word found."""


@dataclass(frozen=True)
class Answer:
    """A thing found. `matched` is the name or text in which the words stand, where that is not its label; a higher `score` is better."""

    kind: str
    code: str
    label: str
    note: str
    matched: str
    page: str
    params: tuple[tuple[str, str], ...]
    score: float


@dataclass(frozen=True)
class AnswerGroup:
    """The answers of one kind, best first."""

    kind: str
    title: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Answers:
    """Everything found for a query.

    `words` are the words looked for, `corrected` those among them that stand nowhere with what they were taken for, `unknown`
    those that stand nowhere and resemble nothing. `nearest` is what the query resembles where nothing is found.
    """

    query: str
    words: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    groups: tuple[AnswerGroup, ...] = ()
    nearest: Answer | None = None

    @property
    def best(self) -> Answer | None:
        """The best of all answers."""
        return self.groups[0].answers[0] if self.groups else None

    @property
    def n(self) -> int:
        """How many answers there are."""
        return sum(len(group.answers) for group in self.groups)


def _excerpt(text: str, word: str) -> str:
    """The part of a text around a word; positions hold only roughly where folding changes lengths, which an excerpt can bear."""
    at = fold(text).find(word)
    if at < 0:
        return ""
    start, end = max(at - EXCERPT, 0), at + len(word) + EXCERPT
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = text.find(" ", end) if text.find(" ", end) >= 0 else len(text)
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def _matched(entry: FindableEntry, name: str, reads: list[WordRead]) -> str:
    """In which name or text the words stand, empty where the label alone says so."""
    in_name = set(tokens_of(name))
    missing = [read for read in reads if in_name.isdisjoint(read.meant)]
    if not missing:
        return "" if name == entry.label else name
    for text in entry.said:
        held = set(tokens_of(text)) & missing[0].meant.keys()
        if held:
            return _excerpt(text, max(held, key=missing[0].meant.__getitem__))
    return "" if name == entry.label else name


def _answer(index: WordIndex, number: int, score: float, name: str, reads: list[WordRead]) -> Answer:
    entry = index.entries[number]
    return Answer(entry.kind, entry.code, entry.label, entry.note, _matched(entry, name, reads), entry.page, entry.params, round(score, 4))


def _best_name(index: WordIndex, number: int, meant: set[str], wanted: frozenset[str]) -> tuple[float, str]:
    """What is added to a thing's score for its best name, and that name."""
    best, chosen = 0.0, index.entries[number].label
    for name, tokens in zip(index.entries[number].names, index.names[number], strict=True):
        added = WHOLE_NAME * len(tokens & meant) / len(tokens) + EXACT_NAME * (tokens == wanted) if tokens else 0.0
        if added > best:
            best, chosen = added, name
    return best, chosen


def _ranked(index: WordIndex, typed: list[WordRead]) -> dict[str, list[Answer]]:
    """The best things of each kind. Those that hold most of the words count alone; in a text a rare word counts more than a common one."""
    # A letter alone stands for nothing, but is a part of a name that is written in full.
    reads = [word for word in typed if word.meant]
    strength: dict[int, float] = {}
    held: dict[int, float] = {}
    number_held: dict[int, int] = {}
    asked_for = 0.0
    for read in reads:
        of_word: dict[int, float] = {}
        for token, well in read.meant.items():
            for number, weight in index.standing[token].items():
                of_word[number] = max(of_word.get(number, 0.0), well * weight)
        rarity = log1p(len(index.entries) / len(of_word))
        asked_for += rarity
        for number, value in of_word.items():
            strength[number] = strength.get(number, 0.0) + value * rarity
            held[number] = held.get(number, 0.0) + rarity
            number_held[number] = number_held.get(number, 0) + 1
    most: dict[str, float] = {}
    for number, words in number_held.items():
        kind = index.entries[number].kind
        most[kind] = max(most.get(kind, 0.0), held[number] if kind in IN_TEXT else words)
    wanted = [word.nearest for word in typed if word.meant or len(word.typed) == 1]
    meant = {token for read in reads for token in read.meant} | set(wanted)
    query, whole_name = " ".join(wanted), frozenset(wanted)
    scored: dict[str, list[tuple[float, int, str]]] = {}
    for number, part in held.items():
        entry = index.entries[number]
        of_kind = most[entry.kind]
        if (part < max(of_kind, asked_for / 2)) if entry.kind in IN_TEXT else (number_held[number] < of_kind):
            continue
        added, name = _best_name(index, number, meant, whole_name)
        added += MUCH_USED * entry.use + LIKE_LABEL * fuzz.token_sort_ratio(fold(entry.label), query) / 100
        # A thing that is named whole beside other words is meant, though it does not hold those.
        whole = (1 + part / asked_for) / 2
        scored.setdefault(entry.kind, []).append(((strength[number] / part + added) * whole, number, name))
    least = TOO_FAINT * max((score for found in scored.values() for score, _, _ in found), default=0)
    ranked = {kind: [one for one in sorted(found, reverse=True)[:MOST_OF_A_KIND] if one[0] >= least] for kind, found in scored.items()}
    return {kind: [_answer(index, number, score, name, reads) for score, number, name in found] for kind, found in ranked.items() if found}


def _nearest(index: WordIndex, query: str) -> Answer | None:
    labels = {number: fold(entry.label) for number, entry in enumerate(index.entries) if entry.kind != "event"}
    found = process.extractOne(fold(query).strip(), labels, scorer=fuzz.ratio, score_cutoff=NEAREST_AT_LEAST)
    return _answer(index, found[2], found[1] / 100, index.entries[found[2]].label, []) if found else None


def answers_to(dataset: Dataset, query: str) -> Answers:
    """What the dataset has for a few words, by name, alias or text, in any script, and however they are mistyped.

    The groups stand in the order of their best answers, of equally good ones in the order of `GROUPS`. At most `MOST_OF_A_KIND` of each.
    """
    words = asked(query[:MOST_CHARACTERS])[:MOST_WORDS]
    if not words:
        return Answers(query)
    index = index_of(dataset)
    reads = [index.read(word) for word in words]
    ranked = _ranked(index, reads)
    order = sorted((kind for kind in GROUPS if kind in ranked), key=lambda kind: -ranked[kind][0].score)
    return Answers(
        query,
        tuple(read.nearest for read in reads),
        tuple((read.typed, read.nearest) for read in reads if read.corrected),
        tuple(read.typed for read in reads if not read.meant),
        tuple(AnswerGroup(kind, GROUPS[kind], tuple(ranked[kind])) for kind in order),
        None if ranked else _nearest(index, query),
    )
