"""The timeline, its firsts and the switch of grades, computed by hand on a few events."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from atlas.dataset import Dataset
from atlas.measures.firsts import firsts
from atlas.measures.timeline import context, in_months, lanes, marks, opening, snapped, stacked
from atlas.view import EventFilter, select
from atlas.view.strictness import across, at, strictness_of
from tests.unit.small import Happened, Said, small

TWO = (Said("hindu"), Said("tribune"))
THREE = (Said("hindu"), Said("tolo"))


@pytest.fixture(scope="module")
def few(dataset: Dataset) -> Dataset:
    return small(
        dataset,
        Happened("a", "2025-01-10", pages=THREE),
        Happened("b", "2025-01-10", "AFG IRN", level="minister", issues="trade visas", pages=TWO),
        Happened("c", "2025-03-01", "AFG IRN IND", "multilateral", level="minister", precision="month"),
        Happened("d", "2025-03-20", "AFG IND", "call", level="minister"),
        Happened("e", "2025-06-05", "CHN", "statement", level="none", end="2025-06-09"),
        Happened("f", "2025-06-06", "AFG CHN", "visit", level="minister", status="announced"),
        Happened("g", "2025-07-01", "AFG CHN", "visit", level="envoy"),
    )


def ids(data: Dataset, positions: pd.Series) -> list[str]:
    return data.events["event_id"].iloc[positions.to_numpy()].tolist()


def test_lanes_are_the_busiest_and_say_what_is_left_out(few: Dataset) -> None:
    drawn = lanes(select(few), "link", 2)
    # Three for Kabul and New Delhi; Kabul and Beijing comes before Kabul and Tehran, two each, by its name.
    assert drawn.labels == ("Kabul–New Delhi", "Kabul–Beijing")
    assert drawn.counts == (3, 2)
    assert drawn.left_out == 2
    assert drawn.unseen == 2  # b, and e, which has no link


def test_an_event_of_three_stands_in_each_of_its_lanes(few: Dataset) -> None:
    selection = select(few)
    drawn = lanes(selection, "link", 9)
    frame = marks(selection, drawn)
    assert sorted(drawn.labels[lane] for lane in frame.loc[frame["event"] == few.position["c"], "lane"]) == [
        "Kabul–New Delhi",
        "Kabul–Tehran",
        "New Delhi–Tehran",
    ]
    assert drawn.unseen == 1


def test_an_uncertain_date_is_a_span_and_no_day(few: Dataset) -> None:
    frame = marks(select(few), lanes(select(few), "actor", 9)).drop_duplicates("event").set_index("event")
    month, visit = frame.loc[few.position["c"]], frame.loc[few.position["e"]]
    assert not month["certain"]
    assert (month["start"].date(), month["end"].date()) == (date(2025, 3, 1), date(2025, 3, 31))
    assert visit["certain"]
    assert (visit["start"].date(), visit["end"].date()) == (date(2025, 6, 5), date(2025, 6, 9))


def test_marks_close_together_stand_in_rows() -> None:
    assert stacked([(day, day) for day in (0, 0, 1, 10, 10, 10, 10)], 5, 3) == [0, 1, 2, 0, 1, 2, 0]
    # What lasts keeps its row until it ends.
    assert stacked([(0, 30), (5, 5), (6, 6), (34, 34), (35, 35)], 5, 3) == [0, 1, 2, 1, 0]
    assert stacked([], 5, 3) == []
    assert stacked([(1, 1), (1, 1)], 0, 1) == [0, 0]


def test_in_months_count_events_by_lane_and_month(few: Dataset) -> None:
    drawn = lanes(select(few), "link", 1)
    table = in_months(select(few), drawn)
    assert [(row.month.date(), row.events) for row in table.itertuples()] == [(date(2025, 1, 1), 1), (date(2025, 3, 1), 2)]


def test_firsts_follow_their_rule_with_ties_and_uncertain_months(few: Dataset) -> None:
    found = firsts(few)
    by_kind = {
        (row["link"], row["kind"]): sorted(ids(few, found.loc[(found["link"] == row["link"]) & (found["kind"] == row["kind"]), "event"]))
        for _, row in found.iterrows()
    }
    assert by_kind == {
        ("AFG-IND", "contact"): ["a"],
        # Some day in March against the 20th: the dates do not tell.
        ("AFG-IND", "minister"): ["c", "d"],
        ("AFG-IND", "call"): ["d"],
        ("AFG-IRN", "contact"): ["b"],
        ("AFG-IRN", "minister"): ["b"],
        # What was only announced was no visit.
        ("AFG-CHN", "contact"): ["g"],
        ("AFG-CHN", "visit"): ["g"],
    }
    assert found.loc[found["kind"].eq("minister") & found["link"].eq("AFG-IND"), "tied"].all()
    assert not found.loc[found["kind"].eq("call"), "tied"].any()
    assert found.loc[found["kind"].eq("visit"), "label"].tolist() == ["first visit, Kabul–Beijing"]


def test_a_month_that_ends_before_a_day_comes_first(dataset: Dataset) -> None:
    data = small(dataset, Happened("day", "2025-04-01"), Happened("month", "2025-03-01", precision="month"))
    assert ids(data, firsts(data)["event"]) == ["month"]


def test_the_firsts_of_the_published_data_hold_the_call_of_may_2025(dataset: Dataset) -> None:
    found = firsts(dataset)
    call = dataset.position["2025-05-15-jaishankar-muttaqi-speak-phone-first-ministerial"]
    assert set(found.loc[found["event"] == call, "kind"]) == {"minister", "call"}


def test_the_axis_leaves_out_a_thin_past_and_says_how_much(dataset: Dataset) -> None:
    busy = [Happened(f"n{number}", f"2025-02-{number + 1:02}") for number in range(25)]
    data = small(dataset, Happened("old", "2003-01-01", precision="month"), *busy)
    assert opening(select(data)) == (date(2025, 1, 1), date(2025, 2, 25), 1)
    assert opening(select(data, EventFilter(date_from=date(2003, 1, 15)))) == (date(2003, 1, 15), date(2025, 2, 25), 0)
    assert opening(select(data, EventFilter(date_to=date(2010, 5, 5)))) == (date(2003, 1, 1), date(2010, 5, 5), 0)
    one = small(dataset, Happened("only", "2025-02-03"))
    assert opening(select(one)) == (date(2025, 2, 1), date(2025, 2, 3), 0)


@pytest.mark.parametrize(
    ("brush", "period"),
    [
        (("2025-03-04", "2025-06-27"), ("2025-03-01", "2025-06-30")),
        (("2025-06-27", "2025-03-04"), ("2025-03-01", "2025-06-30")),
        (("2025-02-20", "2025-07-10"), ("2025-03-01", "2025-06-30")),
        (("2025-12-16", "2026-02-14"), ("2025-12-01", "2026-02-28")),
        (("2025-12-20", "2026-02-05"), ("2026-01-01", "2026-01-31")),
        (("2025-05-10", "2025-05-20"), ("2025-05-10", "2025-05-20")),
        (("2025-05-10", "2025-05-10"), ("2025-05-10", "2025-05-10")),
        (("2024-01-17", "2024-03-01"), ("2024-02-01", "2024-02-29")),
    ],
)
def test_a_brush_snaps_to_whole_months_or_days(brush: tuple[str, str], period: tuple[str, str]) -> None:
    start, end = snapped(*map(date.fromisoformat, brush))
    assert (start.isoformat(), end.isoformat()) == period


def test_context_follows_its_rules_whatever_the_filter(dataset: Dataset) -> None:
    everything = context(dataset, ("strikes", "closures", "waivers"), date(2025, 1, 1), date(2025, 12, 31))
    events = dataset.events.set_index("event_id")
    for row in everything.itertuples():
        event = events.loc[row.event_id]
        assert event["last_day"].year >= 2025 and event["date_start"].year <= 2025
        match row.kind:
            case "strikes":
                assert event["event_type"] == "security"
            case "waivers":
                assert event["event_type"] == "sanctions"
            case _:
                status = dataset.tables["leg_status"]
                assert "suspended" in set(status.loc[status["event_id"] == row.event_id, "status"])
    assert set(everything["kind"]) == {"strikes", "closures", "waivers"}
    assert "2025-10-12-pakistan-closes-all-crossings-afghanistan" in " ".join(everything["event_id"])
    assert everything["date_start"].is_monotonic_increasing
    assert context(dataset, (), date(2025, 1, 1), date(2025, 12, 31)).empty
    assert context(dataset, ("waivers",), date(1999, 1, 1), date(1999, 12, 31)).empty


def test_the_switch_is_the_filter_of_grades(few: Dataset) -> None:
    selection = select(few, EventFilter(actor=("AFG",), grade="B"))
    assert strictness_of(selection.filter) == "standard"
    assert strictness_of(EventFilter()) == "broad"
    assert strictness_of(EventFilter(grade="C")) is None
    assert across(selection, lambda view: view.events["event_id"].tolist()) == {
        "strict": ["a"],
        "standard": ["a", "b"],
        "broad": ["a", "b", "c", "d", "f", "g"],
    }
    moved = at(selection, "strict")
    assert moved.filter == EventFilter(actor=("AFG",), grade="A")
    assert (moved.mask == select(few, moved.filter).mask).all()
