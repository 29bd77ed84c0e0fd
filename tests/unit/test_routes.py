"""Corridors, the lengths of their legs, and what was open on a day."""

from __future__ import annotations

import re
from datetime import date
from statistics import median

import pandas as pd
import pytest
from pyproj import Geod
from shapely import LineString

from atlas.dataset import Dataset, load
from atlas.dataset.legs import BASES, FUTURE, LEG_STATUSES, MODES, leg_countries
from atlas.geography import VIEWS
from atlas.routes.answers import scenario_in_words, way_in_words
from atlas.routes.comparison import compare
from atlas.routes.corridors import MAIN_CORRIDORS, corridor_legs
from atlas.routes.figures import corridor_figures, leg_pages
from atlas.routes.gauge import gauge_statements
from atlas.routes.lengths import TELLING, bases_in_words, detour_factors, difference_in_words, is_telling, joint_figures, leg_lengths
from atlas.routes.network import CRITERIA, Way, best_way, halts, passable
from atlas.routes.port_file import port_file
from atlas.routes.route_map import route_map_of
from atlas.routes.scenarios import SHUT, scenario_status
from atlas.routes.shares import PORT, exposure_on, km_along, km_by_country
from atlas.routes.status import changes_before, first_records, grouped_changes, leg_status_on, status_on, status_records
from atlas.view import ViewOptions
from atlas.view.scenario import AS_RECORDED, DESTINATIONS, Scenario, origins


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return load()


@pytest.fixture(scope="module")
def lengths(dataset: Dataset) -> pd.DataFrame:
    return leg_lengths(dataset)


@pytest.fixture(scope="module")
def every_corridor(dataset: Dataset) -> pd.DataFrame:
    return compare(dataset, dataset.tables["corridors"]["corridor_id"], dataset.last_day)


def status(dataset: Dataset, leg_id: str, day: str) -> str:
    return str(leg_status_on(dataset, date.fromisoformat(day)).at[leg_id, "status"])


# Status on a day


@pytest.mark.parametrize(
    ("leg_id", "day", "expected"),
    [
        ("border-torkham", "2025-02-20", "operating"),
        ("border-torkham", "2025-02-21", "suspended"),
        ("border-torkham", "2025-05-01", "operating"),
        ("border-torkham", "2025-10-31", "suspended"),
        ("border-torkham", "2025-11-01", "restricted"),
        ("border-torkham", "2026-02-16", "suspended"),
        ("border-attari-wagah", "2025-04-20", "restricted"),
        ("border-attari-wagah", "2025-05-01", "suspended"),
        ("border-attari-wagah", "2025-05-16", "restricted"),
        ("rail-chabahar-khash", "2025-06-01", "under-construction"),
        ("sea-mumbai-chabahar", "2025-10-01", "restricted"),
        ("sea-mumbai-chabahar", "2025-11-01", "operating"),
    ],
)
def test_the_newest_record_on_or_before_the_day_counts(dataset: Dataset, leg_id: str, day: str, expected: str) -> None:
    assert status(dataset, leg_id, day) == expected


def test_a_status_says_which_event_and_source_brought_it(dataset: Dataset) -> None:
    torkham = leg_status_on(dataset, date(2025, 11, 15)).loc["border-torkham"]
    assert torkham["since"] == pd.Timestamp("2025-11-01")
    assert torkham["event_id"] in dataset.position
    assert torkham["source_id"] in dataset.sources.index
    assert "trade shut" in torkham["note"]


def test_before_its_first_record_a_leg_has_no_status(dataset: Dataset) -> None:
    found = leg_status_on(dataset, date(1990, 1, 1))
    assert set(found["status"]) == {"not recorded"}
    assert found.drop(columns="status").isna().all(axis=None)
    assert status(dataset, "border-torkham", "2023-02-18") == "not recorded"


def test_every_leg_has_a_status_on_the_last_day(dataset: Dataset) -> None:
    found = leg_status_on(dataset, dataset.last_day)
    assert list(found.index) == list(dataset.legs.index)
    assert set(found["status"]) <= set(LEG_STATUSES) - {"not recorded"}
    assert found["since"].le(found["as_of"]).all()
    assert found["as_of"].le(pd.Timestamp(dataset.last_day)).all()


def records(*changes: tuple[str, str], report: tuple[str, str] = ("2020-01-10", "operating")) -> pd.DataFrame:
    """Records of one leg with a report of its own and further changes, each as day and status."""
    own = {"status": [report[1]], "status_as_of": [pd.Timestamp(report[0])], "note": ["of the report"]}
    legs = pd.DataFrame(own, index=pd.Index(["leg"], name="leg_id"))
    table = pd.DataFrame(
        {
            "leg_id": ["leg"] * len(changes),
            "from_date": pd.to_datetime([day for day, _ in changes]),
            "status": [status for _, status in changes],
            "event_id": [f"event-{day}" for day, _ in changes],
            "source_id": [f"source-{day}" for day, _ in changes],
            "note": [None] * len(changes),
        }
    )
    return status_records(legs, table)


