"""What may stand behind a name in an address: a day, a month, a code, a version, … each read and written in one way.

The tables of filters and of view options say for each name which of these it takes; the API describes them to machines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from atlas.dataset import Dataset, parse_version
from atlas.dataset.search import MOST_CHARACTERS
from atlas.view.spelling import tidy, written
from atlas.words import join_words


class UnusableError(ValueError):
    """The text is no such value; the message says why, and what to write instead."""


@dataclass(frozen=True)
class Value:
    """Any text. Other kinds refuse some, and know which values there are (`choices`) or how one is written (`form`)."""

    form = ""
    """How a value is written, where the values cannot be listed."""

    def read(self, text: str, dataset: Dataset) -> Any:
        """The value that a text of an address stands for. Raises `UnusableError`."""
        return text

    def cut(self, text: str) -> str:
        """Why a part of a text that is of use does not count; empty where all of it does."""
        return ""

    def write(self, value: Any) -> str:
        """The value as an address has it."""
        return str(value)

    def choices(self, dataset: Dataset) -> Mapping[str, str]:
        """All values with their labels, the default first; empty where they cannot be listed."""
        return {}


def parse_day(text: str) -> date | None:
    """A day written like `2025-05-15`, or `None`. Python reads further ISO forms; an address has one way to write a day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


@dataclass(frozen=True)
class Day(Value):
    """A day, as `date`."""

    form = "a day such as 2025-05-15"

    def read(self, text: str, dataset: Dataset) -> date:
        if day := parse_day(text):
            return day
        raise UnusableError("this is no day; write it like 2025-05-15")


_LONGEST_BACK = 9999


@dataclass(frozen=True)
class DayOrLast(Day):
    """A day, or how many of the last days that the data cover: `-30` is read as the first of them, so that what is handed on is exact."""

    form = "a day such as 2025-05-15, or -30 for the last 30 days that the data cover"

    def read(self, text: str, dataset: Dataset) -> date:
        back = text.removeprefix("-")
        if back != text and back.isascii() and back.isdecimal() and 1 <= int(back[:9]) <= _LONGEST_BACK:
            return dataset.last_day - timedelta(days=int(back) - 1)
        return super().read(text, dataset)


def parse_month(text: str) -> date | None:
    """The first day of a month written like `2025-05`, or `None` where the text is none."""
    day = parse_day(f"{text}-01")
    return day if day and f"{day:%Y-%m}" == text else None


@dataclass(frozen=True)
class Month(Value):
    """A month that the data cover, as the `date` of its first day."""

    form = "a month such as 2025-05, among those that the data cover"

    def read(self, text: str, dataset: Dataset) -> date:
        first, last = (day.replace(day=1) for day in (dataset.package.covers_from, dataset.package.covers_to))
        month = parse_month(text)
        if month is None or not first <= month <= last:
            raise UnusableError(f"use a month from {first:%Y-%m} to {last:%Y-%m}")
        return month

    def write(self, value: date) -> str:
        return f"{value:%Y-%m}"


@dataclass(frozen=True)
class Version(Value):
    """A version of the data."""

    form = "a version such as 2026.11.0"

    def read(self, text: str, dataset: Dataset) -> str:
        if parse_version(text) is None:
            raise UnusableError("this is no version; write it like 2026.11.0")
        return text


@dataclass(frozen=True)
class Number(Value):
    """A whole number from 1 to `most`."""

    most: int

    def read(self, text: str, dataset: Dataset) -> int:
        # int() reads more than digits, and other digits than these.
        if text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= self.most:
            return int(text)
        raise UnusableError(f"use a number from 1 to {self.most}")


@dataclass(frozen=True)
class Identifier(Value):
    """The identifier of what need not exist: an event may be gone, a story may be told in one window only."""

    def read(self, text: str, dataset: Dataset) -> str | None:
        # Any text is one, so there is nothing to tell of marks at its ends.
        return tidy(text) or None


