"""Which links a measure is about, and against which scale they are drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd

from atlas.actors import CAPITALS, KABUL, NEIGHBOURS, link_of
from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.view import EventFilter, Selection, select
from atlas.view.strictness import across
from atlas.words import join_words

Headline = Callable[[Selection], dict[str, str]]

VIEWS_KEPT = 256
"""For how many views and measures the sentence of `under_each` is kept: it needs the measure three times."""


def links_in_question(selection: Selection) -> tuple[str, ...]:
    """The links that the filter names; else those of Kabul with the capitals that it names; else those of Kabul with all five.

    Only links of two actors that share at least one event anywhere in the data are given.
    """
    filter_ = selection.filter
    if filter_.link:
        return filter_.link
    others = [actor for actor in filter_.actor if actor != KABUL] or [*CAPITALS, *NEIGHBOURS]
    known = selection.dataset.facets["link"].position
    links = (link_of(KABUL, actor) for actor in others)
    return tuple(link for link in links if link in known)


def for_scale(selection: Selection) -> Selection:
    """The selection without its choice of links and actors: scales that are made from it stay when a capital is taken out."""
    masks = {name: mask for name, mask in selection.masks.items() if name not in ("link", "actor")}
    return replace(selection, filter=replace(selection.filter, link=(), actor=()), masks=masks)


@lru_cache(maxsize=DATASETS_KEPT)
def _sides(dataset: Dataset) -> dict[str, tuple[str, str, str]]:
    """The two actors of every link, Kabul first, and what the link is called beside others."""
    labels = dataset.actors["label"].astype("str").to_dict()
    rows = dataset.links[["first", "second", "label"]].astype("str").itertuples(name=None)
    return {str(link): (own, other, labels[other] if own == KABUL else label) for link, own, other, label in rows}


def ends(selection: Selection, link: str) -> tuple[str, str]:
    """The two actors of a link, Kabul first."""
    own, other, _ = _sides(selection.dataset)[link]
    return own, other


def partner(selection: Selection, link: str) -> str:
    """What a link is called beside others: the capital that Kabul is linked with, or both where Kabul is in none."""
    return _sides(selection.dataset)[link][2]


def pairs(selection: Selection, links: tuple[str, ...], *, contacts: bool = True) -> pd.DataFrame:
    """The selected events of these links, chronological. One row an event and link.

    Columns: `event` (position), `link`, and of the event `date_start`, `last_day`, `date_precision`, `event_type`, `both_sides`,
    `level_rank` and `goldstein`. With `contacts` only events that brought representatives of both together.
    """
    dataset, facet = selection.dataset, selection.dataset.facets["link"]
    kept = selection.mask[facet.event] & np.isin(facet.code, [facet.position[link] for link in links])
    if contacts:
        kept &= dataset.dyads["contact"].to_numpy()
    found = np.flatnonzero(kept)
    found = found[np.lexsort((facet.code[found], facet.event[found]))]
    event, names = facet.event[found].astype(np.int64), np.array(facet.values, dtype=object)
    columns = ["date_start", "last_day", "date_precision", "event_type", "both_sides", "level_rank", "goldstein"]
    of_event = {name: dataset.events[name].array[event] for name in columns}
    return pd.DataFrame({"event": event, "link": pd.array(names[facet.code[found]], dtype="str"), **of_event})


def contacts_in(selection: Selection, first: date | None = None, last: date | None = None) -> EventFilter:
    """The filter that leaves the contacts in view, in a period or in all of it."""
    filter_ = selection.filter
    return replace(
        filter_,
        date_from=first or filter_.date_from,
        date_to=last or filter_.date_to,
        level=filter_.level or selection.dataset.facets["level"].values[1],
        status=("occurred",),
    )


@lru_cache(maxsize=VIEWS_KEPT)
def under_each(dataset: Dataset, filter_: EventFilter, headline: Headline) -> str:
    """How much a measure moves with the evidence asked for, in one sentence.

    `headline` gives what the measure says, by what it says it of: `{"New Delhi": "minister"}`. What stays the same on strict,
    standard and broad evidence is said once.
    """
    said = across(select(dataset, filter_), headline)
    parts = []
    for name in dict.fromkeys(name for answers in said.values() for name in answers):
        by_answer: dict[str, list[str]] = {}
        for strictness, answers in said.items():
            by_answer.setdefault(answers.get(name, "none"), []).append(strictness)
        told = [f"{answer} on {join_words(where)}" if len(by_answer) > 1 else answer for answer, where in by_answer.items()]
        parts.append(f"{name} {', '.join(told)}")
    return f"How much it moves with strict, standard or broad evidence: {'; '.join(parts) or 'nothing to compare'}."
