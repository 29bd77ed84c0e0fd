"""The kinds of error that a reading against the pages found: each check asks about a record that has it, and not about one that has not."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from small import Happened, Said, small_tables

from atlas import checks
from atlas.dataset import DATA_FOLDER, Dataset, Problem

Found = list[tuple[str, str]]

MEETING = Happened(
    "a",
    "2025-01-08",
    title="Misri meets Muttaqi in Dubai on trade and Chabahar",
    summary="Indian foreign secretary Misri met acting foreign minister Muttaqi in Dubai on trade and aid for Afghanistan.",
    people=("IND:vikram-misri:Foreign Secretary", "AFG:amir-khan-muttaqi:Acting Foreign Minister"),
    level="deputy",
    place="dubai",
    pages=(
        Said("hindu", voice="IND", states="Misri met Muttaqi in Dubai on Wednesday.", published="2025-01-08"),
        Said("tolo", voice="AFG", states="Afghan ministry: talks on trade and on Chabahar.", published="2025-01-09"),
    ),
)
"""A record without fault."""


def found(published: Dataset, name: str, *happened: Happened) -> Found:
    """Subject and detail of what a check asks about; an error counts as its field."""
    items = checks.ALL_CHECKS[name](checks.Contents(published.package, small_tables(published, *happened)))
    return [("error", item.field or "") if isinstance(item, Problem) else (item.subject, item.about) for item in items]


PAGES_HELD = {"undated", "leg-distance", "leg-length", "leg-report", "place-unchecked", "coverage", "sorted", "not-reviewed"} | {
    "summary-length",
    "dates",
}
"""Checks of the published tables around the small dataset, or of what it does without."""


def test_a_record_without_fault_raises_no_question(dataset: Dataset) -> None:
    findings = checks.find(checks.Contents(dataset.package, small_tables(dataset, MEETING)), checks.ALL_CHECKS.keys() - PAGES_HELD)
    assert {name: lines for name, lines in findings.lines.items() if lines} == {}
    assert {name: problems for name, problems in findings.errors.items() if problems} == {}


def with_page(number: int, **changes: object) -> Happened:
    """The faultless record with one page changed."""
    pages = list(MEETING.pages)
    pages[number] = replace(pages[number], **changes)  # type: ignore[arg-type]
    return replace(MEETING, pages=tuple(pages))


CASES: list[tuple[str, Happened, Found]] = [
    # Origins
    ("same-text", with_page(1, states="Misri met Muttaqi in Dubai on Wednesday evening."), [("a", "a-0 a-1")]),
    ("same-text", with_page(1, states="Misri met Muttaqi in Dubai on Wednesday evening.", agency="The Hindu", origin="hindu"), []),
    ("same-text", with_page(1, states="Misri met Muttaqi in Dubai on Wednesday evening.", agrees=False), []),
    # Status and day
    ("not-seen", replace(MEETING, pages=(Said("hindu", states="Misri is expected to meet Muttaqi in Dubai.", voice="IND"),)), [("a", "")]),
    ("not-seen", with_page(0, states="Misri is expected to meet Muttaqi in Dubai."), []),
    ("looks-ahead", with_page(0, states="Misri is expected to meet Muttaqi in Dubai."), [("a", "a-0")]),
    ("looks-ahead", with_page(0, states="Misri is expected to meet Muttaqi in Dubai.", preview=True), []),
    ("looks-ahead", with_page(1, states="Misri met Muttaqi; a further round is expected.", published="2025-01-08"), []),
    ("looks-ahead", with_page(1, states="A further round will be held, the ministry says."), []),  # published after the day
    ("day", with_page(1, states="Afghan ministry: they met on 7 January, on trade."), [("a", "a-1")]),
    ("day", with_page(1, states="Afghan ministry: they met on 8 January, on trade."), []),
    ("day", with_page(1, states="Afghan ministry on Wednesday; a first round was on 7 January."), []),
    ("day", with_page(1, states="Afghan ministry: they met on 7 January, on trade.", agrees=False), []),
    ("figure", replace(with_page(1, states="India sent 40 tonnes."), summary="India sent 50 tonnes to Kabul."), [("a", "a-1")]),
    ("figure", replace(with_page(1, states="India sent 50 tonnes."), summary="India sent 50 tonnes to Kabul."), []),
    (
        "figure",
        replace(with_page(1, states="India sent 40 tonnes."), summary="India sent 50 tonnes to Kabul.", note="Tolo has 40 tonnes."),
        [],
    ),
    # Levels, types and roles
    ("level", replace(MEETING, level="minister"), [("a", "minister")]),
    ("level", replace(MEETING, level="official"), [("a", "official")]),
    ("level", replace(MEETING, level="official", people=("IND:vikram-misri:Foreign Secretary",)), []),  # the other side is not known
    ("level", replace(MEETING, level="minister", people=("IND:vikram-misri:Foreign Secretary",)), [("a", "minister")]),
    ("no-level", replace(MEETING, level="none"), [("a", "")]),
    ("type-number", replace(MEETING, type="multilateral"), [("a", "multilateral")]),
    ("type-number", replace(MEETING, actors="AFG IND IRN"), [("a", "meeting")]),
    ("type-number", replace(MEETING, actors="AFG IND ARE", roles="ARE:host"), []),
    ("host", replace(MEETING, roles="IND:host"), []),
    ("host", replace(MEETING, roles="IND:host", type="call"), [("error", "role")]),
    ("host", replace(MEETING, roles="IND:host", type="sanctions"), [("a", "IND")]),
    ("host", replace(MEETING, roles="IND:host", type="accreditation"), []),  # a person received the envoy
    ("host", replace(MEETING, roles="IND:host", type="accreditation", people=()), [("a", "IND")]),
    ("place-of-words", replace(MEETING, type="call"), [("error", "place_id")]),
    ("place-of-words", replace(MEETING, type="call", place=None), []),
    ("place-of-words", replace(MEETING, type="statement", title="India welcomes", summary="India welcomes.", pages=()), [("a", "dubai")]),
    ("place-of-words", replace(MEETING, type="statement", summary="India said at a press conference that it welcomes."), []),
    # Who is named and listed
    (
        "named-not-listed",
        replace(MEETING, people=("AFG:amir-khan-muttaqi:Acting Foreign Minister",)),
        [("a", "vikram-misri")],
    ),
    ("listed-not-named", replace(MEETING, people=(*MEETING.people, "IND:ajit-doval:National Security Adviser")), [("a", "ajit-doval")]),
    (
        "listed-not-named",
        replace(with_page(0, states="Doval was there."), people=("IND:ajit-doval:National Security Adviser",)),
        [],
    ),
    ("actor-not-named", replace(MEETING, actors="AFG IND NOR"), [("a", "NOR")]),
    ("actor-not-named", replace(with_page(0, states="A Norwegian envoy sat in."), actors="AFG IND NOR"), []),
    ("actor-not-named", replace(MEETING, actors="AFG IND ARE"), []),  # Dubai is in the Emirates
    ("acting", replace(MEETING, people=("AFG:amir-khan-muttaqi:Foreign Minister",)), [("a", "amir-khan-muttaqi")]),
    ("acting", replace(MEETING, people=("AFG:abdul-ghani-baradar:Deputy Prime Minister for Economic Affairs",)), []),
    ("acting", replace(MEETING, people=("AFG:abdul-ghani-baradar:Acting Deputy Prime Minister",)), [("a", "abdul-ghani-baradar")]),
    ("acting", replace(MEETING, day="2025-08-15", id="2025"), [("2025", "amir-khan-muttaqi")]),
    # Subjects
    ("subject-words", replace(MEETING, issues="trade kashmir"), [("a", "kashmir")]),
    ("subject-words", replace(with_page(0, states="Misri raised Kashmir."), issues="trade kashmir"), []),
    ("subject-pakistan", replace(MEETING, issues="pakistan", actors="AFG PAK"), [("a", "pakistan")]),
    ("subject-pakistan", replace(MEETING, issues="pakistan"), []),
    (
        "subject-pakistan",
        replace(MEETING, issues="pakistan", type="statement", actors="IND PAK", roles="PAK:target"),
        [],
    ),
    ("no-subject", replace(MEETING, issues=""), [("a", "")]),
    # Accounts
    ("one-side-heard", with_page(1, voice=None), [("a", "AFG")]),
    ("one-side-heard", replace(with_page(1, voice=None), status="announced"), []),
    ("account", with_page(1, publisher="irna", voice=None), []),  # Iran took no part
    ("account", replace(with_page(1, publisher="irna", voice=None), actors="AFG IRN"), [("a", "a-1")]),
    ("account", replace(with_page(1, publisher="ministry", voice=None), actors="AFG IND"), [("a", "a-1")]),
    # Notes
    ("note-stale", replace(MEETING, note="No Afghan account is held."), [("a", "AFG")]),
    ("note-stale", replace(MEETING, note="Kabul's own readout was not found."), [("a", "AFG")]),
    ("note-stale", replace(MEETING, note="The Afghan account does not mention visas."), []),
    ("note-stale", replace(MEETING, note="One page."), [("a", "one page")]),
    ("note-stale", replace(MEETING, note="One page gives Thursday."), []),
    ("note-stale", replace(with_page(1, voice=None), note="No Afghan account is held."), []),
    (
        "note-unsupported",
        replace(
            with_page(1, states="Muttaqi asked for visas for students."), note="Not supported by the sources held: visas for students."
        ),
        [("a", "a-1")],
    ),
    ("note-unsupported", replace(MEETING, note="Not supported by the sources held: visas for students."), []),
]


@pytest.mark.parametrize(("name", "event", "expected"), CASES, ids=[f"{number}-{case[0]}" for number, case in enumerate(CASES)])
def test_a_kind_of_error(dataset: Dataset, name: str, event: Happened, expected: Found) -> None:
    assert found(dataset, name, event) == expected


def test_the_coding_rules_name_checks_that_there_are() -> None:
    """And every question of coding is asked for a rule that stands there."""
    rules = (DATA_FOLDER.parent / "docs" / "coding.md").read_text(encoding="utf-8")
    named = {name for passage in re.findall(r"Check: ([^*]+)\*", rules) for name in re.findall(r"`([\w-]+)`", passage)}
    assert named <= checks.ALL_CHECKS.keys()
    assert {name for name, _, _ in CASES} <= named


def test_a_carrier_of_agencies_without_one(dataset: Dataset) -> None:
    copies = [replace(with_page(0, agency="PTI", origin="tribune"), id=f"c{number}") for number in range(3)]
    assert found(dataset, "agency", *copies, MEETING) == [("a", "a-0")]
    assert found(dataset, "agency", *copies[:1], MEETING) == []  # too few to know


def test_a_closure_that_a_later_event_ends(dataset: Dataset) -> None:
    shut = Happened("s", "2024-05-01", "AFG PAK", "trade", title="Torkham closed after clash", place="torkham-pak", cameo="191")
    again = Happened("t", "2024-05-09", "AFG PAK", "trade", title="Torkham reopens after talks", place="torkham-afg", cameo="085")
    assert found(dataset, "closure-end", shut, again) == [("s", "t")]
    assert found(dataset, "closure-end", replace(shut, end="2024-05-08"), again) == []
    assert found(dataset, "closure-end", shut, replace(again, place="chaman")) == []
    assert found(dataset, "closure-end", shut, replace(again, day="2024-04-01")) == []


def test_twins(dataset: Dataset) -> None:
    twin = replace(MEETING, id="b", day="2025-01-10", type="visit", title="Misri meets Muttaqi in Dubai for talks on trade and Chabahar")
    assert found(dataset, "twins", MEETING, twin) == [("a", "b")]
    assert found(dataset, "twins", MEETING, replace(twin, day="2025-01-11")) == []
    assert found(dataset, "twins", MEETING, replace(twin, actors="AFG IRN")) == []
    assert found(dataset, "twins", MEETING, replace(twin, title="Kabul receives vaccines")) == []


def test_an_event_that_nobody_read_again(dataset: Dataset) -> None:
    published = dataset.events["event_id"].iloc[0]
    assert found(dataset, "not-reviewed", MEETING, replace(MEETING, id=published)) == [("a", "")]


def test_a_day_that_may_be_that_of_the_report(dataset: Dataset) -> None:
    one = replace(MEETING, pages=MEETING.pages[:1])
    assert found(dataset, "report-day", one) == [("a", "")]
    assert found(dataset, "report-day", MEETING) == []
    assert found(dataset, "report-day", replace(one, day="2025-01-07")) == []


def test_an_event_that_no_independent_page_confirms(dataset: Dataset) -> None:
    """A page of unnamed agencies lets an event stand, but not unseen."""
    unnamed = replace(MEETING, pages=(Said("hindu", agency="unnamed agencies", origin="unnamed-agencies"),))
    assert found(dataset, "unconfirmed", unnamed) == [("a", "")]
    assert found(dataset, "evidence", unnamed) == []
    assert found(dataset, "unconfirmed", MEETING) == []
