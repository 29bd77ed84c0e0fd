"""Where an actor stands with Kabul: contacts, the last one, and the highest level reached."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from atlas.actors import KABUL, link_of
from atlas.kept import kept
from atlas.measures.window import in_quarters
from atlas.view import SELECTIONS_KEPT, Selection


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


@kept(16 * SELECTIONS_KEPT)
def standing(selection: Selection, actor: str) -> Standing:
    """Where the actor stands with Kabul among the selected events."""
    dataset = selection.dataset
    link, facet = link_of(KABUL, actor), dataset.facets["link"]
    chosen = dataset.dyads["contact"].to_numpy() & (facet.code == facet.position.get(link, -1)) & facet.rows(selection.mask)
    contacts = facet.event[chosen]
    day = dataset.events["date_start"].to_numpy()[contacts]
    quarters = in_quarters(dataset, day, 12)
    last = highest = None
    if len(contacts):
        # argmax takes the first of equals, so `highest` is when the level was first reached.
        last = dataset.events.iloc[contacts[day.argmax()]]
        highest = dataset.events.iloc[contacts[dataset.events["level_rank"].to_numpy()[contacts].argmax()]]
    return Standing(
        actor=actor,
        label=dataset.actor_labels[actor],
        link=link,
        contacts=sum(quarters[-4:]),
        contacts_before=sum(quarters[-8:-4]),
        quarters=quarters,
        last=last,
        highest=highest,
    )
