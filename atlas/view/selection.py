"""The events that a filter leaves, and how many each further choice would leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.dataset import Dataset
from atlas.kept import kept_if_small
from atlas.view.filters import FILTERS, EventFilter, conditions
from atlas.view.kinds import Mask
from atlas.view.sentence import describe
from atlas.words import count

SELECTIONS_KEPT = 64
"""So many selections, and what is counted of them, are kept for all visitors: a room that follows a link asks for one view."""


@dataclass(frozen=True, eq=False)
class Selection:
    """A dataset seen through a filter. Two are the same only if they are one object, so that functions of it can be cached."""

    dataset: Dataset
    filter: EventFilter
    masks: dict[str, Mask]
    """Events that meet each condition that is set, by name."""
    _counts: dict[str, Mapping[str, int]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def mask(self) -> Mask:
        """Events that meet every condition."""
        return self._all_but(None)

    @cached_property
    def positions(self) -> npt.NDArray[np.intp]:
        """Positions of the selected events, in chronological order."""
        return np.flatnonzero(self.mask)

    @kept_if_small
    def events(self) -> pd.DataFrame:
        """The selected rows of `Dataset.events`, with their positions as index."""
        return self.dataset.events.iloc[self.positions]

    @kept_if_small
    def dyads(self) -> pd.DataFrame:
        """The selected rows of `Dataset.dyads`."""
        dyads = self.dataset.dyads
        return dyads.iloc[np.flatnonzero(self.mask[dyads["event"].to_numpy()])]

    @property
    def n(self) -> int:
        """How many events are selected."""
        return len(self.positions)

    @property
    def total(self) -> int:
        """How many events there are."""
        return len(self.dataset.events)

    @property
    def description(self) -> str:
        """The filter in words, without the count."""
        return describe(self.filter, self.dataset)

    @property
    def sentence(self) -> str:
        """What is in view: `84 of 518 events linking Kabul and New Delhi, in 2025.`"""
        if self.n == self.total:
            return f"All {count(self.total, 'event')}" + (f": {self.description}." if self.filter else ".")
        return f"{self.n:,} of {self.total:,} {self.description}."

    def _all_but(self, name: str | None) -> Mask:
        mask = np.ones(self.total, dtype=bool)
        for condition, met in self.masks.items():
            if condition != name:
                mask &= met
        return mask

    def counts(self, name: str) -> Mapping[str, int]:
        """How many events each value of a filter would leave, with every other filter as it is.

        For a scale (`level`, `grade`) the count is that of the value or higher, which is what choosing it would leave.
        """
        if name not in self._counts:
            self._counts[name] = FILTERS[name].counts(self.dataset, self._all_but(name) if name in self.masks else self.mask)
        return self._counts[name]

    def loosened(self) -> list[tuple[str, int]]:
        """For an empty view: which condition to take out, and how many events that would bring back, most first."""
        gains = [(name, int(self._all_but(name).sum())) for name in self.masks]
        return sorted((gain for gain in gains if gain[1]), key=lambda gain: -gain[1])


@lru_cache(maxsize=SELECTIONS_KEPT)
def _selected(dataset: Dataset, filter_: EventFilter) -> Selection:
    return Selection(dataset, filter_, conditions(filter_, dataset))


def select(dataset: Dataset, filter_: EventFilter = EventFilter()) -> Selection:  # noqa: B008 - the default is frozen
    """The events of the dataset that the filter leaves."""
    return _selected(dataset, filter_)
