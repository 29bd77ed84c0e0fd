"""Wheel, fingers and keys over a map; what is seen to have the focus and to be chosen; a map that is lost, and one that cannot be drawn."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import find
from tests.browser.conftest import DRAWING, PATIENCE, Drawn, OpenWindow, Window

MAP = "map?link=AFG-IND&issue=visas"
SCROLLED = "document.querySelector('[data-testid=\"stMain\"]').scrollTop"
HEARD = """() => {
    const note = document.querySelector('.map-note');
    window.heard = [];
    new MutationObserver(() => heard.push(note.textContent)).observe(note, { childList: true, characterData: true, subtree: true });
}"""
"""Keeps what stands in the note of the map, however short."""

CONTRASTS = """
const light = colour => {
    const part = value => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    const [red, green, blue] = colour.match(/[\\d.]+/g).slice(0, 3).map(value => part(Number(value)));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one, other) => (Math.max(light(one), light(other)) + 0.05) / (Math.min(light(one), light(other)) + 0.05);
const ground = node => {
    for (; node; node = node.parentElement) {
        const colour = getComputedStyle(node).backgroundColor;
        if (!/, 0\\)$/.test(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
};
"""
FOCUS = f"""() => {{{CONTRASTS}
    const node = document.activeElement, style = getComputedStyle(node);
    if (node === document.body) return null;
    const drawn = style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2;
    const clear = drawn && contrast(style.outlineColor, ground(node.parentElement)) >= 3;
    const name = node.dataset.testid || node.getAttribute('role') || String(node.className) || node.tagName;
    return [name, node.textContent.slice(0, 40), clear];
}}"""
CHOSEN = f"""() => {{{CONTRASTS}
    const grounds = selector => new Set(Array.from(document.querySelectorAll(selector), node => getComputedStyle(node).backgroundColor));
    const [on, off] = ['true', 'false'].map(value => grounds(`[data-testid="stMain"] [aria-checked="${{value}}"]`));
    const cross = Array.from(document.querySelectorAll('[data-tag] svg *'), node => contrast(getComputedStyle(node).stroke, ground(node)));
    return {{ on: on.size, off: off.size,
        same: [...on].filter(colour => off.has(colour)).length, cross: Math.min(...cross),
        signs: grounds('.map-legend i').size }};
}}"""


def _middle(page: Page) -> tuple[float, float]:
    box = page.get_by_test_id("stDeckGlJsonChart").bounding_box()
    assert box
    return box["x"] + box["width"] / 3, box["y"] + box["height"] / 3


def _scroll_back(page: Page) -> None:
    page.evaluate(f"{SCROLLED} = 0")
    page.wait_for_timeout(300)


def test_a_wheel_over_the_map_moves_the_page_and_with_control_the_map(open_window: OpenWindow) -> None:
    window = open_window(MAP, width=1280, height=720, scheme="dark", drawn=Drawn.MARKS)
    page, before = window.page, window.picture()
    # A busy machine may look only when it is gone again.
    page.evaluate(HEARD)
    page.mouse.move(*_middle(page))
    page.mouse.wheel(0, 120)
    page.wait_for_function(f"() => {SCROLLED} > 60")
    page.wait_for_function("() => heard.some(text => text.includes('zoom the map'))")
    _scroll_back(page)
    expect(page.locator(".map-note")).to_have_text("")
    page.mouse.move(5, 5)
    assert window.picture() == before
    page.mouse.move(*_middle(page))
    page.keyboard.down("Control")
    drawn = page.evaluate("window.lastDrawn")
    page.mouse.wheel(0, -240)
    page.keyboard.up("Control")
    page.wait_for_function("drawn => window.lastDrawn > drawn", arg=drawn)
    page.wait_for_timeout(1000)
    assert page.evaluate(SCROLLED) == 0
    assert window.picture() != before
    # What the keyboard reaches is seen to have the focus, the map included.
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUS))
    found = [one for one in reached if one]
    assert [one for one in found if not one[2]] == []
    assert {"deck-events-root", "A", "combobox"} <= {one[0] for one in found}
    # Where a system gives all colours, grounds are gone.
    page.emulate_media(color_scheme="light", forced_colors="active")
    window.settle()
    chosen = page.evaluate(CHOSEN)
    assert chosen["on"] and chosen["off"] and not chosen["same"] and chosen["cross"] >= 3, chosen
    assert chosen["signs"] > 1, "a legend keeps its colours"


def test_one_finger_moves_the_page_and_two_the_map(browser: Browser, server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(f"({DRAWING})({Drawn.MARKS})")
    page = context.new_page()
    window = Window(page, server)
    window.open(MAP)
    page.wait_for_selector("canvas")
    page.wait_for_timeout(1500)
    send, (x, y) = context.new_cdp_session(page).send, _middle(page)

    def drag(*fingers: tuple[float, float, float]) -> None:
        """Each finger begins at x and y, and moves up or down by the third."""
        for step in range(11):
            points = [{"x": left, "y": top + by * step / 10, "id": number} for number, (left, top, by) in enumerate(fingers)]
            send("Input.dispatchTouchEvent", {"type": "touchMove" if step else "touchStart", "touchPoints": points})
        send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_timeout(800)

    chart = page.get_by_test_id("stDeckGlJsonChart")
    before = chart.screenshot()
    drag((x, y + 100, -200))
    assert page.evaluate(SCROLLED) > 60
    _scroll_back(page)
    assert chart.screenshot() == before
    drag((x, y, -90), (x + 40, y + 100, 90))
    assert page.evaluate(SCROLLED) == 0
    assert chart.screenshot() != before
    context.close()


def test_a_map_that_the_graphics_card_dropped_comes_back(open_window: OpenWindow) -> None:
    window = open_window(MAP, width=1280, height=720, drawn=Drawn.MARKS)
    window.draw()
    page = window.page
    page.evaluate("window.before = true")
    lose = "canvas => canvas.getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()"
    page.get_by_test_id("stDeckGlJsonChart").locator("canvas").first.evaluate(lose)
    page.wait_for_function("() => !window.before")
    window.settle()
    assert len(window.picture().getcolors(2**20) or []) > 50
    assert page.url.endswith(MAP)


def test_a_browser_without_webgl_shows_a_picture_or_says_so(browser: Browser, server: str) -> None:
    chromium = browser.browser_type.launch(executable_path=find(), args=["--no-sandbox", "--disable-gpu", "--disable-3d-apis"])
    page = chromium.new_page()
    page.set_default_timeout(PATIENCE)
    still = page.locator(".map-still")
    for path in (MAP, ""):
        page.goto(f"{server}/{path}")
        picture = still.locator("img")
        picture.wait_for()
        assert picture.evaluate("image => image.naturalWidth") > 500
    page.goto(f"{server}/?link=AFG-IND&against=link%3DAFG-IRN")
    expect(still.locator("img")).to_have_count(2)
    asked = [str(picture.get_attribute("src")) for picture in still.locator("img").all()]
    assert "link=AFG-IND" in asked[0] and "link=AFG-IRN" in asked[1] and not any("against" in one for one in asked)
    page.goto(f"{server}/routes")
    expect(still).to_contain_text("draws no maps")
    chromium.close()
