"""A port's own timeline, made by rule from the events about it."""

from __future__ import annotations

import pandas as pd

from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.kept import kept


@kept(DATASETS_KEPT)
def port_file(dataset: Dataset, port: str) -> pd.DataFrame:
    """The events about a port, chronological: rows of `Dataset.events` with `lane`, a categorical in the order of the rows.

    An event belongs there if the port is one of its subjects; nobody chooses them. The code list says in which lane a type stands.
    """
    issues = dataset.tables["event_issues"]
    about = set(issues.loc[issues["issue_id"] == port, "event_id"].astype("str"))
    events = dataset.events[dataset.events["event_id"].isin(about)]
    lanes = dataset.event_types["lane"].loc[events["event_type"].astype("str")]
    return events.assign(lane=lanes.array)
