"""The tables of filters, view options and pages: complete, and repeated nowhere but where a test compares."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from atlas.dataset import Dataset
from atlas.stories import SCENE_PAGES
from atlas.view.filters import FILTERS, IN_SENTENCE, called
from atlas.view.kinds import Filter
from atlas.view.options import OPTIONS, VIEW_NAMES, Option
from atlas.view.pages import PAGES

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def filter_rows() -> Iterator[str]:
    """The table of filters."""
    yield "| name | example | keeps |"
    yield "|---|---|---|"
    for name, entry in FILTERS.items():
        yield f"| `{name}` | `{name}={entry.example}` | {entry.meaning} |"


def option_rows() -> Iterator[str]:
    """The table of view options."""
    yield "| name | says |"
    yield "|---|---|"
    for name, entry in OPTIONS.items():
        yield f"| `{name}` | {entry.meaning} |"


@pytest.mark.parametrize("rows", [filter_rows, option_rows])
def test_readme_has_the_table(rows: Callable[[], Iterator[str]]) -> None:
    expected = "\n".join(rows())
    assert f"\n\n{expected}\n\n" in README, f"README.md should hold this table:\n\n{expected}\n"


def test_a_name_is_a_filter_or_an_option() -> None:
    assert VIEW_NAMES.isdisjoint(FILTERS)


@pytest.mark.parametrize("entry", FILTERS.values(), ids=lambda entry: entry.name)
def test_a_filter_can_be_told(dataset: Dataset, entry: Filter) -> None:
    value = entry.value.read(entry.example, dataset)
    assert entry.value.write(value) == entry.example
    assert entry.chip(value, dataset) and called(entry.condition).strip() != "the"
    assert len(entry.mask((value,) if entry.several else value, dataset)) == len(dataset.events)
    assert IN_SENTENCE.count(entry) == 1


@pytest.mark.parametrize("option", OPTIONS.values(), ids=lambda option: option.name)
def test_the_default_of_an_option_is_its_first_value(dataset: Dataset, option: Option) -> None:
    labels = option.labels(dataset)
    assert all(labels.values())
    if labels and not option.several:
        assert option.default == next(iter(labels))


def test_every_page_has_a_script_and_every_script_a_page() -> None:
    files = {file.name for file in (ROOT / "pages").glob("*.py")} - {"frame.py"}
    assert {page.script for page in PAGES.values()} == files
    assert SCENE_PAGES == ("overview", "map", "routes", "timeline", "relations", "events")


def test_the_file_of_a_page_is_named_nowhere_else() -> None:
    names = re.compile(rf"[\"']({'|'.join(PAGES)})\.py[\"']")
    files = [file for room in ("atlas", "components", "pages") for file in (ROOT / room).rglob("*.py")]
    assert [str(file) for file in files if names.search(file.read_text(encoding="utf-8"))] == []
