"""The measures in a browser: a mark leads to its event, a table does so for the keyboard, and pictures are made without another host."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import OpenWindow, Window

MARK = """title => {
    const plot = document.querySelector('.js-plotly-plot'), layout = plot._fullLayout, box = plot.getBoundingClientRect();
    for (const trace of plot.data) {
        const at = (trace.text || []).findIndex(text => text.includes(title));
        if (trace.customdata && at >= 0) return {
            x: box.left + layout.xaxis._offset + layout.xaxis.d2p(trace.x[at]),
            y: box.top + layout.yaxis._offset + layout.yaxis.d2p(trace.y[at]),
        };
    }
}"""
"""Where the mark of an event is on the screen."""

FIRST_CALL = "Jaishankar and Muttaqi speak by phone, first ministerial contact since 2021"


def drawn(window: Window) -> None:
    """Wait until the chart stands in the window."""
    window.settle()
    expect(window.page.locator(".js-plotly-plot .cartesianlayer").first).to_be_visible()
    window.page.locator(".js-plotly-plot").first.scroll_into_view_if_needed()
    window.settle()


def test_a_mark_of_the_ladder_opens_its_event_and_back_returns(open_window: OpenWindow) -> None:
    window = open_window("relations?link=AFG-IND", height=1200)
    drawn(window)
    page = window.page
    mark = page.evaluate(MARK, FIRST_CALL)
    page.mouse.move(mark["x"], mark["y"])
    expect(page.locator(".js-plotly-plot .hoverlayer text").first).to_be_visible()
    page.mouse.click(mark["x"], mark["y"])
    page.wait_for_url(re.compile("/events.*event=2025-05-15-jaishankar"))
    window.settle()
    expect(page.get_by_role("heading", name=FIRST_CALL)).to_be_visible()
    assert "link=AFG-IND" in window.query
    page.go_back()
    page.wait_for_url(re.compile("/relations"))
    drawn(window)
    # The click is forgotten: nobody is sent away a second time.
    expect(page.get_by_role("heading", name="How close, on what, and who carries it")).to_be_visible()


def test_the_keyboard_chooses_a_measure_and_takes_its_picture_and_its_table(open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window("relations?link=AFG-IRN")
    page = window.page
    page.get_by_role("radio", name="Tempo").or_(page.get_by_role("button", name="Tempo")).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("show=tempo"))
    drawn(window)
    for form, start in (("png", b"\x89PNG"), ("svg", b"<svg")):
        page.locator(f".st-key-figure-tempo [data-form={form}]").focus()
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        picture = tmp_path / f"tempo.{form}"
        download.value.save_as(picture)
        assert download.value.suggested_filename.endswith(f"tempo.{form}")
        assert picture.read_bytes().startswith(start)
    with page.expect_download() as download:
        page.locator(".st-key-csv-tempo button").focus()
        page.keyboard.press("Enter")
    table = tmp_path / "tempo.csv"
    download.value.save_as(table)
    header, first, *_ = csv.reader(io.StringIO(table.read_text(encoding="utf-8"), newline=""))
    assert header == ["quarter", "link", "partner", "contacts", "data_version", "view"]
    assert first[1] == "AFG-IRN"


def test_every_measure_fits_a_phone(open_window: OpenWindow) -> None:
    window = open_window("relations", width=390, height=844)
    for show in ("ladder", "subjects", "people", "reciprocity"):
        window.open(f"relations?show={show}")
        drawn(window)
        assert window.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
        # Nothing of a figure is drawn beyond its edge.
        beyond = window.page.evaluate(
            """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
                const edge = plot.getBoundingClientRect();
                return [...plot.querySelectorAll('text')].filter(text => {
                    const box = text.getBoundingClientRect();
                    return box.width && (box.left < edge.left - 1 || box.right > edge.right + 1);
                }).map(text => text.textContent);
            })"""
        )
        assert beyond == []
