"""Dates, lists and counts in plain English, and the Afghan calendar."""

from atlas.words.phrases import count, format_date, format_published, join_words, language_name
from atlas.words.solar_hijri import solar_hijri

__all__ = ["count", "format_date", "format_published", "join_words", "language_name", "solar_hijri"]
