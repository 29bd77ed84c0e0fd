"""What the map draws of the links: shared meetings, visits with their direction, scales, and the view in the address."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from atlas.dataset import Dataset
from atlas.geography import EXTENTS, arc_width, including, samples, tone_class, tone_labels
from atlas.measures.links import links, meetings, seats, shown_links, visits
from atlas.view import EventFilter, ViewOptions, parse, parse_options, select
from atlas.view.options import OPTIONS, VIEW_NAMES, proposed
from atlas.view.values import Choice


@pytest.mark.parametrize("wanted", [EventFilter(), EventFilter(type=("multilateral",)), EventFilter(link=("AFG-IND",))])
def test_meetings_add_up_to_the_events_with_two_parties(dataset: Dataset, wanted: EventFilter) -> None:
    selection = select(dataset, wanted)
    shared, counted = meetings(selection), links(selection).set_index("link")["events"]
    assert shared.sum() == pytest.approx(selection.dyads["event"].nunique())
    assert (shared[counted.index] <= counted + 1e-9).all()


def test_a_bilateral_event_is_one_meeting(dataset: Dataset) -> None:
    selection = select(dataset, EventFilter(date_from=date(2025, 5, 15), date_to=date(2025, 5, 15), link=("AFG-IND",), type=("call",)))
    assert meetings(selection)["AFG-IND"] == 1


def test_visits_are_those_counted_by_hand(dataset: Dataset) -> None:
    rows, expected = dataset.tables["participants"].astype({"actor_id": "str"}), {}
    events = dataset.events[(dataset.events["event_type"] == "visit") & (dataset.events["status"] == "occurred")]
    for event_id in events["event_id"]:
        sides = rows[(rows["event_id"] == event_id) & rows["actor_id"].notna()]
        role = {name: set(sides.loc[sides["role"] == name, "actor_id"]) for name in ("initiator", "participant", "host")}
        for origin in role["initiator"] or role["participant"]:
            for destination in role["host"] - {origin}:
                expected[origin, destination] = expected.get((origin, destination), 0) + 1
    table = visits(select(dataset))
    assert {(row.origin, row.destination): row.events for row in table.itertuples()} == expected
    assert set(table["link"]) <= set(dataset.facets["link"].values)


def test_a_cancelled_visit_has_no_direction(dataset: Dataset) -> None:
    assert visits(select(dataset, EventFilter(type=("visit",), status=("cancelled",)))).empty
    assert list(visits(select(dataset, EventFilter(q="xyzzy"))).columns) == list(visits(select(dataset)).columns)


def test_a_chosen_actor_is_drawn_with_all_its_links(dataset: Dataset) -> None:
    everyone = links(select(dataset))
    four = shown_links(everyone, "four", ())
    assert {*four["first"], *four["second"]} == {"AFG", "IND", "IRN", "CHN"}
    added = shown_links(everyone, "four", ("UZB",))
    assert set(added["link"]) - set(four["link"]) == {link for link in everyone["link"] if "UZB" in link.split("-")} != set()
    assert len(shown_links(everyone, "all", ())) == len(everyone)


def test_widths_and_samples_grow_with_the_count() -> None:
    widths = [arc_width(number, 100) for number in (1, 25, 100)]
    assert widths == sorted(widths)
    assert (widths[1] - widths[0]) < (widths[2] - widths[0])
    for most in (1, 2, 3, 7, 10, 84, 114, 1000):
        found = samples(most)
        assert found == sorted(set(found))
        assert 1 <= len(found) <= 3 and found[0] > 0 and found[-1] <= most


def test_tone_has_five_classes() -> None:
    assert [tone_class(value) for value in (-10, -3, -2.9, -1, 0, 1, 1.1, 3, 3.1, 10)] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert len(tone_labels()) == 5


def test_every_capital_has_its_seat(dataset: Dataset) -> None:
    found = seats(dataset)
    assert set(found) == set(dataset.actors.index[dataset.actors["capital_place_id"].notna()])
    assert found["AFG"] == pytest.approx((69.17, 34.53), abs=0.1)


def test_an_extent_is_proposed_and_widened() -> None:
    assert proposed(EventFilter(link=("AFG-IND",))) == "india-afghanistan"
    assert proposed(EventFilter()) is None and proposed(EventFilter(link=("AFG-IND", "AFG-IRN"))) is None
    assert including((0, 0, 1, 1), []) == (0, 0, 1, 1)
    assert including((0, 0, 1, 1), [(5, -2)]) == (0, -2, 5, 1)
    assert all(west < east and south < north for west, south, east, north in (extent.bounds for extent in EXTENTS.values()))


def test_the_view_of_the_map_survives_the_address(dataset: Dataset) -> None:
    options = ViewOptions(
        extent="wakhan",
        colour="tone",
        count="meetings",
        arcs="visits",
        reading="year",
        beside="events",
        month=date(2025, 5, 1),
        overlays=("sea",),
    )
    params = options.to_params()
    assert parse_options(params, dataset) == (options, ())
    assert {name for name, _ in params} <= VIEW_NAMES
    assert parse(params, dataset)[1] == ()
    assert ViewOptions().to_params() == []


@pytest.mark.parametrize(
    "name_value",
    [
        *((name, "xyzzy") for name, option in OPTIONS.items() if isinstance(option.value, Choice)),
        ("month", "2025-5"),
        ("month", "1999-01"),
        ("month", "2099-01"),
        ("asof", "2025-5-1"),
        ("scene", "0"),
        ("version", "latest"),
    ],
)
def test_a_bad_value_is_named_and_left_out(dataset: Dataset, name_value: tuple[str, str]) -> None:
    options, ignored = parse_options([name_value], dataset)
    assert options == ViewOptions()
    assert [(item.name, item.value) for item in ignored] == [name_value]


def test_dates_of_visits_are_dates(dataset: Dataset) -> None:
    assert pd.api.types.is_datetime64_any_dtype(visits(select(dataset))["last_date"])
