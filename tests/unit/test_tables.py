"""Every kind of wrong cell stops the loader with one error that names file, row, field, reason and fix."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from atlas.dataset import Dataset, PackageError, Problem, load, read_package, read_tables

if TYPE_CHECKING:
    from conftest import ChangeRows, SetCell


def problems_of(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(PackageError) as caught:
        load(folder)
    return caught.value.problems


def only_problem(folder: Path) -> Problem:
    problems = problems_of(folder)
    assert len(problems) == 1, problems
    return problems[0]


@pytest.mark.parametrize(
    ("file", "field", "value", "reason", "fix"),
    [
        pytest.param("events.csv", "date_start", "15 May 2025", "“15 May 2025” is not a day", "Write a day", id="date in words"),
        pytest.param("events.csv", "date_start", "2025-02-30", "“2025-02-30” is not a day", "Write a day", id="no such day"),
        pytest.param("events.csv", "date_end", "2025-5-1", "“2025-5-1” is not a day", "such as 2025-05-15", id="short date"),
        pytest.param("event_issues.csv", "position", "first", "“first” is not a whole number", "Write a whole", id="integer"),
        pytest.param("event_issues.csv", "position", "1.5", "“1.5” is not a whole number", "Write a whole", id="fraction"),
        pytest.param("event_issues.csv", "position", " 1", "“ 1” is not a whole number", "Write a whole", id="blank in integer"),
        pytest.param("event_issues.csv", "position", "0", "“0” is too small", "The least value is 1", id="minimum"),
        pytest.param("places.csv", "lat", "north", "“north” is not a number", "Write a number", id="number"),
        pytest.param("places.csv", "lat", "95.5", "“95.5” is too large", "The greatest value is 90", id="maximum"),
        pytest.param("route_legs.csv", "distance_km", "inf", "“inf” is not a number", "Write a number", id="infinite"),
        pytest.param("route_legs.csv", "distance_km", "1,200", "“1,200” is not a number", "Write a number", id="thousands"),
        pytest.param("evidence.csv", "agrees", "True", "“True” is not true or false", "Write true or false", id="boolean"),
        pytest.param("evidence.csv", "preview", "", "The cell is empty", "Fill it", id="required boolean"),
        pytest.param("events.csv", "status", "happened", "“happened” is not allowed", "Use one of: occurred,", id="enumeration"),
        pytest.param("events.csv", "status", "", "The cell is empty", "the field is required", id="required enumeration"),
        pytest.param("cameo_codes.csv", "quad_class", "5", "“5” is not allowed", "Use one of: 1, 2, 3, 4", id="number list"),
        pytest.param("events.csv", "title", "", "The cell is empty", "the field is required", id="required text"),
        pytest.param("events.csv", "title", "x" * 91, "The text is too long", "at most 90 characters", id="length"),
        pytest.param("sources.csv", "language", "EN", "“EN” has the wrong form", "It must match ^[a-z]{2}$", id="pattern"),
        pytest.param(
            "sources.csv", "url", "example.org", "“example.org” has the wrong form", "a whole address such as https://", id="address"
        ),
        pytest.param("sources.csv", "published", "2025", "“2025” has the wrong form", "It must match", id="pattern of optional"),
        pytest.param("events.csv", "place_id", "atlantis", "“atlantis” is not in places.csv", "add the row to places.csv", id="key"),
        pytest.param("participants.csv", "actor_id", "XXX", "“XXX” is not in actors.csv", "add the row to actors.csv", id="actor"),
        pytest.param("changes.csv", "replaced_by", "gone", "“gone” is not in events.csv", "add the row", id="key in empty column"),
    ],
)
def test_a_wrong_cell_is_named(package_folder: Path, set_cell: SetCell, file: str, field: str, value: str, reason: str, fix: str) -> None:
    set_cell(file, 5, field, value)
    problem = only_problem(package_folder)
    assert (problem.file, problem.row, problem.field) == (file, 5, field)
    assert reason in problem.reason
    assert fix in problem.fix


def test_a_repeated_value_of_a_unique_field(package_folder: Path, change_rows: ChangeRows, few: Dataset) -> None:
    last = len(few.tables["people"]) + 1
    change_rows("people.csv", lambda rows: rows.append(rows[4]))
    problem = only_problem(package_folder)
    assert (problem.file, problem.row, problem.field) == ("people.csv", last + 1, "person_id")
    assert problem.reason.endswith("stands in an earlier row too.")
    assert problem.fix == "Give every row its own value."


def test_a_repeated_key_of_two_fields(package_folder: Path, change_rows: ChangeRows) -> None:
    change_rows("corridor_legs.csv", lambda rows: rows.insert(5, rows[4]))
    problem = only_problem(package_folder)
    assert (problem.file, problem.row, problem.field) == ("corridor_legs.csv", 6, "corridor_id, position")
    assert problem.reason == "“bandarabbas-herat, 2” stands in an earlier row too."
    assert problem.fix == "Take one of them out."


def test_a_key_of_two_fields_must_occur_as_a_pair(package_folder: Path, change_rows: ChangeRows, few: Dataset) -> None:
    """Both cells are known on their own, yet no page of evidence joins them."""

    def swap(rows: list[list[str]]) -> None:
        rows[1][1], rows[-1][1] = rows[-1][1], rows[1][1]

    change_rows("accounts.csv", swap)
    first, last = problems_of(package_folder)
    assert (first.file, first.row, first.field) == ("accounts.csv", 2, "event_id, source_id")
    assert "is not in evidence.csv" in first.reason
    assert last.row == len(few.tables["accounts"]) + 1


def test_everything_is_listed_at_once(package_folder: Path, set_cell: SetCell) -> None:
    set_cell("events.csv", 3, "date_start", "soon")
    set_cell("events.csv", 3, "status", "maybe")
    set_cell("events.csv", 9, "place_id", "atlantis")
    set_cell("places.csv", 2, "lon", "east")
    (package_folder / "issues.csv").unlink()
    with pytest.raises(PackageError) as caught:
        load(package_folder)
    found = {(problem.file, problem.row, problem.field) for problem in caught.value.problems}
    assert found == {
        ("events.csv", 3, "date_start"),
        ("events.csv", 3, "status"),
        ("events.csv", 9, "place_id"),
        ("places.csv", 2, "lon"),
        ("issues.csv", None, None),
    }
    text = str(caught.value)
    assert text.startswith("The data package has 5 problems:")
    assert "events.csv, row 3, field date_start: “soon” is not a day such as 2025-05-15." in text


def test_a_long_list_is_cut(package_folder: Path, set_cell: SetCell) -> None:
    set_cell("event_types.csv", 2, "event_type", "renamed")
    with pytest.raises(PackageError) as caught:
        load(package_folder)
    many = PackageError(list(caught.value.problems) * PackageError.SHOWN)
    assert str(many).endswith(f"… and {len(many.problems) - PackageError.SHOWN} more.")


def _spoil(path: Path, old: bytes, new: bytes) -> None:
    raw = path.read_bytes()
    assert old in raw
    path.write_bytes(raw.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "row", "reason"),
    [
        pytest.param(b"aid,Aid,", b'aid,"Aid,', 2, "not closed", id="open quotation mark"),
        pytest.param(b'the Helmand."', b"the Helmand.", 22, "not well-formed CSV", id="open quotation mark at the end"),
        pytest.param(b"aid,Aid,", b'aid,"Aid\n",', 2, "goes on over the end of the line", id="line break in a cell"),
        pytest.param(b"Humanitarian assistance.", b"Humanitarian, assistance.", 2, "more cells", id="extra cell in the first row"),
        pytest.param(b"\nchabahar,", b"\nchabahar,x,", 3, "saw 5", id="extra cell"),
        pytest.param(b"label", b"lable", None, "The header is issue_id, lable, description, proper.", id="misspelt header"),
        pytest.param(b",description,", b",", None, "The header is issue_id, label, proper.", id="missing column"),
        pytest.param(b"label,description", b"description,label", None, "The header is", id="columns swapped"),
        pytest.param(b"aid,Aid,", b"aid,A\xefd,", None, "The file is not UTF-8", id="not UTF-8"),
    ],
)
def test_a_malformed_file(package_folder: Path, old: bytes, new: bytes, row: int | None, reason: str) -> None:
    _spoil(package_folder / "issues.csv", old, new)
    problem = only_problem(package_folder)
    assert (problem.file, problem.row, problem.field) == ("issues.csv", row, None)
    assert reason in problem.reason
    assert problem.fix


def test_a_blank_line_does_not_shift_row_numbers(package_folder: Path, set_cell: SetCell) -> None:
    set_cell("issues.csv", 4, "label", "")
    _spoil(package_folder / "issues.csv", b"\nchabahar,", b"\n\nchabahar,")
    found = [(problem.row, problem.field) for problem in problems_of(package_folder)]
    assert sorted(found) == [(3, "description"), (3, "issue_id"), (3, "label"), (3, "proper"), (5, "label")]


def test_a_missing_file(package_folder: Path) -> None:
    (package_folder / "people.csv").unlink()
    problem = only_problem(package_folder)
    assert (problem.file, problem.row, problem.reason) == ("people.csv", None, "The file is missing.")


def test_a_missing_story(package_folder: Path) -> None:
    (package_folder / "stories" / "when-the-crossings-closed.md").unlink()
    problem = only_problem(package_folder)
    assert (problem.file, problem.reason) == ("stories/when-the-crossings-closed.md", "The file is missing.")


def test_an_empty_file(package_folder: Path) -> None:
    (package_folder / "people.csv").write_bytes(b"")
    problem = only_problem(package_folder)
    assert (problem.file, problem.row, problem.reason) == ("people.csv", None, "The file is empty.")


def test_a_leg_without_a_line_on_the_map(package_folder: Path, change_rows: ChangeRows) -> None:
    def copy_leg(rows: list[list[str]]) -> None:
        rows.append(["zz-new-leg", *rows[-1][1:]])

    change_rows("route_legs.csv", copy_leg)
    problem = only_problem(package_folder)
    assert (problem.file, problem.field) == ("leg_paths.geojson", "leg_id")
    assert "zz-new-leg" in problem.reason


def test_the_descriptor_is_missing_or_broken(package_folder: Path) -> None:
    descriptor = package_folder / "datapackage.json"
    text = descriptor.read_text(encoding="utf-8")
    descriptor.write_text(text.replace('"temporal"', '"temporary"'), encoding="utf-8")
    assert "'temporal'" in only_problem(package_folder).reason
    for version in ([], "next"):
        descriptor.write_text(json.dumps({**json.loads(text), "version": version}), encoding="utf-8")
        assert f"version {'is no text, but ' if version == [] else ''}{version!r}" in only_problem(package_folder).reason
    descriptor.write_text(text[:-100], encoding="utf-8")
    assert "not valid JSON" in only_problem(package_folder).reason
    descriptor.unlink()
    assert "There is no such file" in only_problem(package_folder).reason


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        (lambda tables: tables.pop("related_events"), None, "There is no table related_events."),
        (lambda tables: tables["events"].pop("place_id"), "events.place_id", "There is no such field."),
        (lambda tables: tables["reviews"]["reviewed_on"].update(type="string"), "reviews.reviewed_on", "It is string and must be date."),
        (lambda tables: tables["events"]["status"].pop("constraints"), "events.status", "must be string one of a list."),
    ],
)
def test_the_descriptor_lacks_what_the_atlas_needs(
    package_folder: Path, change: Callable[[dict[str, Any]], object], field: str | None, reason: str
) -> None:
    file = package_folder / "datapackage.json"
    raw = json.loads(file.read_text(encoding="utf-8"))
    tables = {item["name"]: {part["name"]: part for part in item["schema"]["fields"]} for item in raw["resources"] if "schema" in item}
    change(tables)
    described = [item for item in raw["resources"] if item["name"] in tables or "schema" not in item]
    for item in described:
        if "schema" in item:
            item["schema"]["fields"] = list(tables[item["name"]].values())
    file.write_text(json.dumps({**raw, "resources": described}), encoding="utf-8")
    problem = only_problem(package_folder)
    assert (problem.file, problem.field) == ("datapackage.json", field)
    assert problem.reason.endswith(reason)


def test_a_table_without_rows_is_fine(package_folder: Path, change_rows: ChangeRows) -> None:
    change_rows("related_events.csv", lambda rows: rows.__delitem__(slice(1, None)))
    tables = read_tables(read_package(package_folder))
    assert tables["related_events"].empty
    assert list(tables["related_events"]) == ["event_id", "related_event_id", "relation"]


def test_types_come_from_the_descriptor() -> None:
    tables = read_tables(read_package())
    events, places, evidence = tables["events"], tables["places"], tables["evidence"]
    assert str(events["date_start"].dtype).startswith("datetime64")
    assert list(events["date_precision"].cat.categories) == ["day", "month", "year"]
    assert isinstance(events["cameo_code"].dtype, pd.CategoricalDtype)
    assert "010" in set(tables["cameo_codes"]["cameo_code"])  # leading zeros are kept
    assert places["lat"].dtype == "float64"
    assert places["geonames_id"].dtype == "Int64"  # some are empty
    assert tables["participants"]["position"].dtype == "int64"
    assert evidence["agrees"].dtype == bool