def test_on_the_same_day_a_supported_change_wins_over_the_report_of_the_leg() -> None:
    found = status_on(records(("2020-01-10", "suspended")), date(2020, 1, 10)).loc["leg"]
    assert (found["status"], found["event_id"]) == ("suspended", "event-2020-01-10")


def test_a_later_report_that_only_repeats_a_change_keeps_its_day_and_event() -> None:
    found = status_on(records(("2020-01-01", "operating")), date(2020, 2, 1)).loc["leg"]
    assert found["status"] == "operating"
    assert (found["since"], found["as_of"]) == (pd.Timestamp("2020-01-01"), pd.Timestamp("2020-01-10"))
    assert found["event_id"] == "event-2020-01-01"


def test_a_later_report_that_differs_stands_alone() -> None:
    found = status_on(records(("2020-01-01", "suspended")), date(2020, 2, 1)).loc["leg"]
    assert (found["status"], found["since"], found["note"]) == ("operating", pd.Timestamp("2020-01-10"), "of the report")
    assert pd.isna(found["event_id"]) and pd.isna(found["source_id"])


def test_a_day_before_every_record_yields_no_row() -> None:
    assert status_on(records(("2020-01-01", "suspended")), date(2019, 12, 31)).empty


# Changes


def test_changes_lie_in_the_window_and_come_newest_first(dataset: Dataset) -> None:
    day = date(2025, 11, 1)
    changes = changes_before(dataset, day)
    assert changes["day"].is_monotonic_decreasing
    assert changes["day"].max() == pd.Timestamp("2025-11-01")
    assert changes["day"].min() > pd.Timestamp(day) - pd.Timedelta(days=90)
    assert changes_before(dataset, date(2025, 10, 31))["day"].max() == pd.Timestamp("2025-10-31")


def test_the_old_status_is_that_of_the_day_before(dataset: Dataset) -> None:
    changes = changes_before(dataset, dataset.last_day, days=20_000)
    assert len(changes) == len(dataset.tables["leg_status"])
    for change in changes.itertuples():
        before = leg_status_on(dataset, (change.day - pd.Timedelta(days=1)).date())
        assert before.at[change.leg_id, "status"] == change.old_status, change


def test_one_event_that_changes_several_legs_is_told_once(dataset: Dataset) -> None:
    changes = changes_before(dataset, date(2025, 11, 1))
    grouped = grouped_changes(changes)
    assert sum(len(legs) for legs in grouped["legs"]) == len(changes)
    assert grouped["day"].is_monotonic_decreasing
    waiver = grouped[grouped["event_id"] == "2025-10-28-united-states-grants-six-month-conditional"]
    assert waiver["legs"].tolist() == [("Kandla–Chabahar sea lane", "Mumbai–Chabahar sea lane", "Mundra–Chabahar sea lane")]


def test_a_quiet_time_has_no_changes(dataset: Dataset) -> None:
    assert changes_before(dataset, date(1990, 1, 1)).empty
    assert grouped_changes(changes_before(dataset, date(1990, 1, 1))).empty


# Lengths


def test_stated_lengths_are_those_of_the_table(dataset: Dataset, lengths: pd.DataFrame) -> None:
    table = dataset.tables["route_legs"].set_index("leg_id")
    stated = table[table["distance_km"].notna()]
    assert (lengths.loc[stated.index, "basis"] == "stated").all()
    assert lengths.loc[stated.index, "km"].tolist() == stated["distance_km"].tolist()
    assert lengths.loc[stated.index, "source_id"].tolist() == stated["distance_source_id"].astype("str").tolist()


def test_a_figure_of_the_leg_fills_in_where_its_own_row_states_none(dataset: Dataset, lengths: pd.DataFrame) -> None:
    assert pd.isna(dataset.legs.at["road-ghazni-kabul", "distance_km"])
    ghazni = lengths.loc["road-ghazni-kabul"]
    assert (ghazni["km"], ghazni["basis"], ghazni["source_id"]) == (135, "stated", "trend-news-agency-c4d6ffa6")


