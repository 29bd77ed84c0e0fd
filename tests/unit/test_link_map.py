"""What the map of links holds, before anything draws it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl

import pytest

from atlas.dataset import Dataset
from atlas.geography import EXTENTS
from atlas.link_map import LEAST_SHOWN, Lit, capitals_map, close_map_of, link_map_of
from atlas.measures.links import seats
from atlas.palette import OTHERS
from atlas.view import EventFilter, ViewOptions, parse, parse_options, select

WANTED = EventFilter(link=("AFG-IND",))


def test_the_legend_names_only_what_is_on_the_map(dataset: Dataset) -> None:
    four = link_map_of(select(dataset), ViewOptions()).legend
    assert [label for label, _ in four.partners] == ["New Delhi", "Tehran", "Beijing"]
    assert (four.noun, four.tone, four.places, four.routes) == ("event", False, True, False)
    everyone = link_map_of(select(dataset), ViewOptions(partners="all", overlays=("sea",))).legend
    assert everyone.partners[-1] == ("others", OTHERS) and everyone.routes
    tone = link_map_of(select(dataset), ViewOptions(colour="tone")).legend
    assert tone.tone and not tone.partners
    nothing = link_map_of(select(dataset, EventFilter(q="xyzzy")), ViewOptions()).legend
    assert not nothing.partners and not nothing.places and not nothing.uncertain


def test_the_legend_counts_what_the_width_stands_for(dataset: Dataset) -> None:
    nouns = [link_map_of(select(dataset), options).legend.noun for options in (ViewOptions(count="meetings"), ViewOptions(arcs="visits"))]
    assert nouns == ["meeting", "visit"]
    assert link_map_of(select(dataset), ViewOptions(arcs="visits", colour="tone")).look.colour == "partner"


def test_steps_of_the_playback_share_one_scale(dataset: Dataset) -> None:
    whole, step = (link_map_of(select(dataset), ViewOptions(month=month)) for month in (None, date(2025, 5, 1)))
    assert step.selection.n < whole.selection.n
    assert (step.look.most, step.look.most_met) == (whole.look.most, whole.look.most_met)
    assert step.legend.widths == whole.legend.widths and step.look.day == date(2025, 5, 31)
    assert step.heading.endswith("in May 2025")


def test_what_is_lit_is_in_view_and_has_a_name(dataset: Dataset) -> None:
    content = link_map_of(select(dataset, EventFilter(place=("moscow",))), ViewOptions())
    assert content.look.lit == Lit(None, frozenset({"moscow"}))
    north = content.bounds[3]
    assert north > EXTENTS["capitals"].bounds[3]
    assert any(point.name == "Moscow" and point.important for point in content.names)


def test_a_small_map_leaves_crowded_places_to_closer_ones(dataset: Dataset) -> None:
    whole = link_map_of(select(dataset), ViewOptions())
    far, near = whole.seen_from(1.8), whole.seen_from(4.0)
    assert near.places.equals(whole.places) and not near.left_out
    assert 0 < len(far.places) < len(whole.places) and far.legend.left_out == len(whole.places) - len(far.places)
    assert far.places.iloc[0].equals(whole.places.iloc[0]), "the busiest stays"
    assert far.look.arc(10) < near.look.arc(10) and far.look.radius(10) < near.look.radius(10)
    assert replace(whole, places=whole.places.head(0)).seen_from(1.8).places.columns.equals(whole.places.columns)
    left_out = next(place for place in whole.places["place_id"] if place not in set(far.places["place_id"]))
    chosen = replace(whole, look=replace(whole.look, lit=Lit(None, frozenset({left_out})))).seen_from(1.8)
    assert left_out in set(chosen.places["place_id"]), "what is chosen stays"


def test_the_map_of_the_capitals_has_one_corridor_and_nothing_lit(dataset: Dataset) -> None:
    content = capitals_map(select(dataset, WANTED), ViewOptions(boundaries="india"))
    assert content.look.lit == Lit() and content.legs and content.places.empty
    assert content.ground.boundaries == "india" and content.legend.routes and not content.legend.places


@pytest.mark.parametrize(
    "query", ["link=AFG-IND&place=dubai", "link=AFG-IRN", "link=AFG-CHN", "place=new-york", "routes=chabahar-kandahar&link=IND-IRN"]
)
def test_a_close_map_holds_what_is_lit_and_little_else(dataset: Dataset, query: str) -> None:
    filter_, _ = parse(parse_qsl(query), dataset)
    options, _ = parse_options(parse_qsl(query), dataset)
    content = close_map_of(select(dataset, filter_), options)
    west, south, east, north = content.bounds
    lit, seat = content.look.lit, seats(dataset)
    chosen = content.links[content.links["link"].isin(lit.links)] if lit.links else content.links
    points = [seat[actor] for end in content.look.ends for actor in chosen[end] if actor in seat]
    places = content.places[content.places["place_id"].isin(lit.places)] if lit.places else content.places
    points += zip(places["lon"], places["lat"], strict=True)
    assert points
    assert all(west <= lon <= east and south <= lat <= north for lon, lat in points)
    assert east - west >= LEAST_SHOWN[0] - 1e-6 and north - south >= LEAST_SHOWN[1] - 1e-6


def test_an_extent_that_is_asked_for_is_kept(dataset: Dataset) -> None:
    options, _ = parse_options([("extent", "wakhan")], dataset)
    assert close_map_of(select(dataset), options).bounds == link_map_of(select(dataset), options).bounds
