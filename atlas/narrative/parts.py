"""What the sentences share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from atlas.view import Selection
from atlas.words import format_date

TIED_SHOWN = 3
"""How many that are tied for the first place are named."""


@dataclass(frozen=True)
class Asked:
    """What beside the events a sentence may need."""

    count: str
    day: date


Sentence = Callable[[Selection, Asked], str | None]
"""One sentence of a view, or none where the view cannot bear it."""


def dated(event: pd.Series) -> str:
    """The date of an event, as exactly as it is known."""
    end = None if pd.isna(event["date_end"]) else event["date_end"].date()
    return format_date(event["date_start"].date(), end, str(event["date_precision"]))


def number_or_none(number: int) -> str:
    """A number in words where it is none."""
    return f"{number:,}" if number else "none"


def leading(numbers: Iterable[tuple[str, float]]) -> tuple[list[str], float]:
    """Who comes first, all that are tied, with their number."""
    rows = list(numbers)
    most = max((number for _, number in rows), default=0)
    return [name for name, number in rows if number == most and most], most
