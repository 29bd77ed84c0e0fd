"""What the map of the routes holds, and the answer beside it, before anything draws them."""

from __future__ import annotations

from datetime import date

import pytest

from atlas.dataset import Dataset
from atlas.palette import LIGHT
from atlas.routes.answers import corridors_in_words
from atlas.routes.corridors import MAIN_CORRIDORS, legs_of
from atlas.routes.lengths import TELLING, leg_lengths
from atlas.routes.looks import THIN
from atlas.routes.route_map import RouteMap, route_map_of
from atlas.routes.scenarios import BUILT, SHUT, is_asked
from atlas.view import ViewOptions
from components.routes.legend import legend_items
from components.routes.legs import measured_cell
from components.routes.map import legs_drawn


def test_a_view_that_asks_for_nothing_shows_the_main_corridors_and_no_way(dataset: Dataset) -> None:
    content = route_map_of(dataset, ViewOptions())
    assert (content.corridors, content.day, content.asked) == (MAIN_CORRIDORS, dataset.last_day, False)
    assert content.bands == (None, None)
    assert list(content.legs.index) == legs_of(dataset, MAIN_CORRIDORS)


@pytest.mark.parametrize("options", [{"close": ("PAK",)}, {"origin": "karachi"}, {"prefer": "borders"}, {"destination": "herat"}])
def test_a_way_is_asked_for_by_any_of_its_options(options: dict[str, str]) -> None:
    assert is_asked(ViewOptions(**options)) and not is_asked(ViewOptions(event="x", routes=("karachi-torkham",)))  # type: ignore[arg-type]


def _ways(content: RouteMap) -> list[tuple[str, ...] | None]:
    return [way and way.ids for way in content.bands]


def test_a_scenario_shows_the_way_and_the_one_before_where_it_is_another(dataset: Dataset) -> None:
    recorded = route_map_of(dataset, ViewOptions(prefer="borders"))
    assert _ways(recorded) == [recorded.way.ids, None]
    shut = route_map_of(dataset, ViewOptions(close=(str(recorded.way.ids[1]),), prefer="borders"))
    assert _ways(shut) == [shut.way.ids, shut.before.ids] and shut.before.ids == recorded.way.ids
    assert {*shut.way.ids, *shut.before.ids} <= set(shut.legs.index)
    assert shut.legs["drawn"].eq(SHUT).sum() == 1 and not shut.legs["drawn"].eq(BUILT).any()


def test_the_answer_names_the_corridors_to_kabul_that_avoid_pakistan(dataset: Dataset) -> None:
    names = dataset.tables["corridors"].set_index("corridor_id")["name"]
    told = corridors_in_words(dataset, ("chabahar-kandahar", "karachi-torkham"), date(2025, 1, 1))
    assert told.startswith("As of 1 Jan 2025, 1 of 2 corridors shown leads to Kabul without Pakistan’s ports, roads and railways: ")
    assert names["chabahar-kandahar"] in told and names["karachi-torkham"] not in told
    for alone, verb in (("karachi-torkham", "does not lead"), ("chabahar-kandahar", "leads")):
        assert corridors_in_words(dataset, (alone,), date(2025, 1, 1)).startswith(f"As of 1 Jan 2025, the corridor shown {verb} to Kabul")


# What is drawn


def test_a_thin_broken_line_is_schematic_and_nothing_else_is(dataset: Dataset) -> None:
    content = route_map_of(dataset, ViewOptions(routes=tuple(dataset.tables["corridors"]["corridor_id"])))
    legs = content.legs
    legs = legs[legs["km"] > 0]  # the two sides of a crossing can be one point
    layers = {str(layer.id): layer for layer in legs_drawn(legs, LIGHT)}
    broken = {name for name, layer in layers.items() if getattr(layer, "get_dash_array", None) and name != "legs-ties"}
    assert broken == {"legs-future", "legs-schematic"}
    by_path = {str(path): basis for path, basis in zip(legs["path"], legs["path_basis"], strict=True)}
    drawn = [(row, name) for name, layer in layers.items() if name.startswith("legs-") and name != "legs-ties" for row in layer.data]
    assert len(drawn) == len(legs)
    for row, name in drawn:
        assert (row["w"] == THIN) == (by_path[str(row["path"])] == "schematic"), name
        assert (by_path[str(row["path"])] == "schematic") <= (name in broken)
        assert ("schematic" in row["tip"].replace("\n", " ")) == (by_path[str(row["path"])] == "schematic"), row["tip"]


def test_the_legend_calls_schematic_what_is(dataset: Dataset) -> None:
    assert not any("schematic" in told for _, told in legend_items(route_map_of(dataset, ViewOptions()), LIGHT))
    assert any("schematic" in told for _, told in legend_items(route_map_of(dataset, ViewOptions(routes=("khaf-herat-rail",))), LIGHT))


def test_a_leg_says_how_its_measured_length_stands_to_the_stated_one(dataset: Dataset) -> None:
    legs = leg_lengths(dataset)
    told = {leg_id: measured_cell(leg) for leg_id, leg in legs.iterrows()}
    assert told["road-taybad-dogharoun"] == "32  \n**75\u00a0% longer than stated**"
    assert "longer than stated" in told["road-islamqala-herat"] and "**" not in told["road-islamqala-herat"]
    assert told["rail-khaf-rozanak"] == "course not known" and told["border-torkham"] == "–"
    assert {leg_id for leg_id, text in told.items() if "**" in text} == set(legs.index[legs["difference"].abs() > TELLING])
