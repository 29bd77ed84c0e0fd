"""A dossier on the overview: its sections, in both widths, with links that keep the filter."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from atlas.dossiers import dossier_of, heading
from tests.pages.links import headings, html_pieces, links, titles
from tests.pages.views import ENTRY, PAGES, selected
from tests.running import PATIENCE

QUERIES = ("link=AFG-IND", "link=IND-IRN", "link=AFG-CHN&grade=A&from=2024-01-01&to=2024-12-31", "person=abbas-araghchi", "place=dubai")
OF_ROUTES = ("leg=border-torkham", "leg=rail-chabahar-khash", "corridor=chabahar-kandahar", "corridor=herat-kandahar-rail", "actor=IND")
NOT_ONE = ("", "link=AFG-IND&link=AFG-IRN", "actor=IND&actor=IRN", "place=dubai&place=doha")


@pytest.fixture(params=[1440, 390], ids=["wide", "narrow"])
def window(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """A window of one of two widths; the headless runner has no cookies, by which the page knows it."""
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: {"viewport": str(request.param)}))
    return int(request.param)


def opened(query: str) -> AppTest:
    at = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE)
    for name, value in parse_qsl(query):
        at.query_params[name] = [*at.query_params.get(name, []), value]
    return at.run()


@pytest.mark.usefixtures("window")
@pytest.mark.parametrize("query", [*QUERIES, *OF_ROUTES])
def test_the_overview_of_one_thing_is_its_dossier(query: str) -> None:
    at, selection = opened(query), selected(query)
    found = dossier_of(selection)
    assert found is not None and not at.exception
    assert titles(at) == [heading(selection)]
    assert set(headings(at)) == {section.title for section in found.sections if section.name != "standing"}
    said = html_pieces(at)
    for section in found.sections:
        assert section.lines or section.nothing in said
        assert section.name == "standing" or section.rule in said
    # The pages, every line of the dossier but those that count nothing, and the way to all events.
    lines = [
        line
        for section in found.sections
        for line in section.lines
        if line.event_id or line.filter is not None or line.corridor or line.url
    ]
    assert len(links(at)) - len(PAGES) >= len(lines) + (selection.n > 0)


@pytest.mark.usefixtures("window")
@pytest.mark.parametrize("query", NOT_ONE)
def test_of_no_one_thing_the_cards_stand_there(query: str) -> None:
    at = opened(query)
    assert not at.exception and "Disputed or one-sided" not in headings(at) and "Latest events" in html_pieces(at)
