"""The published package is clean, and each check finds what it is for, in the right file, row and field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from atlas import checks
from atlas.checks import places, report, ties
from atlas.dataset import DESCRIPTOR, Dataset, Problem, blemish, load
from atlas.dataset.details import ties_of
from atlas.dataset.ties import Relation
from atlas.routes.lengths import joint_figures
from tests.unit.excerpt import contents_of

if TYPE_CHECKING:
    from conftest import ChangeRows, FindRow, Rows, SetCell

ZARANJ = "2009-01-22-india-hands-zaranj-delaram-highway-afghanistan"
TRILATERAL = "2012-08-01-india-iran-afghanistan-hold-first-trilateral"
FIRST_EVENT_ROW, ZARANJ_ROW, TRILATERAL_ROW = 2, 3, 4


def lines_of(package: Path | Dataset, name: str) -> list[tuple[str, str]]:
    """Subject and detail of the open lines of a check."""
    contents = contents_of(package) if isinstance(package, Path) else checks.Contents(package.package, package.tables)
    return [(line.subject, line.about) for line in checks.find(contents, [name]).lines[name]]


def errors(folder: Path) -> list[Problem]:
    """Every error of a package that fits its schema."""
    return checks.find(contents_of(folder)).problems


def only_problem(folder: Path) -> Problem:
    problems = errors(folder)
    assert len(problems) == 1, problems
    return problems[0]


def place_of(problem: Problem) -> tuple[str, int | None, str | None]:
    return problem.file, problem.row, problem.field


# --- The published package ---------------------------------------------------------------------------------------------


def test_the_published_package_is_clean_and_the_last_line_sums_it_up(dataset: Dataset, capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.main(["--all"]) == 0
    full = capsys.readouterr().out
    assert "--all shows them" not in full
    assert all(subject in full for subject, _ in lines_of(dataset, "single-origin"))
    last = full.splitlines()[-1]
    assert last.startswith(f"{len(dataset.events):,} events, {len(dataset.sources):,} sources, {len(dataset.tables)} tables: no errors;")
    assert f"{(dataset.events['grade'] == 'C').sum()} single-origin" in last


# --- The schema --------------------------------------------------------------------------------------------------------


def test_the_validator_sees_types_constraints_and_keys(package_folder: Path, set_cell: SetCell) -> None:
    set_cell("events.csv", 2, "date_start", "soon")
    set_cell("events.csv", 3, "title", "x" * 91)
    set_cell("people.csv", 3, "person_id", "abbas-akhoundi")
    set_cell("participants.csv", 2, "actor_id", "XXX")
    set_cell("corridor_legs.csv", 5, "position", "1")
    set_cell("accounts.csv", 2, "source_id", "1lurer-bf2cad5a")
    found = {place_of(problem) for problem in checks.schema_problems(package_folder)}
    assert found >= {
        ("events.csv", 2, "date_start"),
        ("events.csv", 3, "title"),
        ("people.csv", 3, "person_id"),
        ("participants.csv", 2, "actor_id"),
        ("corridor_legs.csv", 5, "corridor_id, position"),
        ("accounts.csv", 2, "event_id, source_id"),
    }


def test_the_command_names_every_cell_once(package_folder: Path, set_cell: SetCell, capsys: pytest.CaptureFixture[str]) -> None:
    set_cell("events.csv", 2, "status", "maybe")
    set_cell("participants.csv", 2, "actor_id", "XXX")
    assert checks.main([str(package_folder)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "  - events.csv, row 2, field status: “maybe” is not allowed. Use one of: occurred, announced, disputed, cancelled.",
        "  - participants.csv, row 2, field actor_id: “XXX” is not in actors.csv. Correct it, or add the row to actors.csv first.",
        "2 errors in 2 files.",
    ]


def test_what_only_the_validator_sees_fails_too(package_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row that is too short loads, since its last cells are optional."""
    file = package_folder / "people.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("Akhoundi,IRN,,", "Akhoundi,IRN,", 1), encoding="utf-8")
    assert checks.main([str(package_folder)]) == 1
    assert "people.csv, row 2, field note" in capsys.readouterr().out


