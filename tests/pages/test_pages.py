"""Every page, run without a browser: no view breaks it, and what it shows is what the filter leaves."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qsl

import pandas as pd
import pytest
import streamlit as st
from hypothesis import given, settings, strategies
from plotly.graph_objects import Figure
from streamlit.testing.v1 import AppTest

from atlas.dataset import serving
from atlas.exports import about_view, events_csv
from atlas.exports.formats import FORMATS, FORMATS_BY_NAME
from atlas.exports.geojson import events_geojson
from atlas.exports.records import events_json
from atlas.narrative import SUMMED_UP, in_one, narrative
from atlas.view import EventFilter, select
from atlas.view.options import CHECKS
from components.event_list import ROWS_A_PAGE
from tests.pages.links import html_pieces
from tests.pages.views import ENTRY, EVENTS, FILTERS, FOUNDING_FACTS, NONE, ONE, PAGES, VIEWS, Page, selected
from tests.running import PATIENCE

Opened = Callable[..., AppTest]
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.url or "overview")

filtered_page = pytest.mark.parametrize("page", [page for page in PAGES if page.filtered], ids=lambda page: page.url or "overview")

wide_only = pytest.mark.parametrize("opened", [1440], ids=["wide"], indirect=True)
"""Events stand in a table only where there is room for one."""

WIDTHS = {"wide": 1440, "narrow": 390}

VISITS = [
    pytest.param(WIDTHS[name], page, query, id=f"{name}-{page.url or 'overview'}-{query or 'everything'}")
    for turn, name in enumerate(WIDTHS)
    for first, page in enumerate(PAGES)
    for second, query in enumerate(VIEWS)
    if query not in FILTERS or (first + second + turn) % 2
]
"""Every page with every view. Everything, one event and none in both widths; the others in turns, so that each view is seen in either."""

every_visit = pytest.mark.parametrize(("opened", "page", "query"), VISITS, indirect=["opened"])


@pytest.fixture(scope="module", params=WIDTHS.values(), ids=WIDTHS)
def opened(request: pytest.FixtureRequest) -> Iterator[Opened]:
    """`opened(page, query)`: the page at that address, in a window of one of two widths."""
    with pytest.MonkeyPatch.context() as patch:
        # The headless runner has no cookies, by which the page knows the width of the window.
        patch.setattr(type(st.context), "cookies", property(lambda _: {"viewport": str(request.param)}))

        def open_page(page: Page, query: str = "", **more: str) -> AppTest:
            at = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE)
            for name, value in [*parse_qsl(query), *more.items()]:
                at.query_params[name] = [*at.query_params.get(name, []), value]
            at.run()
            return at if page.url == "" else at.switch_page(page.path).run()

        yield open_page


def words(markdown: str) -> str:
    """Markdown without escapes and without the marker pen over words that were searched for."""
    unmarked = re.sub(r":[a-z]+-background\[((?:\\.|[^\]\\])*)\]", r"\1", markdown)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", unmarked)


def texts(at: AppTest) -> list[str]:
    """All Markdown of a page in words, and what its HTML says."""
    return [*(words(str(element.value)) for element in at.markdown), *html_pieces(at)]


def captions(at: AppTest) -> list[str]:
    """What stands small on a page."""
    return [*(words(str(caption.value)) for caption in at.caption), *html_pieces(at)]


def sentence(at: AppTest) -> str:
    """The sentence that says what is in view."""
    found = [text.strip("*") for text in texts(at) if re.match(r"\**(All [\d,]+|[\d,]+ of [\d,]+) events", text)]
    assert found, texts(at)[:5]
    return found[0]


def in_full_or_short(full: str) -> tuple[str, str]:
    """A sentence, and how it begins where chips say the rest."""
    return full, full.partition(" events")[0] + " events"


def assert_charts_are_valid(at: AppTest) -> None:
    """Plotly finds nothing wrong with the figures, which are sent unchecked."""
    for chart in at.get("plotly_chart"):
        Figure(json.loads(chart.proto.spec))


@every_visit
def test_a_page_shows_any_view(opened: Opened, page: Page, query: str) -> None:
    at = opened(page, query)
    assert not at.exception
    assert not at.error
    said = captions(at)
    if page.filtered:
        assert sentence(at) in in_full_or_short(selected(query).sentence)
    else:
        assert any("do not act on this page" in caption for caption in said) == bool(selected(query).filter)
        assert not at.sidebar.children, "no filters where none acts"
    if page.url in SUMMED_UP:
        assert in_one(narrative(selected(query), page.url)) in said
    assert_charts_are_valid(at)


@wide_only
def test_pages_read_are_said_to_be_of_events_and_routes_where_both_count(opened: Opened) -> None:
    at = opened(next(page for page in PAGES if page.url == "data"))
    dataset = selected("").dataset
    assert any(f"{len(dataset.sources):,} pages read on events and routes" in piece for piece in html_pieces(at))
    assert f"{len(dataset.sources):,} on events and routes" in str(at.table[0].value)


@wide_only
def test_the_number_beside_a_value_is_how_many_events_have_it(opened: Opened) -> None:
    at = opened(EVENTS, "link=AFG-IND")
    having = selected("link=AFG-IRN").n
    assert f"Kabul–Tehran ({having:,})" in at.multiselect(key="filter-link").options
    assert any("how many events have it" in caption for caption in captions(at))


@wide_only
@filtered_page
def test_the_switch_of_grades_filters_every_page(opened: Opened, page: Page) -> None:
    at = opened(page, FILTERS[0])
    for name, grade in (("strict", "A"), ("standard", "B"), ("broad", None)):
        at.segmented_control(key="strictness").set_value(name).run()
        assert not at.exception
        assert sentence(at) == selected(FILTERS[0] + (f"&grade={grade}" if grade else "")).sentence


READINGS = {
    "timeline": (
        "lanes=actor&context=strikes&context=closures&context=waivers",
        "lanes=issue&event=2025-05-15-jaishankar-muttaqi-speak-phone-first-ministerial",
        "lanes=issue&event=no-such-event",
    ),
    "evidence": tuple(f"check={check}" for check in CHECKS),
}
"""How the pages of the analysis may be looked at."""


@pytest.mark.parametrize(("url", "reading"), [(url, reading) for url, readings in READINGS.items() for reading in readings])
def test_every_reading_of_a_page_shows_any_view(opened: Opened, url: str, reading: str) -> None:
    page = next(page for page in PAGES if page.url == url)
    for query in ("", "link=IND-IRN&contested=false&status=cancelled", ONE):
        at = opened(page, f"{query}&{reading}" if query else reading)
        assert not at.exception
        assert not at.warning
        assert sentence(at) in in_full_or_short(selected(query).sentence)
        assert_charts_are_valid(at)


@wide_only
def test_very_many_events_are_drawn_by_the_month(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    page = next(page for page in PAGES if page.url == "timeline")
    monkeypatch.setattr("components.timeline.chart.MOST_MARKS", 100)
    # A view that no other test draws, of which nothing is kept.
    at = opened(page, "from=2020-02-29")
    assert not at.exception
    assert any("bars of months stand" in caption for caption in captions(at))
    at = opened(page, ONE)
    assert not any("bars of months stand" in caption for caption in captions(at))


@wide_only
@every_page
def test_a_page_shows_every_boundary_view_and_corridor(opened: Opened, page: Page) -> None:
    for query in (
        "boundaries=de-facto&partners=six&routes=chabahar-kandahar",
        "boundaries=india&partners=all&asof=2025-01-01",
        "asof=1999-12-31",
    ):
        at = opened(page, query)
        assert not at.exception
        assert not at.warning


@every_page
def test_an_address_of_no_use_is_answered_and_named(opened: Opened, page: Page) -> None:
    at = opened(page, "link=AFG-ATLANTIS&from=yesterday&nonsense=1&boundaries=mars&q=%3Cb%3E**x**")
    assert not at.exception
    notice = " ".join(str(warning.value) for warning in at.warning)
    for name in ("link", "from", "nonsense", "boundaries"):
        assert name in notice


@wide_only
@pytest.mark.parametrize("query", [*FILTERS, ONE])
def test_the_table_holds_the_rows_of_the_file(opened: Opened, query: str) -> None:
    selection = selected(query)
    expected = list(csv.DictReader(io.StringIO(events_csv(selection).decode(), newline="")))
    assert len(expected) == selection.n
    at = opened(EVENTS, query)
    shown = [at.dataframe[0].value]
    if selection.n > ROWS_A_PAGE:
        pager = at.get("pagination")[0]
        for number in range(2, -(-selection.n // ROWS_A_PAGE) + 1):
            pager.set_value(number).run()
            assert not at.exception
            shown.append(at.dataframe[0].value)
            pager = at.get("pagination")[0]
    table = pd.concat(shown)
    assert len(table) == selection.n
    assert sorted(table["title"]) == sorted(row["title"] for row in expected)
    assert sorted(table["grade"].astype("str")) == sorted(row["grade"] for row in expected)
    assert sentence(at).startswith((f"{len(table):,} of ", f"All {len(table):,} "))


FACETS = serving.current().facets


def some_of(name: str) -> strategies.SearchStrategy[tuple[str, ...]]:
    """A few of the twelve most used values of a filter, or none."""
    return strategies.lists(strategies.sampled_from(FACETS[name].values[:12]), max_size=2, unique=True).map(tuple)


@wide_only
@settings(max_examples=12, deadline=None, derandomize=True)
@given(
    chosen=strategies.builds(
        EventFilter,
        link=some_of("link"),
        issue=some_of("issue"),
        type=some_of("type"),
        level=strategies.none() | strategies.sampled_from(FACETS["level"].values[1:]),
        grade=strategies.none() | strategies.sampled_from(("B", "A")),
        q=strategies.sampled_from(["", "", "kabul", "muttaqi"]),
    )
)
def test_page_file_and_sentence_agree_for_any_filter(opened: Opened, chosen: EventFilter) -> None:
    selection = select(serving.current(), chosen)
    about = about_view(selection, "https://atlas.example.org/events", datetime(2026, 11, 22, tzinfo=UTC))
    ids = list(selection.events["event_id"])
    rows = list(csv.DictReader(io.StringIO(events_csv(selection).decode(), newline="")))
    assert [row["event_id"] for row in rows] == ids
    assert [event["event_id"] for event in json.loads(b"".join(events_json(selection, about)))["events"]] == ids
    features = json.loads(b"".join(events_geojson(selection, about)))["features"]
    assert [feature["properties"]["event_id"] for feature in features] == ids
    at = opened(EVENTS, chosen.to_query())
    assert sentence(at) == selection.sentence
    if not ids:
        assert not at.dataframe
    elif len(ids) <= ROWS_A_PAGE:
        assert sorted(at.dataframe[0].value["title"]) == sorted(selection.events["title"])
    else:
        assert len(at.dataframe[0].value) == ROWS_A_PAGE


@wide_only
def test_a_file_that_takes_long_is_made_first_and_then_offered(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atlas.exports.formats.Format.takes_long", lambda *_: True)
    at = opened(EVENTS, "link=AFG-IND&from=2025-01-01")
    at.session_state["take-away"] = True
    at.run()

    def offered() -> bool:
        return any(button.label.startswith("Download") and " of " in button.label for button in at.get("download_button"))

    assert not offered()
    at.button(key="make-file").click().run()
    assert not at.exception and at.status[0].label == "The file is ready." and offered()


def test_the_codebook_leads_to_the_coding_rules(opened: Opened) -> None:
    """The page that says what a level or an origin is can be read in the dashboard."""
    at = opened(next(page for page in PAGES if page.url == "data"))
    assert [box.label for box in at.expander if "Coding rules" in box.label]
    assert any("### Who and what" in text.value for text in at.markdown)


def test_an_empty_view_offers_the_way_out(opened: Opened) -> None:
    at = opened(EVENTS, NONE)
    ways = [button for button in at.button if "event" in button.label]
    assert ways
    for wanted in ways:
        at = opened(EVENTS, NONE)
        button = next(button for button in at.button if button.label == wanted.label)
        promised = int(re.findall(r"([\d,]+) events?", button.label)[0].replace(",", ""))
        button.click().run()
        assert not at.exception
        assert sentence(at).startswith((f"{promised:,} of", f"All {promised:,}"))


@pytest.mark.parametrize("event", ["no-such-event", "<img src=x onerror=alert(1)>", "**bold** :smile: $x$", "x" * 5000, "2025-05-15"])
def test_an_unknown_event_gives_a_friendly_page(opened: Opened, event: str) -> None:
    at = opened(EVENTS, event=event)
    assert not at.exception
    assert any("No such event" in str(title.value) for title in at.title)
    assert at.button, "there is a way back"


@wide_only
def test_the_order_of_the_table_can_be_chosen(opened: Opened) -> None:
    at = opened(EVENTS, "issue=visas")
    chooser = next(box for box in at.selectbox if "Oldest first" in box.options)
    newest = list(at.dataframe[0].value["title"])
    chooser.select("Oldest first").run()
    oldest = list(at.dataframe[0].value["title"])
    assert oldest == newest[::-1]
    assert oldest == selected("issue=visas").events["title"].tolist()


@pytest.mark.parametrize(("query", "event"), FOUNDING_FACTS.items(), ids=lambda value: str(value)[:60])
def test_founding_facts_are_found_and_shown_with_sources(opened: Opened, query: str, event: str) -> None:
    selection = selected(query)
    assert event in set(selection.events["event_id"])
    at = opened(EVENTS, query, event=event)
    assert not at.exception
    page = texts(at)
    title = selection.events.set_index("event_id").loc[event, "title"]
    headings = [words(str(heading.value)) for heading in (*at.title, *at.header)]
    assert title in headings
    urls = re.findall(r"\]\(([^)\s]+)\)", " ".join(page))
    assert any(url.startswith(("https://", "http://")) for url in urls)
    assert all(url.startswith(("https://", "http://", "events?", "/")) for url in urls)


def test_the_first_call_is_about_visas_prisoners_trade_and_chabahar() -> None:
    event = "2025-05-15-jaishankar-muttaqi-speak-phone-first-ministerial"
    for issue in ("visas", "prisoners", "trade", "chabahar"):
        assert event in set(selected(f"issue={issue}&from=2025-05-15&to=2025-05-15").events["event_id"])


@wide_only
def test_every_format_of_a_view_is_offered_with_its_address(opened: Opened) -> None:
    at = opened(EVENTS, "link=AFG-IND")
    at.session_state["take-away"] = True
    at.run()
    choice = at.selectbox(key="format")
    selection = selected("link=AFG-IND")
    assert list(choice.options) == [form.label for form in FORMATS if form.of == "events" and form.offered(selection)]
    for name in ("events.excel.csv", "events.zip", "links.csv"):
        at.selectbox(key="format").select(FORMATS_BY_NAME[name].label).run()
        assert any(code.value.endswith(f"/api/v1/{name}?link=AFG-IND") for code in at.code), name
