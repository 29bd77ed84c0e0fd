"""What became of an event, and what has changed since a link was made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from atlas.dataset import parse_version, version_number
from atlas.view import EventFilter, select
from atlas.view.changes import changed_since, fate, version_before

if TYPE_CHECKING:
    from atlas.dataset import Dataset

CALL = "2025-05-15-jaishankar-muttaqi-speak-phone-first-ministerial"
GONE = "2025-05-14-jaishankar-muttaqi-speak"


@pytest.fixture
def later(dataset: Dataset) -> Dataset:
    """The dataset as a later release might have it: one event corrected, one merged into another."""
    rows = [
        {"version": "2099.1.0", "event_id": CALL, "change": "corrected", "reason": "A subject was added.", "replaced_by": None},
        {"version": "2099.1.0", "event_id": GONE, "change": "merged", "reason": "It was the same call.", "replaced_by": CALL},
    ]
    changes = pd.concat([dataset.tables["changes"].astype(object), pd.DataFrame(rows)], ignore_index=True)
    return replace(dataset, tables={**dataset.tables, "changes": changes})


@pytest.mark.parametrize("text", ["", "2026", "2026.11", "2026.13.0", "2026.0.1", "2026.11.x", "v2026.11.0", "2026.11.0.1", "٢٠٢٦.11.0"])
def test_what_is_no_version_is_refused(text: str) -> None:
    assert parse_version(text) is None


def test_versions_compare_in_time() -> None:
    ordered = ["2025.12.9", "2026.2.0", "2026.11.0", "2026.11.2", "2026.11.10", "2027.1.0"]
    shuffled = ordered[::2] + ordered[1::2]
    assert sorted(shuffled, key=version_number) == ordered


def test_an_event_that_was_merged_says_why_and_into_what(later: Dataset) -> None:
    found = fate(later, GONE)
    assert found is not None
    assert (found.change, found.version, found.reason, found.replaced_by) == ("merged", "2099.1.0", "It was the same call.", CALL)
    assert fate(later, CALL) is None
    assert fate(later, "never-published") is None


def test_a_link_hears_only_of_later_changes_to_what_it_shows(later: Dataset) -> None:
    shown = select(later, EventFilter(link=("AFG-IND",), type=("call",)))
    assert list(changed_since(shown, later.version)["event_id"]) == [GONE, CALL]
    assert changed_since(shown, "2099.1.0").empty
    elsewhere = select(later, EventFilter(link=("AFG-CHN",)))
    assert changed_since(elsewhere, later.version).empty, "what it went into is not in view"


def test_the_version_before_is_older_than_the_one_shown(dataset: Dataset, later: Dataset) -> None:
    before = version_before(dataset)
    assert before and version_number(before) < version_number(dataset.version)
    assert version_before(later) == before, "a version to come is not before"
    assert select(dataset, EventFilter(updated_since=before)).n
