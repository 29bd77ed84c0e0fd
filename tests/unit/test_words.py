"""Dates and counts as people read them, in both calendars."""

from __future__ import annotations

from datetime import date

import pytest

from atlas.words import count, format_date, format_published, join_words, language_name, solar_hijri


@pytest.mark.parametrize(
    ("start", "end", "precision", "written", "hijri"),
    [
        (date(2025, 5, 15), None, "day", "15 May 2025", "25 Sawr 1404"),
        (date(2025, 10, 9), date(2025, 10, 16), "day", "9–16 Oct 2025", "17–24 Mizan 1404"),
        (date(2025, 3, 30), date(2025, 4, 2), "day", "30 Mar – 2 Apr 2025", "10–13 Hamal 1404"),
        (date(2025, 12, 30), date(2026, 1, 2), "day", "30 Dec 2025 – 2 Jan 2026", "9–12 Jadi 1404"),
        (date(2025, 5, 1), None, "month", "May 2025", "Sawr–Jawza 1404"),
        (date(2025, 3, 1), None, "month", "Mar 2025", "Hut 1403 – Hamal 1404"),
        (date(2021, 8, 1), date(2022, 7, 31), "month", "Aug 2021 – Jul 2022", None),
        (date(2025, 1, 1), None, "year", "2025", "1403–1404"),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(start: date, end: date | None, precision: str, written: str, hijri: str | None) -> None:
    assert format_date(start, end, precision) == written
    if hijri:
        assert solar_hijri(start, end, precision) == hijri


def test_a_page_says_when_and_in_what_language_it_was_published() -> None:
    assert [format_published(text) for text in ("2025-05-16", "2025-05")] == ["16 May 2025", "May 2025"]
    assert [language_name(code) for code in ("hi", "fa", "tl", "xx")] == ["Hindi", "Persian", "Tagalog", "xx"]


def test_lists_and_counts() -> None:
    assert [join_words(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert [count(1, "event"), count(1204, "event"), count(2, "country", "countries")] == ["1 event", "1,204 events", "2 countries"]
