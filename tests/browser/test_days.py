"""A day that is typed counts with Enter, and whoever typed it goes on from there."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow

AT_THE_DAY = "() => document.activeElement.matches('[role=spinbutton][data-type=day]')"


def _type(page: Page, label: str, day: str) -> None:
    """Type the figures of a day into a field; the calendar opens meanwhile."""
    page.get_by_role("spinbutton", name=f"year, {label}", exact=True).focus()
    page.keyboard.type(day)
    expect(page.get_by_test_id("stDateInputCalendar")).to_be_visible()


@pytest.mark.parametrize(("path", "label", "name"), [("routes", "As of", "asof"), ("events", "From", "from"), ("events", "To", "to")])
def test_enter_takes_the_day_that_was_typed(open_window: OpenWindow, path: str, label: str, name: str) -> None:
    window = open_window(path)
    page, calendar = window.page, window.page.get_by_test_id("stDateInputCalendar")
    _type(page, label, "20210815")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"{name}=2021-08-15$"))
    expect(calendar).to_have_count(0)
    window.settle()
    assert page.evaluate(AT_THE_DAY), "the focus stays"
    # So it does for a day that is counted on from there, while the calendar is closed.
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"{name}=2021-08-16$"))
    window.settle()
    expect(calendar).to_have_count(0)
    assert page.evaluate(AT_THE_DAY)
    page.keyboard.press("Tab")
    field = page.get_by_test_id("stDateInput").filter(has=page.get_by_role("group", name=label, exact=True))
    expect(field.get_by_role("button", name="Choose date")).to_be_focused()


def test_enter_behind_half_a_day_takes_nothing_and_stays_at_the_field(open_window: OpenWindow) -> None:
    window = open_window("events")
    page = window.page
    _type(page, "From", "2021")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stDateInputCalendar")).to_have_count(0)
    window.settle()
    assert window.query == ""
    expect(page.get_by_role("spinbutton", name="year, From", exact=True)).to_be_focused()


def test_enter_in_the_calendar_still_takes_its_day_and_escape_still_closes_it(open_window: OpenWindow) -> None:
    window = open_window("routes?asof=2021-08-15")
    page, calendar = window.page, window.page.get_by_test_id("stDateInputCalendar")
    page.get_by_role("spinbutton", name="day, As of", exact=True).focus()
    expect(calendar).to_be_visible()
    page.keyboard.press("Escape")
    expect(calendar).to_have_count(0)
    page.keyboard.press("Alt+ArrowDown")
    expect(calendar.get_by_role("button", name=re.compile("15 August 2021|August 15, 2021"))).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("asof=2021-08-16$"))
    expect(calendar).to_have_count(0)
