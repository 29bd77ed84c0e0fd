"""Reads a view from the names and values of an address. Never raises: what is no use is left out and named.

What is one mark off (`link=AFG-IND.`, `link=afg-ind`, `amp;from=…`) is read as the one value that fits, and named too: a page says
so quietly, the API refuses it with what is meant, so that a program is mended once and not guessed at for ever.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from atlas.dataset import Dataset
from atlas.view.entries import NameEntry
from atlas.view.filters import FILTERS, EventFilter
from atlas.view.options import OPTIONS, VIEW_NAMES, ViewOptions
from atlas.view.spelling import is_tracker, meant_name, near_name, tidy
from atlas.view.values import UnusableError, Value

LONGEST_SHOWN = 60

NAMES = frozenset({*FILTERS, *VIEW_NAMES})
"""Every name that a page understands."""


@dataclass(frozen=True)
class Ignored:
    """A part of an address that was left out or read as something else (`meant`), and why."""

    name: str
    value: str
    reason: str
    meant: str = ""

    def __str__(self) -> str:
        name, value = (text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…" for text in (self.name, self.value))
        return f"{name}={value} as {self.meant}" if self.meant else f"{name}={value}: {self.reason}"


def _misspelt(name: str, text: str, meant: str) -> Ignored:
    return Ignored(name, text, f"write {meant}", meant[:LONGEST_SHOWN])


def _meant(value: Value, text: str, dataset: Dataset) -> str | None:
    """The text of use that a text of no use was meant for: without the marks around it, in the case of the values that there are."""
    plain = tidy(text)
    alike = [choice for choice in value.choices(dataset) if choice.casefold() == plain.casefold()]
    for way in dict.fromkeys((plain, *alike[:1], plain.lower(), plain.upper())):
        try:
            value.read(way, dataset)
        except UnusableError:
            continue
        return way
    return None


def _read(one: NameEntry, texts: Iterable[str], dataset: Dataset, ignored: list[Ignored]) -> list[Any]:
    """The values of those texts that are of use; the others are added to `ignored`."""
    values = []
    for text in texts:
        try:
            values.append(one.value.read(text, dataset))
        except UnusableError as error:
            meant = _meant(one.value, text, dataset)
            if meant is None:
                ignored.append(Ignored(one.name, text, str(error)))
            else:
                values.append(one.value.read(meant, dataset))
                ignored.append(_misspelt(one.name, text, f"{one.name}={meant}"))
        else:
            if cut := one.value.cut(text):
                ignored.append(Ignored(one.name, text.strip(), cut))
    return values


def _kept(one: NameEntry, values: list[Any]) -> Any:
    return tuple(dict.fromkeys(values)) if one.several else values[-1] if values else one.default


def parse(params: Iterable[tuple[str, str]], dataset: Dataset) -> tuple[EventFilter, tuple[Ignored, ...]]:
    """Read the filter. Names that neither choose events nor say how to look are named as well, but for trackers."""
    ignored: list[Ignored] = []
    given: dict[str, list[str]] = {}
    for name, text in params:
        if name in FILTERS:
            given.setdefault(name, []).append(text)
        elif name in VIEW_NAMES or is_tracker(name):
            continue
        elif meant := meant_name(name, NAMES):
            ignored.append(_misspelt(name, text, f"{meant}={text}"))
            if meant in FILTERS:
                given.setdefault(meant, []).append(text)
        else:
            near = near_name(name, NAMES)
            ignored.append(Ignored(name, text, "there is no filter of this name" + (f"; is it {near}?" if near else "")))
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
        # A misspelt name is told once, by `parse`.
        if one := OPTIONS.get(name) or OPTIONS.get(meant_name(name, NAMES)):
            found.setdefault(one.name, []).extend(_read(one, (text,), dataset, ignored))
    return ViewOptions(**{name: _kept(OPTIONS[name], values) for name, values in found.items()}), tuple(ignored)