@pytest.mark.parametrize(
    "descriptor",
    ["", "{", "[]", "{}", '{"resources": [{}]}', '{"resources": null}', None],
    ids=["empty", "no json", "list", "no resources", "empty resource", "null", "missing"],
)
def test_a_broken_descriptor_is_a_message(tmp_path: Path, descriptor: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    if descriptor is not None:
        (tmp_path / DESCRIPTOR).write_text(descriptor, encoding="utf-8")
    assert checks.main([str(tmp_path)]) == 1
    assert DESCRIPTOR in capsys.readouterr().out


def test_a_wrong_property_is_a_message(package_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    descriptor = json.loads((package_folder / DESCRIPTOR).read_text(encoding="utf-8"))
    descriptor["resources"][0]["schema"]["fields"][0]["constraints"] = None
    (package_folder / DESCRIPTOR).write_text(json.dumps(descriptor), encoding="utf-8")
    assert checks.main([str(package_folder)]) == 1
    assert "constraints" in capsys.readouterr().out


def test_a_missing_folder_is_a_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.main([str(tmp_path / "nowhere")]) == 1
    assert "There is no folder" in capsys.readouterr().out


# --- Events and their evidence -----------------------------------------------------------------------------------------


def test_an_event_without_evidence(package_folder: Path, change_rows: ChangeRows) -> None:
    def strip(rows: Rows) -> None:
        rows[:] = [row for row in rows if row[0] != ZARANJ]

    change_rows("evidence.csv", strip)
    change_rows("accounts.csv", strip)
    change_rows("leg_status.csv", lambda rows: rows.__setitem__(slice(None), [row for row in rows if row[3] != ZARANJ]))
    problem = only_problem(package_folder)
    assert place_of(problem) == ("events.csv", ZARANJ_ROW, "event_id")
    assert problem.reason == "The event has no evidence."


@pytest.mark.parametrize(("field", "value"), [("agrees", "false"), ("preview", "true")])
def test_an_event_that_no_page_confirms(package_folder: Path, change_rows: ChangeRows, field: str, value: str) -> None:
    def spoil(rows: Rows) -> None:
        for row in rows:
            if row[0] == ZARANJ:
                row[rows[0].index(field)] = value

    change_rows("evidence.csv", spoil)
    problem = only_problem(package_folder)
    assert place_of(problem) == ("events.csv", ZARANJ_ROW, "event_id")
    assert problem.reason.startswith("No page confirms the event")


def test_an_event_that_only_aggregators_confirm(package_folder: Path, change_rows: ChangeRows) -> None:
    publishers: set[str] = set()

    def collect(rows: Rows) -> None:
        pages = {row[1] for row in evidence if row[0] == ZARANJ}
        publishers.update(row[2] for row in rows if row[0] in pages)

    evidence: Rows = []
    change_rows("evidence.csv", evidence.extend)
    change_rows("sources.csv", collect)

    def demote(rows: Rows) -> None:
        for row in rows:
            if row[0] in publishers:
                row[3] = "aggregator"

    change_rows("publishers.csv", demote)
    problems = errors(package_folder)
    assert ("events.csv", ZARANJ_ROW, "event_id") in {place_of(problem) for problem in problems}


def test_a_page_older_than_the_event(package_folder: Path, find_row: FindRow, set_cell: SetCell) -> None:
    row = find_row("evidence.csv", event_id=ZARANJ, preview="false")
    source = _cell(package_folder, "evidence.csv", row, "source_id")
    page = find_row("sources.csv", source_id=source)
    set_cell("sources.csv", page, "published", "2009-01")  # the month of the event: no contradiction
    assert errors(package_folder) == []
    set_cell("sources.csv", page, "published", "2009-01-21")
    assert place_of(only_problem(package_folder)) == ("evidence.csv", row, "preview")
    set_cell("sources.csv", page, "published", "2008-12")
    assert place_of(only_problem(package_folder)) == ("evidence.csv", row, "preview")


def _cell(folder: Path, file: str, row: int, field: str) -> str:
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    return lines[row - 1].split(",")[lines[0].split(",").index(field)]


@pytest.mark.parametrize("end", ["2009-01-22", "2009-01-01"])
def test_an_end_not_after_its_start(package_folder: Path, set_cell: SetCell, end: str) -> None:
    set_cell("events.csv", ZARANJ_ROW, "date_end", end)
    assert place_of(only_problem(package_folder)) == ("events.csv", ZARANJ_ROW, "date_end")


def test_an_inexact_date_on_another_day(package_folder: Path, set_cell: SetCell) -> None:
    set_cell("events.csv", ZARANJ_ROW, "date_precision", "month")
    problem = only_problem(package_folder)
    assert place_of(problem) == ("events.csv", ZARANJ_ROW, "date_start")
    assert "the month is known" in problem.reason
    set_cell("events.csv", ZARANJ_ROW, "date_precision", "day")
    set_cell("events.csv", TRILATERAL_ROW, "date_precision", "year")  # 1 August
    assert place_of(only_problem(package_folder)) == ("events.csv", TRILATERAL_ROW, "date_start")


def test_an_identifier_of_another_day(package_folder: Path, set_cell: SetCell) -> None:
    set_cell("events.csv", ZARANJ_ROW, "date_start", "2009-01-21")
    assert place_of(only_problem(package_folder)) == ("events.csv", ZARANJ_ROW, "event_id")


@pytest.mark.parametrize("words", [19, 61])
def test_a_summary_of_the_wrong_length(package_folder: Path, set_cell: SetCell, words: int) -> None:
    set_cell("events.csv", ZARANJ_ROW, "summary", " ".join(["word"] * words))
    problem = only_problem(package_folder)
    assert place_of(problem) == ("events.csv", ZARANJ_ROW, "summary")
    assert f"{words} words" in problem.reason


@pytest.mark.parametrize("words", [20, 60])
def test_a_summary_of_a_good_length(package_folder: Path, set_cell: SetCell, words: int) -> None:
    set_cell("events.csv", ZARANJ_ROW, "summary", " ".join(["word"] * words))
    assert errors(package_folder) == []


def _add_event(change_rows: ChangeRows, original: str, event_id: str, **cells: str) -> None:
    """Append a copy of an event, with its participants, evidence and change, under another identifier."""

    def copy(rows: Rows) -> None:
        key = rows[0].index("event_id")
        copies = [list(row) for row in rows if row[key] == original]
        for row in copies:
            row[key] = event_id
            for field, value in cells.items():
                if field in rows[0]:
                    row[rows[0].index(field)] = value
        rows[1:] = sorted([*rows[1:], *copies], key=lambda row: (row[key], row[1].zfill(9)))

    for file in ("events.csv", "participants.csv", "event_issues.csv", "evidence.csv"):
        change_rows(file, copy)
    change_rows("changes.csv", lambda rows: rows.append(["2026.11.0", event_id, "added", "Test.", ""]))
    change_rows("changes.csv", lambda rows: rows.__setitem__(slice(1, None), sorted(rows[1:])))


def test_an_event_told_twice(package_folder: Path, change_rows: ChangeRows, find_row: FindRow) -> None:
    twin = "2009-01-22-zaranj-delaram-highway-handed-over"
    _add_event(change_rows, ZARANJ, twin, title="Zaranj-Delaram highway is handed over to Afghanistan by India")
    problem = only_problem(package_folder)
    assert place_of(problem) == ("events.csv", find_row("events.csv", event_id=twin), "title")
    assert ZARANJ in problem.reason


def test_another_event_of_the_same_day_and_actors(package_folder: Path, change_rows: ChangeRows) -> None:
    other = "2009-01-22-mukherjee-karzai-sign-air-accord"
    _add_event(change_rows, ZARANJ, other, title="Mukherjee and Karzai sign an accord on flights")
    assert errors(package_folder) == []


def test_alike_events_of_near_days_are_only_asked_about(package_folder: Path, change_rows: ChangeRows) -> None:
    twin = "2009-01-24-zaranj-delaram-highway-handed-over"
    title = "India hands over the Zaranj-Delaram highway to Afghanistan"
    _add_event(change_rows, ZARANJ, twin, title=title, date_start="2009-01-24")
    pair = (ZARANJ, twin)
    assert not any(problem.field == "title" for problem in errors(package_folder))
    assert pair in lines_of(package_folder, "twins")
    change_rows("related_events.csv", lambda rows: rows.insert(2, [ZARANJ, twin, ""]))  # whoever ties them knows both
    assert pair not in lines_of(package_folder, "twins")


# --- Participants ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "field", "reason"),
    [
        ({"actor_id": "", "role": "", "person_id": "", "office": ""}, "actor_id", "neither an actor nor a person"),
        ({"role": ""}, "role", "AFG-R has no role"),
        ({"actor_id": ""}, "role", "a role but no actor"),
        ({"person_id": ""}, "office", "an office but no person"),
        ({"role": "host"}, "role", "AFG-R is target in an earlier row"),
        ({"person_id": "hamid-karzai"}, "person_id", "same actor and person"),
    ],
    ids=["nobody", "no role", "role of nobody", "office of nobody", "two roles", "twice"],
)
def test_a_participant_that_makes_no_sense(
    package_folder: Path, find_row: FindRow, set_cell: SetCell, cells: dict[str, str], field: str, reason: str
) -> None:
    row = find_row("participants.csv", event_id=ZARANJ, person_id="rangin-dadfar-spanta")
    for name, value in cells.items():
        set_cell("participants.csv", row, name, value)
    problem = only_problem(package_folder)
    assert place_of(problem) == ("participants.csv", row, field)
    assert reason in problem.reason


@pytest.mark.parametrize(("home", "wrong"), [("PAK", True), ("", True), ("AFG", False), ("AFG-R", False)])
def test_a_person_who_acts_for_another_actor(package_folder: Path, find_row: FindRow, set_cell: SetCell, home: str, wrong: bool) -> None:
    """Spanta served the Republic; the authorities of today are its only legitimate other side."""
    set_cell("people.csv", find_row("people.csv", person_id="rangin-dadfar-spanta"), "actor_id", home)
    found = {place_of(problem) for problem in errors(package_folder)}
    row = find_row("participants.csv", event_id=ZARANJ, person_id="rangin-dadfar-spanta")
    assert (("participants.csv", row, "person_id") in found) == wrong
    assert wrong or not found


# --- Places and coverage -----------------------------------------------------------------------------------------------

SQUARES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"iso3": iso3},
            "geometry": {"type": "Polygon", "coordinates": [[[x, 24], [x + 5, 24], [x + 5, 26], [x, 26], [x, 24]]]},
        }
        for iso3, x in (("ARE", 51), ("QAT", 40))
    ],
}


