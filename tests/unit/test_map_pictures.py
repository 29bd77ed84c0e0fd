"""The map as a file: it opens, says what it is, and is the same every time."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from atlas.dataset import Dataset
from atlas.dataset.legs import CLOSED
from atlas.geography import VIEWS, Ground
from atlas.link_map import LinkMap, Lit, link_map_of, shown_legs
from atlas.pictures import Form, draw_link_map, draw_route_map, map_picture
from atlas.pictures.links import TITLE
from atlas.routes.route_map import route_map_of
from atlas.routes.status import leg_status_on
from atlas.view import EventFilter, ViewOptions, select

WANTED = EventFilter(link=("AFG-IND",))


@pytest.fixture(scope="module")
def content(dataset: Dataset) -> LinkMap:
    return link_map_of(select(dataset, WANTED), ViewOptions(colour="partner", routes=("chabahar-kandahar",)))


def drawn(content: LinkMap, form: Form = "svg") -> bytes:
    return draw_link_map(content, "A sentence.", "https://example.org/map", form)


def looking(content: LinkMap, **changes: Any) -> LinkMap:
    return replace(content, look=replace(content.look, **changes))


def told(made: bytes) -> str:
    return " ".join("".join(ElementTree.fromstring(made).itertext()).split())


def test_png_opens(content: LinkMap) -> None:
    made = drawn(content, "png")
    with Image.open(io.BytesIO(made)) as image:
        assert image.format == "PNG" and image.width > 1500
        colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 24) or ()}
    assert len(colours) > 50
    assert made == drawn(content, "png")


def test_svg_says_what_it_is(content: LinkMap, dataset: Dataset) -> None:
    made = drawn(replace(content, notes=("A note.",)))
    text = told(made)
    for part in (TITLE, "A sentence.", "A note.", dataset.version, "New Delhi", "events", "place, larger", "corridor", "Kabul"):
        assert part in text, part
    assert "final status of Jammu and Kashmir" in text and "implies an endorsement" in text
    assert "metre" not in text
    assert made == drawn(replace(content, notes=("A note.",)))


def test_every_boundary_view_draws_other_lines(content: LinkMap) -> None:
    assert len({drawn(replace(content, ground=Ground(view))) for view in VIEWS}) == len(VIEWS)


def test_the_relief_is_drawn_unless_it_is_switched_off(content: LinkMap, dataset: Dataset) -> None:
    shaded, plain = (drawn(link_map_of(select(dataset, WANTED), ViewOptions(relief=relief))) for relief in ("on", "off"))
    assert b"<image" in shaded and b"<image" not in plain
    assert "shadedrelief.com" in told(shaded)


def test_tone_visits_and_nothing_are_drawn(content: LinkMap, dataset: Dataset) -> None:
    assert b"tone" in drawn(looking(content, colour="tone")) and b"tone" not in drawn(content)
    assert b"visit" in drawn(link_map_of(select(dataset, WANTED), ViewOptions(arcs="visits")))
    assert drawn(link_map_of(select(dataset, EventFilter(q="xyzzy")), ViewOptions()), "png")


def test_routes_are_drawn_by_their_status_on_the_day(content: LinkMap, dataset: Dataset) -> None:
    legs = shown_legs(dataset, ("karachi-torkham",), ("crossings",))
    open_day, shut_day = date(2025, 5, 1), date(2025, 11, 1)
    statuses = [leg_status_on(dataset, day)["status"].reindex(legs).isin(CLOSED) for day in (open_day, shut_day)]
    assert statuses[0].sum() < statuses[1].sum()
    made = [drawn(replace(looking(content, day=day), legs=legs)) for day in (open_day, shut_day)]
    assert made[0] != made[1]
    text = told(made[1])
    assert "not open that day" in text and "crossing not open" in text and "crossing open or restricted" in text
    assert b"crossing" not in drawn(replace(content, legs=()))


def test_what_is_not_lit_recedes(content: LinkMap) -> None:
    one = looking(content, lit=Lit())
    assert drawn(looking(content, lit=Lit(frozenset({"AFG-IND"}), frozenset({"dubai"})))) != drawn(one)


def test_a_route_map_leaves_out_the_best_way_which_its_picture_does_not_explain(dataset: Dataset) -> None:
    plain, asked = (route_map_of(dataset, ViewOptions(routes=("karachi-torkham",), prefer=prefer)) for prefer in ("distance", "borders"))
    assert len(asked.legs) > len(plain.legs)
    assert draw_route_map(plain, "https://example.org", "svg") == draw_route_map(asked, "https://example.org", "svg")


def test_a_picture_of_a_view_says_what_it_shows(dataset: Dataset) -> None:
    options = ViewOptions(month=date(2025, 5, 1), routes=("karachi-torkham",), boundaries="india")
    selection, address = select(dataset, WANTED), "https://example.org/map?link=AFG-IND&month=2025-05"
    text = told(map_picture(selection, options, address, "svg"))
    assert selection.sentence in text and "in May 2025" in text and "Routes as of 31 May 2025" in text
    assert address in text and "India’s claim" in text
