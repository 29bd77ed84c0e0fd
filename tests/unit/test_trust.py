"""How far a view can be trusted, counted by hand on a few events, with gaps, ties and uncertain months."""

from __future__ import annotations

import pandas as pd
import pytest

from atlas.dataset import Dataset
from atlas.measures.trust import accounts, by_grade, contradictions, measures, publishers, share, single_source
from atlas.view import EventFilter, Selection, select
from tests.unit.small import Happened, Said, small

KABUL, DELHI = Said("tolo", voice="AFG"), Said("hindu", voice="IND")


@pytest.fixture(scope="module")
def few(dataset: Dataset) -> Dataset:
    return small(
        dataset,
        Happened("a", "2025-01-10", pages=(KABUL, DELHI)),
        Happened("b", "2025-02-01", precision="month", pages=(KABUL, Said("tolo", "ps", voice="AFG"))),
        Happened("c", "2025-03-31", "AFG IRN IND", "multilateral", "minister", pages=(Said("irna", "fa"), Said("hindu", agrees=False))),
        Happened("d", "2025-10-01", "IND IRN", level="none", pages=(Said("hindu"), Said("tribune", "hi"), Said("stateless"))),
        Happened("e", "2026-04-01", "AFG CHN", status="announced", pages=(Said("tribune"),)),
    )


@pytest.fixture
def everything(few: Dataset) -> Selection:
    return select(few)


def test_grades_by_quarter_keep_the_quarters_without_events(everything: Selection) -> None:
    table = by_grade(everything)
    assert [str(quarter) for quarter in table.index] == ["2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2"]
    assert list(table.columns) == ["A", "B", "C", "D"]
    # d: three origins of one country and one without a country.
    assert table.to_numpy().tolist() == [[1, 0, 2, 0], [0] * 4, [0] * 4, [0, 1, 0, 0], [0] * 4, [0, 0, 1, 0]]
    assert table.to_numpy().sum() == everything.n


def test_accounts_count_an_event_for_each_of_its_pairs(everything: Selection) -> None:
    table = accounts(everything, 9).set_index("link")
    assert table.loc["AFG-IND", ["both sides", "Kabul only", "third parties only", "one_sided", "events"]].tolist() == [1, 1, 1, 1, 3]
    # Of the two events that link New Delhi and Tehran, one is a meeting with Kabul too.
    assert list(table["label"]) == ["Kabul–New Delhi", "Kabul–Beijing", "Kabul–Tehran"]
    assert list(accounts(everything, 1)["label"]) == ["Kabul–New Delhi"]


def test_publishers_count_once_a_quarter_and_in_each_language(everything: Selection) -> None:
    table = publishers(everything, "country", 2)
    # Three countries have read publishers: India two, the others one each; Kabul's comes first by its code.
    assert list(table.columns) == ["IND", "AFG", "Others"]
    assert table.loc["2025Q1"].tolist() == [1, 1, 1]
    assert table.loc["2025Q4"].tolist() == [2, 0, 1]
    assert table.loc["2025Q2"].tolist() == [0, 0, 0]
    spoken = publishers(everything, "language", 9)
    assert spoken.loc["2025Q1", ["English", "Pashto", "Persian"]].tolist() == [2, 1, 1]
    assert "Others" not in spoken.columns


def test_what_contradicts_the_record_is_listed_with_its_page(everything: Selection) -> None:
    rows = contradictions(everything)
    assert list(rows["event_id"]) == ["c"]
    assert rows["publisher_name"].tolist() == ["The Hindu"]
    assert rows["states"].tolist() == ["States c-1."]


def test_single_sources_are_those_of_one_origin_newest_first(everything: Selection) -> None:
    assert list(single_source(everything)["event_id"]) == ["e", "c", "b"]


def test_measures_are_those_counted_by_hand(everything: Selection) -> None:
    assert measures(everything) == {
        "Events": "5",
        "Contacts (meetings, each once)": "3",
        "… at the level of ministers or above": "1",
        "Contacts in the last 12 months against the 12 months before (whoever met, each once)": "0 against 3",
        "Busiest link (pairs)": "Kabul–New Delhi: 3 events",
        "Mean Goldstein value of the events’ codes": f"{everything.events['goldstein'].iloc[0]:+.1f}",
        "Contested": "1 of 5",
        "One-sided": "1 of 5",
        "Checked against their pages": "0 of 5",
        "Single source": "3 of 5",
    }


def test_an_empty_view_has_measures_too(few: Dataset) -> None:
    nothing = select(few, EventFilter(q="xyzzy"))
    assert by_grade(nothing).empty
    assert publishers(nothing, "country", 5).empty
    assert accounts(nothing, 5).empty
    assert contradictions(nothing).empty
    assert measures(nothing)["Busiest link (pairs)"] == "none"


def test_a_share_of_few_has_no_percentage() -> None:
    assert share(1, 5) == "1 of 5"
    assert share(0, 0) == "0 of 0"
    assert share(1_500, 3_000) == "1,500 of 3,000 (50 %)"


def test_the_published_data_add_up(dataset: Dataset) -> None:
    selection = select(dataset)
    assert by_grade(selection).to_numpy().sum() == selection.n
    assert len(single_source(selection)) == int((dataset.events["origins"] <= 1).sum())
    rows = dataset.tables["evidence"]
    assert len(contradictions(selection)) == int((~rows["agrees"]).sum())
    read = publishers(selection, "country", 1000)
    assert isinstance(read.index, pd.PeriodIndex)
    assert (read.loc["2025Q4"] > 0).sum() > 5
