"""Two views beside each other: which one an address means, what each adds up to, and what is said of the difference."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import parse_qsl

import pytest

from atlas.dataset import Dataset
from atlas.exports.formats import FORMATS_BY_NAME, Wanted
from atlas.measures.comparison import Comparison, compare, contacts_of
from atlas.measures.standing import standing
from atlas.measures.window import days_in_view
from atlas.view import EventFilter, ViewOptions, parse, select
from atlas.view.against import against, other_view
from atlas.view.filters import FILTERS
from tests.unit.small import Happened, small

YEAR = {"date_from": date(2025, 1, 1), "date_to": date(2025, 12, 31)}
DELHI, TEHRAN = EventFilter(link=("AFG-IND",), **YEAR), EventFilter(link=("AFG-IRN",), **YEAR)
PAIRS = [
    (DELHI, TEHRAN),
    (DELHI, EventFilter(link=("AFG-IND",), date_from=date(2024, 1, 1), date_to=date(2024, 12, 31))),
    (EventFilter(grade="A", issue=("visas", "trade")), EventFilter(issue=("visas", "trade"))),
    (EventFilter(q="chabahar"), EventFilter(contested=False, actor=("IRN", "IND"))),
    (EventFilter(), DELHI),
]


def beside(dataset: Dataset, filter_: EventFilter, instead: str) -> Comparison:
    options = ViewOptions(against=instead)
    other, looked_at, ignored = other_view(filter_, options, dataset)
    assert not ignored
    return compare(select(dataset, filter_), select(dataset, other), options, looked_at)


def named_values(filter_: EventFilter, name: str) -> list[str]:
    return [value for own, value in filter_.to_params() if own == name]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_the_address_of_one_view_and_what_differs_mean_both(dataset: Dataset, first: EventFilter, second: EventFilter) -> None:
    for one, other in ((first, second), (second, first)):
        instead = against(one, other)
        assert other_view(one, ViewOptions(against=instead), dataset)[0] == other
        named = {name for name, _ in parse_qsl(instead, keep_blank_values=True)}
        assert named == {name for name in FILTERS if named_values(one, name) != named_values(other, name)}


@pytest.mark.parametrize("instead", ["garbage", "garbage=1", "boundaries=ind"])
def test_what_names_nothing_is_told_of(dataset: Dataset, instead: str) -> None:
    assert other_view(DELHI, ViewOptions(against=instead), dataset)[2]


def test_a_side_without_events_is_told_plainly(dataset: Dataset) -> None:
    early = "to=1900-02-01"
    found = beside(dataset, EventFilter(), early)
    second = found.measures.set_index("measure")["second"]
    assert second["Period"] == "outside the days covered" and second["Contacts a month"] == "–"
    none = EventFilter(date_to=date(1900, 1, 1))
    assert "neither view holds an event" in beside(dataset, none, early).sentence.lower()


def test_options_may_differ_too(dataset: Dataset) -> None:
    options = ViewOptions(boundaries="india", against="boundaries=pakistan&link=AFG-IRN")
    filter_, looked_at, ignored = other_view(DELHI, options, dataset)
    assert (filter_, looked_at, ignored) == (TEHRAN, ViewOptions(boundaries="pakistan"), ())


def test_what_is_no_use_beside_a_view_is_named(dataset: Dataset) -> None:
    filter_, _, ignored = other_view(DELHI, ViewOptions(against="link=XXX-YYY&to=2024-12-31"), dataset)
    assert {item.name for item in ignored} == {"link", "to"}
    assert filter_ == EventFilter(date_from=YEAR["date_from"])


def test_contacts_are_counted_as_on_the_cards(dataset: Dataset) -> None:
    for link, actor in (("AFG-IND", "IND"), ("AFG-IRN", "IRN"), ("AFG-CHN", "CHN")):
        stands = standing(select(dataset, EventFilter(link=(link,))), actor)
        now = dataset.last_day
        year = EventFilter(link=(link,), date_from=now.replace(year=now.year - 1, day=now.day + 1))
        begun = contacts_of(select(dataset, year))["date_start"].dt.date
        assert int((begun >= year.date_from).sum()) == stands.contacts


def test_the_difference_is_said_in_a_sentence(dataset: Dataset) -> None:
    found = beside(dataset, DELHI, "link=AFG-IRN")
    first, second = (len(contacts_of(select(dataset, one))) for one in (DELHI, TEHRAN))
    assert found.names == ("Kabul–New Delhi", "Kabul–Tehran") and found.shared == "in 2025"
    assert found.sentence.startswith(f"In 2025: Kabul–New Delhi has {first} contacts, Kabul–Tehran {second}: ")
    assert "Against the equally long period before, Kabul–New Delhi went from" in found.sentence
    told = dict(zip(found.measures["measure"], zip(found.measures["first"], found.measures["second"], strict=True), strict=True))
    assert told["Contacts"] == (str(first), str(second))


def test_a_part_is_not_tested_against_its_whole(dataset: Dataset) -> None:
    found = beside(dataset, EventFilter(link=("AFG-IND",), grade="A"), "grade=")
    part, whole = (select(dataset, EventFilter(link=("AFG-IND",), grade=grade)) for grade in ("A", None))
    assert f": {part.n} of the {whole.n} events" in found.sentence and "difference" not in found.sentence
    assert len(found.years) and not found.years["says"].any()


def test_a_year_after_another_is_not_told_twice(dataset: Dataset) -> None:
    year = EventFilter(date_from=date(2025, 1, 1), date_to=date(2025, 12, 31))
    assert "period before" not in beside(dataset, year, "from=2024-01-01&to=2024-12-31").sentence
    assert "period before" in beside(dataset, year, "from=2023-01-01&to=2023-12-31").sentence


def test_other_borders_are_another_look_at_the_same_events(dataset: Dataset) -> None:
    assert "looked at in two ways" in beside(dataset, DELHI, "boundaries=india").sentence


def test_counts_by_year_quarter_and_subject_follow_from_the_events(dataset: Dataset) -> None:
    few = small(
        dataset,
        Happened("2024-02-01-a", "2024-02-01"),
        Happened("2024-03-01-b", "2024-03-01", actors="AFG IRN", issues="trade visas"),
        Happened("2025-05-01-c", "2025-05-01", actors="AFG IRN", issues="visas"),
        Happened("2025-05-02-d", "2025-05-02", actors="AFG IRN", level="none", type="statement"),
    )
    found = beside(few, EventFilter(link=("AFG-IND",)), "link=AFG-IRN")
    assert found.years[["year", "first", "second"]].to_numpy().tolist() == [[2024, 1, 1], [2025, 0, 1]]
    assert set(found.years["says"]) == {"too few to say"}
    assert next((str(row.quarter), row.first, row.second) for row in found.quarters.itertuples()) == ("2024Q1", 1, 1)
    assert int(found.quarters["second"].sum()) == 2
    assert {row.subject: (row.first, row.second) for row in found.subjects.itertuples()} == {"Trade": (1, 2), "Visas": (0, 2)}


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_both_views_leave_in_one_file(dataset: Dataset, first: EventFilter, second: EventFilter) -> None:
    selections = [select(dataset, one) for one in (first, second)]
    wanted = Wanted(selections[0], ViewOptions(against=against(first, second)), "https://example.org/?x", datetime(2026, 1, 1, tzinfo=UTC))
    rows = list(csv.DictReader(io.StringIO(FORMATS_BY_NAME["comparison.csv"].whole(wanted).decode())))
    assert [row["event_id"] for row in rows] == [event for one in selections for event in one.events["event_id"]]
    assert len({row["view"] for row in rows}) == 2
    told = json.loads(FORMATS_BY_NAME["comparison.json"].whole(wanted))
    assert [view["events"] for view in told["views"]] == [one.n for one in selections] and told["sentence"]
    assert [parse(parse_qsl(view["query"]), dataset)[0] for view in told["views"]] == [first, second]


def test_the_period_of_a_view_lies_in_the_data(dataset: Dataset) -> None:
    package = dataset.package
    assert days_in_view(select(dataset)) == (package.covers_from, package.covers_to)
    assert days_in_view(select(dataset, replace(DELHI, date_to=None))) == (YEAR["date_from"], package.covers_to)
