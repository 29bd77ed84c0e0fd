"""What `data/` adds needs no code: a new type of event, subject or actor is measured, exported and described like the old ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from atlas import api, checks
from atlas.actors import CAPITALS, KABUL, NEIGHBOURS, link_of
from atlas.api.addresses import ADDRESSES
from atlas.api.params import Takes
from atlas.dataset import Dataset, RuledType, load, serving
from atlas.dataset.facets import EVENT_STATUSES
from atlas.dataset.legs import LEG_STATUSES, MODES, NOT_RECORDED
from atlas.exports import codebook
from atlas.link_map import link_map_of
from atlas.measures import ladder, offices
from atlas.measures.links import not_drawn, partners, visits
from atlas.measures.people import meetings_of_people
from atlas.measures.scope import links_in_question
from atlas.measures.subjects import by_link
from atlas.measures.trust import accounts
from atlas.routes.looks import STATUS_COLOURS
from atlas.routes.port_file import port_file
from atlas.routes.shares import PORT
from atlas.view import EventFilter, ViewOptions, parse, select
from components.routes.legs import _MODE_NAMES
from tests.unit.newcomers import (
    FAR,
    JOINT,
    SEATED,
    SEATED_LABEL,
    SEATLESS,
    SEATLESS_LABEL,
    SUBJECT,
    SUBJECT_LABEL,
    SYMBOL,
    TALK,
    TYPE,
    TYPE_LABEL,
    with_new_kinds,
)

if TYPE_CHECKING:
    from conftest import ChangeRows, FindRow, Rows, SetCell

BANK, FUND = f"AFG-{SEATED}", f"AFG-{SEATLESS}"


@pytest.fixture(scope="module")
def folder(excerpt: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_new_kinds(excerpt, tmp_path_factory.mktemp("kinds"))


@pytest.fixture(scope="module")
def grown(folder: Path) -> Dataset:
    return load(folder)


def test_the_check_accepts_them(folder: Path) -> None:
    assert checks.schema_problems(folder) == []
    assert checks.content_problems(folder) == []


@pytest.mark.parametrize(
    ("file", "code", "field"),
    [
        *(("event_types.csv", TYPE, field) for field in ("symbol", "both_sides", "lane")),
        ("issues.csv", SUBJECT, "proper"),
        ("actors.csv", SEATED, "colour"),
    ],
)
def test_the_check_says_what_is_missing(
    excerpt: Path, tmp_path: Path, file: str, code: str, field: str, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = with_new_kinds(excerpt, tmp_path)
    lines = (copy / file).read_text(encoding="utf-8").splitlines()
    header = lines[0].split(",")
    row = next(number for number, line in enumerate(lines) if line.startswith(f"{code},"))
    cells = lines[row].split(",")
    cells[header.index(field)] = ""
    lines[row] = ",".join(cells)
    (copy / file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert checks.main([str(copy)]) == 1
    assert f"{file}, row {row + 1}, field {field}: The cell is empty. Fill it" in capsys.readouterr().out


def test_the_check_refuses_a_mark_that_another_type_has(
    package_folder: Path, set_cell: SetCell, find_row: FindRow, capsys: pytest.CaptureFixture[str]
) -> None:
    row = find_row("event_types.csv", event_type="visit")
    set_cell("event_types.csv", row, "symbol", "circle")
    assert checks.main([str(package_folder)]) == 1
    assert f"event_types.csv, row {row}, field symbol: “circle” stands in an earlier row too." in capsys.readouterr().out


def test_the_check_says_which_codes_rules_miss(package_folder: Path, change_rows: ChangeRows) -> None:
    def rename(rows: Rows) -> None:
        column = rows[0].index("event_type")
        for row in rows[1:]:
            row[column] = f"old-{row[column]}"

    change_rows("event_types.csv", rename)
    change_rows("events.csv", rename)
    found = {str(problem) for problem in checks.content_problems(package_folder)}
    fix = "Restore the row, or change the rule (search for the code in atlas/)."
    assert found >= {f"event_types.csv, field event_type: There is no {code}, which a rule names. {fix}" for code in RuledType}


def test_kabul_stands_first_whatever_the_others_are_called(grown: Dataset) -> None:
    assert link_of(SEATED, KABUL) == link_of(KABUL, SEATED) == BANK
    assert link_of("IND", SEATED) == f"{SEATED}-IND"
    assert list(grown.links.loc[BANK, ["first", "second", "label"]]) == [KABUL, SEATED, f"Kabul–{SEATED_LABEL}"]
    filter_, ignored = parse([("link", f"{SEATED}-AFG")], grown)
    assert filter_.link == (BANK,) and not ignored
    assert links_in_question(select(grown, EventFilter(actor=(SEATED,)))) == (BANK,)
    assert BANK in set(accounts(select(grown, EventFilter(type=(TYPE,))), 9)["link"])
    assert "AFG-AFG-R" in grown.facets["link"].position


def test_they_are_measured(grown: Dataset) -> None:
    view = select(grown, EventFilter(issue=(SUBJECT,)))
    assert set(view.events["event_id"]) == {JOINT, TALK, FAR}
    assert list(view.events["both_sides"]) == [True, True, True]
    steps = ladder.steps(view, (BANK, FUND, "AFG-IND"))
    assert {BANK, FUND, "AFG-IND"} <= set(steps["link"]), "people of both sides dealt with each other"
    assert set(meetings_of_people(view, (BANK,))["partner"]) == {"zz-banker"}
    assert by_link(view, (BANK, FUND)).loc[SUBJECT].tolist() == [1, 1]
    assert visits(view).empty, "only visits have a direction"
    strip = port_file(grown, PORT).set_index("event_id")
    assert strip.at[JOINT, "lane"] == "Other"


def test_firsts_are_sought_where_the_code_list_has_a_name_for_them(grown: Dataset, dataset: Dataset) -> None:
    from atlas.measures.firsts import firsts

    new = firsts(grown)
    assert new.loc[new["kind"] == TYPE, "label"].tolist() == ["first pilgrimage, Kabul–New Delhi"]
    assert set(firsts(dataset)["kind"]) <= {"contact", "minister", "visit", "call", "agreement", "accreditation", "recognition"}


def test_they_have_their_place_on_the_map(grown: Dataset, dataset: Dataset) -> None:
    assert partners(dataset) == (*CAPITALS, *NEIGHBOURS)
    assert partners(grown) == (*CAPITALS, *NEIGHBOURS, SEATED)
    scene = link_map_of(select(grown, EventFilter(issue=(SUBJECT,))), ViewOptions(partners="all"))
    missing = [f"Kabul–{SEATLESS_LABEL}", f"{SEATED_LABEL}–{SEATLESS_LABEL}"]
    assert sorted(not_drawn(scene.links, grown)) == sorted(missing)
    (note,) = (note for note in scene.notes if "Not drawn" in note)
    assert all(link in note for link in missing)
    assert not any("Not drawn" in note for note in link_map_of(select(grown), ViewOptions()).notes)


def test_they_are_written_in_a_sentence(grown: Dataset) -> None:
    said = select(grown, EventFilter(type=(TYPE,), issue=(SUBJECT, "visas"))).sentence
    assert "of type pilgrimage" in said and "about Wakhan or visas" in said


@pytest.fixture(scope="module")
def client(grown: Dataset) -> TestClient:
    return TestClient(Starlette(routes=api.routes(lambda: serving.Served(grown))))


@pytest.mark.parametrize("path", [address.path for address in ADDRESSES if address.takes in (Takes.VIEW, Takes.PAGED_VIEW, Takes.MAP)])
def test_every_file_holds_them(client: TestClient, path: str) -> None:
    answer = client.get(f"/api/v1/{path}", params={"type": TYPE})
    assert answer.status_code == 200
    if path in ("events.csv", "events.excel.csv", "events.json", "events.geojson"):
        assert TYPE_LABEL in answer.text and SUBJECT_LABEL in answer.text and SEATED_LABEL in answer.text


def test_the_api_describes_them(client: TestClient, grown: Dataset) -> None:
    document = json.dumps(client.get("/api/v1/openapi.json").json())
    for code in (TYPE, SUBJECT, SEATED, SEATLESS, BANK):
        assert f'"{code}"' in document
    assert {TYPE, SUBJECT} <= set(codebook.codebook(grown)["name"])
    problem = client.get("/api/v1/events.json", params={"type": "party"})
    assert problem.status_code == 400 and TYPE in problem.text


# What stays in code must be what the schema allows, so that an addition to either says what the other lacks.


def _enum(dataset: Dataset, table: str, field: str) -> set[str]:
    return set(next(found.enum for found in dataset.package.tables[table].fields if found.name == field))


def test_code_and_schema_know_the_same_statuses_modes_and_ranks(dataset: Dataset) -> None:
    assert _enum(dataset, "events", "status") == set(EVENT_STATUSES)
    for table in ("route_legs", "leg_status"):
        assert _enum(dataset, table, "status") == set(LEG_STATUSES) - {NOT_RECORDED} <= set(STATUS_COLOURS)
    assert _enum(dataset, "route_legs", "mode") == {*MODES, "border"} == set(_MODE_NAMES)
    ranks = dataset.tables["contact_levels"].set_index("contact_level")["rank"].to_dict()
    assert ranks["minister"] == offices.MINISTER and ranks["head"] == offices.HEAD and ranks["official"] == offices.OFFICIAL


def test_every_mark_is_one_that_the_chart_can_draw(dataset: Dataset) -> None:
    from plotly.validator_cache import ValidatorCache

    known = ValidatorCache.get_validator("scatter.marker", "symbol").values
    for symbol in _enum(dataset, "event_types", "symbol"):
        assert {symbol, f"{symbol}-open"} <= set(known)
    assert SYMBOL in _enum(dataset, "event_types", "symbol")
