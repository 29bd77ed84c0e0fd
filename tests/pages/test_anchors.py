"""Links as one element: text stays text, an address stays one, whatever they hold."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest

from components.links import Link, anchor, marked
from tests.pages.links import read_links

ODD = "<img src=x onerror=alert(1)> & \"two\" 'one' [a](b) **c**"


def test_text_is_shown_letter_by_letter() -> None:
    (found,) = read_links(anchor(Link(ODD, "events", {}, facts=(ODD,), note="", help=ODD, strong=True)))
    assert (found.label, found.small) == (ODD, ODD)


def test_an_address_holds_what_was_asked_for() -> None:
    (found,) = read_links(anchor(Link("a", "map", {"q": [ODD], "link": ["AFG-IND", "AFG-IRN"]})))
    assert found.page == "map"
    assert parse_qs(found.query) == {"q": [ODD], "link": ["AFG-IND", "AFG-IRN"]}


@pytest.mark.parametrize(("page", "href"), [("overview", "./"), ("events", "./events")])
def test_without_a_filter_it_is_the_page_alone(page: str, href: str) -> None:
    assert Link("a", page).href == href


def test_the_words_of_a_search_are_marked_and_nothing_else_is() -> None:
    assert marked("Muttaqi <i> in Dubai", "dubai") == "Muttaqi &lt;i&gt; in <mark>Dubai</mark>"
    assert marked("Muttaqi", "") == "Muttaqi"
