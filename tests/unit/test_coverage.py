"""How much was read, against a plain loop over the sources."""

from __future__ import annotations

import csv
import io

import pandas as pd

from atlas.dataset import Dataset
from atlas.exports import table_csv
from atlas.measures.coverage import pages_read, publishers_read
from atlas.view import EventFilter, select


def test_publishers_are_counted_once_a_month_and_months_without_a_page_are_there(dataset: Dataset) -> None:
    by_hand: dict[str, set[str]] = {}
    for page in dataset.tables["sources"].itertuples():
        by_hand.setdefault(str(page.published)[:7], set()).add(str(page.publisher_id))
    read = publishers_read(dataset)
    assert read.index[0] == pd.Timestamp(dataset.package.covers_from.replace(day=1))
    assert len(read) == (dataset.last_day.year - 2003) * 12 + dataset.last_day.month
    assert (read == 0).any()
    for month, number in read.items():
        assert number == len(by_hand.get(f"{month:%Y-%m}", ())), month


def test_the_pages_of_a_view_are_counted_once(dataset: Dataset) -> None:
    selection = select(dataset, EventFilter(link=("AFG-IND",)))
    chosen = set(selection.events["event_id"])
    rows = dataset.tables["evidence"]
    assert pages_read(selection) == rows.loc[rows["event_id"].isin(chosen), "source_id"].nunique()
    assert pages_read(select(dataset, EventFilter(q="xyzzy"))) == 0


def test_the_table_of_a_chart_says_what_it_is_and_holds_no_formula(dataset: Dataset) -> None:
    selection = select(dataset, EventFilter(link=("AFG-IND",)))
    table = pd.DataFrame({"title": ["=1+1", "harmless"], "value": [-1.5, 2.0], "day": pd.to_datetime(["2025-05-15", None])})
    rows = list(csv.DictReader(io.StringIO(table_csv(selection, table).decode(), newline="")))
    assert rows[0] == {"title": "'=1+1", "value": "-1.5", "day": "2025-05-15", "data_version": dataset.version, "view": selection.sentence}
    assert rows[1]["day"] == ""
