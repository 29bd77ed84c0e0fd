"""Subjects: what each link deals with, and how the mix changes by year. All events of a link count, attacks and statements too."""

from __future__ import annotations

import pandas as pd

from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.kept import kept
from atlas.measures.scope import links_in_question, pairs
from atlas.measures.window import two_years
from atlas.view import Selection
from atlas.words import count, join_words


@kept(DATASETS_KEPT)
def _issues(dataset: Dataset) -> pd.DataFrame:
    """One row an event and subject: `event`, `issue`."""
    facet = dataset.facets["issue"]
    return pd.DataFrame({"event": facet.event, "issue": [facet.values[code] for code in facet.code]})


def _subjects(selection: Selection, links: tuple[str, ...]) -> pd.DataFrame:
    """One row an event, link and subject: `event`, `link`, `issue`, `year`."""
    events = pairs(selection, links, contacts=False)
    return events[["event", "link"]].assign(year=events["date_start"].dt.year).merge(_issues(selection.dataset), on="event")


def _order(rows: pd.DataFrame) -> list[str]:
    """All subjects, the most frequent first, equals by their name."""
    counts = rows.drop_duplicates(["event", "issue"])["issue"].value_counts().to_dict()
    return sorted(map(str, counts), key=lambda issue: (-counts[issue], issue))


def by_link(selection: Selection, links: tuple[str, ...]) -> pd.DataFrame:
    """Events by subject (index, most frequent first) and link (columns). An event of several subjects counts for each."""
    rows = _subjects(selection, links)
    table = rows.groupby(["issue", "link"]).size().unstack(fill_value=0)
    return table.reindex(index=_order(rows), columns=list(links), fill_value=0).rename_axis(index="issue", columns=None)


def by_year(selection: Selection, links: tuple[str, ...]) -> tuple[pd.DataFrame, pd.Series[int]]:
    """Events by subject and year, and events a year: each event once, however many of these links and subjects it has.

    Years without an event between the first and the last are in it.
    """
    rows = _subjects(selection, links).drop_duplicates(["event", "issue"])
    events = rows.drop_duplicates("event").groupby("year").size()
    years = range(int(rows["year"].min()), int(rows["year"].max()) + 1) if len(rows) else range(0)
    table = rows.groupby(["issue", "year"]).size().unstack(fill_value=0)
    table = table.reindex(index=_order(rows), columns=list(years), fill_value=0).rename_axis(index="issue", columns=None)
    return table, events.reindex(list(years), fill_value=0).astype("int64")


def of_two_years(selection: Selection, links: tuple[str, ...]) -> pd.DataFrame:
    """Events by subject in the last 12 months that the data cover (`after`) and in the 12 before, each event once.

    Indexed by subject, the most frequent first.
    """
    rows = _subjects(selection, links).drop_duplicates(["event", "issue"])
    day = pd.Series(selection.dataset.events["date_start"].array[rows["event"].to_numpy(dtype="int64")], index=rows.index)
    first, end, start, now = map(pd.Timestamp, two_years(selection.dataset))
    years = pd.DataFrame({"after": day.between(start, now), "before": day.between(first, end)})
    table: pd.DataFrame = years.groupby(rows["issue"]).sum()
    return table.reindex(_order(rows)).rename_axis(index="issue")


def headline(selection: Selection) -> dict[str, str]:
    """The most frequent subject of the links in question: `{"most frequent subject": "trade, 74 of 210 events"}`; ties are named."""
    rows = _subjects(selection, links_in_question(selection))
    counts = rows.groupby("issue")["event"].nunique()
    if counts.empty:
        return {"most frequent subject": "none"}
    top = sorted(selection.dataset.facets["issue"].label(str(issue)).lower() for issue in counts.index[counts == counts.max()])
    names = join_words(top) if len(top) < 4 else f"{len(top)} tied"
    return {"most frequent subject": f"{names}, {counts.max()} of {count(rows['event'].nunique(), 'event')}"}
