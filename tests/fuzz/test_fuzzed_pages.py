"""Any address of any page is answered: the head that the server writes, and the page itself, which says what it could not use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
import streamlit as st
from hypothesis import given, settings, strategies
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from atlas import web
from atlas.dataset import serving
from atlas.palette import LIGHT
from atlas.view.pages import PAGES, PageEntry
from components.address import Params
from components.present import on_stage
from components.text import WORD_JOINER
from components.view import view_of
from tests.fuzz.addresses import ATLAS, QUERIES
from tests.fuzz.long import often, timed
from tests.pages.links import titles
from tests.pages.views import ENTRY
from tests.running import PATIENCE

WINDOWS = strategies.sampled_from(("1440x900", "390x844", "", "x", "0x0", "99999x99999", "-1x-1", "١٤٤٠x٩٠٠", "NaNxNaN"))
"""What a cookie says of the size of the window. Anybody can write cookies."""

Opened = Callable[[PageEntry, dict[str, list[str]], str], AppTest]
write_page = web.page_writer(lambda: serving.Served(ATLAS), Path(st.__file__).parent / "static")


@pytest.fixture(scope="module")
def opened() -> Iterator[Opened]:
    """`opened(page, given, window)`: the page at the address with these names and values, as a new visitor meets it."""
    seen = {"viewport": ""}
    with pytest.MonkeyPatch.context() as patch:
        # The headless runner has no cookies.
        patch.setattr(type(st.context), "cookies", property(lambda _: seen))

        def open_page(page: PageEntry, given: dict[str, list[str]], window: str) -> AppTest:
            seen["viewport"] = window
            at = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE)
            for name, values in given.items():
                at.query_params[name] = values
            return (at.switch_page(page.script) if page.path else at).run()

        yield open_page


def letters(text: str) -> str:
    """A text without blanks and without what keeps Markdown from reading it."""
    return re.sub(rf"[\s\\{WORD_JOINER}]", "", text)


def assert_says_what_it_shows(at: AppTest, page: PageEntry, given: Params) -> None:
    """The page has one title, and names what of the address it left out or read as something else, the first eight of either."""
    titled = [title for title in titles(at) if title.strip()]
    assert len(titled) == 1, titled
    view = view_of(given, ATLAS, LIGHT)
    # A story has the whole screen.
    if page.name == "present" and on_stage(view):
        return
    said = letters(" ".join(str(element.value) for element in (*at.warning, *at.caption)))
    for meant in (False, True):
        told = [letters(f"{odd.name}={odd.value}"[:30]) for odd in view.ignored if bool(odd.meant) == meant]
        assert [start for start in told[:8] if start not in said] == [], said


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.name)
@settings(max_examples=often(3, 1 / len(PAGES)))
@given(query=QUERIES, window=WINDOWS)
def test_no_address_breaks_a_page(opened: Opened, page: PageEntry, query: str, window: str) -> None:
    given = parse_qs(query, keep_blank_values=True)
    with timed((page.path, query)):
        at = opened(page, given, window)
    assert [str(raised.message) for raised in at.exception] == []
    assert_says_what_it_shows(at, page, [(name, value) for name, values in given.items() for value in values])
    headers = [(b"host", b"atlas.example.org")]
    path = f"/{page.path}"
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": headers, "scheme": "https"}
    request = Request(scope | {"server": ("atlas.example.org", 443), "root_path": ""})
    with timed((page.path, query)):
        assert web.nowhere(request) is None
        status, head = write_page(request)
        assert status in (200, 404, 410)
        assert head.count("<script") == 1, "nothing of the address is read as code"
