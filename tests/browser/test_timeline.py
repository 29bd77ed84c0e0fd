"""The timeline in a browser: a brush is a filter, a click is an event, and the switch in the header is the filter of grades."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow, Window
from tests.pages.views import selected

PLOT = """day => {
    const plot = document.querySelector('.js-plotly-plot'), layout = plot._fullLayout, box = plot.getBoundingClientRect();
    return { x: box.left + layout.xaxis._offset + layout.xaxis.d2p(day), y: box.top + layout.yaxis._offset + layout.yaxis._length / 2 };
}"""
"""Where a day is on the screen, half-way up the lanes."""

LARGEST_MARK = """() => {
    const plot = document.querySelector('.js-plotly-plot'), layout = plot._fullLayout, box = plot.getBoundingClientRect();
    const marks = plot.data.filter(trace => !trace.type && trace.customdata && Array.isArray(trace.marker.symbol))
        .flatMap(trace => Array.from(trace.x, (x, i) => ({ x, y: trace.y[i], size: trace.marker.size[i], event: trace.customdata[i] })));
    const mark = marks.sort((a, b) => b.size - a.size)[0];
    return {
        x: box.left + layout.xaxis._offset + layout.xaxis.d2p(mark.x), y: box.top + layout.yaxis._offset + layout.yaxis.d2p(mark.y),
        event: mark.event,
    };
}"""


def plotted(window: Window) -> Page:
    """The page once its chart is drawn and stands in the window."""
    page = window.page
    chart = page.locator(".js-plotly-plot .cartesianlayer").first
    expect(chart).to_be_visible()
    page.locator(".js-plotly-plot").first.scroll_into_view_if_needed()
    window.settle()
    return page


def test_a_brush_over_march_to_june_is_the_filter_of_these_months(open_window: OpenWindow) -> None:
    window = open_window("timeline", height=1400)
    page = plotted(window)
    start, end = page.evaluate(PLOT, "2025-03-05"), page.evaluate(PLOT, "2025-06-26")
    page.mouse.move(start["x"], start["y"])
    page.mouse.down()
    page.mouse.move((start["x"] + end["x"]) / 2, start["y"] + 4, steps=4)
    page.mouse.move(end["x"], end["y"] + 8, steps=4)
    page.mouse.up()
    page.wait_for_url(re.compile("from=2025-03-01"))
    window.settle()
    assert dict(parse_qsl(window.query)) == {"from": "2025-03-01", "to": "2025-06-30"}
    expected = selected("from=2025-03-01&to=2025-06-30")
    expect(window.sentence).to_have_text(expected.sentence)
    # The brush is gone with the chart it was drawn on, and acts no second time.
    page.get_by_role("button", name="All dates").click()
    window.settle()
    expect(window.sentence).to_have_text(selected("").sentence)
    assert window.query == ""


def test_a_click_on_a_mark_shows_its_event(open_window: OpenWindow) -> None:
    window = open_window("timeline?link=AFG-IND&from=2025-05-01&to=2025-05-31", height=1400)
    page = plotted(window)
    for _ in range(20):
        # The chart may still be moving under the pointer.
        mark = page.evaluate(LARGEST_MARK)
        page.mouse.move(mark["x"] - 6, mark["y"] - 6)
        page.mouse.move(mark["x"], mark["y"], steps=3)
        page.wait_for_timeout(300)
        if page.locator(".js-plotly-plot .hoverlayer text").count():
            break
    title = str(selected("").dataset.events["title"].iloc[mark["event"]])
    # Titles are fetched, not sent with the chart.
    expect(page.locator(".js-plotly-plot .hoverlayer text").first).to_contain_text(title)
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url(re.compile("event="))
    window.settle()
    assert dict(parse_qsl(window.query))["event"] == selected("").dataset.events["event_id"].iloc[mark["event"]]
    expect(page.get_by_test_id("stMain").get_by_role("link", name=title)).to_be_visible()
    page.get_by_role("button", name="Close", exact=True).click()
    window.settle()
    assert "event" not in dict(parse_qsl(window.query))


def test_the_switch_of_grades_is_a_filter_with_counts(open_window: OpenWindow) -> None:
    window = open_window("evidence?link=AFG-IND&check=moves")
    numbers = {
        grade: selected(f"link=AFG-IND{query}").n for grade, query in (("Strict", "&grade=A"), ("Standard", "&grade=B"), ("Broad", ""))
    }
    for name, query in (("Strict", "&grade=A"), ("Standard", "&grade=B"), ("Broad", "")):
        window.page.get_by_role("radio", name=f"{name} ({numbers[name]:,})").click()
        expect(window.sentence).to_have_text(selected(f"link=AFG-IND{query}").sentence)
        window.settle()
        assert window.query.replace("&check=moves", "") == f"link=AFG-IND{query}"
        row = window.page.get_by_test_id("stMain").get_by_role("row").filter(has_text=re.compile("^Events"))
        expect(row).to_contain_text(str(selected("link=AFG-IND&grade=A").n))
