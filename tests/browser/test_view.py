"""The address holds the whole view, whichever way a visitor gets to it."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import OpenWindow, Window
from tests.pages.views import FILTERS, NONE, ONE, PAGES, selected

FILTER = "link=AFG-IND&type=call"
MARKUP = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "**bold** _it_ `code`",
    ":smile: :red[x]",
    "[a](javascript:alert(1))",
    "$x^2$ # h",
)
EVENT = "2025-05-15-jaishankar-muttaqi-speak-phone-first-ministerial"


def sidebar(window: Window) -> Locator:
    return window.page.get_by_test_id("stSidebar")


def chip(window: Window, text: str) -> Locator:
    return window.page.get_by_test_id("stMain").get_by_role("link", name=re.compile(rf"^Remove filter .*{re.escape(text)}"))


def expect_view(window: Window, query: str) -> None:
    """The page shows what the address says."""
    expect(window.sentence).to_have_text(selected(query).sentence)
    assert window.n == selected(query).n


def choose(window: Window, label: str, option: str) -> None:
    """Choose an option of a filter of several values, by mouse."""
    field = sidebar(window).get_by_role("combobox", name=label)
    # A panel that is drawn anew under the pointer would take the click elsewhere.
    window.settle()
    # A list shows only what fits; typing opens it and brings the rest.
    field.press_sequentially(option)
    window.settle()
    window.page.get_by_role("option", name=re.compile(rf"^{option}\b")).click()
    window.page.keyboard.press("Escape")


def test_enter_takes_the_first_value_that_holds_a_word(open_window: OpenWindow) -> None:
    """In the order of the list: Delhi with Kabul has more events than with any other. Letters that only follow each other hold no word."""
    window = open_window("events")
    sidebar(window).get_by_role("combobox", name="Links").press_sequentially("delhi")
    expect(window.page.get_by_role("option").first).to_contain_text("Kabul–New Delhi")
    window.page.keyboard.press("Enter")
    window.page.wait_for_url(re.compile(r"\?link=AFG-IND$"))
    sidebar(window).get_by_role("combobox", name="Links").press_sequentially("iran")
    expect(window.page.get_by_role("option")).to_have_text(["No results"])


def test_a_click_changes_the_address_and_the_sentence(window: Window) -> None:
    expect_view(window, "")
    choose(window, "Links", "Kabul–New Delhi")
    window.page.wait_for_url(re.compile(r"\?link=AFG-IND$"))
    expect_view(window, "link=AFG-IND")
    choose(window, "Type of event", "Call")
    window.page.wait_for_url(re.compile(r"type=call"))
    expect_view(window, FILTER)


def test_enter_behind_a_word_takes_the_first_that_holds_it_and_no_other(window: Window) -> None:
    field = sidebar(window).get_by_role("combobox", name="Links")
    window.settle()
    field.press_sequentially("kabul")
    window.settle()
    field.press("Enter")
    window.page.wait_for_url(re.compile(r"\?link=AFG-[A-Z]+$"))


@pytest.mark.parametrize("query", FILTERS[1::3])
def test_an_address_opens_the_same_view_for_everybody(open_window: OpenWindow, server: str, query: str) -> None:
    window = open_window(f"events?{query}")
    expect_view(window, query)
    assert dict(parse_qsl(window.query)) == dict(parse_qsl(query)), "opening a view does not rewrite its address"
    content = httpx2.get(f"{server}/api/v1/events.csv?{query}").raise_for_status().content
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    assert len(rows) == window.n
    assert {row["view"] for row in rows} == {window.sentence.inner_text()}


def test_back_and_forward_go_through_the_views(window: Window) -> None:
    choose(window, "Links", "Kabul–New Delhi")
    expect_view(window, "link=AFG-IND")
    choose(window, "Type of event", "Call")
    expect_view(window, FILTER)
    window.page.go_back()
    expect_view(window, "link=AFG-IND")
    expect(chip(window, "Call")).to_have_count(0)
    window.page.go_back()
    expect_view(window, "")
    window.page.go_forward()
    expect_view(window, "link=AFG-IND")


def test_a_filter_survives_a_change_of_page_and_a_reload(open_window: OpenWindow) -> None:
    window = open_window(f"?{FILTER}")
    for page in (page for page in PAGES if page.url in ("map", "data", "events")):
        title = page.url.capitalize()
        window.page.get_by_role("link", name=title, exact=True).first.click()
        window.page.wait_for_url(re.compile(rf"/{page.url}\b"))
        window.settle()
        if page.filtered:
            expect_view(window, FILTER)
        assert sorted(parse_qsl(window.query)) == sorted(parse_qsl(FILTER)), title
    window.page.get_by_role("link", name="Overview", exact=True).first.click()
    window.page.wait_for_url(lambda url: urlsplit(url).path == "/")
    expect_view(window, FILTER)
    window.page.get_by_role("link", name="Evidence", exact=True).first.click()
    window.page.wait_for_url(re.compile("/evidence"))
    window.page.reload()
    window.settle()
    expect_view(window, FILTER)


def test_a_chip_takes_its_filter_out(open_window: OpenWindow) -> None:
    window = open_window(f"events?{FILTER}")
    heard = window.page.locator("#heard")
    # It acts like a button, and so is pressed like one.
    chip(window, "Kabul–New Delhi").press("Space")
    expect_view(window, "type=call")
    assert window.query == "type=call"
    expect(heard).to_have_text(selected("type=call").sentence)
    expect(chip(window, "Call")).to_be_focused()
    window.page.keyboard.press("Enter")
    expect_view(window, "")
    assert window.query == ""
    expect(heard).to_have_text(selected("").sentence)
    expect(window.page.get_by_role("heading", level=1)).to_be_focused()


def test_of_several_values_a_chip_takes_out_one(open_window: OpenWindow) -> None:
    window = open_window("events?type=call&type=visit")
    chip(window, "Visit").click()
    expect_view(window, "type=call")
    assert window.query == "type=call"


def test_reset_takes_everything_out(open_window: OpenWindow) -> None:
    window = open_window(f"events?{FILTER}&from=2025-01-01&q=visa")
    window.page.get_by_role("link", name="Reset all filters").click()
    expect_view(window, "")
    assert window.query == ""
    expect(sidebar(window).get_by_label("Search", exact=True)).to_have_value("")


def test_what_an_address_has_of_no_use_is_named(open_window: OpenWindow) -> None:
    window = open_window("events?link=AFG-IND&type=nonsense&from=2025-02-30&colour=blue")
    expect_view(window, "link=AFG-IND")
    notice = window.page.get_by_test_id("stAlert").first
    for text in ("type=nonsense", "from=2025-02-30", "colour=blue"):
        expect(notice).to_contain_text(text)


def test_an_empty_view_leads_back(open_window: OpenWindow) -> None:
    window = open_window(f"events?{NONE}")
    expect_view(window, NONE)
    way = window.page.get_by_test_id("stMain").get_by_role("button", name=re.compile(r"→ [\d,]+ events?$")).first
    promised = int(re.findall(r"([\d,]+) event", way.inner_text())[0].replace(",", ""))
    way.click()
    expect(window.sentence).to_have_text(re.compile(rf"^(All )?{promised:,}\b"))
    assert window.n == promised


@pytest.mark.parametrize("query", ["", "link=AFG-IND"])
def test_the_file_holds_what_is_on_the_page(open_window: OpenWindow, server: str, query: str) -> None:
    window = open_window(f"events?{query}")
    with window.page.expect_download() as download:
        window.page.get_by_test_id("stMain").get_by_role("button", name=re.compile("CSV")).first.click()
    content = download.value.path().read_bytes()
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))
    assert [row["event_id"] for row in rows] == selected(query).events["event_id"].tolist()
    assert len(rows) == window.n
    assert {row["view"] for row in rows} == {window.sentence.inner_text()}
    assert f"{window.n}-of-" in download.value.suggested_filename
    answer = httpx2.get(f"{server}/api/v1/events.csv?{query}").raise_for_status()
    assert answer.content == content, "the page and the API give the same file"


def test_the_table_says_how_many_rows_it_has(open_window: OpenWindow) -> None:
    window = open_window(f"events?{ONE}")
    grid = window.page.get_by_test_id("stDataFrame").locator("table[role=grid]").first
    # The heading counts as a row.
    assert int(grid.get_attribute("aria-rowcount") or 0) == window.n + 1


def test_a_row_opens_its_event(open_window: OpenWindow) -> None:
    window = open_window(f"events?{ONE}")
    table = window.page.get_by_test_id("stDataFrame").first
    box = table.bounding_box()
    assert box
    window.page.mouse.click(box["x"] + 20, box["y"] + box["height"] - 25)
    window.page.wait_for_url(re.compile(r"event="))
    window.settle()
    expect(window.page.get_by_role("heading", name=str(selected(ONE).events["title"].iloc[0]))).to_be_visible()
    assert set(parse_qsl(ONE)) < set(parse_qsl(window.query)), "the filter stays"


def test_an_event_is_opened_by_its_address_with_its_sources(open_window: OpenWindow) -> None:
    window = open_window(f"events?event={EVENT}")
    heading = window.page.get_by_role("heading", name=re.compile("Jaishankar and Muttaqi speak by phone"))
    expect(heading).to_be_visible()
    links = (
        window.page.get_by_test_id("stMain")
        .locator("a[href^=http]")
        .evaluate_all("links => links.map(link => ({ href: link.href, rel: link.rel, target: link.target, host: link.host }))")
    )
    outward = [link for link in links if link["host"] != urlsplit(window.server).netloc]
    assert len(outward) >= 5
    for link in outward:
        assert urlsplit(link["href"]).scheme in ("http", "https")
        assert "noopener" in link["rel"] or link["target"] != "_blank", link
    every = window.page.get_by_test_id("stMain").locator("a").evaluate_all("links => links.map(link => link.protocol)")
    assert set(every) <= {"http:", "https:"}


def test_a_link_from_event_to_event_is_in_the_address(open_window: OpenWindow) -> None:
    window = open_window(f"events?event={EVENT}&link=AFG-IND")
    page = window.page
    link = page.locator(".links").get_by_role("link", name=re.compile("condemns the Pahalgam attack"))
    link.click()
    page.wait_for_url(re.compile("event=2025-04-23-afghan-foreign-ministry"))
    window.settle()
    heading = page.get_by_role("heading", name=re.compile("condemns the Pahalgam attack"))
    expect(heading).to_be_visible()
    page.reload()
    window.settle()
    expect(heading).to_be_visible()
    page.go_back()
    page.wait_for_url(re.compile(EVENT))
    window.settle()
    expect(page.get_by_role("heading", name=re.compile("Jaishankar and Muttaqi speak by phone"))).to_be_visible()


def test_markup_in_a_search_is_shown_as_it_was_typed(open_window: OpenWindow) -> None:
    window = open_window("events")
    main = window.page.get_by_test_id("stMain")
    for text in MARKUP:
        window.search(text)
        expect(window.sentence).to_contain_text("matching")
        for opened in ("by typing", "from the address"):
            if opened == "from the address":
                window.page.reload()
                window.settle()
            assert f"“{text}”" in main.inner_text().replace("\u2060", "")
            made = main.locator("img, script, em, code, a[href^=javascript]").filter(has_text=re.compile("bold|it|code|alert|^a$"))
            assert made.count() == 0, opened


@pytest.mark.parametrize("path", ["/", "/map", "/app/static/countries.geojson", "/api/v1/health", "/api/v1/events.csv?colour=blue"])
def test_every_answer_has_the_security_headers(server: str, path: str) -> None:
    answer = httpx2.get(server + path, headers={"Accept": "text/html"})
    headers = answer.headers
    if "colour" in path:
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["name"] == "colour"
    else:
        assert answer.status_code == 200
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "'unsafe-eval'" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    if path.endswith(".geojson"):
        assert "max-age" in headers["Cache-Control"]
    assert answer.content


def focused(window: Window) -> dict[str, object]:
    """What has the focus, and whether that can be seen."""
    found: dict[str, object] = window.page.evaluate(
        """() => {
            const element = document.activeElement;
            const around = [element, element.parentElement, element.parentElement?.parentElement].filter(Boolean);
            const visible = around.some(item => {
                const style = getComputedStyle(item);
                return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
                    || style.borderColor !== getComputedStyle(document.body).borderColor && parseFloat(style.borderWidth) > 0;
            });
            return {
                name: element.getAttribute('aria-label') || element.textContent,
                sidebar: Boolean(element.closest('[data-testid="stSidebar"]')),
                input: element.tagName,
                visible,
            };
        }"""
    )
    return found


def test_the_keyboard_reaches_the_first_filter(window: Window) -> None:
    for _ in range(30):
        window.page.keyboard.press("Tab")
        at = focused(window)
        if at["sidebar"] and at["input"] == "INPUT":
            break
    assert at["name"] == "Search"
    assert at["visible"]
    window.page.keyboard.type("chabahar")
    window.page.keyboard.press("Enter")
    window.page.wait_for_url(re.compile("q=chabahar"))
    expect_view(window, "q=chabahar")


def test_the_filters_fold_away_on_a_phone_and_come_back(open_window: OpenWindow) -> None:
    window = open_window(f"events?{FILTER}", width=390, height=844)
    search = sidebar(window).get_by_label("Search", exact=True)
    expect(search).not_to_be_in_viewport()
    window.page.get_by_role("button", name=re.compile(rf"Filters \({len(parse_qsl(FILTER))}\)")).click()
    expect(search).to_be_in_viewport()
