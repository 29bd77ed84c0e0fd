"""The measures of the page Relations: every view of every measure is a chart or a sentence, and says how much it moves."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

import pytest
from plotly.graph_objects import Figure
from streamlit.testing.v1 import AppTest

from atlas.view.options import SHOWS
from tests.pages.links import html_text
from tests.pages.views import ENTRY, NONE, ONE, PAGES
from tests.running import PATIENCE

RELATIONS = next(page for page in PAGES if page.url == "relations")


def opened(show: str, query: str) -> AppTest:
    at = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE)
    for name, value in [*parse_qsl(query), ("show", show)]:
        at.query_params[name] = [*at.query_params.get(name, []), value]
    at.run()
    return at.switch_page(RELATIONS.path).run()


@pytest.mark.parametrize("show", SHOWS)
@pytest.mark.parametrize(
    "query", ["", ONE, "link=IND-IRN", "type=security", "count=meetings&grade=A", "link=IND-IRN&link=AFG-UZB&to=2015-01-01"]
)
def test_every_measure_is_a_chart_or_a_sentence(show: str, query: str) -> None:
    at = opened(show, query)
    assert not at.exception
    for chart in at.get("plotly_chart"):
        Figure(json.loads(chart.proto.spec))
    assert not at.warning
    assert bool(at.get("plotly_chart")) or bool(at.info)
    assert any("How much it moves" in str(caption.value) for caption in at.caption)


@pytest.mark.parametrize("show", SHOWS)
def test_an_empty_view_has_no_empty_axis(show: str) -> None:
    at = opened(show, NONE)
    assert not at.exception
    assert not at.get("plotly_chart")
    assert at.info


def test_an_unknown_measure_is_named_and_the_ladder_is_shown() -> None:
    at = opened("horoscope", "")
    assert not at.exception
    assert any("show=horoscope" in str(warning.value).replace("\\", "") for warning in at.warning)
    assert at.get("plotly_chart")


def test_dates_that_cut_the_years_are_not_compared() -> None:
    at = opened("tempo", "from=2025-01-01")
    assert any("cannot be compared" in str(info.value) for info in at.info)
    assert not at.table


def test_the_ladder_names_every_rung_that_a_capital_has_no_step_on() -> None:
    """Above its highest step they are not reached, below it left out; a head of government is among them either way."""
    assert "Not reached: head of government, embassy opened or raised, ambassador accepted" in html_text(opened("ladder", "link=AFG-IRN"))
    assert "Not reached: ambassador accepted or formal recognition. Left out: head of government." in html_text(
        opened("ladder", "link=AFG-IND")
    )


def test_a_chart_says_what_its_pages_were_read_on() -> None:
    charts = opened("ladder", "").get("plotly_chart")
    assert "pages read on them." in charts[0].proto.spec
