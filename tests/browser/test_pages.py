"""Every page at every width, light and dark: nothing breaks, nothing is cut, everybody can use it."""

from __future__ import annotations

import importlib.resources
import io
import json

import pytest
from PIL import Image

from atlas.view.pages import FIRST
from atlas.view.pages import PAGES as ENTRIES
from tests.browser.conftest import Drawn, OpenWindow, Window
from tests.browser.paper import assert_whole_on_paper
from tests.browser.test_layout import assert_idea_first
from tests.pages.views import FILTERS, NONE, PAGES, Page

DELHI = (230, 159, 0)
TEHRAN = (0, 158, 115)
BEIJING = (213, 94, 0)
ARCS = {"": (DELHI, TEHRAN, BEIJING), "map": (DELHI, TEHRAN, BEIJING)}
"""Colours that the arcs of a page's map must show."""

MAPS = ("", "map", "routes")
"""Pages with a map."""

DRAWN = {"map": '[data-testid="stDeckGlJsonChart"]', "chart": ".js-plotly-plot", "table": '[data-testid="stDataFrame"]'}
"""What a page may draw: a browser is told with the page which scripts it will need for that."""

WINDOWS = {"wide": (1440, 900), "narrow": (390, 844)}
BETWEEN = {"width": 1024, "height": 768}
"""A size at which a page holds the same as in a wide window and is laid out as in a narrow one: it is only looked at for its layout."""

ENLARGED = ({"width": 640, "height": 512}, {"width": 320, "height": 256})
"""A window of 1280 × 1024 whose text is enlarged to 200 and to 400 % (WCAG 2.2, 1.4.4 and 1.4.10)."""

CUT_TEXT = """() => [...document.querySelectorAll(
        'h1, h2, h3, p, li, td, th, button, label, [data-testid="stMetricValue"], [data-testid="stMetricLabel"]')]
    .filter(element => {
        const style = getComputedStyle(element), box = element.getBoundingClientRect();
        if (!box.width || !box.height || style.visibility === 'hidden' || !element.textContent.trim()) return false;
        if (element.closest('[aria-hidden="true"], #heard, [data-testid="stSidebar"], [data-testid="stHeader"]')) return false;
        const hides = style.overflowX !== 'visible' || style.textOverflow === 'ellipsis';
        // What may be scrolled sideways on its own is not cut.
        const scrolls = element.closest('[data-testid="stTable"], [data-testid="stTableStyledTable"], pre');
        return (hides && element.scrollWidth > element.clientWidth + 1) || (!scrolls && box.right > innerWidth + 1);
    })
    .map(element => `${element.tagName} ${element.textContent.trim().slice(0, 80)}`)"""

AXE = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def assert_whole(window: Window) -> None:
    """Nothing broke, nothing is cut."""
    page = window.page
    assert page.get_by_test_id("stException").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, "the page scrolls sideways"
    main = "document.querySelector('[data-testid=\"stMain\"]')"
    assert page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 0, "the page scrolls sideways"
    assert page.evaluate(CUT_TEXT) == []


def colours(window: Window) -> list[tuple[int, tuple[int, int, int]]]:
    """Colours of the map as it is drawn, with how many pixels have them."""
    chart = window.page.get_by_test_id("stDeckGlJsonChart").first
    chart.scroll_into_view_if_needed()
    image = Image.open(io.BytesIO(chart.screenshot())).convert("RGB")
    return image.getcolors(image.width * image.height) or []


def near(found: list[tuple[int, tuple[int, int, int]]], colour: tuple[int, int, int], by: int = 40) -> int:
    """How many pixels have about this colour."""
    return sum(number for number, pixel in found if all(abs(a - b) <= by for a, b in zip(pixel, colour, strict=True)))


def wait_for_colours(window: Window, *wanted: tuple[int, int, int], pixels: int = 60, large: int = 0) -> None:
    """Wait until the map shows all colours, and as many large areas; geometry and arcs come some time after the page."""
    window.draw()
    for _ in range(30):
        found = colours(window)
        areas = [number for number, _ in found if number > 200]
        if all(near(found, colour) >= pixels for colour in wanted) and len(areas) >= large:
            return
        window.page.wait_for_timeout(300)
    pytest.fail(f"The map does not show {wanted} and {large} areas: {sorted(colours(window), reverse=True)[:12]}")


