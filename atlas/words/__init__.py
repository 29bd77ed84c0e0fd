"""Dates, lists and counts in plain English, the Afghan calendar, and text that a file can hold."""

from atlas.words.phrases import count, format_date, format_published, join_words, language_name
from atlas.words.solar_hijri import solar_hijri
from atlas.words.xml import xml_text

__all__ = ["count", "format_date", "format_published", "join_words", "language_name", "solar_hijri", "xml_text"]
