"""Which of Streamlit's scripts the head of a page names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit

from atlas.dataset import Dataset
from atlas.view import parse, parse_options, select
from atlas.view.pages import PAGES
from atlas.web.ahead import scripts

STATIC = Path(streamlit.__file__).parent / "static"
LARGE = {"DeckGlJsonChart", "PlotlyChart", "DataFrame"}
"""What draws maps, charts and tables."""


def named(dataset: Dataset, page: str, *params: tuple[str, str], static: Path = STATIC) -> tuple[str, ...]:
    """The names of the files for a page at an address."""
    (filter_, _), (options, _) = parse(params, dataset), parse_options(params, dataset)
    return scripts(static, PAGES[page], select(dataset, filter_), options)


@pytest.mark.parametrize(
    ("page", "params", "drawn"),
    [
        ("overview", [], {"DeckGlJsonChart"}),
        ("overview", [("link", "AFG-IND"), ("link", "AFG-IRN")], {"DeckGlJsonChart"}),
        ("overview", [("link", "AFG-IND")], set()),
        ("overview", [("link", "AFG-IND"), ("against", "link=AFG-IRN")], {"DeckGlJsonChart", "PlotlyChart"}),
        ("overview", [("q", "xyzzy")], set()),
        ("map", [("event", "2025-05-15-jaishankar-muttaqi-speak-phone-first-ministerial")], {"DeckGlJsonChart", "DataFrame"}),
        ("map", [("q", "xyzzy")], set()),
        ("routes", [("q", "xyzzy")], {"DeckGlJsonChart"}),
        ("timeline", [], {"PlotlyChart"}),
        ("relations", [], {"PlotlyChart"}),
        ("evidence", [], {"PlotlyChart"}),
        ("events", [], {"DataFrame"}),
        ("events", [("event", "2025-05-15-jaishankar-muttaqi-speak-phone-first-ministerial")], set()),
        ("data", [], set()),
        ("present", [], set()),
        ("present", [("story", "from-dubai-to-the-phone-call")], {"PlotlyChart"}),
        ("present", [("story", "from-dubai-to-the-phone-call"), ("scene", "2")], {"DeckGlJsonChart"}),
        ("present", [("story", "from-dubai-to-the-phone-call"), ("scene", "4")], set()),
        ("present", [("story", "from-dubai-to-the-phone-call"), ("scene", "40")], set()),
        ("present", [("story", "mine")], set()),
    ],
)
def test_a_page_names_what_draws_it(dataset: Dataset, page: str, params: list[tuple[str, str]], drawn: set[str]) -> None:
    assert {file.partition(".")[0] for file in named(dataset, page, *params)} & LARGE == drawn


@pytest.mark.parametrize("page", PAGES)
def test_what_a_script_cannot_begin_without_is_named_with_it(dataset: Dataset, page: str) -> None:
    files, every_page = named(dataset, page), (STATIC / "index.html").read_text(encoding="utf-8")
    assert len(files) == len(set(files))
    assert not [file for file in files if file in every_page], "nothing twice"
    texts = [(STATIC / "static" / "js" / file).read_text(encoding="utf-8") for file in files]
    imported = {name for text in texts for name in re.findall(r'(?:from|import)"\./([\w.-]+)"', text)}
    assert imported
    assert {name for name in imported if name not in every_page} <= set(files)


def test_a_streamlit_with_other_names_gets_none(dataset: Dataset, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<html></html>", encoding="utf-8")
    assert named(dataset, "map", static=tmp_path) == ()
