"""The routes page without a browser: days, scenarios, and the way between an event and its legs."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace
from unittest.mock import patch
from urllib.parse import parse_qsl

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from atlas.dataset import serving
from atlas.routes.status import first_records
from atlas.words import format_date
from components.routes import opens_legs
from tests.pages.links import html_pieces, links
from tests.pages.views import ENTRY, PAGES
from tests.running import PATIENCE

Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def opened() -> Open:
    """`opened(url, query)`: a page at that address."""

    def open_page(url: str, query: str) -> AppTest:
        at = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE)
        for name, value in parse_qsl(query):
            at.query_params[name] = [*at.query_params.get(name, []), value]
        at.run()
        at.switch_page(next(page.path for page in PAGES if page.url == url)).run()
        assert not at.exception
        return at

    return open_page


def words(at: AppTest) -> str:
    """Everything that stands on the page as text, tables included, without the escapes of Markdown."""
    tables = [str(cell) for table in at.table for cell in table.value.to_numpy().ravel()]
    texts = [*(str(element.value) for element in (*at.markdown, *at.caption)), *html_pieces(at)]
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", "\n".join([*texts, *tables]))


def comparison(at: AppTest) -> dict[str, dict[str, str]]:
    """The comparison by corridor and fact."""
    # Where the page is narrow, each corridor has a table of its own.
    table = pd.concat([table.value for table in at.table if "From, to" in table.value.index], axis=1)
    # A name is a link to the dossier of the corridor.
    names = {name: re.sub(r"\\|^\[|\]\(\./\?corridor=.*\)$", "", str(name)) for name in table}
    return {names[name]: {str(fact): str(cell) for fact, cell in column.items()} for name, column in table.items()}


def test_the_two_days_of_2025_differ_and_each_difference_leads_to_its_event(opened: Open) -> None:
    may, november = (comparison(opened("routes", f"asof={day}")) for day in ("2025-05-01", "2025-11-01"))
    karachi = "Karachi–Torkham–Kabul"
    assert "Torkham crossing" not in may[karachi]["On 1 May 2025"]
    assert "event=2025-11-01-torkham-reopens-returning-afghans-only-trade" in november[karachi]["On 1 Nov 2025"]
    assert "event=2025-10-12-pakistan-closes-all-crossings" in november[karachi]["On 1 Nov 2025"]
    assert "event=2025-04-23-attari-wagah-crossing-closes-afghan-one" in may["Wagah–Torkham–Kabul"]["On 1 May 2025"]
    for cell in (may[karachi]["On 1 May 2025"], november[karachi]["On 1 Nov 2025"]):
        for event in re.findall(r"event=([a-z0-9-]+)", cell):
            assert event in serving.current().position
    assert {fact: may[karachi][fact] for fact in ("Length", "Land borders")} == {
        fact: november[karachi][fact] for fact in ("Length", "Land borders")
    }


def test_stated_and_measured_lengths_stand_side_by_side_and_a_telling_difference_is_said(opened: Open) -> None:
    at = opened("routes", "routes=bandarabbas-herat&routes=wagah-torkham&boundaries=india")
    compared = comparison(at)
    herat, wagah = (compared[name] for name in ("Bandar Abbas–Islam Qala–Kabul", "Wagah–Torkham–Kabul"))
    assert re.search(r"[\d,]+\u00a0km stated, [\d,]+ measured", herat["Stated and measured"])
    assert "Over 15\u00a0% apart:** Taybad–Dogharoun road" in re.sub(r"\\", "", herat["Stated and measured"])
    assert "apart" not in wagah["Stated and measured"]
    assert {"Inside Pakistan", "Inside Iran", "Inside Afghanistan"} <= wagah.keys()
    assert "cut at the borders of the India view" in words(at)


def test_a_scenario_is_labelled_and_can_be_reset(opened: Open) -> None:
    at = opened("routes", "asof=2025-02-15&close=PAK")
    text = words(at)
    assert "Scenario, not the record" in text
    assert "If Pakistan were shut, the shortest way from Mumbai to Kabul on 15 Feb 2025 would be" in text
    assert "shut in the scenario" in comparison(at)["Karachi–Torkham–Kabul"]["On 15 Feb 2025"]
    at.button(key="routes-reset").click().run()
    assert "close" not in at.query_params
    assert "2025-02-15" in at.query_params["asof"], "the day is no part of the scenario"
    assert "Scenario, not the record" not in words(at)


def test_a_scenario_without_a_way_names_the_cut(opened: Open) -> None:
    text = words(opened("routes", "close=PAK&close=IRN"))
    assert "no way would lead from Mumbai to Kabul" in text
    assert "Mumbai–Chabahar sea lane" in text and "shut in the scenario" in text


def test_an_unknown_leg_is_ignored_and_named(opened: Open) -> None:
    at = opened("routes", "close=silk-road&built=road-ghazni-kabul&origin=doha")
    notice = " ".join(str(warning.value) for warning in at.warning)
    for name in ("close", "built", "origin"):
        assert name in notice
    assert "Scenario, not the record" not in words(at)


def test_a_built_leg_that_needs_no_building_is_named(opened: Open) -> None:
    # Its first record, under construction, is younger than the day.
    assert "Not planned or under construction on 1 Jan 2019: Chabahar–Khash railway" in words(
        opened("routes", "asof=2019-01-01&built=rail-chabahar-khash")
    )


def test_before_the_first_record_no_status_is_guessed(opened: Open) -> None:
    at = opened("routes", "asof=1999-12-31")
    first = first_records(serving.current())["day"]
    assert f"Status not recorded before {format_date(first.min().date())}, for any leg." in words(at)
    lane = f"Mundra–Bandar Abbas sea lane (before {format_date(first['sea-mundra-bandarabbas'].date())})"
    assert lane in re.sub(r"\\", "", comparison(at)["Bandar Abbas–Islam Qala–Kabul"]["On 31 Dec 1999"])
    assert all("**Not recorded**" in corridor["On 31 Dec 1999"] for corridor in comparison(at).values())
    assert "Sanctions exposure: no event of type Sanctions about Chabahar is recorded up to 31 Dec 1999." in words(at)
    assert all(corridor["Under sanctions exposure"] == "no\u00a0source" for corridor in comparison(at).values())


def test_an_event_leads_to_the_legs_that_it_moved(opened: Open) -> None:
    moved = serving.current().tables["leg_status"].astype("str")
    for event in (
        "2025-10-12-pakistan-closes-all-crossings-afghanistan-halting",
        "2025-11-01-torkham-reopens-returning-afghans-only-trade",
    ):
        found = [link for link in links(opened("events", f"event={event}")) if "leg=" in link.query]
        assert {dict(parse_qsl(link.query))["leg"] for link in found} == set(moved[moved["event_id"] == event]["leg_id"])
        assert all(link.page == "" and "asof=2025-1" in link.query and "event=" not in link.query for link in found)


def test_a_click_on_a_leg_of_the_map_opens_its_dossier(opened: Open) -> None:
    """A page without a browser draws no map; the click is put where Streamlit puts it."""
    at = opened("routes", "asof=2025-02-15")
    view, leg = at.session_state["view"], "border-milak-zaranj"
    with patch.object(
        st, "session_state", {"map": SimpleNamespace(selection=SimpleNamespace(objects={"crossings": [{"id": leg}]}))}
    ) as state:
        opens_legs(view, "map")()
    page, params = state["leave"]
    assert page == "overview"
    assert params["leg"] == [leg]
    assert params["asof"] == ["2025-02-15"]
