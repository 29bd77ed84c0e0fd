"""Firsts: the first contact, visit or agreement of its kind between Kabul and each capital, found by rule.

A first is the first that the data hold, over all of its events and not only those in view; an earlier one may have gone
unreported. Only contacts count: the event occurred and brought representatives of both together. Where uncertain dates
leave open which of several came first, all of them are marked, as tied.
"""

from __future__ import annotations

import pandas as pd

from atlas.actors import CAPITALS, KABUL, NEIGHBOURS, link_of
from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.kept import kept
from atlas.measures.offices import MINISTER

OF_ANY_TYPE = {"contact": "first contact", "minister": "first ministerial contact"}
"""What is looked for beside the first of each type that has a name for it in the code list: any contact, and one at the level of
ministers or above."""

RULE = (
    "A first is the first event of its kind in the data, whatever the filter, in which representatives of Kabul and of that capital "
    "had contact. Where uncertain dates leave the order open, all that may be first are marked."
)


def latest_start(events: pd.DataFrame) -> pd.Series:
    """The last day on which each event can have begun: its first day, or the end of its month or year where no day is known."""
    return events["date_start"].where(events["date_precision"].eq("day"), events["last_day"])


@kept(DATASETS_KEPT)
def firsts(dataset: Dataset) -> pd.DataFrame:
    """The firsts of Kabul with the five capitals, in chronological order. One row a first, or each of those tied for it.

    Columns: `event` (position), `link`, `kind` (a key of `OF_ANY_TYPE` or a type), `label` (`first visit, Kabul–Beijing`) and `tied`.
    """
    kinds = OF_ANY_TYPE | dataset.event_types["first"].dropna().astype("str").to_dict()
    rows = []
    for link in (link_of(KABUL, actor) for actor in (*CAPITALS, *NEIGHBOURS)):
        met = dataset.dyads[dataset.dyads["contact"] & (dataset.dyads["link"] == link)]
        events = dataset.events.iloc[met["event"].to_numpy()]
        for kind, name in kinds.items():
            match kind:
                case "contact":
                    found = events
                case "minister":
                    found = events[events["level_rank"] >= MINISTER]
                case _:
                    found = events[events["event_type"] == kind]
            # Nothing that began after the day by which one of them surely had can be the first.
            found = found[found["date_start"] <= latest_start(found).min()]
            label = f"{name}, {dataset.facets['link'].label(link)}" if len(found) else ""
            rows += [(position, link, kind, label, len(found) > 1) for position in found.index]
    frame = pd.DataFrame(rows, columns=["event", "link", "kind", "label", "tied"])
    return frame.sort_values("event", kind="stable", ignore_index=True)
