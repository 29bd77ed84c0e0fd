"""What `data/` adds needs no code: a new type, subject and actors show on every page, with a mark, a lane, a colour and a place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from atlas.dataset import Dataset, load
from atlas.view.options import CHECKS, LANES, SHOWS
from components.timeline.marks import symbol_codes
from tests.pages.links import html_text
from tests.pages.test_pages import Opened, every_page, texts
from tests.pages.views import ENTRY, EVENTS, PAGES, Page
from tests.running import PATIENCE
from tests.unit.newcomers import (
    COLOUR,
    JOINT,
    SEATED,
    SEATED_LABEL,
    SEATLESS,
    SEATLESS_LABEL,
    SUBJECT,
    SUBJECT_LABEL,
    SYMBOL,
    TYPE,
    TYPE_LABEL,
    with_new_kinds,
)

TIMELINE, RELATIONS, MAP, EVIDENCE, ROUTES = (
    next(page for page in PAGES if page.url == url) for url in ("timeline", "relations", "map", "evidence", "routes")
)
BANK = f"AFG-{SEATED}"
QUERIES = ("", f"type={TYPE}", f"actor={SEATED}&actor={SEATLESS}")


@pytest.fixture(scope="module")
def grown(excerpt: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return load(with_new_kinds(excerpt, tmp_path_factory.mktemp("kinds")))


@pytest.fixture(scope="module")
def opened(grown: Dataset) -> Iterator[Opened]:
    """`opened(page, query)`: the page at that address, over the package with the new kinds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("atlas.dataset.serving.current", lambda: grown)
        patch.setattr(type(st.context), "cookies", property(lambda _: {"viewport": "1440"}))

        def open_page(page: Page, query: str = "") -> AppTest:
            at = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE)
            for pair in filter(None, query.split("&")):
                name, value = pair.split("=")
                at.query_params[name] = [*at.query_params.get(name, []), value]
            at.run()
            at = at if page.url == "" else at.switch_page(page.path).run()
            for wrong in (at.exception, at.error, at.warning):
                assert not wrong, (page, query, wrong)
            return at

        yield open_page


def charts(at: AppTest) -> str:
    """The specifications of all charts and maps of a page."""
    return " ".join(str(element.proto) for kind in ("plotly_chart", "deck_gl_json_chart") for element in at.get(kind))


def written(at: AppTest) -> str:
    """All that a page says: Markdown, headings, captions, links and HTML."""
    headings = [str(element.value) for kind in ("title", "header", "subheader", "caption") for element in at.get(kind)]
    return " ".join([*texts(at), *headings, html_text(at), *(str(element.proto) for element in at.get("html"))])


@every_page
@pytest.mark.parametrize("query", QUERIES)
def test_every_page_shows_them(opened: Opened, grown: Dataset, page: Page, query: str) -> None:
    at = opened(page, query)
    if query and page.filtered:
        total = len(grown.events)
        assert re.search(rf"\b[1-4] of {total} events", written(at))


def test_the_filter_panel_offers_them(opened: Opened) -> None:
    at = opened(EVENTS, "")
    options = {box.label: [re.sub(r" \(\d+\)$", "", option) for option in box.options] for box in at.multiselect}
    assert TYPE_LABEL in options["Type of event"]
    assert SUBJECT_LABEL in options["Subjects"]
    assert {f"Kabul–{SEATED_LABEL}", f"Kabul–{SEATLESS_LABEL}"} <= set(options["Links"])
    at = opened(EVENTS, f"actor={SEATED}")
    (actors,) = (box for box in at.multiselect if box.label == "Actors")
    assert any(SEATLESS_LABEL in option for option in actors.options)


@pytest.mark.parametrize(("lanes", "label"), list(zip(LANES, (SEATED_LABEL, SEATED_LABEL, SUBJECT_LABEL), strict=True)))
def test_the_timeline_has_their_lane_mark_and_colour(opened: Opened, lanes: str, label: str) -> None:
    at = opened(TIMELINE, f"issue={SUBJECT}&lanes={lanes}")
    drawn = charts(at)
    assert SYMBOL in drawn and TYPE_LABEL in drawn, "the line in the legend"
    marks: list[int] = []
    for trace in json.loads(at.get("plotly_chart")[0].proto.spec)["data"]:
        # What all marks of a lane share is said once.
        shared = trace["marker"].get("symbol")
        marks += shared if isinstance(shared, list) else [shared] * len(trace.get("x", []))
    assert marks.count(symbol_codes()[SYMBOL]) > 1, "a mark each"
    assert label in drawn
    assert (COLOUR in drawn) == (lanes != "issue")


@pytest.mark.parametrize("show", SHOWS)
def test_the_relations_measure_them(opened: Opened, show: str) -> None:
    at = opened(RELATIONS, f"link={BANK}&show={show}")
    drawn = charts(at)
    assert drawn
    assert SEATED_LABEL.split()[0] in drawn + written(at)
    if show == "subjects":
        assert SUBJECT_LABEL in drawn


def test_the_map_draws_them_and_names_what_it_cannot_draw(opened: Opened) -> None:
    at = opened(MAP, f"issue={SUBJECT}&partners=all")
    said = written(at)
    assert SEATED_LABEL in said and COLOUR in said, "the actor's own line in the legend"
    assert "others" in said, "the one without a colour of its own"
    assert f"Kabul–{SEATLESS_LABEL}" in said.replace("\\", ""), "no seat, no arc"
    assert BANK in charts(at)


@pytest.mark.parametrize("check", CHECKS)
def test_the_evidence_is_checked(opened: Opened, check: str) -> None:
    opened(EVIDENCE, f"type={TYPE}&check={check}")


def test_the_event_has_its_page(opened: Opened) -> None:
    said = written(opened(EVENTS, f"event={JOINT}"))
    for label in (TYPE_LABEL, SUBJECT_LABEL, SEATED_LABEL, "Ada Banker"):
        assert label in said


def test_the_file_of_the_port_has_a_row_for_them(opened: Opened) -> None:
    said = written(opened(ROUTES, ""))
    assert JOINT in said and "Other" in said
