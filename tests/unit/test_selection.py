"""What a filter leaves, and the counts beside every choice, against a plain loop over the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_filters import AT_LEAST, ATLAS, REPEATABLE, filters

from atlas.dataset.search import fold, text_of
from atlas.view import EventFilter, Selection, select
from atlas.view.filters import FILTERS
from atlas.view.kinds import Flag

TEXTS = [fold(text) for text in text_of(ATLAS.events, ATLAS.evidence, ATLAS.tables).to_pylist()]

FLAGS = {name: entry for name, entry in FILTERS.items() if isinstance(entry, Flag)}
QUERIES = st.sampled_from(["", "muttaqi", "visas chabahar", "POLIO", "embassy kabul", "xyzzy"])


def _grouped(table: str, key: str) -> dict[str, set[str]]:
    rows = ATLAS.tables[table].dropna(subset=[key])
    grouped: dict[str, set[str]] = {}
    for event_id, value in zip(rows["event_id"].astype("str"), rows[key].astype("str"), strict=True):
        grouped.setdefault(event_id, set()).add(value)
    return grouped


def _took_part() -> dict[str, set[str]]:
    rows = ATLAS.tables["participants"]
    rows = rows[rows["role"].astype("str") != "subject"]
    pairs: dict[str, set[str]] = {}
    for event_id, group in rows.dropna(subset=["actor_id"]).groupby("event_id", observed=True):
        actors = sorted(set(group["actor_id"].astype("str")))
        pairs[str(event_id)] = {f"{first}-{second}" for first, second in combinations(actors, 2)}
    return pairs


def _on_corridors() -> dict[str, set[str]]:
    chains = ATLAS.tables["corridor_legs"].astype("str").groupby("leg_id")["corridor_id"].agg(set).to_dict()
    legs = _grouped("leg_status", "leg_id")
    return {event: set().union(*(chains.get(leg, set()) for leg in moved)) for event, moved in legs.items()}


def _became() -> dict[str, set[str]]:
    """What became of each announced step, from the tables as they are."""
    found: dict[str, set[str]] = {}
    for row in ATLAS.tables["events"].itertuples():
        if row.status in ("announced", "cancelled"):
            found[str(row.event_id)] = {"open" if row.status == "announced" else "cancelled"}
    for relation, outcome in (("fulfils", "fulfilled"), ("cancels", "cancelled")):
        for row in ATLAS.tables["related_events"].itertuples():
            if row.relation == relation and found.get(str(row.related_event_id)) != {"cancelled"}:
                found[str(row.related_event_id)] = {outcome}
    return found


OF_EVENT = {
    "actor": _grouped("participants", "actor_id"),
    "person": _grouped("participants", "person_id"),
    "issue": _grouped("event_issues", "issue_id"),
    "link": _took_part(),
    "type": _grouped("events", "event_type"),
    "place": _grouped("events", "place_id"),
    "status": _grouped("events", "status"),
    "outcome": _became(),
    "reviewed": _grouped("reviews", "result"),
    "leg": _grouped("leg_status", "leg_id"),
    "corridor": _on_corridors(),
}


def _releases() -> dict[str, list[int]]:
    """The last release that touched each event, as numbers."""
    found: dict[str, list[int]] = {}
    for row in ATLAS.tables["changes"].itertuples():
        number = [int(part) for part in str(row.version).split(".")]
        found[str(row.event_id)] = max(found.get(str(row.event_id), []), number)
    return found


TOUCHED = _releases()


def _period(event: pd.Series) -> tuple[date, date]:
    start = event["date_start"].date()
    if pd.notna(event["date_end"]):
        return start, event["date_end"].date()
    if event["date_precision"] == "month":
        return start, (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    if event["date_precision"] == "year":
        return start, date(start.year, 12, 31)
    return start, start


def expected(wanted: EventFilter) -> Iterator[int]:
    """Positions of the events that a filter should leave, found the long way."""
    ranks = list(ATLAS.tables["contact_levels"].sort_values("rank")["contact_level"].astype("str"))
    for position, event in ATLAS.events.iterrows():
        event_id = str(event["event_id"])
        start, end = _period(event)
        if wanted.date_from and end < wanted.date_from:
            continue
        if wanted.date_to and start > wanted.date_to:
            continue
        if any(getattr(wanted, name) and not OF_EVENT[name].get(event_id, set()) & set(getattr(wanted, name)) for name in REPEATABLE):
            continue
        if wanted.level and ranks.index(str(event["contact_level"])) < ranks.index(wanted.level):
            continue
        if wanted.grade and str(event["grade"]) > wanted.grade:
            continue
        flags = {name: getattr(wanted, entry.field) for name, entry in FLAGS.items()}
        if any(value is not None and bool(event[FLAGS[name].column]) is not value for name, value in flags.items()):
            continue
        if wanted.updated_since and TOUCHED.get(event_id, []) <= [int(part) for part in wanted.updated_since.split(".")]:
            continue
        if not all(word in TEXTS[position] for word in fold(wanted.q).split()):
            continue
        yield int(position)


@given(filters(), QUERIES)
@settings(max_examples=40)
def test_a_filter_leaves_the_events_that_meet_it(wanted: EventFilter, query: str) -> None:
    wanted = replace(wanted, q=query)
    assert select(ATLAS, wanted).positions.tolist() == list(expected(wanted))


@pytest.mark.parametrize("name", REPEATABLE)
def test_each_value_leaves_the_events_that_have_it(name: str) -> None:
    for value in ATLAS.facets[name].values[:25]:
        wanted = EventFilter(**{name: (value,)})
        assert select(ATLAS, wanted).positions.tolist() == list(expected(wanted))


def test_the_empty_filter_leaves_everything_in_order() -> None:
    selection = select(ATLAS)
    assert selection.n == selection.total == len(ATLAS.tables["events"])
    assert selection.events["date_start"].is_monotonic_increasing
    assert f"{selection.total:,} events" in selection.sentence


def _check_counts(selection: Selection) -> None:
    wanted = selection.filter
    for name in REPEATABLE:
        for value, number in selection.counts(name).items():
            if number or value in ATLAS.facets[name].values[:5]:
                assert select(ATLAS, replace(wanted, **{name: (value,)})).n == number, (name, value)
    for name in AT_LEAST:
        for value, number in selection.counts(name).items():
            step = None if value == ATLAS.facets[name].values[0] else value
            assert select(ATLAS, replace(wanted, **{name: step})).n == number, (name, value)
    for name in FLAGS:
        for value, number in selection.counts(name).items():
            assert select(ATLAS, replace(wanted, **{name: value == "true"})).n == number


@given(filters(), QUERIES)
@settings(max_examples=8)
def test_a_count_is_what_the_choice_would_leave(wanted: EventFilter, query: str) -> None:
    _check_counts(select(ATLAS, replace(wanted, q=query)))


@pytest.mark.parametrize(
    "wanted",
    [
        EventFilter(),
        EventFilter(link=("AFG-IND",)),
        EventFilter(actor=("IRN", "CHN"), grade="B"),
        EventFilter(issue=("visas",), level="minister"),
        EventFilter(date_from=date(2025, 1, 1), contested=True),
        EventFilter(q="xyzzy"),
    ],
    ids=lambda wanted: wanted.to_query() or "everything",
)
def test_counts_of_usual_views(wanted: EventFilter) -> None:
    _check_counts(select(ATLAS, wanted))


@given(filters())
@settings(max_examples=25)
def test_an_empty_view_says_what_taking_out_a_condition_brings_back(wanted: EventFilter) -> None:
    selection = select(ATLAS, wanted)
    gains = selection.loosened()
    assert [gain for _, gain in gains] == sorted((gain for _, gain in gains), reverse=True)
    for name, gain in gains:
        loose = wanted
        for part in ("from", "to") if name == "date" else (name,):
            loose = loose.without(part)
        assert select(ATLAS, loose).n == gain > 0


@given(filters())
@settings(max_examples=25)
def test_the_sentence_says_n_of_all(wanted: EventFilter) -> None:
    selection = select(ATLAS, wanted)
    if selection.n < selection.total:
        assert selection.sentence.startswith(f"{selection.n:,} of {selection.total:,} events")
    else:
        assert selection.sentence.startswith(f"All {selection.total:,} events")
    assert selection.sentence.endswith(".")
