"""Versions of the data: calendar versions that compare in time."""

from __future__ import annotations

Version = tuple[int, int, int]


def parse_version(text: str) -> Version | None:
    """A version such as `2026.11.0` as numbers that compare in time, or `None` where the text is none."""
    parts = text.split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() and len(part) <= 4 for part in parts):
        return None
    year, month, number = map(int, parts)
    return (year, month, number) if 1 <= month <= 12 else None


def version_number(text: str) -> int:
    """A valid version as one number that compares in time."""
    year, month, number = parse_version(text) or (0, 0, 0)
    return (year * 100 + month) * 10_000 + number
