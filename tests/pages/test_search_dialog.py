"""The search that answers, as a dialog: what it offers, what it says of mistyped words, and nothing that is read as Markdown."""

from __future__ import annotations

import html

import pytest
from streamlit.testing.v1 import AppTest

from atlas.dataset import serving
from atlas.finding import answers_to
from atlas.view.pages import PAGES
from tests.pages.links import html_text, links
from tests.pages.test_pages import texts, words
from tests.pages.views import ENTRY
from tests.running import PATIENCE


def searched(query: str, page: str = "timeline.py") -> AppTest:
    at = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE).run().switch_page(page).run()
    # Typing runs the dialog alone, which the headless runner cannot; what is typed stands there when it opens.
    at.session_state["search-words"] = query
    at.button(key="search").click().run()
    assert not at.exception
    return at


@pytest.mark.parametrize("query", ["Mutaqi", "Milak", "kabul delhi", "متقی", "trade"])
def test_every_answer_is_a_link_in_the_order_of_the_answers(query: str) -> None:
    at, answers = searched(query), answers_to(serving.current(), query)
    wanted = [answer for group in answers.groups for answer in group.answers]
    labels = [link.label for link in links(at)]
    rest = iter(labels)
    assert all(any(answer.label in label for label in rest) for answer in wanted), (wanted, labels)
    assert all(group.title in html_text(at) for group in answers.groups)


def test_a_mistyped_word_is_owned_up_to() -> None:
    assert any("“mutaqi” as “muttaqi”" in words(caption.value) for caption in searched("Mutaqi").caption)
    assert not any("as typed" in words(caption.value) for caption in searched("Muttaqi").caption)


def test_nothing_found_is_said_with_the_nearest_name() -> None:
    at = searched("Recognishun")
    assert "Nothing found for “Recognishun”." in texts(at)
    assert any(link.label.startswith("Recognition") for link in links(at))
    at = searched("xyzzyqwv")
    assert "Nothing found for “xyzzyqwv”." in texts(at)
    assert "nearest" not in html_text(at)


@pytest.mark.parametrize(
    "query", ["<script>alert(1)</script>", "**bold** :smile: [a](javascript:alert(1))", "'><img src=x onerror=alert(1)>"]
)
def test_a_query_is_shown_as_text(query: str) -> None:
    at = searched(query)
    assert any(query in text for text in texts(at)) or answers_to(serving.current(), query).groups
    (mark,) = [body for element in at.get("html") if "data-answers" in (body := str(element.proto.body))]
    assert html.escape(query, quote=True) in mark


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.name)
def test_the_search_is_on_every_page(page: object) -> None:
    assert searched("Milak", page.script).text_input(key="search-words")  # type: ignore[attr-defined]


def test_a_word_of_the_codebook_opens_its_table() -> None:
    best = answers_to(serving.current(), "goldstein").best
    assert best and best.page == "data" and best.params == (("table", "cameo_codes"),)
    at = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE).run()
    at.query_params["table"] = "evidence"
    at.run().switch_page("data.py").run()
    assert not at.exception
    assert at.selectbox(key="option-table").value == "evidence"
    at.selectbox(key="option-table").set_value("places").run()
    assert at.query_params["table"] in ("places", ["places"])
