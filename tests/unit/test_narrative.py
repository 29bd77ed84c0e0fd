"""Views in words: exact, in the right number, and the same as the counts they are made from."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime

import pandas as pd
import pytest

from atlas.dataset import Dataset
from atlas.exports import about_view
from atlas.exports.records import events_json
from atlas.narrative import NOTHING, in_one, narrative
from atlas.view import EventFilter, select
from tests.unit.small import Happened, Said, small

PAGES = ("", "map", "timeline", "relations", "events", "evidence", "data", None)
DELHI = Said("hindu", voice="IND")


@pytest.fixture(scope="module")
def few(dataset: Dataset) -> Dataset:
    return small(
        dataset,
        Happened("a", "2024-07-01", pages=(Said("hindu"), Said("tolo"))),
        Happened("b", "2025-03-01", "AFG IRN", level="minister", precision="month", pages=(DELHI,)),
        Happened(
            "c", "2025-07-01", "AFG IRN IND", "multilateral", "head", end="2025-07-03", pages=(Said("irna"), Said("hindu", agrees=False))
        ),
        Happened("d", "2025-07-20", "AFG IND", "statement", level="none"),
    )


def test_a_view_is_told_from_its_numbers(few: Dataset) -> None:
    selection = select(few)
    assert narrative(selection, "") == (
        "Each meeting counted once, 3 events were contacts between representatives, 2 of them at the level of ministers or above.",
        "2 events began in the last 12 months covered, 24 Jun 2025 to 23 Jun 2026, against 2 in the 12 months before.",
    )
    assert narrative(selection, "map") == (
        "Counted as pairs, Kabul–New Delhi comes first, with 3 events, before Kabul–Tehran (2) and New Delhi–Tehran (1).",
        "None of the events has a place.",
    )
    # The meeting of three is shared among its three pairs.
    assert narrative(selection, "map", count="meetings")[0] == (
        "Counted as meetings, each shared among its pairs, Kabul–New Delhi comes first, with 2.3 events, "
        "before Kabul–Tehran (1.3) and New Delhi–Tehran (0.3)."
    )
    assert narrative(selection, "evidence") == (
        "1 of 4 has evidence grade A; 3 rest on a single origin and 1 is contradicted by at least one page.",
        "1 of 4 rests on the account of a single actor.",
    )
    assert (
        narrative(selection, "events")[0]
        == "The 4 events run from 1 Jul 2024 to 20 Jul 2025; the busiest month is Jul 2025, with 2 events."
    )
    # First contact and first minister of New Delhi (a, c) and of Tehran (b, both).
    assert narrative(selection, "timeline")[2] == (
        "Among them are 4 firsts of Kabul with one of five capitals, most recently the first ministerial contact, Kabul–New Delhi, "
        "1–3 Jul 2025."
    )


def test_months_that_are_tied_are_all_named_or_none(dataset: Dataset) -> None:
    two = small(dataset, *(Happened(day, day) for day in ("2025-01-01", "2025-01-09", "2025-03-01", "2025-03-31")))
    assert narrative(select(two), "events")[0].endswith("; the busiest months are Jan 2025 and Mar 2025, with 2 events each.")
    four = small(dataset, *(Happened(day, day) for day in ("2025-01-01", "2025-02-09", "2025-03-01", "2025-05-31")))
    assert narrative(select(four), "events")[0].endswith("; no month has more than 1 event.")


def test_links_that_are_tied_are_told_as_tied(dataset: Dataset) -> None:
    tied = small(dataset, Happened("a", "2025-01-01", "AFG IND"), Happened("b", "2025-01-02", "AFG IRN"))
    assert narrative(select(tied), "map")[0].endswith("Kabul–New Delhi and Kabul–Tehran come first, with 1 event each.")
    third = small(
        dataset, *(Happened(f"{number}", "2025-01-01", f"AFG {code}") for number, code in enumerate(("IND", "IND", "IRN", "CHN", "PAK")))
    )
    assert narrative(select(third), "map")[0].endswith("Kabul–New Delhi comes first, with 2 events.")


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_view_and_one_of_one_event_have_a_sentence(few: Dataset, page: str | None) -> None:
    assert narrative(select(few, EventFilter(q="xyzzy")), page) == (NOTHING,)
    assert narrative(select(few, EventFilter(type=("statement",))), page) == (
        "The one event in view is of type “statement”, dated 20 Jul 2025, without a contact between representatives.",
        "It has evidence grade C and rests on 1 page with 1 independent origin.",
    )
    assert narrative(select(few, EventFilter(type=("multilateral",))), page)[1] == (
        "It has evidence grade C and rests on 2 pages with 1 independent origin, at least one of which contradicts the record."
    )


def test_a_year_that_the_filter_cuts_off_is_not_compared(few: Dataset) -> None:
    for cut in (EventFilter(date_from=date(2024, 7, 1)), EventFilter(date_to=date(2026, 6, 1))):
        assert not any("12 months" in sentence for sentence in narrative(select(few, cut), ""))
    whole = EventFilter(date_from=date(2024, 6, 24), date_to=date(2026, 6, 23))
    assert any("12 months" in sentence for sentence in narrative(select(few, whole), ""))


def test_routes_are_told_for_their_day_whatever_the_events(dataset: Dataset) -> None:
    nothing = select(dataset, EventFilter(q="xyzzy"))
    day = date(2025, 5, 1)
    legs, moved = narrative(nothing, "routes", day=day)
    assert legs.startswith(f"Of {len(dataset.legs)} legs of the routes, as last recorded by 1 May 2025, ")
    numbers = re.findall(r"(\d+) (?:is|are|operating|restricted|suspended|under|planned|not)", legs)
    assert sum(map(int, numbers)) == len(dataset.legs)
    status = dataset.tables["leg_status"]
    recent = status[(status["from_date"] <= pd.Timestamp(day)) & (status["from_date"] > pd.Timestamp(day) - pd.Timedelta(days=90))]
    assert moved.startswith(f"{recent['leg_id'].nunique()} legs changed in the 90 days before that")
    assert (legs, moved) != narrative(nothing, "routes")


@pytest.mark.parametrize("page", PAGES)
def test_no_sentence_of_the_published_data_is_odd(dataset: Dataset, page: str | None) -> None:
    for link in dataset.facets["link"].values[:40]:
        told = in_one(narrative(select(dataset, EventFilter(link=(link,))), page))
        assert told.endswith(".")
        for odd in ("nan", "NaT", " 1 events", " 0 ", "  ", "..", " 1 of them are", "None of the events was a contacts"):
            assert odd not in told, told


def test_files_carry_the_words(few: Dataset) -> None:
    selection = select(few)
    about = about_view(selection, "https://atlas.example.org/events", datetime(2026, 11, 22, tzinfo=UTC))
    assert json.loads(b"".join(events_json(selection, about)))["about"]["in_words"] == in_one(narrative(selection))
    assert dict(about.lines())["In words"] == in_one(narrative(selection))
