"""How firm an event must be to count: the three-way switch over the evidence grade.

The switch is the filter `grade` and nothing beside it, so that an address, a file and the API read it alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from atlas.view.filters import EventFilter, conditions
from atlas.view.selection import Selection

STRICTNESS: dict[str, str | None] = {"strict": "A", "standard": "B", "broad": None}
"""The least grade that counts at each position of the switch."""

LABELS = {"strict": "Strict", "standard": "Standard", "broad": "Broad"}
MEANING = {"strict": "grade A only", "standard": "grades A and B", "broad": "all grades"}

Value = TypeVar("Value")


def strictness_of(filter_: EventFilter) -> str | None:
    """Where the switch stands; `None` where a grade is asked for that is not one of its positions."""
    return next((name for name, grade in STRICTNESS.items() if grade == filter_.grade), None)


def at(selection: Selection, strictness: str) -> Selection:
    """The same selection with the switch at another position."""
    chosen = replace(selection.filter, grade=STRICTNESS[strictness])
    masks = {name: mask for name, mask in selection.masks.items() if name != "grade"}
    return Selection(selection.dataset, chosen, {**masks, **conditions(EventFilter(grade=chosen.grade), selection.dataset)})


def across(selection: Selection, measure: Callable[[Selection], Value]) -> dict[str, Value]:
    """A measure at every position of the switch, by position: how much the answer moves."""
    return {name: measure(at(selection, name)) for name in STRICTNESS}
