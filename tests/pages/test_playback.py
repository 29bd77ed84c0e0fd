"""Playback on the page Map: what a slow browser still says of an earlier month is no choice of the visitor."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from atlas.view.playback import counts, during
from tests.pages.links import links
from tests.pages.test_pages import texts
from tests.pages.views import ENTRY, PAGES, selected
from tests.running import PATIENCE

MAP = next(page for page in PAGES if page.url == "map")
LINK = "AFG-IND"
MONTHS = counts(selected(f"link={LINK}"))
BUSY = max(MONTHS, key=MONTHS.__getitem__)


def written(month: date) -> str:
    return f"{month:%Y-%m}"


def opened(**address: str) -> AppTest:
    """The map of one link at an address."""
    at = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE)
    for name, value in {"link": LINK, **address}.items():
        at.query_params[name] = value
    at.run()
    return at.switch_page(MAP.path).run()


def at_month(at: AppTest) -> str:
    """The month of the address."""
    month = at.query_params["month"]
    return month if isinstance(month, str) else month[0]


def test_an_echo_of_an_earlier_month_does_not_stop_the_playback() -> None:
    first, second, third, *_ = [month for month, number in MONTHS.items() if number]
    at = opened(month=written(first))
    at.button(key="play").click().run()
    late = at._tree.get_widget_states()
    for month in (second, third):
        # The step that the clock takes.
        at.query_params["month"] = written(month)
        at.run()
    # The browser has not drawn the last steps yet and sends what its controls showed before them.
    at._run(late)
    assert not at.exception
    assert at_month(at) == written(third)
    assert "Pause" in [button.label for button in at.button], "it still plays"


def test_the_events_of_the_month_are_named_and_open() -> None:
    at = opened(month=written(BUSY))
    events = during(selected(f"link={LINK}"), BUSY, "month").events
    opens = [link.query for link in links(at)]
    for event_id in events["event_id"]:
        assert any(f"event={event_id}" in query for query in opens), event_id
    assert f"**{BUSY:%b %Y}**: {len(events)} event" in " ".join(texts(at))


def test_a_link_with_a_month_opens_it_at_rest() -> None:
    at = opened(month=written(BUSY))
    assert at_month(at) == written(BUSY)
    labels = [button.label for button in at.button]
    assert "Play" in labels and "Pause" not in labels


def test_months_are_gone_through_by_hand_and_left() -> None:
    at = opened()
    (way,) = (link for link in links(at) if "Month by month" in link.label)
    at = opened(**dict(parse_qsl(way.query)))
    assert at_month(at) == written(next(month for month, number in MONTHS.items() if number))
    at.button(key="step-on").click().run()
    assert at_month(at) == written(list(MONTHS)[1])
    at.button(key="step-back").click().run()
    slider = at.select_slider[0]
    slider.set_value(BUSY).run()
    assert at_month(at) == written(BUSY)
    at.button(key="all-months").click().run()
    assert "month" not in at.query_params


@pytest.mark.parametrize("end", ["last", "before"])
def test_playback_begins_anew_only_after_the_last_month(end: str) -> None:
    full = [month for month, number in MONTHS.items() if number]
    at = opened(month=written(full[-1] if end == "last" else full[-2]))
    at.button(key="play").click().run()
    assert at_month(at) == written(full[0] if end == "last" else full[-2])
