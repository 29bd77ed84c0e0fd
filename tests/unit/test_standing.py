"""Where a capital stands with Kabul: counted again by plain pandas over the tables."""

from __future__ import annotations

import pandas as pd
import pytest

from atlas.actors import CAPITALS, NEIGHBOURS
from atlas.dataset import Dataset
from atlas.measures.standing import standing
from atlas.measures.window import year_ending
from atlas.view import EventFilter, select


def contacts(dataset: Dataset, actor: str) -> pd.DataFrame:
    """Events that brought Kabul and another together, from the dyads alone."""
    rows = dataset.dyads[(dataset.dyads["link"] == f"AFG-{actor}") & dataset.dyads["contact"]]
    return dataset.events.iloc[sorted(rows["event"])]


@pytest.mark.parametrize("actor", [*CAPITALS, *NEIGHBOURS])
def test_contacts_of_a_year(dataset: Dataset, actor: str) -> None:
    found, events = standing(select(dataset), actor), contacts(dataset, actor)
    first, last = year_ending(dataset)
    year = events[(events["date_start"] >= pd.Timestamp(first)) & (events["date_start"] <= pd.Timestamp(last))]
    before = events[(events["date_start"] >= pd.Timestamp(first) - pd.DateOffset(years=1)) & (events["date_start"] < pd.Timestamp(first))]
    assert (found.contacts, found.contacts_before) == (len(year), len(before))
    assert sum(found.quarters[-4:]) == found.contacts and len(found.quarters) == 12


@pytest.mark.parametrize("actor", CAPITALS)
def test_last_and_highest(dataset: Dataset, actor: str) -> None:
    found, events = standing(select(dataset), actor), contacts(dataset, actor)
    assert found.last is not None and found.highest is not None
    assert found.last["date_start"] == events["date_start"].max()
    top = events[events["level_rank"] == events["level_rank"].max()]
    assert found.highest["event_id"] == top.iloc[0]["event_id"]


def test_only_what_is_selected_counts(dataset: Dataset) -> None:
    strict = standing(select(dataset, EventFilter(grade="A")), "IND")
    assert strict.contacts < standing(select(dataset), "IND").contacts
    assert strict.last is not None and strict.last["grade"] == "A"
    empty = standing(select(dataset, EventFilter(q="xyzzy")), "IND")
    assert empty.last is None and empty.highest is None and not any(empty.quarters)
