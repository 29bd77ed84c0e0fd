"""A port's own timeline, made by rule from the events about it."""

from __future__ import annotations

import pandas as pd

from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.kept import kept

PORT_LANES = {
    "Agreements": ("agreement",),
    "Projects": ("project",),
    "Trade and aid": ("trade", "aid"),
    "Sanctions": ("sanctions",),
    "Security": ("security",),
    "Talks": ("visit", "meeting", "multilateral", "call", "statement"),
}
"""The rows of a port's file, each with the types of event that stand in it."""


@kept(DATASETS_KEPT)
def port_file(dataset: Dataset, port: str) -> pd.DataFrame:
    """The events about a port, chronological: rows of `Dataset.events` with `lane`, the key of `PORT_LANES` by their type.

    An event belongs there if the port is one of its subjects; nobody chooses them. Types that no lane names are left out.
    """
    issues = dataset.tables["event_issues"]
    about = set(issues.loc[issues["issue_id"] == port, "event_id"].astype("str"))
    lanes = {kind: lane for lane, kinds in PORT_LANES.items() for kind in kinds}
    events = dataset.events[dataset.events["event_id"].isin(about)]
    return events.assign(lane=events["event_type"].astype("str").map(lanes)).dropna(subset="lane")