def test_every_stated_length_has_a_source_and_no_other_has(dataset: Dataset, lengths: pd.DataFrame) -> None:
    stated = lengths["basis"].isin(["stated", "apportioned"])
    assert (lengths["figure_id"].notna() == (lengths["basis"] == "apportioned")).all()
    assert lengths.loc[stated, "source_id"].isin(dataset.sources.index).all()
    assert lengths.loc[~stated, "source_id"].isna().all()
    assert (lengths["factor"].notna() == (lengths["basis"] == "estimated")).all()
    assert lengths["km"].ge(0).all()


@pytest.mark.parametrize("mode", ["road", "rail"])
def test_an_estimate_is_the_great_circle_times_the_median_detour(dataset: Dataset, lengths: pd.DataFrame, mode: str) -> None:
    geod, places = Geod(ellps="WGS84"), dataset.places

    def straight(leg_id: str) -> float:
        start, end = (str(dataset.legs.at[leg_id, f"{end}_place_id"]) for end in ("from", "to"))
        _, _, metres = geod.inv(places.at[start, "lon"], places.at[start, "lat"], places.at[end, "lon"], places.at[end, "lat"])
        return float(metres) / 1000

    of_mode = lengths[dataset.legs["mode"] == mode]
    ratios = [km / straight(leg_id) for leg_id, km in of_mode.loc[of_mode["basis"] == "stated", "km"].items()]
    estimated = of_mode[of_mode["basis"] == "estimated"]
    assert len(ratios) > 5 and len(estimated)
    for leg_id, leg in estimated.iterrows():
        assert leg["factor"] == pytest.approx(median(ratios))
        assert leg["km"] == pytest.approx(straight(leg_id) * median(ratios))


def test_a_crossing_has_the_detour_of_a_road(dataset: Dataset) -> None:
    factors = detour_factors(dataset)
    assert factors["border"] == factors["road"]


def test_every_leg_with_a_course_is_measured_also_where_a_length_is_stated(dataset: Dataset, lengths: pd.DataFrame) -> None:
    known = dataset.legs["path_basis"] != "schematic"
    assert lengths.loc[known, "measured_km"].tolist() == dataset.legs.loc[known, "measured_km"].tolist()
    assert lengths.loc[~known & dataset.legs["mode"].ne("air"), "measured_km"].isna().all()
    assert set(lengths.loc[known, "basis"]) <= {"stated", "apportioned", "measured"}
    assert lengths.loc[lengths["basis"] == "estimated", "measured_km"].isna().all()
    both = lengths["difference"].notna()
    assert (both == (lengths["measured_km"].notna() & lengths["basis"].isin(["stated", "apportioned"]))).all()


def test_a_telling_difference_is_told_with_both_lengths(every_corridor: pd.DataFrame, lengths: pd.DataFrame) -> None:
    dogharoun = lengths.loc["road-taybad-dogharoun"]
    assert dogharoun["difference"] == pytest.approx(dogharoun["measured_km"] / 18 - 1) and dogharoun["difference"] > TELLING
    assert "Taybad–Dogharoun road (18 km stated, 32 measured)" in every_corridor.at["bandarabbas-herat", "differing"]
    assert difference_in_words(0.754) == "75\u00a0% longer than stated" and difference_in_words(-0.2) == "20\u00a0% shorter than stated"
    assert not is_telling(TELLING) and is_telling(-TELLING - 0.001) and not is_telling(float("nan"))


def test_what_a_sum_rests_on_is_said(every_corridor: pd.DataFrame) -> None:
    for corridor in every_corridor.to_dict("records"):
        told = [float(number.replace(",", "")) for number in re.findall(r"([\d,]+)\u00a0km", bases_in_words(corridor))]
        assert sum(told) == pytest.approx(corridor["km"], abs=2)


def test_sea_lanes_without_a_stated_length_and_flights_are_measured(dataset: Dataset, lengths: pd.DataFrame) -> None:
    lane = lengths.loc["sea-mumbai-karachi"]
    assert (lane["km"], lane["basis"]) == (dataset.legs.at["sea-mumbai-karachi", "measured_km"], "measured")
    flight = lengths.loc["air-kabul-delhi"]
    assert flight["basis"] == "measured"
    assert flight["km"] == pytest.approx(1005, abs=5)


# Corridors


def test_the_legs_of_a_corridor_join_end_to_end(dataset: Dataset) -> None:
    for corridor_id in ("chabahar-kandahar", "bandarabbas-herat", "karachi-torkham", "wagah-torkham", "lapis-lazuli"):
        legs = corridor_legs(dataset, corridor_id)
        assert legs["position"].tolist() == list(range(1, len(legs) + 1))
        assert legs["to_country"].tolist()[:-1] == legs["from_country"].tolist()[1:]
        assert legs["to"].iloc[-1] == "Kabul"


