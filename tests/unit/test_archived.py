"""Links that outlive their pages."""

from __future__ import annotations

import pytest

from atlas.citations import archived
from atlas.dataset import Dataset
from atlas.exports.frames import source_frame
from atlas.view import select


@pytest.mark.parametrize(("published", "when"), [("2025-05-16", "20250516"), ("2025-05", "202505"), (None, "*"), ("", "*")])
def test_an_archived_copy_is_looked_for_near_the_day_of_publication(published: str | None, when: str) -> None:
    assert archived("https://example.org/a?b=c", published) == f"https://web.archive.org/web/{when}/https://example.org/a?b=c"


def test_every_page_that_is_taken_away_says_where_to_look(dataset: Dataset) -> None:
    pages = source_frame(select(dataset))
    assert all(archive.endswith(url) for archive, url in zip(pages["archive_url"], pages["url"], strict=True))