@pytest.fixture
def squares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Square countries in place of the real ones; all but two have no outline."""
    static = tmp_path / "static"
    static.mkdir()
    (static / "countries.geojson").write_text(json.dumps(SQUARES), encoding="utf-8")
    monkeypatch.setattr(places, "STATIC_FOLDER", static)


@pytest.mark.usefixtures("squares")
def test_a_place_far_from_its_country(package_folder: Path, find_row: FindRow) -> None:
    """Doha lies at 51.53° E, more than 600 km east of the square that stands for Qatar here."""
    problem = only_problem(package_folder)
    assert place_of(problem) == ("places.csv", find_row("places.csv", place_id="doha"), "lat")
    assert "Doha lies 658 km outside QAT" in problem.reason


@pytest.mark.usefixtures("squares")
def test_places_of_countries_without_outline_are_told(dataset: Dataset) -> None:
    unchecked = lines_of(dataset, "place-unchecked")
    assert ("kabul", "") in unchecked
    assert ("doha", "") not in unchecked


def test_latitude_and_longitude_swapped(package_folder: Path, find_row: FindRow, set_cell: SetCell) -> None:
    row = find_row("places.csv", place_id="kabul")
    set_cell("places.csv", row, "lat", "69.1723")
    set_cell("places.csv", row, "lon", "34.5281")
    problem = only_problem(package_folder)
    assert place_of(problem) == ("places.csv", row, "lat")


@pytest.mark.parametrize(("name", "day"), [("start", "2003-01-02"), ("end", "2026-11-22")])
def test_a_coverage_that_is_not_that_of_the_events(package_folder: Path, name: str, day: str) -> None:
    descriptor = json.loads((package_folder / DESCRIPTOR).read_text(encoding="utf-8"))
    descriptor["temporal"][name] = day
    (package_folder / DESCRIPTOR).write_text(json.dumps(descriptor), encoding="utf-8")
    problem = only_problem(package_folder)
    assert place_of(problem) == (DESCRIPTOR, None, f"temporal.{name}")


# --- Files and order ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["events.csv", "sources.csv", "participants.csv", "contact_levels.csv", "event_issues.csv"])
def test_rows_out_of_order(package_folder: Path, change_rows: ChangeRows, file: str) -> None:
    def swap(rows: Rows) -> None:
        rows[1], rows[2] = rows[2], rows[1]

    change_rows(file, swap)
    problem = only_problem(package_folder)
    assert (problem.file, problem.row) == (file, 3)
    assert "not in its place" in problem.reason


@pytest.mark.parametrize("file", ["participants.csv", "event_issues.csv", "corridor_legs.csv"])
def test_positions_with_a_gap(package_folder: Path, set_cell: SetCell, file: str) -> None:
    owners = [line.partition(",")[0] for line in (package_folder / file).read_text(encoding="utf-8").splitlines()]
    # The last row of the first event or corridor that has several.
    row = next(number for number in range(2, len(owners)) if owners[number - 1] == owners[number - 2] != owners[number])
    set_cell(file, row, "position", "40")
    problem = only_problem(package_folder)
    assert place_of(problem) == (file, row, "position")
    assert "The position is 40; the next in" in problem.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Aid ", "begins or ends with a blank"),
        (" Aid", "begins or ends with a blank"),
        ("Aid\u00a0", "begins or ends with a blank"),
        ("A\tid", "U+0009"),
        ("A\u200bid", "U+200B"),
        ("A\x00id", "U+0000"),
        ("<b>Aid</b>", "HTML: <b>"),
        ("Aid &amp; trade", "HTML: &amp;"),
        ("Fewer than 5 < 6", None),
        ("Trade & transit", None),
        ("ب\u200cس", None),
    ],
)
def test_what_a_text_may_not_hold(text: str, reason: str | None) -> None:
    found = blemish(text)
    assert found is None if reason is None else reason in str(found)


def test_texts_that_need_cleaning(package_folder: Path, set_cell: SetCell) -> None:
    set_cell("issues.csv", 2, "label", "Aid ")
    problem = only_problem(package_folder)
    assert place_of(problem) == ("issues.csv", 2, "label")
    assert "begins or ends with a blank" in problem.reason


def test_carriage_returns(package_folder: Path) -> None:
    file = package_folder / "issues.csv"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert place_of(only_problem(package_folder)) == ("issues.csv", None, None)


# --- Routes ------------------------------------------------------------------------------------------------------------


def test_legs_that_do_not_join(package_folder: Path, find_row: FindRow, set_cell: SetCell) -> None:
    row = find_row("corridor_legs.csv", corridor_id="bandarabbas-herat", position="3")
    set_cell("corridor_legs.csv", row, "direction", "reverse")
    places = [place_of(problem) for problem in errors(package_folder)]
    assert places == [("corridor_legs.csv", row, "leg_id"), ("corridor_legs.csv", row + 1, "leg_id")]


def test_a_corridor_may_have_a_gap_only_where_its_description_says_so(package_folder: Path, find_row: FindRow, set_cell: SetCell) -> None:
    set_cell("corridors.csv", find_row("corridors.csv", corridor_id="five-nations-rail"), "description", "A railway.")
    problem = only_problem(package_folder)
    assert place_of(problem) == (
        "corridor_legs.csv",
        find_row("corridor_legs.csv", corridor_id="five-nations-rail", position="4"),
        "leg_id",
    )


def test_a_status_whose_page_is_no_evidence(package_folder: Path, set_cell: SetCell) -> None:
    set_cell("leg_status.csv", 2, "source_id", "1lurer-bf2cad5a")
    assert place_of(only_problem(package_folder)) == ("leg_status.csv", 2, "source_id")


@pytest.mark.parametrize(("leg", "reason"), [("", "belongs to nothing"), ("air-kabul-delhi", "more than one thing")])
def test_a_figure_of_nothing_or_of_two_things(package_folder: Path, find_row: FindRow, set_cell: SetCell, leg: str, reason: str) -> None:
    row = find_row("route_figures.csv", figure_id="chabahar-herat-1")
    set_cell("route_figures.csv", row, "leg_id", leg)
    if not leg:
        set_cell("route_figures.csv", row, "corridor_id", "")
    problem = only_problem(package_folder)
    assert place_of(problem) == ("route_figures.csv", row, "leg_id")
    assert reason in problem.reason


def test_a_figure_of_several_legs_that_does_not_hold(
    package_folder: Path, find_row: FindRow, set_cell: SetCell, change_rows: ChangeRows
) -> None:
    row = find_row("route_figures.csv", figure_id="chabahar-rail-zahedan-1")
    set_cell("route_figures.csv", row, "distance_km", "155")  # all of it is Khash–Zahedan
    problem = only_problem(package_folder)
    assert place_of(problem) == ("route_figures.csv", row, "distance_km")
    assert "leave nothing" in problem.reason
    set_cell("route_figures.csv", row, "distance_km", "")
    assert "no length to share" in only_problem(package_folder).reason
    set_cell("route_figures.csv", row, "distance_km", "634")
    apart = ["chabahar-rail-zahedan-1", "rail-kerki-aqina"]
    change_rows("figure_legs.csv", lambda rows: rows.insert(1 + [row[0] for row in rows].index(apart[0]), apart))
    assert "one chain" in next(problem.reason for problem in errors(package_folder) if problem.field == "distance_km")


# --- Ties and changes --------------------------------------------------------------------------------------------------


def tie(rows: Rows, *cells: str) -> None:
    """Take the place of what ties the two events, in the order of the file."""
    pair = set(cells[:2])
    rows[1:] = sorted([*(row for row in rows[1:] if set(row[:2]) != pair), list(cells)])


def row_of(rows: pd.DataFrame, relation: str) -> tuple[str, str]:
    found = rows[rows["relation"] == relation].iloc[0]
    return str(found["event_id"]), str(found["related_event_id"])


def test_a_tie_in_the_wrong_direction(package_folder: Path, change_rows: ChangeRows, few: Dataset) -> None:
    first, second = row_of(few.tables["related_events"], "related")
    for relation in ("related", ""):
        change_rows("related_events.csv", lambda rows, relation=relation: tie(rows, second, first, relation))
        problem = only_problem(package_folder)
        assert (problem.file, problem.field) == ("related_events.csv", "event_id")
        assert "sorts before" in problem.reason


def test_a_tie_without_a_relation_is_one_that_is_only_related(package_folder: Path, change_rows: ChangeRows, few: Dataset) -> None:
    first, second = row_of(few.tables["related_events"], "related")
    change_rows("related_events.csv", lambda rows: tie(rows, first, second, ""))
    assert not errors(package_folder)
    (relation,) = set(ties_of(load(package_folder), first).query("related_event_id == @second")["relation"])
    assert relation == Relation.RELATED


@pytest.mark.parametrize("relation", ["fulfils", "follows", "responds-to"])
def test_what_acts_is_not_earlier(package_folder: Path, change_rows: ChangeRows, few: Dataset, relation: str) -> None:
    acts, other = row_of(few.tables["related_events"], "fulfils")
    change_rows("related_events.csv", lambda rows: tie(rows, other, acts, relation))
    assert any("is not later" in problem.reason and problem.field == "relation" for problem in errors(package_folder))


def test_two_ties_of_one_pair(package_folder: Path, change_rows: ChangeRows, few: Dataset) -> None:
    acts, other = row_of(few.tables["related_events"], "follows")
    change_rows("related_events.csv", lambda rows: rows.__setitem__(slice(1, None), sorted([*rows[1:], [other, acts, "cancels"]])))
    assert any("in the other direction" in problem.reason for problem in errors(package_folder))


def test_nothing_is_carried_out_that_nobody_announced(package_folder: Path, change_rows: ChangeRows, few: Dataset) -> None:
    events = few.events
    said = events["title"] + events["summary"] + events["note"].fillna("")
    plain = events[events["status"].eq("occurred") & ~said.map(lambda text: bool(ties.PLAN.search(text)))]
    other, acts = str(plain["event_id"].iloc[0]), str(events["event_id"].iloc[-1])
    change_rows("related_events.csv", lambda rows: tie(rows, acts, other, "fulfils"))
    assert "no plan is stated" in only_problem(package_folder).reason


def test_what_was_only_announced_carries_nothing_out(package_folder: Path, set_cell: SetCell, find_row: FindRow, few: Dataset) -> None:
    acts, _ = row_of(few.tables["related_events"], "fulfils")
    set_cell("events.csv", find_row("events.csv", event_id=acts), "status", "announced")
    assert any("carries nothing out" in problem.reason for problem in errors(package_folder))


def test_relations_in_a_circle(package_folder: Path, change_rows: ChangeRows, few: Dataset) -> None:
    day = few.events[few.events["date_start"].duplicated(keep=False)].groupby("date_start")["event_id"]
    first, second, third = next(list(ids)[:3] for _, ids in day if len(ids) > 2)
    for pair in ((first, second), (second, third), (third, first)):
        change_rows("related_events.csv", lambda rows, pair=pair: tie(rows, *pair, "follows"))
    (problem,) = (one for one in errors(package_folder) if one.file == "related_events.csv")
    assert "in a circle" in problem.reason and all(one in problem.reason for one in (first, second, third))


def test_an_event_tied_to_itself(package_folder: Path, change_rows: ChangeRows) -> None:
    change_rows("related_events.csv", lambda rows: rows.insert(1, [rows[1][0], rows[1][0], ""]))
    assert place_of(only_problem(package_folder)) == ("related_events.csv", 2, "related_event_id")


def test_an_event_without_a_change(package_folder: Path, change_rows: ChangeRows, few: Dataset) -> None:
    change_rows("changes.csv", lambda rows: rows.__setitem__(slice(None), [row for row in rows if row[1] != ZARANJ]))
    problem = only_problem(package_folder)
    assert place_of(problem) == ("events.csv", ZARANJ_ROW, "event_id")
    assert few.version in problem.fix


GONE = "2009-01-22-gone"


@pytest.mark.parametrize(
    ("added", "field"),
    [
        pytest.param([["2026.11.0", GONE, "added", "Test.", ""]], "event_id", id="vanished"),
        pytest.param([["2026.11.0", GONE, "added", "", ""], ["2026.12.0", GONE, "corrected", "", ""]], "event_id", id="vanished later"),
        pytest.param([["2026.12.0", GONE, "merged", "Test.", ""]], "replaced_by", id="merged into nothing"),
        pytest.param([["2027.01.0", ZARANJ, "withdrawn", "Test.", ""]], "change", id="withdrawn but there"),
        pytest.param([["2026.11.0", GONE, "added", "", ""], ["2026.12.0", GONE, "withdrawn", "", ""]], None, id="withdrawn"),
        pytest.param([["2026.11.0", GONE, "added", "", ""], ["2026.12.0", GONE, "merged", "", ZARANJ]], None, id="merged"),
        pytest.param([["2026.09.0", GONE, "withdrawn", "", ""], ["2026.10.0", GONE, "added", "", ""]], "event_id", id="came back"),
    ],
)
def test_changes(package_folder: Path, change_rows: ChangeRows, added: Rows, field: str | None) -> None:
    rows = [[row[0], row[1], row[2], "Test.", row[4]] for row in added]

    def add(existing: Rows) -> None:
        existing[1:] = sorted([*existing[1:], *rows])

    change_rows("changes.csv", add)
    problems = errors(package_folder)
    assert [(problem.file, problem.field) for problem in problems] == ([("changes.csv", field)] if field else [])


# --- The worklist ------------------------------------------------------------------------------------------------------


def test_the_worklist_follows_from_the_data(dataset: Dataset) -> None:
    events, legs, sources = dataset.events, dataset.tables["route_legs"], dataset.tables["sources"]
    assert {event for event, _ in lines_of(dataset, "single-origin")} <= set(events.loc[events["grade"] == "C", "event_id"])
    assert {event for event, _ in lines_of(dataset, "one-sided")} <= set(events.loc[events["one_sided"], "event_id"])
    assert len(lines_of(dataset, "undated")) == sources["published"].isna().sum()
    no_distance = legs["distance_km"].isna() & legs["mode"].ne("border")
    assert len(lines_of(dataset, "leg-distance")) == no_distance.sum()


def test_legs_with_an_old_report(package_folder: Path, find_row: FindRow, set_cell: SetCell) -> None:
    row = find_row("route_legs.csv", leg_id="air-kabul-delhi")
    set_cell("route_legs.csv", row, "status_as_of", "2025-11-20")
    assert ("air-kabul-delhi", "") in lines_of(package_folder, "leg-report")


def test_a_stated_length_far_from_the_course(package_folder: Path, find_row: FindRow, set_cell: SetCell) -> None:
    assert ("road-taybad-dogharoun", "") in lines_of(package_folder, "leg-length")
    assert ("road-kashgar-osh", "") in lines_of(package_folder, "leg-length"), "shorter counts as well"
    assert ("road-peshawar-torkham", "") not in lines_of(package_folder, "leg-length")
    set_cell("route_legs.csv", find_row("route_legs.csv", leg_id="road-taybad-dogharoun"), "distance_km", "30")
    set_cell("route_legs.csv", find_row("route_legs.csv", leg_id="road-peshawar-torkham"), "distance_km", "40")
    lines = lines_of(package_folder, "leg-length")
    assert ("road-taybad-dogharoun", "") not in lines and ("road-peshawar-torkham", "") in lines
    assert {subject for subject, _ in lines} & set(joint_figures(load(package_folder)).index), "figures of several legs are compared too"


def test_every_check_says_what_it_looks_for() -> None:
    for name, check in checks.ALL_CHECKS.items():
        assert check.__doc__, name
    assert len(set(checks.ALL_CHECKS.values())) == len(checks.ALL_CHECKS)


def test_the_worklist_is_cut_unless_all_is_asked_for(dataset: Dataset, capsys: pytest.CaptureFixture[str]) -> None:
    """That all of it is shown where it is asked for is seen on the published package."""
    findings = checks.find(checks.Contents(dataset.package, dataset.tables), ["single-origin"])
    single = findings.lines["single-origin"]
    report.print_worklist(findings, show_all=False)
    short = capsys.readouterr().out
    assert f"… and {len(single) - report.SHOWN} more (--all shows them)" in short
    assert single[-1].subject not in short


def test_counts_alone(excerpt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line a check, with its stable name, its errors, open lines and settled lines."""
    assert checks.main([str(excerpt), "--counts"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:-1]] == list(checks.ALL_CHECKS)
    assert all(len(line.split()) == 4 for line in lines[1:-1])


