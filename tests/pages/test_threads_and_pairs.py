"""The thread of an event, what became of announced steps, what is new, and two views beside each other, without a browser."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from atlas.dataset import serving
from atlas.dataset.details import tied_to
from atlas.measures.announced import announced_steps
from atlas.measures.comparison import compare
from atlas.view import ViewOptions, select
from atlas.view.against import other_view
from atlas.view.changes import version_before
from tests.pages.links import html_pieces, links, titles
from tests.pages.views import ENTRY, selected
from tests.running import PATIENCE

NOVEMBER = "link=AFG-PAK&from=2025-11-01&to=2025-11-30"
AGAINST = (
    ("link=AFG-IND&from=2025-01-01&to=2025-12-31", "link=AFG-IRN"),
    ("from=2025-01-01&to=2025-12-31", "from=2024-01-01&to=2024-12-31"),
    ("link=AFG-IND&grade=A", "grade="),
    ("link=AFG-IND", "boundaries=pakistan"),
    ("link=AFG-IND", "q=xyzzy"),
)


def opened(page: str, query: str, width: int, monkeypatch: pytest.MonkeyPatch, **cookies: str) -> AppTest:
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: {"viewport": str(width), **cookies}))
    at = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE)
    for name, value in parse_qsl(query, keep_blank_values=True):
        at.query_params[name] = [*at.query_params.get(name, []), value]

    at.run()
    return at if page == "overview" else at.switch_page(f"{page}.py").run()


def labels(at: AppTest) -> list[str]:
    """What the links say, without the facts above a title."""
    return [link.label for link in links(at)]


@pytest.fixture(params=[1440, 390], ids=["wide", "narrow"])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.mark.parametrize(("query", "instead"), AGAINST)
def test_two_views_stand_beside_each_other(width: int, monkeypatch: pytest.MonkeyPatch, query: str, instead: str) -> None:
    at = opened("overview", query, width, monkeypatch)
    at.query_params["against"] = instead
    at.run()
    assert not at.exception and titles(at) == ["Two views beside each other"]
    first, options = selected(query), ViewOptions(against=instead)
    filter_, looked_at, _ = other_view(first.filter, options, first.dataset)
    found = compare(first, select(first.dataset, filter_), options, looked_at)
    assert f"**{found.sentence}**" in {str(text.value).replace("\\", "") for text in at.markdown}
    assert {f"{name[:1].upper()}{name[1:]} alone →" for name in found.names} <= set(labels(at))


def test_what_is_no_use_beside_a_view_is_said(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    at = opened("overview", "link=AFG-IND&against=link%3DAFG-XXX", width, monkeypatch)
    (warning,) = at.warning
    assert "against=link=AFG-XXX" in str(warning.value).replace("\\", "")


@pytest.mark.parametrize("instead", ["link%3DAFG-IND", "%3Cb%3E%3D1"])
def test_a_view_beside_itself_is_no_comparison(monkeypatch: pytest.MonkeyPatch, instead: str) -> None:
    at = opened("overview", f"link=AFG-IND&against={instead}", 1440, monkeypatch)
    assert titles(at) == ["Kabul – New Delhi"] and "against=" in str(at.warning[0].value).replace("\\", "")


def test_words_of_the_address_stay_words_in_the_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plotly reads names and hover texts as markup and as templates."""
    at = opened("overview", "against=q%3D%3Ci%3Eport%3C%2Fi%3E%2525%257By%257D", 1440, monkeypatch)
    (chart,) = at.get("plotly_chart")
    bars = json.loads(chart.proto.spec)["data"]
    assert any("&lt;i&gt;port&lt;/i&gt;" in bar["name"] for bar in bars), [bar["name"] for bar in bars]
    for bar in bars:
        assert "<i>" not in bar["name"] and "port" not in bar["hovertemplate"]


def test_nothing_beside_nothing_is_no_comparison(monkeypatch: pytest.MonkeyPatch) -> None:
    at = opened("overview", "q=zzzzqqq&against=link%3DAFG-IND", 1440, monkeypatch)
    assert titles(at) != ["Two views beside each other"] and any("No event meets" in str(said.value) for said in at.info)


def test_the_overview_says_what_is_new_since_the_last_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = serving.current()
    for query in ("", "link=AFG-IND"):
        at = opened("overview", query, 1440, monkeypatch)
        told = labels(at)
        recent = "in the last 30 days of the data"
        # None is a number, not a link to nothing.
        assert any(label.endswith(recent) for label in told) or f"0 events {recent}" in html_pieces(at)
        assert any(label.endswith(f"since version {version_before(dataset)}") for label in told)
        assert not any("last visit" in label for label in told)
    for seen, said in (("2025.1.0", True), (dataset.version, False), ("2099.1.0", False), ("<b>", False)):
        told = labels(opened("overview", "", 1440, monkeypatch, **{"version-before": seen}))
        assert any("since your last visit" in label for label in told) is said


def test_every_step_in_view_stands_on_evidence(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    at = opened("evidence", f"{NOVEMBER}&check=announced", width, monkeypatch)
    assert not at.exception
    told, steps = labels(at), announced_steps(selected(NOVEMBER))
    titles = serving.current().events["title"]
    assert len(steps)
    for position in [*steps["event"], *steps["later"].dropna()]:
        assert titles.iloc[int(position)] in told


def test_the_page_of_an_event_leads_to_what_led_there_and_on(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = serving.current()
    chains = dataset.tables["related_events"].query("relation == 'fulfils'")
    for event_id in chains["related_event_id"].astype("str").unique()[-3:]:
        at = opened("events", f"event={event_id}", width, monkeypatch)
        assert not at.exception
        told, ties = labels(at), tied_to(dataset, event_id)
        near = ties[ties["relation"].eq("fulfils") & ~ties["acts"]].head(1)
        assert set(near["title"]) <= set(told)
        assert set(ties.loc[ties["relation"].eq("related"), "title"]) <= set(told)