@dataclass(frozen=True)
class Instead(Value):
    """Names and values of an address, as text in the form of an address."""

    form = "names and values such as link=AFG-IRN"

    def read(self, text: str, dataset: Dataset) -> str:
        if pairs := parse_qsl(text, keep_blank_values=True):
            return urlencode(pairs)
        raise UnusableError("write names and values, like link=AFG-IRN")


@dataclass(frozen=True)
class Words(Value):
    """Words to search for, of which only so many characters count."""

    form = f"at most {MOST_CHARACTERS} characters"

    def read(self, text: str, dataset: Dataset) -> str:
        return written(text).strip()[:MOST_CHARACTERS].strip()

    def cut(self, text: str) -> str:
        return f"only the first {MOST_CHARACTERS} characters are searched for" if len(text.strip()) > MOST_CHARACTERS else ""


@dataclass(frozen=True)
class TrueOrFalse(Value):
    """`true` or `false`, as `bool`, with their labels."""

    yes: str
    no: str

    def read(self, text: str, dataset: Dataset) -> bool:
        if text not in ("true", "false"):
            raise UnusableError("use true or false")
        return text == "true"

    def write(self, value: bool) -> str:
        return "true" if value else "false"

    def choices(self, dataset: Dataset) -> Mapping[str, str]:
        return {"true": self.yes, "false": self.no}


@dataclass(frozen=True)
class Choice(Value):
    """One of a few values, which may depend on the dataset. `labels` lists them, the default first; `reason` says what any other is not."""

    labels: Mapping[str, str] | Callable[[Dataset], Mapping[str, str]]
    reason: str = ""

    def read(self, text: str, dataset: Dataset) -> str:
        known = self.choices(dataset)
        if text not in known:
            # A package without such values has none to propose.
            instead = _allowed(known, text) if known else ""
            raise UnusableError("; ".join(filter(None, (self.reason, instead))))
        return text

    def choices(self, dataset: Dataset) -> Mapping[str, str]:
        return self.labels(dataset) if callable(self.labels) else self.labels


@dataclass(frozen=True)
class Code(Value):
    """A value of a facet of the dataset. A link may be written from either side: `IND-AFG` is `AFG-IND`."""

    facet: str

    def read(self, text: str, dataset: Dataset) -> str | None:
        facet = dataset.facets[self.facet]
        parts = text.split("-") if self.facet == "link" else []
        ways = (text, *("-".join(parts[cut:] + parts[:cut]) for cut in range(1, len(parts))))
        found = next((way for way in ways if way in facet.position), None)
        if found is None:
            raise UnusableError(f"this value does not occur; {_allowed(self.choices(dataset), text)}")
        return found

    def label(self, value: str, dataset: Dataset) -> str:
        """How the value is written for people."""
        return dataset.facets[self.facet].label(value)

    def choices(self, dataset: Dataset) -> Mapping[str, str]:
        facet = dataset.facets[self.facet]
        return dict(zip(facet.values, facet.labels, strict=True))


@dataclass(frozen=True)
class Step(Code):
    """A step of a facet whose values are a scale, the lowest first. That one and everything above it is no choice, so it is `None`."""

    def read(self, text: str, dataset: Dataset) -> str | None:
        found = super().read(text, dataset)
        return None if found == dataset.facets[self.facet].values[0] else found


_COMPARED = 100
"""So many characters of a text are compared with the codes: the time taken grows with the length."""


def _allowed(known: Mapping[str, str], text: str) -> str:
    """What to write instead: codes that the text is near to or a part of, by code or by label, the nearest first."""
    codes, nearest = list(known), dict[str, float]()
    for names in (codes, list(known.values())):
        found = process.extract(text[:_COMPARED], names, scorer=fuzz.WRatio, processor=default_process, score_cutoff=75, limit=3)
        for _, score, place in found:
            nearest[codes[place]] = max(score, nearest.get(codes[place], 0))
    near = sorted(nearest, key=nearest.__getitem__, reverse=True)[:3]
    if len(codes) <= 21:
        meant = f"is it {join_words(near, 'or')}? " if near else ""
        return f"{meant}use one of {', '.join(codes)}"
    return f"use a code such as {join_words(near or codes[:3], 'or')}"
