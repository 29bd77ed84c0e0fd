"""The map as a file: it opens, says what it is, and is the same every time."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from PIL import Image

from atlas.dataset import Dataset
from atlas.dataset.legs import CLOSED
from atlas.geography import VIEWS
from atlas.link_map import Lit, shown_legs
from atlas.measures.links import links, meeting_places, shown_links, visits
from atlas.pictures import draw_map, map_picture
from atlas.pictures.drawing import Picture
from atlas.routes.status import leg_status_on
from atlas.view import EventFilter, ViewOptions, select

WANTED = EventFilter(link=("AFG-IND",))


@pytest.fixture(scope="module")
def picture(dataset: Dataset) -> Picture:
    selection = select(dataset, WANTED)
    shown, places = shown_links(links(selection), "four", WANTED.link), meeting_places(selection)
    return Picture(
        title="Who met whom",
        sentence=selection.sentence,
        notes=("A note.",),
        credits=(f"Data: version {dataset.version}",),
        links=shown,
        places=places,
        legs=shown_legs(dataset, ("chabahar-kandahar",)),
        day=dataset.last_day,
        lit=Lit(),
        names=({"text": "Kabul", "position": [69.17, 34.53], "anchor": "middle", "baseline": "bottom", "offset": [0, -9]},),
        centre=(84.0, 32.0, 2.6),
        boundaries="un",
        colour="partner",
        width="events",
        directed=False,
        most=float(shown["events"].max()),
        most_met=float(places["events"].max()),
    )


def test_png_opens(picture: Picture, dataset: Dataset) -> None:
    made = draw_map(picture, dataset, "png")
    with Image.open(io.BytesIO(made)) as image:
        assert image.format == "PNG" and image.width > 1500
        colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 24) or ()}
    assert len(colours) > 50
    assert made == draw_map(picture, dataset, "png")


def test_svg_says_what_it_is(picture: Picture, dataset: Dataset) -> None:
    made = draw_map(picture, dataset, "svg")
    text = " ".join("".join(ElementTree.fromstring(made).itertext()).split())
    for part in (picture.title, picture.sentence, "A note.", dataset.version, "New Delhi", "events", "place, larger", "corridor", "Kabul"):
        assert part in text, part
    assert "final status of Jammu and Kashmir" in text and "implies an endorsement" in text
    assert "metre" not in text
    assert made == draw_map(picture, dataset, "svg")


def test_every_boundary_view_draws_other_lines(picture: Picture, dataset: Dataset) -> None:
    made = {view: draw_map(replace(picture, boundaries=view), dataset, "svg") for view in VIEWS}
    assert len(set(made.values())) == len(VIEWS)


def test_tone_and_visits_are_drawn(picture: Picture, dataset: Dataset) -> None:
    assert b"tone" in draw_map(replace(picture, colour="tone"), dataset, "svg")
    travelled = visits(select(dataset, WANTED))
    assert b"visit" in draw_map(replace(picture, links=travelled, directed=True, most=5.0), dataset, "svg")
    empty = replace(picture, links=picture.links.head(0), places=picture.places.head(0), most=1.0)
    assert draw_map(empty, dataset, "png")


def test_routes_are_drawn_by_their_status_on_the_day(picture: Picture, dataset: Dataset) -> None:
    legs = shown_legs(dataset, ("karachi-torkham",), ("crossings",))
    open_day, shut_day = date(2025, 5, 1), date(2025, 11, 1)
    statuses = [leg_status_on(dataset, day)["status"].reindex(legs).isin(CLOSED) for day in (open_day, shut_day)]
    assert statuses[0].sum() < statuses[1].sum()
    made = [draw_map(replace(picture, legs=legs, day=day), dataset, "svg") for day in (open_day, shut_day)]
    assert made[0] != made[1]
    text = " ".join("".join(ElementTree.fromstring(made[1]).itertext()).split())
    assert "not open that day" in text and "crossing not open" in text and "crossing open or restricted" in text
    assert b"crossing" not in draw_map(replace(picture, legs=()), dataset, "svg")


def test_what_is_not_lit_recedes(picture: Picture, dataset: Dataset) -> None:
    lit = Lit(frozenset({"AFG-IND"}), frozenset({"dubai"}))
    assert draw_map(replace(picture, lit=lit), dataset, "svg") != draw_map(picture, dataset, "svg")


def test_a_picture_of_a_view_says_what_it_shows(dataset: Dataset) -> None:
    options = ViewOptions(month=date(2025, 5, 1), routes=("karachi-torkham",), boundaries="india")
    selection, address = select(dataset, WANTED), "https://example.org/map?link=AFG-IND&month=2025-05"
    text = " ".join("".join(ElementTree.fromstring(map_picture(selection, options, address, "svg")).itertext()).split())
    assert selection.sentence in text and "in May 2025" in text and "Routes as of 31 May 2025" in text
    assert address in text and "India’s claim" in text