# --- Settled questions -------------------------------------------------------------------------------------------------


def _settle(change_rows: ChangeRows, *row: str) -> None:
    change_rows("settled.csv", lambda rows: rows.__setitem__(slice(1, None), sorted([*rows[1:], list(row)])))


def test_a_settled_question_is_not_asked_again(package_folder: Path, change_rows: ChangeRows) -> None:
    before = lines_of(package_folder, "one-side-heard")
    subject, about = before[0]
    _settle(change_rows, "one-side-heard", subject, about, "Looked for in Persian and Pashto; none was found.")
    assert lines_of(package_folder, "one-side-heard") == before[1:]
    findings = checks.find(contents_of(package_folder))
    assert findings.problems == []
    assert findings.settled["one-side-heard"] == len(before) - len(lines_of(package_folder, "one-side-heard"))


@pytest.mark.parametrize(
    ("check", "about"), [("one-side-heard", "XXX"), ("one-sided", "AFG"), ("no-such-check", "")], ids=["other", "whole", "unknown check"]
)
def test_a_settled_question_that_nobody_asks(package_folder: Path, change_rows: ChangeRows, check: str, about: str) -> None:
    """It would hide what comes later, so it goes when its line goes."""
    _settle(change_rows, check, ZARANJ, about, "Test.")
    problem = only_problem(package_folder)
    assert (problem.file, problem.field) == ("settled.csv", "check")
    assert "no such line" in problem.reason
