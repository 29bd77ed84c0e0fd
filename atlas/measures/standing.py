"""Where an actor stands with Kabul: contacts, the last one, and the highest level reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.actors import KABUL
from atlas.dataset import Dataset
from atlas.view import Selection


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


def _contacts(selection: Selection, link: str) -> npt.NDArray[np.int32]:
    """Positions of the selected events that brought both actors of a link together, in chronological order."""
    dataset, facet = selection.dataset, selection.dataset.facets["link"]
    code = facet.position.get(link, -1)
    chosen: npt.NDArray[np.bool_] = dataset.dyads["contact"].to_numpy() & (facet.code == code) & facet.rows(selection.mask)
    return facet.event[chosen]


def standing(selection: Selection, actor: str) -> Standing:
    """Where the actor stands with Kabul among the selected events."""
    dataset = selection.dataset
    link = f"{KABUL}-{actor}"
    contacts = _contacts(selection, link)
    now = pd.Timestamp(dataset.last_day)
    day = dataset.events["date_start"].to_numpy()[contacts]
    # A quarter holds the days after its first edge up to its last; the last four are the last 12 months.
    edges = [(now - pd.DateOffset(months=3 * step)).to_datetime64() for step in range(12, -1, -1)]
    quarters = np.diff([np.count_nonzero(day <= edge) for edge in edges])
    last = highest = None
    if len(contacts):
        # argmax takes the first of equals, so `highest` is when the level was first reached.
        last = dataset.events.iloc[contacts[day.argmax()]]
        highest = dataset.events.iloc[contacts[dataset.events["level_rank"].to_numpy()[contacts].argmax()]]
    return Standing(
        actor=actor,
        label=dataset.actor_labels[actor],
        link=link,
        contacts=int(quarters[-4:].sum()),
        contacts_before=int(quarters[-8:-4].sum()),
        quarters=tuple(cast("list[int]", quarters.tolist())),
        last=last,
        highest=highest,
    )


def year_ending(dataset: Dataset) -> tuple[date, date]:
    """First and last day of the last 12 months the data covers."""
    now = pd.Timestamp(dataset.last_day)
    return (now - pd.DateOffset(years=1) + pd.DateOffset(days=1)).date(), now.date()
