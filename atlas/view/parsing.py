"""Reads a view from the names and values of an address. Never raises: what is no use is left out and named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from atlas.dataset import Dataset
from atlas.view.entries import NameEntry
from atlas.view.filters import FILTERS, EventFilter
from atlas.view.options import OPTIONS, VIEW_NAMES, ViewOptions
from atlas.view.values import UnusableError

LONGEST_SHOWN = 60


@dataclass(frozen=True)
class Ignored:
    """A part of an address that was left out, and why."""

    name: str
    value: str
    reason: str

    def __str__(self) -> str:
        value = self.value if len(self.value) <= LONGEST_SHOWN else self.value[:LONGEST_SHOWN] + "…"
        return f"{self.name}={value}: {self.reason}"


def _read(one: NameEntry, texts: Iterable[str], dataset: Dataset, ignored: list[Ignored]) -> list[Any]:
    """The values of those texts that are of use; the others are added to `ignored`."""
    values = []
    for text in texts:
        try:
            values.append(one.value.read(text, dataset))
        except UnusableError as error:
            ignored.append(Ignored(one.name, text, str(error)))
        else:
            if cut := one.value.cut(text):
                ignored.append(Ignored(one.name, text.strip(), cut))
    return values


def _kept(one: NameEntry, values: list[Any]) -> Any:
    return tuple(dict.fromkeys(values)) if one.several else values[-1] if values else one.default


def parse(params: Iterable[tuple[str, str]], dataset: Dataset) -> tuple[EventFilter, tuple[Ignored, ...]]:
    """Read the filter. Names that neither choose events nor say how to look are named as well."""
    ignored: list[Ignored] = []
    given: dict[str, list[str]] = {}
    for name, text in params:
        if name in FILTERS:
            given.setdefault(name, []).append(text)
        elif name not in VIEW_NAMES:
            ignored.append(Ignored(name, text, "there is no filter of this name"))
    found: dict[str, Any] = {}
    for name, one in FILTERS.items():
        texts = given.get(name)
        if texts is None:
            continue
        if not one.several:
            # The last counts, as in a web form.
            ignored += [Ignored(name, text, "only the last value counts") for text in texts[:-1]]
            texts = texts[-1:]
        found[one.field] = _kept(one, _read(one, texts, dataset, ignored))
        start, end = found.get("date_from"), found.get("date_to")
        if name == "to" and start and end and start > end:
            ignored.append(Ignored(name, end.isoformat(), f"this is before from={start.isoformat()}"))
            found["date_to"] = None
    return EventFilter(**found), tuple(ignored)


def parse_options(params: Iterable[tuple[str, str]], dataset: Dataset) -> tuple[ViewOptions, tuple[Ignored, ...]]:
    """Read the options; of those with one value the last that is of use counts."""
    ignored: list[Ignored] = []
    found: dict[str, list[Any]] = {}
    for name, text in params:
        if one := OPTIONS.get(name):
            found.setdefault(name, []).extend(_read(one, (text,), dataset, ignored))
    return ViewOptions(**{name: _kept(OPTIONS[name], values) for name, values in found.items()}), tuple(ignored)