def test_a_leg_travelled_in_reverse_starts_at_its_end(dataset: Dataset) -> None:
    reverse = corridor_legs(dataset, "bandarabbas-herat").set_index("leg_id").loc["road-delaram-herat"]
    assert (reverse["direction"], reverse["from"], reverse["to"]) == ("reverse", "Herat", "Delaram")
    assert dataset.legs.loc["road-delaram-herat", ["from_name", "to_name"]].tolist() == ["Delaram", "Herat"]


def test_lengths_add_up(dataset: Dataset, every_corridor: pd.DataFrame) -> None:
    assert list(every_corridor.index) == list(dataset.tables["corridors"]["corridor_id"])
    for corridor_id, corridor in every_corridor.iterrows():
        assert corridor["km"] == pytest.approx(corridor_legs(dataset, str(corridor_id))["km"].sum())
        assert corridor["km"] == pytest.approx(sum(corridor[f"km_{mode}"] for mode in MODES))
        assert sum(corridor[f"km_{basis}"] for basis in BASES) == pytest.approx(corridor["km"])
        assert corridor["both_stated"] <= corridor["km_stated"] + corridor["km_apportioned"] + 1e-6
        assert corridor["km"] > 0


def test_the_chabahar_road_does_not_touch_pakistan_and_the_karachi_road_does(every_corridor: pd.DataFrame) -> None:
    chabahar, karachi = every_corridor.loc["chabahar-kandahar"], every_corridor.loc["karachi-torkham"]
    assert not chabahar["through_pakistan"] and chabahar["km_pakistan"] == 0
    assert chabahar["countries"] == ("IND", "IRN", "AFG")
    assert chabahar["borders"] == 1
    assert karachi["through_pakistan"] and karachi["km_pakistan"] == pytest.approx(1264 + 50)
    assert every_corridor.at["wagah-torkham", "countries"] == ("IND", "PAK", "AFG")
    assert every_corridor.at["wagah-torkham", "borders"] == 2
    assert every_corridor.at["china-hairatan", "countries"] == ("CHN", "KGZ", "UZB", "AFG")
    assert not every_corridor.at["air-delhi-kabul", "through_pakistan"]


def test_a_missing_figure_is_none_and_never_zero(every_corridor: pd.DataFrame) -> None:
    assert every_corridor.at["bandarabbas-herat", "days"] == "11 days"
    assert every_corridor.at["bandarabbas-herat", "cost"] is None
    assert every_corridor.at["bandarabbas-herat", "cost_sources"] == ()
    assert every_corridor.at["wagah-torkham", "days"] is None


def test_figures_that_differ_are_shown_as_a_range_with_their_number(dataset: Dataset, every_corridor: pd.DataFrame) -> None:
    chabahar = every_corridor.loc["chabahar-kandahar"]
    assert chabahar["days"] == "7–8 days (2 figures)"
    assert chabahar["cost"] == "1,857–4,000 USD (2 figures)"
    assert set(chabahar["cost_sources"]) <= set(dataset.sources.index)


def test_a_corridor_is_as_open_as_its_worst_leg(dataset: Dataset) -> None:
    corridors = ["chabahar-kandahar", "karachi-torkham", "wagah-torkham", "chabahar-rail-zahedan"]
    early, late = (compare(dataset, corridors, day) for day in (date(2025, 5, 1), date(2025, 11, 1)))
    assert early.at["karachi-torkham", "status"] == "not open"
    assert early.at["karachi-torkham", "suspended"] == ("Mumbai–Karachi sea lane",)
    assert "Karachi–Peshawar road" in early.at["karachi-torkham", "not_recorded"]
    assert late.at["karachi-torkham", "restricted"] == ("Torkham crossing",)
    assert "Karachi–Peshawar road" in late.at["karachi-torkham", "suspended"]
    assert late.at["chabahar-kandahar", "status"] == "open as far as recorded"
    assert late.at["chabahar-rail-zahedan", "under_construction"] == ("Chabahar–Khash railway",)
    assert compare(dataset, corridors, date(1990, 1, 1))["status"].unique().tolist() == ["not recorded"]
    assert compare(dataset, ["mashhad-herat"], dataset.last_day).at["mashhad-herat", "status"] == "open"


def test_corridors_keep_the_order_asked_for_and_stand_once(dataset: Dataset) -> None:
    table = compare(dataset, ["wagah-torkham", "chabahar-kandahar", "wagah-torkham"], dataset.last_day)
    assert list(table.index) == ["wagah-torkham", "chabahar-kandahar"]


