"""What happens to an address on its way, and what is made of it: the one value that fits, told quietly; trackers passed over."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from atlas import api
from atlas.dataset import Dataset, serving
from atlas.view import parse, parse_options
from atlas.view.spelling import TRACKER_STARTS, TRACKERS, is_tracker, tidy, untracked

CALL = "2025-05-15-jaishankar-muttaqi-speak-phone-first-ministerial"

MISSPELT = {
    "link=AFG-IND.": "link=AFG-IND",
    "link=afg-ind": "link=AFG-IND",
    "link=ind-afg": "link=AFG-IND",
    "link=\u200bAFG-IND\u200b": "link=AFG-IND",
    "link= AFG\u2011IND\u00a0": "link=AFG-IND",
    "link=“AFG-IND”).": "link=AFG-IND",
    "link=AFG-IND&amp;from=2025-01-01": "link=AFG-IND&from=2025-01-01",
    "link=AFG-IND&amp;amp;type=call": "link=AFG-IND&type=call",
    "Link=AFG-IND&TO=2025-01-01,": "link=AFG-IND&to=2025-01-01",
    "type=Call&level=MINISTER": "type=call&level=minister",
    "contested=True": "contested=true",
    "grade=b": "grade=B",
    "updated_since=2026.11.0.": "updated_since=2026.11.0",
    "place=Dubai;": "place=dubai",
    "\u200bactor=IRN": "actor=IRN",
}

OPTIONS = {
    "boundaries=India": "boundaries=india",
    "close=pak": "close=PAK",
    "amp;month=2025-05": "month=2025-05",
    "scene=3.&story=x": "scene=3&story=x",
}

HOPELESS = ["link=AFG-XXX.", "link=", "link=.", "from=2025-13-01.", "contested=1", "type=calls", "grade=E", "links=AFG-IND"]


@pytest.mark.parametrize(("given", "meant"), MISSPELT.items())
def test_the_one_value_that_fits_is_taken_and_named(dataset: Dataset, given: str, meant: str) -> None:
    filter_, notes = parse(parse_qsl(given), dataset)
    plain, none = parse(parse_qsl(meant), dataset)
    assert filter_ == plain and filter_ and none == ()
    assert notes and all(note.meant and note.meant in str(note) for note in notes)


@pytest.mark.parametrize(("given", "meant"), OPTIONS.items())
def test_so_is_that_of_an_option(dataset: Dataset, given: str, meant: str) -> None:
    options, odd = parse_options(parse_qsl(given), dataset)
    assert options == parse_options(parse_qsl(meant), dataset)[0] and options != type(options)()
    assert any(note.meant for note in (*odd, *parse(parse_qsl(given), dataset)[1]))


@pytest.mark.parametrize("given", [f"{CALL}.", f"\u200b{CALL}", f" “{CALL}”,"])
def test_an_event_is_found_without_a_word(dataset: Dataset, given: str) -> None:
    options, odd = parse_options([("event", given)], dataset)
    assert options.event == CALL in dataset.position and odd == ()


@pytest.mark.parametrize("given", HOPELESS)
def test_what_fits_nothing_is_left_out_as_before(dataset: Dataset, given: str) -> None:
    filter_, notes = parse(parse_qsl(given, keep_blank_values=True), dataset)
    assert not filter_ and len(notes) == 1 and not notes[0].meant and notes[0].reason in str(notes[0])


@pytest.mark.parametrize(("given", "meant"), {**MISSPELT, "amp;limit=5": "limit=5", "q=visa&Offset=3": "offset=3"}.items())
def test_the_api_refuses_it_and_names_what_is_meant(dataset: Dataset, given: str, meant: str) -> None:
    with TestClient(Starlette(routes=api.routes(lambda: serving.Served(dataset)))) as client:
        answer = client.get("/api/v1/events.json", params=parse_qsl(given))
        assert answer.status_code == 400
        for error in answer.json()["errors"]:
            assert error["reason"].startswith("write ") and error["reason"].removeprefix("write ").partition("=")[0] in meant
        assert client.get("/api/v1/events.json", params=parse_qsl(meant)).status_code == 200


def test_a_tidy_code_stays_as_it_is(dataset: Dataset) -> None:
    for facet in dataset.facets.values():
        assert [value for value in facet.values if tidy(value) != value] == []
    assert all(tidy(event) == event for event in dataset.events["event_id"])


def test_trackers_are_passed_over_without_a_word(dataset: Dataset) -> None:
    names = [*TRACKERS, *(f"{start}x" for start in TRACKER_STARTS), "FBCLID", "Utm_Source"]
    params = [("link", "AFG-IND"), *((name, "x") for name in names)]
    assert parse(params, dataset) == parse([("link", "AFG-IND")], dataset)
    assert parse([("clid", "x"), ("utm", "x")], dataset)[1]


def test_an_address_without_trackers_is_otherwise_to_the_letter() -> None:
    assert untracked("utm_source=a&q=a%20b+c&gclid=1&&link=AFG-IND&fbclid") == "q=a%20b+c&&link=AFG-IND"
    assert untracked("q=utm_source%3Da") == "q=utm_source%3Da" and untracked("") == ""


def test_no_filter_and_no_option_is_called_like_a_tracker(dataset: Dataset) -> None:
    from atlas.view.parsing import NAMES

    assert [name for name in NAMES if is_tracker(name)] == []


@pytest.mark.parametrize(("given", "near"), [("lnik", "link"), ("actors", "actor"), ("levl", "level"), ("boundries", "boundaries")])
def test_a_name_with_nearly_the_same_letters_is_proposed_and_not_taken_for_it(dataset: Dataset, given: str, near: str) -> None:
    filter_, (note,) = parse([(given, "AFG-IND")], dataset)
    assert not filter_ and not note.meant and note.reason.endswith(f"is it {near}?")
    with TestClient(Starlette(routes=api.routes(lambda: serving.Served(dataset)))) as client:
        (error,) = client.get("/api/v1/events.csv", params={given: "AFG-IND"}).json()["errors"]
    assert error["reason"].endswith(f"is it {near}?")
