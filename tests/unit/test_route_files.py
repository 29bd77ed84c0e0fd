"""The routes as files: they add up, say their day and scenario, and are what the page shows."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from pandas import isna
from PIL import Image

from atlas.dataset import Dataset
from atlas.dataset.legs import BASES
from atlas.exports import RouteView
from atlas.exports.routes import corridors_csv, corridors_geojson, legs_csv, routes_geojson, ways_csv
from atlas.pictures import draw_comparison
from atlas.routes.corridors import MAIN_CORRIDORS, corridor_legs, legs_of
from atlas.routes.lengths import is_telling, leg_lengths
from atlas.routes.network import CRITERIA, best_way
from atlas.routes.scenarios import SHUT
from atlas.view import ViewOptions, parse_options
from atlas.view.scenario import Scenario

DAY, MADE, HERE = date(2025, 11, 1), datetime(2026, 11, 22, tzinfo=UTC), "https://atlas.example.org/routes?asof=2025-11-01"
SCENARIO = Scenario(("PAK",), ("rail-chabahar-khash",))


@pytest.fixture
def view(dataset: Dataset) -> RouteView:
    return RouteView(dataset, DAY, MAIN_CORRIDORS, SCENARIO)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_legs_of_a_corridor_add_up_to_its_total_in_the_files(dataset: Dataset) -> None:
    whole = RouteView(dataset, DAY)
    legs = {row["leg_id"]: row for row in rows(legs_csv(whole))}
    assert len(legs) == len(dataset.legs)
    for corridor in rows(corridors_csv(whole)):
        chain = corridor_legs(dataset, corridor["corridor_id"])["leg_id"]
        assert float(corridor["km"]) == pytest.approx(sum(float(legs[leg]["km"]) for leg in chain), abs=0.05 * (len(chain) + 1))


def test_stated_and_measured_lengths_stand_side_by_side_in_the_files(dataset: Dataset) -> None:
    whole, lengths = RouteView(dataset, DAY), leg_lengths(dataset)
    for row in rows(legs_csv(whole)):
        length = lengths.loc[row["leg_id"]]
        assert (row["measured_km"] == "") == bool(isna(length["measured_km"]))
        assert row["lengths_differ"] == str(is_telling(length["difference"])).lower()
    for corridor in rows(corridors_csv(whole)):
        assert sum(float(corridor[f"km_{basis}"]) for basis in BASES) == pytest.approx(float(corridor["km"]), abs=0.25)
    differing = {row["leg"] for row in rows(legs_csv(whole)) if row["lengths_differ"] == "true"}
    told = {text.partition(" (")[0] for row in rows(corridors_csv(whole)) for text in row["differing"].split("; ") if text}
    assert told <= differing and "Taybad–Dogharoun road" in told
    features = json.loads(routes_geojson(whole, HERE, MADE))["features"]
    assert {feature["properties"]["path_basis"] for feature in features} == {"network", "sea-lane", "schematic"}


def test_a_file_says_by_whose_borders_it_measures(dataset: Dataset) -> None:
    usual, india = RouteView(dataset, DAY), RouteView(dataset, DAY, boundaries="india")
    assert "boundaries" not in dict(usual.params) and dict(india.params)["boundaries"] == "india"
    assert "borders: India view" in india.sentence and "borders" not in usual.sentence
    assert {row["boundaries"] for row in rows(legs_csv(india))} == {"india"}


def test_every_row_says_day_scenario_and_version(view: RouteView) -> None:
    for content in (legs_csv(view), corridors_csv(view), ways_csv(view, "nhava-sheva", "kabul")):
        for row in rows(content):
            assert (row["asof"], row["scenario_close"], row["scenario_built"]) == ("2025-11-01", "PAK", "rail-chabahar-khash")
            assert row["data_version"] == view.dataset.version


def test_the_scenario_stands_beside_the_record(view: RouteView) -> None:
    legs = {row["leg_id"]: row for row in rows(legs_csv(view))}
    assert (legs["border-torkham"]["status"], legs["border-torkham"]["scenario"]) == ("restricted", SHUT)
    assert legs["road-ghazni-kabul"]["scenario"] == ""
    corridors = {row["corridor_id"]: row for row in rows(corridors_csv(view))}
    assert "Torkham crossing" in corridors["karachi-torkham"]["shut"]
    assert corridors["wagah-torkham"]["days"] == "", "a missing figure is empty, never zero"


def test_ways_are_told_as_recorded_and_under_the_scenario(view: RouteView) -> None:
    found = rows(ways_csv(view, "nhava-sheva", "kabul"))
    assert {(row["case"], row["criterion"]) for row in found} == {
        (case, criterion) for case in ("as recorded", "scenario") for criterion in CRITERIA
    }
    chosen = [row["leg_id"] for row in found if (row["case"], row["criterion"]) == ("scenario", "distance")]
    assert tuple(chosen) == best_way(view.dataset, DAY, "nhava-sheva", "kabul", "distance", SCENARIO).ids
    nothing = rows(ways_csv(RouteView(view.dataset, DAY, (), Scenario(("PAK", "IRN"))), "nhava-sheva", "kabul"))
    last = nothing[-1]
    assert last["leg_id"] == "" and "cut off at Mumbai–Bandar Abbas sea lane" in last["note"]


def test_geojson_of_legs_and_corridors(view: RouteView) -> None:
    read: dict[str, Any] = {
        "legs": json.loads(routes_geojson(view, HERE, MADE)),
        "corridors": json.loads(corridors_geojson(view, HERE, MADE)),
    }
    for found in read.values():
        assert any("OpenStreetMap" in credit and "ODbL" in credit for credit in found["about"]["credits"])
        assert found["about"]["filter"] == {
            "routes": list(MAIN_CORRIDORS),
            "asof": ["2025-11-01"],
            "close": ["PAK"],
            "built": ["rail-chabahar-khash"],
        }
        assert "1 Nov 2025; scenario: Pakistan shut; the Chabahar–Khash railway built" in found["about"]["view"]
    corridors = read["corridors"]["features"]
    assert [feature["id"] for feature in corridors] == list(MAIN_CORRIDORS)
    assert all(len(feature["geometry"]["coordinates"]) == len(legs_of(view.dataset, [feature["id"]])) for feature in corridors)


def test_the_picture_of_the_comparison_says_what_it_is(view: RouteView) -> None:
    made = draw_comparison(view, HERE, "svg")
    text = " ".join("".join(ElementTree.fromstring(made).itertext()).split())
    parts = (
        "Scenario, not the record",
        "1 Nov 2025",
        "Pakistan shut",
        "Chabahar–Kandahar–Kabul",
        "kilometres",
        "km stated",
        "no source",
        HERE,
    )
    for part in (*parts, view.dataset.version):
        assert part in text, part
    assert made == draw_comparison(view, HERE, "svg")
    with Image.open(io.BytesIO(draw_comparison(view, HERE, "png"))) as image:
        assert image.format == "PNG" and image.width == 1800
    assert b"Scenario" not in draw_comparison(RouteView(view.dataset, DAY, ("china-hairatan",)), HERE, "svg")


# The address


def test_a_scenario_goes_into_the_address_and_back(dataset: Dataset) -> None:
    options = ViewOptions(
        origin="kandla", destination="herat", prefer="borders", close=("PAK", "border-torkham"), built=("rail-chabahar-khash",)
    )
    read, ignored = parse_options(options.to_params(), dataset)
    assert read == options and not ignored
    assert read.scenario == Scenario(("PAK", "border-torkham"), ("rail-chabahar-khash",))
    assert ViewOptions().to_params() == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("close", "atlantis"),
        ("close", "pakk"),
        ("built", "road-ghazni-kabul"),
        ("origin", "doha"),
        ("destination", "moscow"),
        ("prefer", "cost"),
    ],
)
def test_what_is_no_use_is_ignored_and_named(dataset: Dataset, name: str, value: str) -> None:
    read, ignored = parse_options([(name, value), ("close", "IRN")], dataset)
    assert read == ViewOptions(close=("IRN",))
    assert [(item.name, item.value) for item in ignored] == [(name, value)]
    assert ignored[0].reason
