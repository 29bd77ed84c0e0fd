"""Where an actor stands with Kabul: contacts, the last one, and the highest level reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

import numpy as np
import pandas as pd

from atlas.dataset import Dataset
from atlas.evidence import KABUL
from atlas.selection import Selection

CAPITALS = ("IND", "IRN", "CHN")
"""The three capitals the atlas is about."""

NEIGHBOURS = ("PAK", "RUS")
"""Two more whose ties with Kabul shape the others."""


@dataclass(frozen=True)
class Standing:
    """Where one actor stands with Kabul.

    `contacts` and `contacts_before` count contacts in the last 12 months that the data covers and in the 12 months
    before. `quarters` counts contacts in each of the last 12 quarters, oldest first; the newest ends on the last day
    covered. `last` and `highest` are rows of `Dataset.events`: the latest contact, and the first at the highest level
    reached. Both are `None` where there was no contact.
    """

    actor: str
    label: str
    link: str
    contacts: int
    contacts_before: int
    quarters: tuple[int, ...]
    last: pd.Series | None
    highest: pd.Series | None


def _contacts(selection: Selection, link: str) -> pd.DataFrame:
    """Selected events that brought Kabul and the other actor together, in chronological order."""
    dyads = selection.dyads
    return selection.dataset.events.iloc[dyads.loc[dyads["contact"] & (dyads["link"] == link), "event"]]


def standing(selection: Selection, actor: str) -> Standing:
    """Where the actor stands with Kabul among the selected events."""
    dataset = selection.dataset
    link = f"{KABUL}-{actor}"
    contacts = _contacts(selection, link)
    now = pd.Timestamp(dataset.last_day)
    day = contacts["date_start"]
    year_ago, two_years_ago = now - pd.DateOffset(years=1), now - pd.DateOffset(years=2)
    edges = [now - pd.DateOffset(months=3 * step) for step in range(12, -1, -1)]
    quarters, _ = np.histogram(day.astype("int64"), pd.Series(edges).astype(day.dtype).astype("int64") + 1)
    last = highest = None
    if len(contacts):
        # argmax takes the first of equals, so `highest` is when the level was first reached.
        last = contacts.iloc[int(day.argmax())]
        highest = contacts.iloc[int(contacts["level_rank"].argmax())]
    return Standing(
        actor=actor,
        label=str(dataset.actors.loc[actor, "label"]),
        link=link,
        contacts=int(((day > year_ago) & (day <= now)).sum()),
        contacts_before=int(((day > two_years_ago) & (day <= year_ago)).sum()),
        quarters=tuple(cast("list[int]", quarters.tolist())),
        last=last,
        highest=highest,
    )


def year_ending(dataset: Dataset) -> tuple[date, date]:
    """First and last day of the last 12 months the data covers."""
    now = pd.Timestamp(dataset.last_day)
    return (now - pd.DateOffset(years=1) + pd.DateOffset(days=1)).date(), now.date()
