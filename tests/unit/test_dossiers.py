"""Dossiers: what they say follows from the tables under the filter, and every line leads to what is behind it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest

from atlas.actors import CAPITALS, KABUL, NEIGHBOURS, link_of
from atlas.dataset import Dataset
from atlas.dossiers import Dossier, dossier_of, dossiers_of, heading, opens
from atlas.dossiers.parts import STEPS_LISTED
from atlas.dossiers.records import MOST_RECORDS
from atlas.exports.formats import FORMATS_BY_NAME, Wanted
from atlas.geography import country_names
from atlas.measures.announced import announced_steps
from atlas.measures.envoys import envoys, host_of
from atlas.measures.links import links
from atlas.measures.standing import standing
from atlas.measures.window import two_years
from atlas.routes.comparison import compare
from atlas.routes.looks import state_of
from atlas.routes.shares import INSIDE
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
    "noor-ahmad-noor",
    "fazl-mohammad-haqqani",
    "zhao-xing",
    "yue-xiaoyong",
    "alireza-bikdeli",
    "hassan-kazemi-qomi",
    "ishaq-dar",
    "zamir-kabulov",
    "karan-yadav",
    "sirajuddin-haqqani",
]
PLACES = ["kabul", "new-delhi", "dubai", "chabahar", "torkham-pak"]
LEGS = [
    "border-milak-zaranj",
    "border-torkham",
    "border-chaman-spinboldak",
    "border-dogharoun-islamqala",
    "sea-mumbai-chabahar",
    "road-zaranj-delaram",
    "road-karachi-peshawar",
    "rail-chabahar-khash",
    "air-kabul-delhi",
    "road-ghazni-kabul",
]
CORRIDORS = ["chabahar-kandahar", "wagah-torkham", "khaf-herat-rail", "air-delhi-kabul"]
ACTORS = ["IND", "AFG", "TJK", "UN"]
ASKED += [EventFilter(person=(person,)) for person in PEOPLE] + [EventFilter(place=(place,)) for place in PLACES]
ASKED += [EventFilter(leg=(leg,)) for leg in LEGS] + [EventFilter(corridor=(corridor,)) for corridor in CORRIDORS]
ASKED += [EventFilter(actor=(actor,)) for actor in ACTORS]
NARROWED = [
    EventFilter(link=("AFG-IND",), grade="A"),
    EventFilter(link=("AFG-CHN",), date_from=date(2024, 1, 1), date_to=date(2024, 12, 31)),
    EventFilter(link=("AFG-IRN",), status=("occurred",), contested=False, one_sided=False),
    EventFilter(link=("AFG-PAK",), level="minister"),
    EventFilter(person=("amir-khan-muttaqi",), link=("AFG-IND", "AFG-IRN"), grade="A"),
    EventFilter(place=("kabul",), date_from=date(2023, 1, 1), date_to=date(2023, 6, 30)),
    EventFilter(leg=("border-torkham",), date_to=date(2024, 12, 31)),
    EventFilter(leg=("road-zabol-milak",), grade="A"),
    EventFilter(corridor=("chabahar-kandahar",), grade="A"),
    EventFilter(actor=("PAK",), level="minister", date_from=date(2025, 1, 1)),
]


STATE = ("routes", "standing", "legs")
"""Sections about the state of routes, on which filters do not act."""


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
    pages = set(dataset.tables["sources"]["url"])
    for line in lines:
        assert line["events"] or line["routes"] or line["dossier"] or line["page"] or line["count"] == 0, line
        assert line["page"] is None or line["page"] in pages
        for address in filter(None, (line["events"], line["routes"], line["dossier"])):
            params = parse_qsl(urlsplit(address).query)
            filter_, ignored = parse(params, dataset)
            options, odd = parse_options(params, dataset)
            assert urlsplit(address).path in ("/events", "/routes", "/") and not odd
            if urlsplit(address).path == "/":
                opened = select(dataset, filter_)
                assert not ignored and opens(opened) and heading(opened) != document["title"]
                continue
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
        told = {line.event_id for section in made(dataset, asked).sections if section.name not in STATE for line in section.lines}
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
        EventFilter(actor=("IND", "IRN")),
        EventFilter(place=("dubai", "doha")),
    ):
        assert heading(select(dataset, several)) is None and dossier_of(select(dataset, several)) is None
    assert [one.id for one in dossiers_of(select(dataset))] == LINKS
    assert [one.id for one in dossiers_of(select(dataset, EventFilter(link=("AFG-IND", "AFG-IRN"))))] == ["AFG-IND", "AFG-IRN"]


@pytest.mark.parametrize("leg", LEGS)
def test_the_state_of_a_leg_is_that_of_the_routes_and_each_record_is_told(dataset: Dataset, leg: str) -> None:
    found, status = made(dataset, EventFilter(leg=(leg,))), leg_status_on(dataset, dataset.last_day)
    assert found.section("standing").lines[0].text.lower() == str(status.at[leg, "status"]).replace("-", " ")
    changes = dataset.tables["leg_status"].astype({"leg_id": "str"}).query("leg_id == @leg")
    days = [line.first for line in found.section("history").lines]
    assert days == sorted(days, key=lambda day: day or date.min, reverse=True)
    told = {(line.first, line.event_id) for line in found.section("history").lines}
    rows = {(day.date(), str(event)) for day, event in zip(changes["from_date"], changes["event_id"], strict=True)}
    assert rows <= told or len(told) == MOST_RECORDS


def test_a_leg_on_an_earlier_day_is_as_it_was_then(dataset: Dataset) -> None:
    selection, day = select(dataset, EventFilter(leg=("border-torkham",))), date(2024, 8, 13)
    found = dossier_of(selection, day)
    assert found is not None and found.as_of == day
    status = str(leg_status_on(dataset, day).at["border-torkham", "status"])
    assert found.section("standing").lines[0].text.lower() == status
    assert all(line.first and line.first <= day for line in found.section("history").lines)


@pytest.mark.parametrize("asked", [EventFilter(link=("AFG-IND",)), EventFilter(place=("zaranj",))], ids=named)
def test_the_routes_of_a_link_or_a_place_on_an_earlier_day_are_as_they_were_then(dataset: Dataset, asked: EventFilter) -> None:
    day = date(2022, 6, 30)
    found = dossier_of(select(dataset, asked), day)
    assert found is not None
    section, status = found.section("routes"), leg_status_on(dataset, day)
    assert section.window == "on 30 Jun 2022" and section.lines
    for line in section.lines:
        assert line.subject is not None and line.last == day and (line.first is None or line.first <= day)
        assert state_of(status.loc[line.subject.leg[0]]) == line.note


def test_days_that_the_data_do_not_cover_are_called_so(dataset: Dataset) -> None:
    found = dossier_of(select(dataset, EventFilter(link=("AFG-IND",), date_to=date(1990, 1, 1))))
    assert found is not None and found.section("standing").window == "outside the days covered"


@pytest.mark.parametrize("corridor", CORRIDORS)
def test_a_corridor_adds_up_as_the_comparison_has_it(dataset: Dataset, corridor: str) -> None:
    found, facts = made(dataset, EventFilter(corridor=(corridor,))), compare(dataset, [corridor], dataset.last_day).loc[corridor]
    status, length = found.section("standing").lines[:2]
    assert status.text.lower() == facts["status"] and length.text == f"{facts['km']:,.0f} km"
    chain = dataset.tables["corridor_legs"].astype("str").query("corridor_id == @corridor")
    assert len(found.section("legs").lines) == len(chain)
    shares = [float(line.note.partition(" km")[0].replace(",", "")) for line in found.section("shares").lines]
    assert sum(shares) == pytest.approx(facts["km"], abs=len(shares))


@pytest.mark.parametrize("corridor", CORRIDORS)
def test_the_share_of_a_country_is_that_of_the_comparison(dataset: Dataset, corridor: str) -> None:
    facts = compare(dataset, [corridor], dataset.last_day).loc[corridor]
    shares = {line.text: line.note for line in made(dataset, EventFilter(corridor=(corridor,))).section("shares").lines}
    for part, km in {"Sea": facts["km_sea"], **{country_names()[code]: facts[f"km_{name}"] for name, code in INSIDE.items()}}.items():
        assert shares.get(part) == (f"{km:,.0f} km, {100 * km / facts['km']:.0f} %" if round(km) else None)


def test_a_leg_without_an_event_still_has_its_dossier(dataset: Dataset) -> None:
    moved = set(dataset.tables["leg_status"]["leg_id"])
    leg = next(leg for leg in dataset.legs.index if leg not in moved)
    selection = select(dataset, EventFilter(leg=(str(leg),)))
    assert selection.n == 0 and opens(selection)
    assert made(dataset, selection.filter).section("latest").nothing.startswith("Nothing recorded")
    assert not opens(select(dataset, EventFilter(place=("dubai",), date_to=date(1990, 1, 1))))


def test_the_links_of_an_actor_are_ranked_and_its_own(dataset: Dataset) -> None:
    for actor in ACTORS:
        lines = made(dataset, EventFilter(actor=(actor,))).section("links").lines
        counts = [line.count or 0 for line in lines]
        assert counts == sorted(counts, reverse=True)
        for line in lines:
            assert line.subject is not None and actor in dataset.links.loc[line.subject.link[0], ["first", "second"]].tolist()


def test_a_head_of_mission_is_the_last_one_named(dataset: Dataset) -> None:
    """Who is the Afghan envoy in Delhi: each is named in the event that opens, and nobody is named in the post later."""
    table = envoys(select(dataset))
    posts = table[table["present"]]
    assert not posts.duplicated(["actor", "host"]).any()
    rows = dataset.tables["participants"].astype("str")
    for row in table.itertuples():
        event = dataset.events["event_id"].iloc[row.last]
        named = rows[(rows["event_id"] == event) & (rows["person_id"] == row.person)]
        assert row.office in set(named["office"]) and host_of(dataset, str(row.actor), str(row.office)) == row.host
    (delhi,) = posts.query("actor == 'AFG' and host == 'IND'")["person"]
    lines = made(dataset, EventFilter(link=("AFG-IND",))).section("missions").lines
    assert dataset.facets["person"].label(delhi) in [line.text for line in lines]


@pytest.mark.parametrize(
    ("office", "host"),
    [
        ("Ambassador of India to Iran", "IRN"),
        ("Chargé d’affaires, Afghan embassy in New Delhi", None),
        ("Special envoy for Afghanistan", None),
        ("Deputy ambassador in Tehran", None),
        ("Ambassador to Afghanistan", "AFG"),
        ("Foreign Minister", None),
    ],
)
def test_the_host_of_a_mission_is_read_from_the_office(dataset: Dataset, office: str, host: str | None) -> None:
    assert host_of(dataset, "IND", office) == host