def test_an_unknown_corridor_is_named(dataset: Dataset) -> None:
    for ask in (
        lambda: compare(dataset, ["nowhere"], dataset.last_day),
        lambda: corridor_legs(dataset, "nowhere"),
        lambda: corridor_figures(dataset, "nowhere"),
    ):
        with pytest.raises(ValueError, match="There is no corridor nowhere. Use one of air-amritsar-kabul"):
            ask()


def test_no_corridors_make_an_empty_table(dataset: Dataset) -> None:
    assert compare(dataset, [], dataset.last_day).empty


def test_every_stated_figure_of_a_corridor_has_its_page(dataset: Dataset) -> None:
    figures = corridor_figures(dataset, "chabahar-kandahar")
    assert figures[["scope", "url", "publisher", "source_id"]].notna().all(axis=None)
    own = figures[figures["leg_id"].isna() & ~figures["legs"].map(bool)]
    assert len(own) == (dataset.tables["route_figures"]["corridor_id"] == "chabahar-kandahar").sum()
    assert figures.index[: len(own)].tolist() == own.index.tolist()
    assert 218 in figures.loc[figures["leg_id"] == "road-zaranj-delaram", "distance_km"].tolist()
    assert figures.loc[figures["leg_id"] == "sea-mumbai-chabahar", "transit_days"].dropna().tolist() == [5, 1.5]


def test_every_leg_has_pages_that_were_read(dataset: Dataset) -> None:
    legs = list(dataset.legs.index[::-1])
    pages = leg_pages(dataset, legs)
    assert pages["leg_id"].drop_duplicates().tolist() == legs
    assert pages[["states", "url", "publisher"]].notna().all(axis=None)
    assert len(pages) == len(dataset.tables["leg_evidence"])


# Lengths that sources state for several legs together


def spread(dataset: Dataset, legs: set[str]) -> tuple[float, float, float]:
    """Least and greatest length that sources state for exactly these legs, and what the atlas has for them."""
    tables = dataset.tables
    joint = tables["figure_legs"].astype("str").groupby("figure_id")["leg_id"].agg(set)
    whole = tables["corridor_legs"].astype("str").groupby("corridor_id")["leg_id"].agg(set)
    figures = tables["route_figures"]
    of_corridor = figures["corridor_id"].astype("str").map(whole)
    covered = figures["figure_id"].map(joint).where(figures["figure_id"].isin(joint.index), of_corridor)
    stated = figures.loc[[held == legs for held in covered], "distance_km"].dropna()
    assert len(stated) >= 2, "the sources differ, so that there is a spread"
    return float(stated.min()), float(stated.max()), float(leg_lengths(dataset).loc[sorted(legs), "km"].sum())


@pytest.mark.parametrize(
    "legs",
    [
        {"road-chabahar-iranshahr", "road-iranshahr-zahedan", "road-zahedan-zabol", "road-zabol-milak"},
        {"road-chabahar-iranshahr", "road-iranshahr-zahedan"},
        {"rail-chabahar-khash", "rail-khash-zahedan"},
        {"rail-khaf-rozanak", "rail-rozanak-herat"},
    ],
    ids=["Chabahar–Milak", "Chabahar–Zahedan road", "Chabahar–Zahedan railway", "Khaf–Herat"],
)
def test_distances_lie_within_what_the_sources_state(dataset: Dataset, legs: set[str]) -> None:
    least, most, ours = spread(dataset, legs)
    assert least - 0.05 <= ours <= most + 0.05


def test_legs_without_a_length_of_their_own_add_up_to_what_is_stated_for_them_together(dataset: Dataset, lengths: pd.DataFrame) -> None:
    shared = lengths[lengths["basis"] == "apportioned"]
    assert len(shared) >= 6
    for figure_id, figure in joint_figures(dataset).loc[shared["figure_id"].unique()].iterrows():
        assert lengths.loc[list(figure["legs"]), "km"].sum() == pytest.approx(figure["km"]), figure_id
    milak = joint_figures(dataset).loc["chabahar-kandahar-3"]
    assert lengths.loc[list(milak["legs"]), "km"].sum() == pytest.approx(milak["km"])


def test_a_figure_for_several_legs_stands_once_with_a_corridor_that_has_them_all(dataset: Dataset) -> None:
    for corridor in ("chabahar-kandahar", "chabahar-herat", "chabahar-kandahar-mundra"):
        figures = corridor_figures(dataset, corridor)
        milak = figures[figures["legs"].map(len) == 4]
        assert sorted(milak["distance_km"]) == [950, 1000]
        assert milak["legs"].iloc[0][0] == "road-chabahar-iranshahr"
    assert not corridor_figures(dataset, "karachi-chaman")["distance_km"].eq(950).any()


# Countries and sanctions