def assert_map(window: Window, url: str, width: int) -> None:
    """Land, sea, lines and the arcs of the page are drawn; of a narrow one, whose ground is the same, the arcs."""
    narrow = width <= 400
    wait_for_colours(window, *ARCS.get(url, ()), pixels=15 if narrow else 60, large=0 if narrow else 3)


def violations(window: Window) -> list[str]:
    """Serious and critical findings of axe-core, and headings that leave out a level."""
    window.page.evaluate(AXE)
    result = json.loads(window.page.evaluate("async () => JSON.stringify(await axe.run(document, { resultTypes: ['violations'] }))"))
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:300]} | {node['target']} | {node['failureSummary'][:300]}"
        for violation in result["violations"]
        if violation["impact"] in ("serious", "critical") or violation["id"] == "heading-order"
        for node in violation["nodes"]
    ]


def assert_look(window: Window, page: Page, *, dark: bool = False) -> None:
    """The theme is that of the system, nothing is cut, a map is drawn, and everybody can use the page."""
    colour = window.page.evaluate("getComputedStyle(document.querySelector('[data-testid=\"stApp\"]')).backgroundColor")
    brightness = sum(map(int, colour[4:-1].split(",")))
    assert brightness < 150 if dark else brightness > 700, "the paper of the theme"
    assert_whole(window)
    assert_idea_first(window, page.url or "overview")
    if page.url in MAPS:
        size = window.page.viewport_size
        assert size
        assert_map(window, page.url, size["width"])
    assert violations(window) == []
    assert window.page.locator("table:not([role=grid], [aria-label], [aria-labelledby], :has(caption))").count() == 0, "tables have names"


def drawn_of(page: Page, name: str) -> Drawn:
    """What of a page's map is looked at in a window."""
    if page.url not in MAPS:
        return Drawn.NOTHING
    return Drawn.ALL if name == "wide" else Drawn.MARKS


every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.url or "overview")


@every_page
@pytest.mark.parametrize("name", WINDOWS)
def test_a_page_is_whole_in_every_look(open_window: OpenWindow, page: Page, name: str) -> None:
    """Opened once for all that is only looked at. That nothing went wrong and no other host was asked, the window sees to.

    While the page stands there, a system turns dark, the window is made smaller, the text is enlarged, and the page is printed.
    """
    width, height = WINDOWS[name]
    window = open_window(page.url, width=width, height=height, drawn=drawn_of(page, name))
    assert window.page.locator("h1").count() == 1
    assert window.page.locator("h1").inner_text().strip(), "the page says what it is"
    assert "Kabul Outreach Atlas" in window.page.title()
    assert_look(window, page)
    if name == "wide":
        assert {kind for kind, known_by in DRAWN.items() if window.page.locator(known_by).count()} == set(ENTRIES[page.url or FIRST].draws)
        window.page.emulate_media(color_scheme="dark")
        window.settle()
        assert_look(window, page, dark=True)
    window.draw_no_more()
    for size in (BETWEEN,) if name == "wide" else ENLARGED:
        window.page.set_viewport_size(size)
        window.settle()
        assert_whole(window)
    if name == "wide":
        assert_whole_on_paper(window)


@every_page
def test_a_filtered_page_and_an_empty_one_are_whole_on_a_phone(open_window: OpenWindow, page: Page) -> None:
    """A page on which filters do not act says so, and shows the same in either."""
    window = open_window(f"{page.url}?{FILTERS[0]}", width=390, height=844)
    assert_whole(window)
    if page.filtered:
        assert_idea_first(window, page.url or "dossier")
        window.open(f"{page.url}?{NONE}")
        assert_whole(window)


def test_an_event_can_be_used_by_everybody(open_window: OpenWindow) -> None:
    assert violations(open_window("events?event=2025-05-15-jaishankar-muttaqi-speak-phone-first-ministerial")) == []


def test_an_event_is_whole_on_a_phone(open_window: OpenWindow) -> None:
    assert_whole(open_window("events?event=2025-05-10-envoys-china-pakistan-hold-trilateral-kabul", width=390, height=844))


def test_the_map_shows_only_the_arc_that_is_asked_for(open_window: OpenWindow) -> None:
    window = open_window("map?link=AFG-IND&type=call&from=2025-05-01&to=2025-05-31", drawn=Drawn.MARKS)
    wait_for_colours(window, DELHI)
    assert near(colours(window), TEHRAN, 25) == 0
