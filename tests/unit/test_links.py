"""Links and meeting places, against a plain loop over the tables."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from statistics import fmean

import pandas as pd
import pytest

from atlas.dataset import Dataset
from atlas.measures.links import links, meeting_places, shown_links
from atlas.view import EventFilter, Selection, select

VIEWS = [
    EventFilter(),
    EventFilter(link=("AFG-IND",)),
    EventFilter(actor=("CHN", "RUS")),
    EventFilter(type=("statement",)),
    EventFilter(issue=("chabahar",), date_from=date(2024, 1, 1)),
    EventFilter(level="minister"),
    EventFilter(status=("disputed",)),
    EventFilter(q="dubai"),
]
every_view = pytest.mark.parametrize("wanted", VIEWS, ids=lambda wanted: wanted.to_query() or "everything")


def pairs_by_hand(selection: Selection) -> dict[str, list[tuple[pd.Series, bool]]]:
    """Every link with its events and whether the event brought the two together."""
    tables = selection.dataset.tables
    ranks = tables["contact_levels"].set_index("contact_level")["rank"]
    found: dict[str, list[tuple[pd.Series, bool]]] = {}
    for _, event in selection.events.iterrows():
        rows = tables["participants"]
        rows = rows[(rows["event_id"] == event["event_id"]) & rows["actor_id"].notna() & (rows["role"].astype("str") != "subject")]
        actors = sorted(set(rows["actor_id"].astype("str")))
        met = event["status"] == "occurred" and ranks[event["contact_level"]] > 0
        spoken_to: set[str] = set()
        if event["event_type"] == "statement" and len(actors) > 2:
            # Whom a joint statement addresses did not stand beside those who made it.
            spoken_to = set(rows.drop_duplicates("actor_id", keep="last").query("role == 'target'")["actor_id"].astype("str"))
        for first, second in combinations(actors, 2):
            found.setdefault(f"{first}-{second}", []).append((event, met and not spoken_to & {first, second}))
    return found


@every_view
def test_links_are_those_counted_by_hand(dataset: Dataset, wanted: EventFilter) -> None:
    selection = select(dataset, wanted)
    table = links(selection).set_index("link")
    expected = pairs_by_hand(selection)
    assert set(table.index) == set(expected)
    levels = dataset.facets["level"].labels
    for link, rows in expected.items():
        row = table.loc[link]
        events = [event for event, _ in rows]
        assert row["events"] == row["tone_events"] == len(rows), link
        assert row["contacts"] == sum(met for _, met in rows), link
        assert row["first_date"] == min(event["date_start"] for event in events)
        assert row["last_date"] == max(event["date_start"] for event in events)
        assert row["highest_level"] == levels[max((event["level_rank"] for event, met in rows if met), default=0)], link
        assert row["mean_tone"] == pytest.approx(fmean(event["goldstein"] for event in events))


@every_view
def test_a_link_counts_the_events_that_its_filter_leaves(dataset: Dataset, wanted: EventFilter) -> None:
    selection = select(dataset, wanted)
    counts = selection.counts("link")
    for row in links(selection).itertuples():
        if not wanted.link:
            assert counts[row.link] == row.events


def test_no_link_is_still_a_frame_of_links(dataset: Dataset) -> None:
    empty = links(select(dataset, EventFilter(q="xyzzy")))
    for partners in ("four", "six", "all"):
        assert list(shown_links(empty, partners, ("IND",)).columns) == list(empty.columns)


def test_the_busiest_link_comes_first(dataset: Dataset) -> None:
    table = links(select(dataset))
    assert table["events"].is_monotonic_decreasing
    assert table["link"].is_unique
    assert (table["contacts"] <= table["events"]).all()
    assert (table["first"] < table["second"]).all()


def test_an_actor_that_is_only_talked_about_did_not_take_part(dataset: Dataset) -> None:
    rows = dataset.tables["participants"].dropna(subset=["actor_id"])
    only_subject = rows.groupby(["event_id", "actor_id"], observed=True)["role"].agg(lambda roles: set(roles) == {"subject"})
    assert only_subject.any()
    for event_id, actor in only_subject.index[only_subject]:
        position = dataset.position[event_id]
        dyads = dataset.dyads[dataset.dyads["event"] == position]
        assert actor not in {*dyads["first"], *dyads["second"]}


def test_an_empty_view_has_no_links_and_no_places(dataset: Dataset) -> None:
    nothing = select(dataset, EventFilter(q="xyzzy"))
    assert len(links(nothing)) == len(meeting_places(nothing)) == 0
    assert list(links(nothing).columns) == list(links(select(dataset)).columns)
    assert list(meeting_places(nothing).columns) == list(meeting_places(select(dataset)).columns)


@every_view
def test_places_are_those_counted_by_hand(dataset: Dataset, wanted: EventFilter) -> None:
    selection = select(dataset, wanted)
    table = meeting_places(selection).set_index("place_id")
    expected: dict[str, list[bool]] = {}
    for _, event in selection.events.iterrows():
        if pd.notna(event["place_id"]):
            met = event["status"] == "occurred" and event["level_rank"] > 0
            expected.setdefault(str(event["place_id"]), []).append(bool(met))
    assert table["events"].to_dict() == {place: len(met) for place, met in expected.items()}
    assert table["contacts"].to_dict() == {place: sum(met) for place, met in expected.items()}
    assert table["events"].is_monotonic_decreasing