@pytest.mark.parametrize("boundaries", VIEWS)
def test_the_shares_of_a_leg_add_up_to_its_way_over_land(dataset: Dataset, lengths: pd.DataFrame, boundaries: str) -> None:
    inside = km_by_country(dataset, boundaries)
    land = dataset.legs["mode"].isin(["road", "rail", "border"])
    assert inside[land].sum(axis=1).to_numpy() == pytest.approx(lengths.loc[land, "km"].to_numpy())
    assert (inside[~land] == 0).all(axis=None)


def test_a_leg_is_cut_at_the_borders_that_it_crosses(dataset: Dataset, lengths: pd.DataFrame) -> None:
    inside, ends = km_by_country(dataset, "un"), leg_countries(dataset)
    # Near Termez the railway follows the Amu Darya, and the generalised border runs over it.
    assert inside.at["rail-tashkent-termez", "UZB"] == pytest.approx(lengths.at["rail-tashkent-termez", "km"])
    osh = inside.loc["road-kashgar-osh"]
    assert 0.4 < osh["CHN"] / osh.sum() < 0.6 and osh["CHN"] + osh["KGZ"] == pytest.approx(osh.sum())
    # The straight line from Zahedan to Zabol cuts a corner of Pakistan; the road does not.
    assert inside.at["road-zahedan-zabol", "IRN"] == pytest.approx(lengths.at["road-zahedan-zabol", "km"])
    khaf = inside.loc["rail-khaf-rozanak"]
    assert khaf["IRN"] > 0 and khaf["AFG"] > 0 and tuple(ends.loc["rail-khaf-rozanak"]) == ("IRN", "AFG")


KARAKORAM = LineString([(73.05, 33.70), (73.20, 34.33), (74.10, 35.42), (74.31, 35.92), (74.87, 36.32), (75.42, 36.85), (75.98, 39.47)])
"""The highway from Islamabad by Chilas and Gilgit to Kashgar, roughly: no leg of the data runs through a disputed area."""


def test_a_line_through_kashmir_is_shared_out_as_each_view_draws_the_borders() -> None:
    by_view = {boundaries: km_along(KARAKORAM, ("PAK", "CHN"), boundaries) for boundaries in VIEWS}
    for found in by_view.values():
        assert sum(found.values()) == pytest.approx(Geod(ellps="WGS84").geometry_length(KARAKORAM) / 1000, rel=1e-3)
    assert by_view["un"]["XJK"] > 100 and "IND" not in by_view["un"]
    assert by_view["india"]["IND"] == pytest.approx(by_view["un"]["XJK"], rel=1e-3) and "XJK" not in by_view["india"]
    assert by_view["de-facto"]["PAK"] == pytest.approx(by_view["un"]["PAK"] + by_view["un"]["XJK"], rel=1e-3)
    assert by_view["de-facto"]["PAK"] > by_view["india"]["PAK"]


def test_a_schematic_line_tells_of_no_third_country() -> None:
    straight = LineString([(60.86, 29.49), (61.16, 36.54)])
    assert km_along(straight, ("IRN",), "un")["AFG"] > 100
    assert set(km_along(straight, ("IRN",), "un", real=False)) == {"IRN"}


def test_the_facts_of_a_way_go_by_the_boundary_view_and_the_way_does_not(dataset: Dataset) -> None:
    un, india = (best_way(dataset, dataset.last_day, "nhava-sheva", "kabul", boundaries=view) for view in ("un", "india"))
    assert un.ids == india.ids and un.facts["km_afghanistan"] > 0
    content = route_map_of(dataset, ViewOptions(boundaries="india", prefer="borders"))
    assert (
        content.way.facts is best_way(dataset, content.day, content.origin, content.destination, "borders", content.scenario, "india").facts
    )


def test_sanctions_exposure_follows_the_events(dataset: Dataset, every_corridor: pd.DataFrame) -> None:
    found = exposure_on(dataset, date(2025, 11, 1))
    assert found is not None and found.country == "IRN"
    days = [dataset.events.at[dataset.position[event_id], "date_start"] for event_id in found.events]
    assert days == sorted(days) and max(days) <= pd.Timestamp("2025-11-01")
    assert {"sea-mumbai-chabahar", "road-bandarabbas-taybad", "border-milak-zaranj"} <= found.legs
    assert not {"road-zaranj-delaram", "sea-mumbai-karachi"} & found.legs
    assert exposure_on(dataset, days[0].date()) is not None
    assert exposure_on(dataset, (days[0] - pd.Timedelta(days=1)).date()) is None
    early = compare(dataset, ["chabahar-kandahar"], (days[0] - pd.Timedelta(days=1)).date())
    assert early.at["chabahar-kandahar", "km_exposed"] is None
    assert every_corridor.at["wagah-torkham", "km_exposed"] == 0
    chabahar = every_corridor.loc["chabahar-kandahar"]
    assert chabahar["km_exposed"] == pytest.approx(chabahar["km_sea"] + chabahar["km_iran"])


