"""How much was read: what a count of events must be seen against."""

from __future__ import annotations

import pandas as pd

from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.kept import kept
from atlas.view import Selection


@kept(DATASETS_KEPT)
def publishers_read(dataset: Dataset) -> pd.Series[int]:
    """How many publishers have a page among the sources, by the month in which the page was published.

    The index holds the first day of every month that the data cover, those without a page included. Pages of which not even
    the month is known, and pages published outside that period, are not in it. It is the same for every filter: a month in
    which fewer publishers were read shows fewer events, whatever happened.
    """
    package = dataset.package
    months = pd.date_range(package.covers_from.replace(day=1), package.covers_to, freq="MS", unit="s")
    pages = dataset.sources[["published", "publisher_id"]]
    written = pages["published"].astype("str").str[:7]
    month = pd.to_datetime(written.where(written.str.fullmatch(r"\d{4}-\d{2}")), format="%Y-%m", errors="coerce")
    return pages["publisher_id"].groupby(month).nunique().reindex(months, fill_value=0).astype("int64")


def pages_read(selection: Selection) -> int:
    """How many pages the selected events rest on."""
    evidence = selection.dataset.evidence
    return int(evidence.loc[selection.mask[evidence["event"].to_numpy()], "source_id"].nunique())
