"""The kinds of filters: what each keeps of the events, and how it speaks in sentence and chips."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.dataset import Dataset, Facet, version_number
from atlas.view.entries import NameEntry
from atlas.view.values import Code, Step, TrueOrFalse
from atlas.words import format_date, join_words

Mask = npt.NDArray[np.bool_]
"""Which events are meant, by position."""

Written = Callable[[Code, str, Dataset], str]
"""How a code is written in the sentence."""


@dataclass(frozen=True)
class Filter(NameEntry):
    """One way to narrow the events."""

    _: KW_ONLY
    example: str
    said: str = ""
    """Its part of the sentence, with `{}` for the value."""
    chipped: str = "{}"
    """Its chip, with `{}` for the value."""
    label: str = ""
    """Over its control on the panel; without one it has none."""
    called: str = ""
    """What an empty view calls it, if not by its label: “Take out the subjects”."""
    rare: bool = False
    """Whether it stands under “More filters”."""
    help: str | None = None

    @property
    def condition(self) -> str:
        """The name of what it asks of an event; two filters may ask together."""
        return self.name

    def mask(self, value: Any, dataset: Dataset) -> Mask:
        """Events that it keeps."""
        raise NotImplementedError

    def say(self, value: Any, dataset: Dataset) -> str:
        """Its part of the sentence."""
        return self.said.format(value)

    def chip(self, value: Any, dataset: Dataset) -> str:
        """What stands on the chip of one value."""
        return self.chipped.format(value)

    def counts(self, dataset: Dataset, mask: Mask) -> dict[str, int]:
        """How many of the events choosing each value would leave."""
        raise TypeError(f"The filter {self.name} has no values that could be counted.")


@dataclass(frozen=True)
class Bound(Filter):
    """The first or the last day of the period that events must overlap."""

    _: KW_ONLY
    called: str = "the dates"
    first: bool

    @property
    def condition(self) -> str:
        return "date"

    def mask(self, value: date, dataset: Dataset) -> Mask:
        day = pd.Timestamp(value)
        found = dataset.events["last_day"] >= day if self.first else dataset.events["date_start"] <= day
        return found.to_numpy()

    def chip(self, value: date, dataset: Dataset) -> str:
        return f"{self.name} {format_date(value)}"


def _holding(facet: Facet, wanted: Iterable[int], size: int) -> Mask:
    """Events that have one of the wanted values."""
    chosen = np.zeros(len(facet.values), dtype=bool)
    chosen[list(wanted)] = True
    mask = np.zeros(size, dtype=bool)
    mask[facet.event[chosen[facet.code]]] = True
    return mask


@dataclass(frozen=True)
class Several(Filter):
    """Any of several values of a facet."""

    value: Code
    _: KW_ONLY
    several: bool = True
    written: Written = Code.label
    alone: Mapping[str, str] = field(default_factory=dict)
    """The part of the sentence where just this value is chosen."""
    least: Callable[[str], int] = lambda _: 1
    """How many events a value must leave to be offered in the panel. An address may name any."""

    def mask(self, value: tuple[str, ...], dataset: Dataset) -> Mask:
        facet = dataset.facets[self.value.facet]
        return _holding(facet, (facet.position[one] for one in value), len(dataset.events))

    def say(self, value: tuple[str, ...], dataset: Dataset) -> str:
        if len(value) == 1 and value[0] in self.alone:
            return self.alone[value[0]]
        return self.said.format(join_words((self.written(self.value, one, dataset) for one in value), "or"))

    def chip(self, value: str, dataset: Dataset) -> str:
        return self.value.label(value, dataset)

    def counts(self, dataset: Dataset, mask: Mask) -> dict[str, int]:
        facet = dataset.facets[self.value.facet]
        return _by_value(facet, np.bincount(facet.code[facet.rows(mask)], minlength=len(facet.values)))


def _by_value(facet: Facet, numbers: npt.NDArray[np.intp]) -> dict[str, int]:
    return dict(zip(facet.values, cast("list[int]", numbers.tolist()), strict=True))


@dataclass(frozen=True)
class AtLeast(Filter):
    """A step of a scale and everything above it."""

    value: Step
    _: KW_ONLY
    above: str
    """Follows its part of the sentence, unless the step is the highest."""
    written: Written

    def mask(self, value: str, dataset: Dataset) -> Mask:
        facet = dataset.facets[self.value.facet]
        return _holding(facet, range(facet.position[value], len(facet.values)), len(dataset.events))

    def say(self, value: str, dataset: Dataset) -> str:
        highest = value == dataset.facets[self.value.facet].values[-1]
        return self.said.format(self.written(self.value, value, dataset)) + ("" if highest else f" {self.above}")

    def chip(self, value: str, dataset: Dataset) -> str:
        return f"≥ {self.short(value, dataset)}"

    def short(self, value: str, dataset: Dataset) -> str:
        """The label of a step without what explains it."""
        return self.value.label(value, dataset).split(" – ")[0]

    def counts(self, dataset: Dataset, mask: Mask) -> dict[str, int]:
        facet = dataset.facets[self.value.facet]
        numbers = np.bincount(facet.code[facet.rows(mask)], minlength=len(facet.values))
        return _by_value(facet, numbers[::-1].cumsum()[::-1])


@dataclass(frozen=True)
class Flag(Filter):
    """Whether a column of `Dataset.events` is true. The labels of its values stand on chips."""

    value: TrueOrFalse
    _: KW_ONLY
    column: str
    yes: str
    """What the panel calls the events of which it is true, and `no` those of which it is not."""
    no: str
    if_true: str
    """Its part of the sentence, and `if_false` the other."""
    if_false: str

    def _true(self, dataset: Dataset) -> Mask:
        return dataset.events[self.column].to_numpy(bool)

    def mask(self, value: bool, dataset: Dataset) -> Mask:
        true = self._true(dataset)
        return true if value else ~true

    def say(self, value: bool, dataset: Dataset) -> str:
        return self.if_true if value else self.if_false

    def chip(self, value: bool, dataset: Dataset) -> str:
        return self.value.yes if value else self.value.no

    def counts(self, dataset: Dataset, mask: Mask) -> dict[str, int]:
        true = int(np.count_nonzero(self._true(dataset) & mask))
        return {"true": true, "false": int(np.count_nonzero(mask)) - true}


@dataclass(frozen=True)
class Since(Filter):
    """What a later version than the one named added or changed."""

    def mask(self, value: str, dataset: Dataset) -> Mask:
        return dataset.events["changed_in"].to_numpy() > version_number(value)


@dataclass(frozen=True)
class Search(Filter):
    """All words of a text."""

    _: KW_ONLY
    placeholder: str

    def mask(self, value: str, dataset: Dataset) -> Mask:
        return dataset.words.matches(value)