def test_the_gauge_is_told_only_where_a_page_or_note_tells_it(dataset: Dataset) -> None:
    said = {leg: gauge_statements(dataset, leg) for leg in dataset.legs.index}
    assert {leg for leg, found in said.items() if len(found)} == {"rail-zahedan-bam", "rail-torghundi-serhetabat"}
    assert "standard gauge" in said["rail-zahedan-bam"]["states"].iloc[0]
    assert "1520 mm" in said["rail-torghundi-serhetabat"]["states"].iloc[0]


# The closures of 2025


def test_the_two_days_of_2025_differ_where_the_closures_say(dataset: Dataset) -> None:
    may, november = (compare(dataset, MAIN_CORRIDORS, day) for day in (date(2025, 5, 1), date(2025, 11, 1)))
    crossing = "Torkham crossing"
    assert crossing not in may.at["karachi-torkham", "restricted"] + may.at["karachi-torkham", "suspended"]
    assert crossing in november.at["karachi-torkham", "restricted"]
    assert "Attari–Wagah crossing" in may.at["wagah-torkham", "suspended"]
    assert may.at["chabahar-kandahar", "suspended"] == november.at["chabahar-kandahar", "suspended"] == ()
    chaman = compare(dataset, ["karachi-chaman"], date(2025, 11, 1)).loc["karachi-chaman"]
    assert "Chaman–Spin Boldak crossing" in chaman["restricted"]
    assert "returning Afghans only" in chaman["notes"]["Chaman–Spin Boldak crossing"]
    assert compare(dataset, ["karachi-chaman"], date(2025, 5, 1)).at["karachi-chaman", "restricted"] == ()
    for table in (may, november):
        for _, corridor in table.iterrows():
            for leg in (*corridor["suspended"], *corridor["restricted"]):
                assert corridor["events"][leg] in dataset.position, leg


# The best way


AS_RECORDED = AS_RECORDED


def closing(*items: str) -> Scenario:
    return Scenario(close=items)


def test_closing_pakistan_leaves_the_iranian_ports(dataset: Dataset) -> None:
    day = date(2025, 2, 15)
    before = best_way(dataset, day, "nhava-sheva", "kabul")
    assert before.facts["through_pakistan"]
    way = best_way(dataset, day, "nhava-sheva", "kabul", "distance", closing("PAK"))
    assert not way.facts["through_pakistan"] and way.facts["km"] > before.facts["km"]
    assert "Chabahar" in halts(dataset, way)
    without_chabahar = closing("PAK", "sea-mumbai-chabahar")
    assert "Bandar Abbas" in halts(dataset, best_way(dataset, day, "nhava-sheva", "kabul", "distance", without_chabahar))


def test_closing_iran_as_well_leaves_nothing_and_the_cut_is_named(dataset: Dataset) -> None:
    scenario = closing("PAK", "IRN")
    way = best_way(dataset, dataset.last_day, "nhava-sheva", "kabul", "distance", scenario)
    assert not way and way.ids == ()
    assert set(way.cut) == {"sea-mumbai-bandarabbas", "sea-mumbai-chabahar", "sea-mumbai-karachi"}
    before = best_way(dataset, dataset.last_day, "nhava-sheva", "kabul")
    told = way_in_words(dataset, dataset.last_day, way, before, "distance", scenario)
    assert told.startswith("If Pakistan and Iran were shut, no way would lead from Mumbai to Kabul")
    assert "Mumbai–Karachi sea lane (shut in the scenario)" in told
    # What the network truly has: rail and road from China, and the flight from Delhi.
    assert best_way(dataset, dataset.last_day, "lanzhou", "kabul", "distance", scenario).facts["countries"][0] == "CHN"
    assert best_way(dataset, dataset.last_day, "new-delhi", "kabul", "distance", scenario).facts["km_air"] > 0


def test_a_way_joins_end_to_end_over_passable_legs_and_is_no_longer_than_any_corridor(dataset: Dataset) -> None:
    day = date(2025, 11, 1)
    for origin in origins(dataset):
        for destination in DESTINATIONS:
            for criterion in CRITERIA:
                way = best_way(dataset, day, origin, destination, criterion)
                if way:
                    assert way.legs["from_place_id"].iloc[0] == origin and way.legs["to_place_id"].iloc[-1] == destination
                    assert way.legs["to_place_id"].tolist()[:-1] == way.legs["from_place_id"].tolist()[1:]
                    assert set(way.ids) <= passable(dataset, day, AS_RECORDED)
                    assert way.facts["km"] == pytest.approx(leg_lengths(dataset).loc[list(way.ids), "km"].sum())
    corridor = compare(dataset, ["chabahar-kandahar"], day).loc["chabahar-kandahar"]
    assert best_way(dataset, day, "nhava-sheva", "kabul").facts["km"] <= corridor["km"] + 1e-6


