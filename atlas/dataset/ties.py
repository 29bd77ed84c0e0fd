"""Ties between events: what one is to another, and what became of a step that was announced.

A row of `related_events` reads from left to right: `event_id` follows, fulfils, cancels or responds to `related_event_id`.
"""

from __future__ import annotations

from enum import StrEnum

import pandas as pd


class Relation(StrEnum):
    """What an event is to an earlier one."""

    FOLLOWS = "follows"
    FULFILS = "fulfils"
    CANCELS = "cancels"
    RESPONDS_TO = "responds-to"
    RELATED = "related"
    """No more is known than that they belong together; holds in both directions."""


SAID = {
    Relation.FOLLOWS: ("follows on", "followed by"),
    Relation.FULFILS: ("carries out", "carried out by"),
    Relation.CANCELS: ("calls off", "called off by"),
    Relation.RESPONDS_TO: ("responds to", "answered by"),
}
"""A relation in words, as the later event says it of the earlier and as the earlier says it of the later."""

OUTCOMES = {"open": "Not seen to happen", "fulfilled": "Carried out", "cancelled": "Called off"}
"""What can become of a step that was announced."""


def typed(ties: pd.DataFrame) -> pd.DataFrame:
    """The table `related_events` as text, with `related` where no relation is given."""
    return ties.assign(relation=ties["relation"].fillna(Relation.RELATED)).astype("str")


def outcomes(events: pd.DataFrame, ties: pd.DataFrame) -> pd.Series:
    """What became of each event as an announced step, one of `OUTCOMES`, parallel to `events`; missing where it was none.

    A step is an event of status `announced` or `cancelled`, or one that another event carries out or calls off.
    """
    ids, status = events["event_id"].astype("str"), events["status"].astype("str")
    told = typed(ties)
    met, off = (ids.isin(told.loc[told["relation"].eq(one), "related_event_id"]) for one in (Relation.FULFILS, Relation.CANCELS))
    found = pd.Series(None, index=events.index, dtype="str")
    found[status.eq("announced")] = "open"
    found[met] = "fulfilled"
    found[off | status.eq("cancelled")] = "cancelled"
    return found
