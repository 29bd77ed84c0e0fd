"""Corridors, the lengths of their legs, and what was open on a day."""

from __future__ import annotations

from datetime import date
from statistics import median

import pandas as pd
import pytest
from pyproj import Geod

from atlas import routes
from atlas.dataset import Dataset, load


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return load()


@pytest.fixture(scope="module")
def lengths(dataset: Dataset) -> pd.DataFrame:
    return routes.leg_lengths(dataset)


@pytest.fixture(scope="module")
def every_corridor(dataset: Dataset) -> pd.DataFrame:
    return routes.compare(dataset, dataset.tables["corridors"]["corridor_id"], dataset.last_day)


def status(dataset: Dataset, leg_id: str, day: str) -> str:
    return str(routes.leg_status_on(dataset, date.fromisoformat(day)).at[leg_id, "status"])


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
    torkham = routes.leg_status_on(dataset, date(2025, 11, 15)).loc["border-torkham"]
    assert torkham["since"] == pd.Timestamp("2025-11-01")
    assert torkham["event_id"] in dataset.position
    assert torkham["source_id"] in dataset.sources.index
    assert "trade shut" in torkham["note"]


def test_before_its_first_record_a_leg_has_no_status(dataset: Dataset) -> None:
    found = routes.leg_status_on(dataset, date(1990, 1, 1))
    assert set(found["status"]) == {"not recorded"}
    assert found.drop(columns="status").isna().all(axis=None)
    assert status(dataset, "border-torkham", "2023-02-18") == "not recorded"


def test_every_leg_has_a_status_on_the_last_day(dataset: Dataset) -> None:
    found = routes.leg_status_on(dataset, dataset.last_day)
    assert list(found.index) == list(dataset.legs.index)
    assert set(found["status"]) <= set(routes.STATUSES) - {"not recorded"}
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
    return routes.status_records(legs, table)


def test_on_the_same_day_a_supported_change_wins_over_the_report_of_the_leg() -> None:
    found = routes.status_on(records(("2020-01-10", "suspended")), date(2020, 1, 10)).loc["leg"]
    assert (found["status"], found["event_id"]) == ("suspended", "event-2020-01-10")


def test_a_later_report_that_only_repeats_a_change_keeps_its_day_and_event() -> None:
    found = routes.status_on(records(("2020-01-01", "operating")), date(2020, 2, 1)).loc["leg"]
    assert found["status"] == "operating"
    assert (found["since"], found["as_of"]) == (pd.Timestamp("2020-01-01"), pd.Timestamp("2020-01-10"))
    assert found["event_id"] == "event-2020-01-01"


def test_a_later_report_that_differs_stands_alone() -> None:
    found = routes.status_on(records(("2020-01-01", "suspended")), date(2020, 2, 1)).loc["leg"]
    assert (found["status"], found["since"], found["note"]) == ("operating", pd.Timestamp("2020-01-10"), "of the report")
    assert pd.isna(found["event_id"]) and pd.isna(found["source_id"])


def test_a_day_before_every_record_yields_no_row() -> None:
    assert routes.status_on(records(("2020-01-01", "suspended")), date(2019, 12, 31)).empty


# Changes


def test_changes_lie_in_the_window_and_come_newest_first(dataset: Dataset) -> None:
    day = date(2025, 11, 1)
    changes = routes.changes_before(dataset, day)
    assert changes["day"].is_monotonic_decreasing
    assert changes["day"].max() == pd.Timestamp("2025-11-01")
    assert changes["day"].min() > pd.Timestamp(day) - pd.Timedelta(days=90)
    assert routes.changes_before(dataset, date(2025, 10, 31))["day"].max() == pd.Timestamp("2025-10-31")


def test_the_old_status_is_that_of_the_day_before(dataset: Dataset) -> None:
    changes = routes.changes_before(dataset, dataset.last_day, days=20_000)
    assert len(changes) == len(dataset.tables["leg_status"])
    for change in changes.itertuples():
        before = routes.leg_status_on(dataset, (change.day - pd.Timedelta(days=1)).date())
        assert before.at[change.leg_id, "status"] == change.old_status, change


def test_one_event_that_changes_several_legs_is_told_once(dataset: Dataset) -> None:
    changes = routes.changes_before(dataset, date(2025, 11, 1))
    grouped = routes.grouped_changes(changes)
    assert sum(len(legs) for legs in grouped["legs"]) == len(changes)
    assert grouped["day"].is_monotonic_decreasing
    waiver = grouped[grouped["event_id"] == "2025-10-28-united-states-grants-six-month-conditional"]
    assert waiver["legs"].tolist() == [("Kandla–Chabahar sea lane", "Mumbai–Chabahar sea lane", "Mundra–Chabahar sea lane")]


def test_a_quiet_time_has_no_changes(dataset: Dataset) -> None:
    assert routes.changes_before(dataset, date(1990, 1, 1)).empty
    assert routes.grouped_changes(routes.changes_before(dataset, date(1990, 1, 1))).empty


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
    assert len(ratios) > 5 and len(estimated) > 5
    for leg_id, leg in estimated.iterrows():
        assert leg["factor"] == pytest.approx(median(ratios))
        assert leg["km"] == pytest.approx(straight(leg_id) * median(ratios))


def test_a_crossing_has_the_detour_of_a_road(dataset: Dataset) -> None:
    factors = routes.detour_factors(dataset)
    assert factors["border"] == factors["road"]


