"""Dossiers: what they say follows from the tables under the filter, and every line leads to what is behind it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest

from atlas.actors import CAPITALS, KABUL, NEIGHBOURS, link_of
from atlas.dataset import Dataset
from atlas.dossiers import Dossier, dossier_of, dossiers_of, heading
from atlas.dossiers.parts import STEPS_LISTED
from atlas.exports.formats import FORMATS_BY_NAME, Wanted
from atlas.measures.announced import announced_steps
from atlas.measures.links import links
from atlas.measures.standing import standing
from atlas.measures.window import two_years
from atlas.routes.status import leg_status_on
from atlas.view import EventFilter, ViewOptions, parse, parse_options, select

LINKS = [link_of(KABUL, actor) for actor in (*CAPITALS, *NEIGHBOURS)]
ASKED = [EventFilter(link=(link,)) for link in (*LINKS, "IND-IRN")]
PEOPLE = [
    "amir-khan-muttaqi",
    "abdul-ghani-baradar",
    "nooruddin-azizi",
    "s-jaishankar",
    "zabihullah-mujahid",
    "abbas-araghchi",
    "wang-yi",
    "narendra-modi",
    "ajit-doval",
    "vikram-misri",
]
PLACES = ["kabul", "new-delhi", "dubai", "chabahar", "torkham-pak"]
ASKED += [EventFilter(person=(person,)) for person in PEOPLE] + [EventFilter(place=(place,)) for place in PLACES]
NARROWED = [
    EventFilter(link=("AFG-IND",), grade="A"),
    EventFilter(link=("AFG-CHN",), date_from=date(2024, 1, 1), date_to=date(2024, 12, 31)),
    EventFilter(link=("AFG-IRN",), status=("occurred",), contested=False, one_sided=False),
    EventFilter(link=("AFG-PAK",), level="minister"),
    EventFilter(person=("amir-khan-muttaqi",), link=("AFG-IND", "AFG-IRN"), grade="A"),
    EventFilter(place=("kabul",), date_from=date(2023, 1, 1), date_to=date(2023, 6, 30)),
]


def named(filter_: EventFilter) -> str:
    return filter_.to_query()


def made(dataset: Dataset, filter_: EventFilter) -> Dossier:
    found = dossier_of(select(dataset, filter_))
    assert found is not None
    return found


@pytest.mark.parametrize("asked", [*ASKED, *NARROWED], ids=named)
def test_every_address_of_a_dossier_opens_what_is_behind_it(dataset: Dataset, asked: EventFilter) -> None:
    """The addresses as the file has them, read as the pages read them."""
    selection = select(dataset, asked)
    wanted = Wanted(selection, ViewOptions(), f"http://atlas/?{asked.to_query()}", datetime(2026, 11, 27, tzinfo=UTC))
    (document,) = json.loads(FORMATS_BY_NAME["dossier.json"].whole(wanted))["dossiers"]
    lines = [line for section in document["sections"] for line in section["lines"]]
    assert lines
    for line in lines:
        assert line["events"] or line["routes"] or line["count"] == 0, line
        for address in filter(None, (line["events"], line["routes"])):
            params = parse_qsl(urlsplit(address).query)
            filter_, ignored = parse(params, dataset)
            options, odd = parse_options(params, dataset)
            assert urlsplit(address).path in ("/events", "/routes") and not odd
            if options.event is not None:
                assert options.event in dataset.position
            elif options.routes:
                assert not ignored
            else:
                assert not ignored and select(dataset, filter_).n >= line["count"] > 0, line


@pytest.mark.parametrize("asked", [*ASKED, *NARROWED], ids=named)
def test_what_a_dossier_counts_is_what_its_address_leaves(dataset: Dataset, asked: EventFilter) -> None:
    found = made(dataset, asked)
    for section in found.sections:
        for line in section.lines if section.name in ("doubts", "announced", "people", "places", "links", "types") else ():
            if line.filter is not None:
                assert select(dataset, line.filter).n == line.count, line


@pytest.mark.parametrize("actor", [*CAPITALS, *NEIGHBOURS])
def test_a_dossier_counts_contacts_as_the_cards_do(dataset: Dataset, actor: str) -> None:
    selection = select(dataset, EventFilter(link=(link_of(KABUL, actor),)))
    stands, found = standing(selection, actor), made(dataset, selection.filter)
    counts = [line.count for line in found.section("standing").lines if line.count is not None]
    assert counts == [stands.contacts, stands.contacts_before]
    assert stands.last is not None and str(stands.last["event_id"]) in {line.event_id for line in found.section("standing").lines}


def test_only_events_in_view_are_told(dataset: Dataset) -> None:
    for asked in NARROWED:
        selection = select(dataset, asked)
        inside = set(selection.events["event_id"])
        told = {line.event_id for section in made(dataset, asked).sections if section.name != "routes" for line in section.lines}
        # A step of an earlier day is told where what became of it is in view.
        told -= set(dataset.events["event_id"].iloc[announced_steps(selection).dropna(subset="later")["event"]])
        assert told - {None} <= inside


def test_years_that_the_dates_cut_are_not_compared(dataset: Dataset) -> None:
    first = two_years(dataset)[2]
    found = made(dataset, EventFilter(link=("AFG-IND",), date_from=first))
    (line,) = (line for line in found.section("standing").lines if line.count is not None)
    assert "not compared" in line.note and not found.section("subjects").lines and "not compared" in found.section("subjects").nothing


def test_what_was_announced_is_told_with_what_became_of_it(dataset: Dataset) -> None:
    ties = dataset.tables["related_events"].astype("str")
    for asked in ASKED:
        section, selection = made(dataset, asked).section("announced"), select(dataset, asked)
        open_ones = [line.event_id for line in section.lines if "not seen to happen" in line.note]
        assert set(open_ones) == set(selection.events.loc[selection.events["outcome"].eq("open"), "event_id"][::-1][:STEPS_LISTED])
        for line in section.lines:
            if line.event_id is None:
                continue
            carried_out = (ties["related_event_id"].eq(line.event_id) & ties["relation"].eq("fulfils")).any()
            assert carried_out or "carried out" not in line.note
            if line.event_id in open_ones and line.last:
                assert not carried_out and f"{(dataset.last_day - line.last).days:,} day" in line.note


def test_the_routes_between_two_cross_borders_and_have_their_state(dataset: Dataset) -> None:
    status = leg_status_on(dataset, dataset.last_day)["status"].str.replace("-", " ")
    india, iran = (
        [line.text for line in made(dataset, EventFilter(link=(link,))).section("routes").lines] for link in ("AFG-IND", "AFG-IRN")
    )
    assert "Mumbai–Chabahar sea lane" in india and "Torkham crossing" in india
    assert "Milak–Zaranj crossing" in iran and "Mumbai–Chabahar sea lane" not in iran
    for line in made(dataset, EventFilter(link=("AFG-IND",))).section("routes").lines:
        assert any(line.note.startswith(one) for one in set(status)) and line.corridor


def test_where_nothing_is_recorded_the_dossier_says_so(dataset: Dataset) -> None:
    quiet = str(links(select(dataset))["link"].iloc[-1])
    found = made(dataset, EventFilter(link=(quiet,)))
    empty = [section for section in found.sections if not section.lines]
    assert empty and all(section.nothing.startswith("Nothing recorded") for section in empty)


def test_offices_follow_each_other_with_the_days_on_which_they_are_named(dataset: Dataset) -> None:
    rows = dataset.tables["participants"].astype("str")
    for person in PEOPLE:
        lines = made(dataset, EventFilter(person=(person,))).section("offices").lines
        named = {office.casefold() for office in rows.loc[rows["person_id"] == person, "office"].dropna()}
        assert {line.text.casefold() for line in lines} == named
        days = [line.first for line in lines if line.first]
        assert days == sorted(days) and len(days) == len(lines)


def test_whom_a_person_met_is_named_in_the_event_that_opens(dataset: Dataset) -> None:
    rows = dataset.tables["participants"].astype("str")
    for person in PEOPLE:
        for line in made(dataset, EventFilter(person=(person,))).section("met").lines:
            people = set(rows.loc[rows["event_id"] == line.event_id, "person_id"].dropna())
            names = {dataset.facets["person"].label(one) for one in people}
            assert person in people and line.text in names


def test_the_routes_of_a_place_end_there(dataset: Dataset) -> None:
    lines = made(dataset, EventFilter(place=("chabahar",))).section("routes").lines
    assert lines and all("Chabahar" in line.text for line in lines)
    assert not made(dataset, EventFilter(place=("dubai",))).section("routes").lines


def test_a_dossier_is_of_one_thing(dataset: Dataset) -> None:
    assert heading(select(dataset, EventFilter(link=("AFG-IND",)))) == "Kabul – New Delhi"
    assert heading(select(dataset, EventFilter(person=("wang-yi",), place=("kabul",)))) == "Wang Yi"
    for several in (
        EventFilter(),
        EventFilter(link=("AFG-IND", "AFG-IRN")),
        EventFilter(actor=("IND",)),
        EventFilter(place=("dubai", "doha")),
    ):
        assert heading(select(dataset, several)) is None and dossier_of(select(dataset, several)) is None
    assert [one.id for one in dossiers_of(select(dataset))] == LINKS
    assert [one.id for one in dossiers_of(select(dataset, EventFilter(link=("AFG-IND", "AFG-IRN"))))] == ["AFG-IND", "AFG-IRN"]
