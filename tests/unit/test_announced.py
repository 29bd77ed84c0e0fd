"""Ties with a direction, what became of announced steps, and what followed on the rest, counted by hand on a few events."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from atlas.dataset import Dataset
from atlas.dataset.details import tied_to
from atlas.dataset.ties import Relation
from atlas.measures.announced import announced_steps, led_on, outcome_counts
from atlas.view import EventFilter, Selection, select
from tests.unit.small import Happened, small

EVENTS = (
    Happened("2025-01-01-pledge", "2025-01-01", status="announced", end="2025-01-02"),
    Happened("2025-01-12-first-part", "2025-01-12"),
    Happened("2025-02-01-second-part", "2025-02-01"),
    Happened("2025-03-01-flights", "2025-03-01", status="announced"),
    Happened("2025-04-01-contract", "2025-04-01", actors="AFG CHN"),
    Happened("2025-05-01-contract-ends", "2025-05-01", actors="AFG CHN"),
    Happened("2025-06-01-trip", "2025-06-01", status="cancelled"),
    Happened("2025-06-02-reply", "2025-06-02"),
)
TIES = (
    ("2025-01-12-first-part", "2025-01-01-pledge", "fulfils"),
    ("2025-02-01-second-part", "2025-01-01-pledge", "fulfils"),
    ("2025-02-01-second-part", "2025-01-12-first-part", "follows"),
    ("2025-05-01-contract-ends", "2025-04-01-contract", "cancels"),
    ("2025-06-02-reply", "2025-06-01-trip", "responds-to"),
    ("2025-03-01-flights", "2025-06-01-trip", "related"),
)


@pytest.fixture(scope="module")
def few(dataset: Dataset) -> Dataset:
    return small(dataset, *EVENTS, ties=TIES)


def steps(selection: Selection) -> list[tuple[str, str, str | None, int | None]]:
    names = selection.dataset.events["event_id"].str[11:]
    rows = announced_steps(selection).astype(object)
    rows = rows.where(rows.notna(), None)
    return [(names[row.event], row.outcome, None if row.later is None else names[row.later], row.days) for row in rows.itertuples()]


def test_every_step_has_its_outcome_and_its_days(few: Dataset) -> None:
    waiting = (few.last_day - date(2025, 3, 1)).days
    assert steps(select(few)) == [
        ("trip", "cancelled", None, None),
        ("contract", "cancelled", "contract-ends", 30),
        ("flights", "open", None, waiting),
        ("pledge", "fulfilled", "first-part", 10),
    ]
    assert outcome_counts(select(few)) == {"open": 1, "fulfilled": 1, "cancelled": 2}


def test_a_step_is_told_where_its_outcome_is_in_view(few: Dataset) -> None:
    january = EventFilter(link=("AFG-IND",), date_from=date(2025, 1, 10), date_to=date(2025, 1, 31))
    assert [step[0] for step in steps(select(few, january))] == ["pledge"]
    # But not one of other actors.
    assert not steps(select(few, EventFilter(link=("AFG-IND",), date_from=date(2025, 4, 1), date_to=date(2025, 5, 31))))


@pytest.mark.parametrize("outcome", ["open", "fulfilled", "cancelled"])
def test_the_filter_keeps_the_steps_of_an_outcome(few: Dataset, outcome: str) -> None:
    selection = select(few, EventFilter(outcome=(outcome,)))
    assert selection.n == outcome_counts(select(few))[outcome] == len(steps(selection))


def test_what_followed_is_told_of_events_in_view(few: Dataset) -> None:
    names = few.events["event_id"].str[11:]
    told = [(names[row.event], names[row.later], row.relation) for row in led_on(select(few)).itertuples()]
    assert told == [("trip", "reply", "responds-to"), ("first-part", "second-part", "follows")]
    assert led_on(select(few, EventFilter(date_to=date(2025, 1, 2)))).empty


def test_a_tie_is_read_from_both_of_its_ends(few: Dataset) -> None:
    names = few.events["event_id"].str[11:]

    def ties(event: str) -> list[tuple[str, str, bool]]:
        found = tied_to(few, event)
        return [(names[position], row.relation, row.acts) for position, row in zip(found.index, found.itertuples(), strict=True)]

    assert ties("2025-02-01-second-part") == [("pledge", "fulfils", True), ("first-part", "follows", True)]
    assert ties("2025-01-12-first-part") == [("pledge", "fulfils", True), ("second-part", "follows", False)]
    assert [tie[:2] for tie in ties("2025-03-01-flights")] == [("trip", "related")]


def test_the_published_steps_end_after_they_began(dataset: Dataset) -> None:
    found = announced_steps(select(dataset))
    assert set(found["outcome"]) == {"open", "fulfilled", "cancelled"}
    settled = found.dropna(subset="later")
    begins = dataset.events["date_start"].array
    assert (begins[settled["later"].to_numpy("int64")] >= begins[settled["event"].to_numpy()]).all()
    waiting = found[found["outcome"].eq("open")]
    last = dataset.events["last_day"].array[waiting["event"].to_numpy()]
    assert [dataset.last_day - timedelta(days=int(days)) for days in waiting["days"]] == [day.date() for day in last]
    assert set(dataset.tables["related_events"]["relation"].astype("str")) == set(Relation)
