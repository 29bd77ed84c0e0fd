"""Playback: every event has its month, and the readings differ as they say."""

from __future__ import annotations

from datetime import date

import pytest

from atlas.dataset import Dataset
from atlas.view import EventFilter, select
from atlas.view.playback import counts, during, following, in_words, last_day
from atlas.view.values import parse_month

MAY = date(2025, 5, 1)


def test_a_month_is_read_as_it_is_written() -> None:
    assert parse_month("2025-05") == MAY
    assert [parse_month(text) for text in ("2025-5", "2025-13", "2025", "2025-05-01", "May", "")] == [None] * 6
    assert last_day(date(2024, 2, 1)) == date(2024, 2, 29)
    assert last_day(date(2025, 12, 1)) == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("reading", "first"),
    [("month", date(2025, 5, 1)), ("year", date(2024, 6, 1)), ("sofar", date(1, 1, 1))],
)
@pytest.mark.parametrize("wanted", [EventFilter(), EventFilter(link=("AFG-IND",))], ids=["all", "link"])
def test_a_reading_holds_the_events_that_began_in_it(dataset: Dataset, wanted: EventFilter, reading: str, first: date) -> None:
    selection = select(dataset, wanted)
    step = during(selection, MAY, reading)
    began = selection.events["date_start"].dt.date
    expected = selection.events[(began >= first) & (began <= date(2025, 5, 31))]
    assert list(step.events["event_id"]) == list(expected["event_id"])
    assert step.filter == selection.filter


def test_months_add_up_to_the_selection(dataset: Dataset) -> None:
    selection = select(dataset, EventFilter(link=("AFG-IND",)))
    months = counts(selection)
    assert sum(months.values()) == selection.n
    assert list(months) == sorted(months)
    numbers = [month.year * 12 + month.month for month in months]
    assert numbers == list(range(numbers[0], numbers[-1] + 1))
    assert all(during(selection, month, "month").n == number for month, number in months.items())


def test_a_month_outside_the_selection_can_be_shown(dataset: Dataset) -> None:
    selection = select(dataset, EventFilter(date_from=date(2025, 1, 1)))
    assert next(iter(counts(selection, date(2020, 3, 1)))) == date(2020, 3, 1)
    assert counts(select(dataset, EventFilter(q="xyzzy")), MAY) == {MAY: 0}


def test_playback_goes_through_every_month_with_an_event(dataset: Dataset) -> None:
    months = counts(select(dataset))
    seen, month = [], following(months, None)
    while month:
        seen.append(month)
        month = following(months, month)
    assert seen == [month for month, number in months.items() if number]


def test_a_step_is_told_in_words() -> None:
    assert in_words(MAY, "month") == "in May 2025"
    assert in_words(MAY, "sofar") == "up to May 2025"
    assert in_words(MAY, "year") == "from Jun 2024 to May 2025"
