"""What a new event is found, proposed and written by; the dialogue itself is tested at a terminal."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from atlas.curation import days, draft, gazetteer, interview, judging, matching, proposals, stock, writing
from atlas.curation.draft import Draft, DraftPage
from atlas.curation.stock import Stock
from atlas.dataset import DATA_FOLDER, Problem

TODAY = date(2026, 11, 27)
SUMMARY = " ".join(["Both sides met in Kabul and spoke about the crossing of Torkham and its opening hours."] * 2)


@pytest.fixture(scope="module")
def held() -> Stock:
    return Stock.read(DATA_FOLDER)


def answered(held: Stock) -> Draft:
    """A meeting in Kabul that the checks let pass."""
    publisher = {"publisher_id": "border-post", "name": "Border Post", "country": "AFG", "kind": "newspaper"}
    source = {
        "source_id": draft.source_id("border-post", "https://border.example/1"),
        "url": "https://border.example/1",
        "publisher_id": "border-post",
        "origin_id": "border-post",
        "published": "2026-07-02",
        "language": "en",
        "kind": "news",
        "rolling": "false",
    }
    event = {
        "date_start": "2026-07-02",
        "date_end": "",
        "date_precision": "day",
        "title": "Muttaqi and a Chinese delegation discuss the hours of a border crossing in Kabul",
        "summary": SUMMARY,
        "event_type": "meeting",
        "cameo_code": "040",
        "contact_level": "official",
        "status": "occurred",
        "place_id": "kabul",
    }
    people = [
        {"actor_id": "AFG", "role": "host", "person_id": "amir-khan-muttaqi", "office": "Foreign Minister"},
        {"actor_id": "CHN", "role": "participant", "person_id": "", "office": ""},
    ]
    page = DraftPage(source, {"agrees": "true", "preview": "false", "states": "Says that both sides met in Kabul."}, ["AFG"])
    new = {"people": [], "places": [], "publishers": [publisher, {**publisher, "publisher_id": "never-used"}]}
    return Draft(event, people, ["transit", "trade"], [held.rows["events"][0]["event_id"]], [page], new, "New event.", True)


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2026-07-02", date(2026, 7, 2), "day"),
        ("2 July 2026", date(2026, 7, 2), "day"),
        ("2.7.2026", date(2026, 7, 2), "day"),
        ("July 2026", date(2026, 7, 1), "month"),
        ("2026-07", date(2026, 7, 1), "month"),
        ("2026", date(2026, 1, 1), "year"),
    ],
)
def test_days_are_read_as_people_write_them(text: str, day: date, precision: str) -> None:
    assert days.read_day(text) == (day, precision)


@pytest.mark.parametrize("text", ["31 June 2026", "2026-13-01", "Tuesday", ""])
def test_a_day_that_is_none_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="no day of the calendar"):
        days.read_day(text)


@pytest.mark.parametrize(
    ("find", "query", "first"),
    [
        (matching.people, "amir khan muttaqi", "amir-khan-muttaqi"),
        (matching.people, "Mutaqqi", "amir-khan-muttaqi"),
        (matching.people, "متقي", "amir-khan-muttaqi"),
        (matching.people, "Araqchi", "abbas-araghchi"),
        (matching.places, "کابل", "kabul"),
        (matching.places, "Fayzabad", "faizabad"),
        (matching.publishers, "tolonews.com", "tolonews"),
        (matching.actors, "iran", "IRN"),
        (matching.actors, "chn", "CHN"),
    ],
)
def test_things_are_found_by_any_of_their_names(held: Stock, find, query: str, first: str) -> None:  # type: ignore[no-untyped-def]
    assert matching.find(find(held), query)[0].key == first


def test_what_is_not_known_is_not_found(held: Stock) -> None:
    assert matching.find(matching.people(held), "Xyzzy Quux") == []
    assert matching.find(matching.people(held), " ") == []


def test_events_are_found_by_words_newest_first(held: Stock) -> None:
    found = [named.key for named in matching.events(held, "muttaqi jaishankar phone")]
    assert "2025-05-15-jaishankar-muttaqi-speak-phone-first-ministerial" in found
    assert found == sorted(found, reverse=True)


def test_a_publisher_is_known_by_the_host_of_its_pages(held: Stock) -> None:
    assert matching.publisher_of(held, "https://www.tolonews.com/afghanistan-1") == "tolonews"
    assert matching.publisher_of(held, "https://never.example/1") is None


def test_codes_of_the_type_come_first_the_most_frequent_before_the_others(held: Stock) -> None:
    codes = [row["cameo_code"] for row in proposals.cameo_codes(held, "call")]
    times = [sum(row["event_type"] == "call" and row["cameo_code"] == code for row in held.rows["events"]) for code in codes]
    assert times[0] > 0
    assert times == sorted(times, reverse=True)
    assert len(codes) == len(held.rows["cameo_codes"])


def test_the_office_of_the_day_is_proposed(held: Stock) -> None:
    assert proposals.office(held, "amir-khan-muttaqi", "2024-01-01") == "Acting Foreign Minister"
    assert proposals.office(held, "amir-khan-muttaqi", "2026-07-01") == "Foreign Minister"
    assert proposals.office(held, "nobody", "2026-07-01") == ""


def test_the_level_of_the_lower_side_is_proposed(held: Stock) -> None:
    new = answered(held)
    new.participants[1] |= {"person_id": "zhao-xing", "office": "Ambassador of China"}
    assert proposals.level(held, new) == "envoy"
    new.event["event_type"] = "statement"
    assert proposals.level(held, new) == "none"


def test_identifiers_of_pages_are_made_as_those_of_the_package(held: Stock) -> None:
    # A page keeps its identifier when its publisher is given another.
    assert all(row["source_id"][-9:] == draft.source_id("", row["url"]) for row in held.rows["sources"])


def test_an_identifier_is_never_given_again_not_even_that_of_a_withdrawn_event(held: Stock) -> None:
    new = answered(held)
    first = draft.event_id(new, held)
    assert first == "2026-07-02-muttaqi-chinese-delegation-discuss-hours-border"
    gone = held.with_new({"changes": [{"version": "2026.12.0", "event_id": first, "change": "withdrawn", "reason": "", "replaced_by": ""}]})
    assert draft.event_id(new, gone) == f"{first}-2"


def test_rows_of_an_event_stand_in_every_table_and_nothing_unused_comes_along(held: Stock) -> None:
    rows = draft.rows_of(answered(held), held, TODAY)
    assert {name: len(added) for name, added in rows.items()} == {
        "events": 1,
        "participants": 2,
        "event_issues": 2,
        "related_events": 1,
        "sources": 1,
        "evidence": 1,
        "accounts": 1,
        "changes": 1,
        "reviews": 1,
        "publishers": 1,
    }
    assert rows["related_events"][0]["event_id"] < rows["related_events"][0]["related_event_id"]
    assert rows["changes"][0]["version"] == held.package.version
    assert rows["reviews"][0]["reviewed_on"] == "2026-11-27"


def test_a_page_that_the_atlas_holds_is_not_doubled(held: Stock) -> None:
    new = answered(held)
    new.pages[0].source = held.rows["sources"][0]
    rows = draft.rows_of(new, held, TODAY)
    assert "sources" not in rows
    assert rows["evidence"][0]["source_id"] == held.rows["sources"][0]["source_id"]


def test_tables_are_written_as_they_stand_in_the_package(held: Stock, tmp_path: Path) -> None:
    for name, table in held.package.tables.items():
        stock.write_rows(tmp_path, table, list(reversed(held.rows[name])))
        assert (tmp_path / table.path).read_bytes() == (DATA_FOLDER / table.path).read_bytes(), name


def test_answers_are_refused_as_the_checks_refuse_them(held: Stock) -> None:
    assert judging.cell(held, "events", "title")("x" * 91) == ["The text is too long. Use at most 90 characters."]
    assert judging.cell(held, "events", "title")("") == ["The cell is empty. Fill it; the field is required."]
    assert judging.cell(held, "events", "note")("A <b>bold</b> claim") == ["The text holds HTML: <b>"]
    assert judging.cell(held, "places", "lat")("95") == ["“95” is too large. The greatest value is 90."]
    assert "whole address such as https://" in judging.cell(held, "sources", "url")("example.org")[0]
    assert judging.states(held)(" ".join(["word"] * 31)) == ["These are 31 words. Write at most 30."]
    new = answered(held)
    assert judging.draft_problems(held, new, ("dates", "summary-length", "participants", "person-actor", "host")) == []
    new.event |= {"date_end": "2026-07-01", "event_type": "call"}
    new.participants[1]["person_id"] = "s-jaishankar"
    found = " ".join(judging.draft_problems(held, new, ("dates", "person-actor", "host")))
    assert "The end is not after the start." in found
    assert "acts for CHN here, but for IND" in found
    assert "Nobody hosts a call." in found


def test_a_trial_is_kept_as_a_whole(excerpt: Path, package_folder: Path) -> None:
    held = Stock.read(excerpt)
    rows = draft.rows_of(answered(held), held, TODAY)
    with writing.trial(package_folder, rows) as tried:
        assert [str(problem) for problem in tried.problems] == []
        assert (package_folder / "events.csv").read_bytes() == (excerpt / "events.csv").read_bytes()
        assert "datapackage.json" in tried.keep()
    new = Stock.read(package_folder)
    assert new.package.covers_to == date(2026, 7, 2)
    assert len(new.rows["events"]) == len(held.rows["events"]) + 1
    assert not list(package_folder.glob(".*"))


def test_nothing_is_written_when_a_file_cannot_be(held: Stock, package_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {file.name: file.read_bytes() for file in package_folder.glob("*.csv")}
    replace, moves = os.replace, []

    def fail(source: Path, target: Path) -> None:
        moves.append(target)
        if len(moves) == 3:
            raise OSError("disk full")
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail)
    with writing.trial(package_folder, draft.rows_of(answered(held), held, TODAY)) as tried, pytest.raises(OSError, match="disk full"):
        tried.keep()
    assert len(moves) == 3
    assert {file.name: file.read_bytes() for file in package_folder.glob("*.csv")} == before
    assert not list(package_folder.glob(".*"))


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(held: Stock, excerpt: Path, package_folder: Path) -> None:
    with writing.trial(package_folder, draft.rows_of(answered(held), held, TODAY)) as tried:
        shutil.copyfile(package_folder / "issues.csv", package_folder / "events.csv")
        with pytest.raises(writing.ChangedMeanwhileError, match="events.csv"):
            tried.keep()
    assert (package_folder / "sources.csv").read_bytes() == (excerpt / "sources.csv").read_bytes()


@pytest.mark.parametrize(
    ("file", "field", "reason", "step"),
    [
        ("events.csv", "title", "The event looks the same as another.", "title"),
        ("events.csv", "event_id", "No page confirms the event.", "pages"),
        ("places.csv", "lat", "Kabul lies 900 km outside IND.", "place"),
        ("evidence.csv", "preview", "The page was published before.", "pages"),
        ("stories/x.md", None, "A line is broken.", ""),
    ],
)
def test_a_problem_leads_to_the_question_that_mends_it(file: str, field: str | None, reason: str, step: str) -> None:
    assert interview.step_of([Problem(file, 2, field, reason, "")]) == step


def test_places_have_coordinates_and_names_from_geonames() -> None:
    [city, *_] = gazetteer.cities("taloqan", "AFG")
    assert (round(city["latitude"], 1), city["geonameid"]) == (36.7, 1123004)
    assert gazetteer.cities("taloqan", "IND") == []
    names = gazetteer.aliases("1123004", "Taloqan").split("; ")
    assert {"Taluqan", "تالقان"} <= set(names)
    assert "Taloqan" not in names
