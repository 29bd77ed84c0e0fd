"""The map in a real browser: marks filter, rows light up, boundaries change, playback runs, and nothing heavy is sent twice."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable
from contextlib import suppress
from xml.etree import ElementTree

from PIL import Image, ImageChops
from playwright.sync_api import Page, TimeoutError, expect
from pyproj import Geod

from atlas.dataset import serving
from atlas.geography import EXTENTS, fit, mercator
from tests.browser.conftest import PATIENCE, Drawn, OpenWindow, Window
from tests.pages.views import selected

KABUL, DELHI, DOHA = (69.17, 34.53), (77.22, 28.64), (51.53, 25.29)
INSIDE_IRAN = (55.5, 30.5)
FITTED_WIDTH = 673
"""Width for which the server fits the extent in a window of 1440 pixels."""


def canvas(page: Page) -> dict[str, float]:
    """Where the map stands in the window."""
    box = page.get_by_test_id("stDeckGlJsonChart").bounding_box()
    assert box
    return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}


def click(window: Window, lon: float, lat: float, says: str, leads_to: Callable[[str], bool]) -> None:
    """Click a spot of the map as it opens, once the map says what is there, until the address is the one it leads to."""
    page, box = window.page, canvas(window.page)
    centre = fit(EXTENTS["capitals"].bounds, FITTED_WIDTH, int(box["height"]))
    (x, y), (middle_x, middle_y) = mercator(lon, lat), mercator(centre[0], centre[1])
    across = box["x"] + box["width"] / 2 + (x - middle_x) * 2 ** centre[2]
    down = box["y"] + box["height"] / 2 + (y - middle_y) * 2 ** centre[2]
    deadline = time.monotonic() + PATIENCE / 1000
    while not leads_to(page.url):
        assert time.monotonic() < deadline, page.url
        # What the map said of its last state is gone once the pointer leaves it.
        page.mouse.move(box["x"] - 20, down)
        expect(page.locator(".deck-tooltip")).to_be_hidden()
        page.mouse.move(across - 3, down - 3)
        page.mouse.move(across, down)
        # deck.gl looks for the mark below the pointer before a click can take it.
        expect(page.locator(".deck-tooltip")).to_contain_text(says)
        # A busy machine may look for it so long that the press counts as a drag.
        page.mouse.down()
        page.mouse.up()
        with suppress(TimeoutError):
            page.wait_for_url(leads_to, timeout=10_000)


def test_clicks_on_an_arc_a_country_and_a_place_leave_their_events(open_window: OpenWindow) -> None:
    """A second click on an arc or a country takes the filter out again."""
    window = open_window("map", height=1100)
    arc = Geod(ellps="WGS84").npts(*KABUL, *DELHI, 1)[0]
    for spot, says, filter_ in ((arc, "Kabul–New Delhi", "link=AFG-IND"), (INSIDE_IRAN, "Iran", "actor=IRN"), (DOHA, "Doha", "place=doha")):
        window.draw()
        click(window, *spot, says, lambda url, filter_=filter_: filter_ in url)
        window.settle()
        assert window.n == selected(filter_).n
        if spot == DOHA:
            return
        window.draw()
        click(window, *spot, says, lambda url, filter_=filter_: filter_ not in url)
        window.settle()
        assert window.n == selected("").n


def test_an_event_lights_up_its_mark_and_each_boundary_view_draws_other_lines(open_window: OpenWindow) -> None:
    window = open_window("map?beside=events", height=1100, drawn=Drawn.MARKS)
    before = window.picture()
    assert any(url.endswith("borders-un.lines.json") for url in window.requests)
    window.open(f"map?beside=events&event={serving.current().events['event_id'].iloc[-1]}")
    expect(window.page.get_by_role("link", name=re.compile("^Open “"))).to_be_visible()
    assert ImageChops.difference(before, window.picture()).getbbox()
    window.open("map?beside=events&boundaries=india")
    assert ImageChops.difference(before, window.picture()).getbbox()
    assert any(url.endswith("borders-india.lines.json") for url in window.requests)


def test_the_ground_is_not_sent_again(open_window: OpenWindow) -> None:
    window = open_window("map", height=1100)
    received: list[int] = []
    with window.page.expect_websocket() as socket:
        window.page.reload()
    socket.value.on("framereceived", lambda data: received.append(len(data)))
    window.settle()
    window.draw()
    ground = [url for url in window.requests if url.endswith(".geojson")]
    assert any(url.endswith("countries.geojson") for url in ground)
    window.requests.clear()
    received.clear()
    window.search("chabahar")
    window.draw()
    assert not [url for url in window.requests if url.endswith(".geojson")]
    assert received and sum(received) <= 40_000


def test_the_map_is_taken_away_as_a_picture(open_window: OpenWindow) -> None:
    window = open_window("map?link=AFG-IND", height=1400)
    sentence = selected("link=AFG-IND").sentence
    for kind in ("PNG", "SVG"):
        with window.page.expect_download() as download:
            window.page.get_by_role("link", name=kind, exact=True).click()
        content = download.value.path().read_bytes()
        if kind == "PNG":
            Image.open(io.BytesIO(content)).verify()
        else:
            text = " ".join("".join(ElementTree.fromstring(content).itertext()).split())
            assert sentence in text and "New Delhi" in text and "version" in text and "United Nations geodata" in text


def test_the_map_stands_whole_in_the_window_and_fills_it_by_a_key(open_window: OpenWindow) -> None:
    """That it begins near the top is measured in `test_pages`."""
    window = open_window("map", width=390, height=844)
    box = canvas(window.page)
    assert box["y"] + box["height"] <= 844
    window = open_window("map", height=900)
    before = canvas(window.page)
    window.page.get_by_role("heading", level=1).click()
    window.page.keyboard.press("f")
    window.page.wait_for_function("() => document.querySelector('[data-testid=stDeckGlJsonChart] canvas').width === innerWidth")
    assert (filled := canvas(window.page)) and [filled[side] for side in ("x", "y", "width", "height")] == [0, 0, 1440, 900]
    expect(window.page.locator(".map-legend")).to_be_visible()
    # What it covers is out of the keyboard's reach.
    close, covering = window.page.get_by_role("button", name="Close fullscreen"), "document.activeElement.closest('[class*=st-key-over-]')"
    expect(close).to_be_focused()
    for _ in range(5):
        window.page.keyboard.press("Tab")
        assert window.page.evaluate(f"!!{covering}")
    window.page.keyboard.press("Escape")
    window.page.wait_for_function("() => document.querySelector('[data-testid=stDeckGlJsonChart]').clientWidth < 800")
    assert canvas(window.page) == before
    expect(window.page.locator(".map-fill")).to_be_focused()
    window.page.locator(".map-fill").click()
    window.page.wait_for_function("() => document.querySelector('[data-testid=stDeckGlJsonChart]').clientWidth > 1300")
