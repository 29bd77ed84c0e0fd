"""Everything known about one event, gathered for reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from atlas.actors import KABUL
from atlas.dataset.grades import GRADE_MEANING
from atlas.dataset.load import Dataset
from atlas.dataset.ties import typed


@dataclass(frozen=True)
class EventDetail:
    """One event with all that hangs on it.

    `event` is its row of `Dataset.events`. `participants` has one row a participant (`actor_id`, `actor`, `role`,
    `person`, `office`). `evidence` is what `pages_of` finds, with `voices`: actor ids whose account a page passes on. `related` is
    what `tied_to` finds. `legs` are the changes of status that the event brought or shows (`leg_id`, `leg`, `from_date`,
    `status`, `note`).
    """

    event: pd.Series
    participants: pd.DataFrame
    evidence: pd.DataFrame
    related: pd.DataFrame
    legs: pd.DataFrame

    @property
    def grade_reason(self) -> str:
        """Why the event has its grade, in words."""
        return GRADE_MEANING[str(self.event["grade"])]

    def accounts(self) -> dict[str, pd.DataFrame]:
        """The evidence by who speaks in it: Kabul's account, those of the other actors, and pages with nobody's.

        Keys are actor ids, Kabul first and then in the order of the participants, and at last the empty text for pages
        that report on their own or mix their sources. A page that passes on two accounts stands under both.
        """
        order = [KABUL, *self.participants["actor_id"].dropna().astype("str")]
        spoken = [actor for voices in self.evidence["voices"] for actor in voices]
        present = [actor for actor in dict.fromkeys([*order, *spoken]) if actor in spoken]
        columns = {actor: self.evidence[[actor in voices for voices in self.evidence["voices"]]] for actor in present}
        silent = self.evidence[[not voices for voices in self.evidence["voices"]]]
        return {**columns, "": silent} if len(silent) else columns


def days_of(event: Mapping[Any, Any] | pd.Series) -> tuple[date, date | None, str]:
    """First day, last day and precision of an event, as `format_date` takes them."""
    end = None if pd.isna(event["date_end"]) else event["date_end"].date()
    return event["date_start"].date(), end, str(event["date_precision"])


def ties_of(dataset: Dataset, event_id: str) -> pd.DataFrame:
    """The rows of `typed` that name an event."""
    ties = dataset.tables["related_events"]
    return typed(ties[ties["event_id"].eq(event_id) | ties["related_event_id"].eq(event_id)])


def tied_to(dataset: Dataset, event_id: str) -> pd.DataFrame:
    """The events that the data tie to one, in time: rows of `Dataset.events` by position, with `relation` and `acts`.

    `acts` says that the relation is that of this event to the other, as `atlas.dataset.ties.SAID` words it first; of `related` it means
    nothing.
    """
    ties = ties_of(dataset, event_id)
    acts = ties["event_id"].eq(event_id)
    other = ties["related_event_id"].where(acts, ties["event_id"]).map(dataset.position).to_numpy("int64")
    return dataset.events.iloc[other].assign(relation=ties["relation"].to_numpy(), acts=acts.to_numpy()).sort_index()


_OF_PAGE = ["url", "agency", "copy_at", "page_title", "published", "language", "kind", "rolling", "publisher_name", "publisher_country"]


def pages_of(dataset: Dataset, events: Iterable[int]) -> pd.DataFrame:
    """What was read on the events at these positions: one row a page and event, those that agree first.

    It has the columns of `Dataset.evidence` and, of each page, `url`, `agency`, `copy_at`, `page_title`, `published`, `language`, `kind`,
    `rolling`, `publisher_name` and `publisher_country`. A look for many events takes hardly longer than for one.
    """
    rows = dataset.evidence[dataset.evidence["event"].isin(list(events))].drop(columns=["agency", "publisher_id"])
    return rows.join(dataset.sources[_OF_PAGE], on="source_id").sort_values(
        ["event", "agrees", "preview", "published"], ascending=[True, False, True, True]
    )


def event_detail(dataset: Dataset, event_id: str) -> EventDetail | None:
    """The event of that id, or `None` where there is none."""
    position = dataset.position.get(event_id)
    if position is None:
        return None
    tables = dataset.tables
    participants = tables["participants"]
    participants = participants[participants["event_id"] == event_id]
    participants = participants.assign(
        actor=participants["actor_id"].astype("str").map(dataset.actors["name"]),
        person=participants["person_id"].astype("str").map(tables["people"].set_index("person_id")["name"]),
    )
    accounts = tables["accounts"]
    accounts = accounts[accounts["event_id"] == event_id].astype("str")
    voices = accounts.groupby("source_id")["actor_id"].agg(tuple)
    pages = pages_of(dataset, [position])
    moved = tables["leg_status"]
    moved = moved[moved["event_id"] == event_id]
    legs = dataset.legs.loc[moved["leg_id"].astype("str")]
    names = (legs["from_name"] + " – " + legs["to_name"]).to_numpy()
    return EventDetail(
        event=dataset.events.iloc[position],
        participants=participants,
        evidence=pages.assign(voices=[voices.get(source, ()) for source in pages["source_id"]]),
        related=tied_to(dataset, event_id),
        legs=moved.assign(leg=names),
    )