def test_distance_and_borders_can_disagree(dataset: Dataset) -> None:
    scenario = closing("road-ghazni-kabul")
    near, few = (best_way(dataset, date(2025, 2, 15), "kandla", "kabul", criterion, scenario) for criterion in CRITERIA)
    assert near.facts["km"] < few.facts["km"] and near.facts["borders"] > few.facts["borders"]


def test_a_built_leg_is_taken_and_only_where_it_does_not_exist_yet(dataset: Dataset) -> None:
    rail = Scenario(built=("rail-chabahar-khash",))
    assert "rail-chabahar-khash" not in passable(dataset, dataset.last_day, AS_RECORDED)
    assert "rail-chabahar-khash" in best_way(dataset, dataset.last_day, "nhava-sheva", "kabul", "distance", rail).ids
    closed_too = Scenario(close=("rail-chabahar-khash",), built=("rail-chabahar-khash",))
    assert "rail-chabahar-khash" not in passable(dataset, dataset.last_day, closed_too)
    assert scenario_status(dataset, closed_too)["rail-chabahar-khash"] == SHUT
    table = compare(dataset, ["chabahar-rail-zahedan"], dataset.last_day, rail)
    assert table.at["chabahar-rail-zahedan", "built"] == ("Chabahar–Khash railway",)
    assert table.at["chabahar-rail-zahedan", "status"] == "restricted", "what is left is the sea lane under restriction"


def test_before_a_record_a_planned_leg_is_not_passable_and_any_other_is(dataset: Dataset) -> None:
    legs = passable(dataset, date(1990, 1, 1), AS_RECORDED)
    assert "road-ghazni-kabul" in legs
    first = first_records(dataset)["status"]
    assert not legs & set(first.index[first.isin(FUTURE)])
    told = way_in_words(dataset, date(1990, 1, 1), best_way(dataset, date(1990, 1, 1), "nhava-sheva", "kabul"), no_way(dataset), "distance")
    assert "no status recorded so early" in told


def no_way(dataset: Dataset) -> Way:
    """A way that there is not."""
    return best_way(dataset, dataset.last_day, "beijing", "kabul")


def test_a_place_without_a_leg_is_said_to_have_none(dataset: Dataset) -> None:
    nothing = no_way(dataset)
    told = way_in_words(dataset, dataset.last_day, nothing, nothing, "distance")
    assert "The data hold no leg that begins at Beijing" in told and "Lanzhou" in told


def test_the_sentence_compares_with_the_way_before(dataset: Dataset) -> None:
    day, scenario = date(2025, 2, 15), closing("PAK")
    before, way = (best_way(dataset, day, "nhava-sheva", "kabul", "distance", case) for case in (AS_RECORDED, scenario))
    told = way_in_words(dataset, day, way, before, "distance", scenario)
    assert f"would be {way.facts['km']:,.0f} km over 1 land border, by Chabahar, Milak and Zaranj." in told
    assert f"{way.facts['km'] - before.facts['km']:,.0f} km longer than without the scenario: {before.facts['km']:,.0f} km" in told
    now = best_way(dataset, dataset.last_day, "nhava-sheva", "kabul", "distance", scenario)
    without = best_way(dataset, dataset.last_day, "nhava-sheva", "kabul")
    assert "That is the way without the scenario too." in way_in_words(dataset, dataset.last_day, now, without, "distance", scenario)
    assert scenario_in_words(dataset, scenario) == "Pakistan shut"


# The port's own file


def test_the_file_of_the_port_holds_every_event_about_it(dataset: Dataset) -> None:
    file = port_file(dataset, PORT)
    issues = dataset.tables["event_issues"]
    assert set(file["event_id"]) == set(issues.loc[issues["issue_id"] == "chabahar", "event_id"])
    assert file["date_start"].is_monotonic_increasing
    lanes = dict(zip(dataset.tables["event_types"]["event_type"], dataset.tables["event_types"]["lane"], strict=True))
    assert list(file["lane"]) == [lanes[kind] for kind in file["event_type"]]
    for year in (2003, 2016, 2018, 2024, 2025, 2026):
        assert (file["date_start"].dt.year == year).any()