def test_sea_lanes_without_a_stated_length_and_flights_are_measured(dataset: Dataset, lengths: pd.DataFrame) -> None:
    lane = lengths.loc["sea-mumbai-karachi"]
    assert (lane["km"], lane["basis"]) == (dataset.legs.at["sea-mumbai-karachi", "measured_km"], "measured")
    flight = lengths.loc["air-kabul-delhi"]
    assert flight["basis"] == "measured"
    assert flight["km"] == pytest.approx(1005, abs=5)


# Corridors


def test_the_legs_of_a_corridor_join_end_to_end(dataset: Dataset) -> None:
    for corridor_id in ("chabahar-kandahar", "bandarabbas-herat", "karachi-torkham", "wagah-torkham", "lapis-lazuli"):
        legs = routes.corridor_legs(dataset, corridor_id)
        assert legs["position"].tolist() == list(range(1, len(legs) + 1))
        assert legs["to_country"].tolist()[:-1] == legs["from_country"].tolist()[1:]
        assert legs["to"].iloc[-1] == "Kabul"


def test_a_leg_travelled_in_reverse_starts_at_its_end(dataset: Dataset) -> None:
    reverse = routes.corridor_legs(dataset, "bandarabbas-herat").set_index("leg_id").loc["road-delaram-herat"]
    assert (reverse["direction"], reverse["from"], reverse["to"]) == ("reverse", "Herat", "Delaram")
    assert dataset.legs.loc["road-delaram-herat", ["from_name", "to_name"]].tolist() == ["Delaram", "Herat"]


def test_lengths_add_up(dataset: Dataset, every_corridor: pd.DataFrame) -> None:
    assert list(every_corridor.index) == list(dataset.tables["corridors"]["corridor_id"])
    for corridor_id, corridor in every_corridor.iterrows():
        assert corridor["km"] == pytest.approx(routes.corridor_legs(dataset, str(corridor_id))["km"].sum())
        assert corridor["km"] == pytest.approx(sum(corridor[f"km_{mode}"] for mode in routes.MODES))
        assert sum(corridor[f"share_{basis}"] for basis in routes.BASES) == pytest.approx(1)
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
    early, late = (routes.compare(dataset, corridors, day) for day in (date(2025, 5, 1), date(2025, 11, 1)))
    assert early.at["karachi-torkham", "status"] == "not open"
    assert early.at["karachi-torkham", "suspended"] == ("Mumbai–Karachi sea lane",)
    assert "Karachi–Peshawar road" in early.at["karachi-torkham", "not_recorded"]
    assert late.at["karachi-torkham", "restricted"] == ("Torkham crossing",)
    assert "Karachi–Peshawar road" in late.at["karachi-torkham", "suspended"]
    assert late.at["chabahar-kandahar", "status"] == "open as far as recorded"
    assert late.at["chabahar-rail-zahedan", "under_construction"] == ("Chabahar–Khash railway",)
    assert routes.compare(dataset, corridors, date(1990, 1, 1))["status"].unique().tolist() == ["not recorded"]
    assert routes.compare(dataset, ["mashhad-herat"], dataset.last_day).at["mashhad-herat", "status"] == "open"


def test_corridors_keep_the_order_asked_for_and_stand_once(dataset: Dataset) -> None:
    table = routes.compare(dataset, ["wagah-torkham", "chabahar-kandahar", "wagah-torkham"], dataset.last_day)
    assert list(table.index) == ["wagah-torkham", "chabahar-kandahar"]


def test_an_unknown_corridor_is_named(dataset: Dataset) -> None:
    for ask in (
        lambda: routes.compare(dataset, ["nowhere"], dataset.last_day),
        lambda: routes.corridor_legs(dataset, "nowhere"),
        lambda: routes.corridor_figures(dataset, "nowhere"),
    ):
        with pytest.raises(ValueError, match="There is no corridor nowhere. Use one of air-amritsar-kabul"):
            ask()


def test_no_corridors_make_an_empty_table(dataset: Dataset) -> None:
    assert routes.compare(dataset, [], dataset.last_day).empty


def test_every_stated_figure_of_a_corridor_has_its_page(dataset: Dataset) -> None:
    figures = routes.corridor_figures(dataset, "chabahar-kandahar")
    assert figures[["scope", "url", "publisher", "source_id"]].notna().all(axis=None)
    own = figures[figures["leg_id"].isna() & ~figures["legs"].map(bool)]
    assert len(own) == (dataset.tables["route_figures"]["corridor_id"] == "chabahar-kandahar").sum()
    assert figures.index[: len(own)].tolist() == own.index.tolist()
    assert 218 in figures.loc[figures["leg_id"] == "road-zaranj-delaram", "distance_km"].tolist()
    assert figures.loc[figures["leg_id"] == "sea-mumbai-chabahar", "transit_days"].dropna().tolist() == [5, 1.5]


def test_every_leg_has_pages_that_were_read(dataset: Dataset) -> None:
    legs = list(dataset.legs.index[::-1])
    pages = routes.leg_pages(dataset, legs)
    assert pages["leg_id"].drop_duplicates().tolist() == legs
    assert pages[["states", "url", "publisher"]].notna().all(axis=None)
    assert len(pages) == len(dataset.tables["leg_evidence"])
