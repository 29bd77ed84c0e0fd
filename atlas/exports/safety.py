"""Text that does no harm where it is opened."""

from __future__ import annotations

import re

import pandas as pd

FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters by which a spreadsheet takes a text cell for a formula (OWASP, CSV Injection)."""

# What XML 1.0 has no way to write, not even escaped (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with an apostrophe before every text cell that a spreadsheet would take for a formula.

    Only text columns are touched: a negative number stays a number.
    """
    guarded = frame.copy()
    for name in frame.columns:
        if isinstance(frame[name].dtype, pd.StringDtype | pd.CategoricalDtype) or frame[name].dtype == object:
            column = frame[name]
            # Most columns hold no such cell, and categories are few: looking first is quick.
            values = column.cat.categories if isinstance(column.dtype, pd.CategoricalDtype) else column.dropna()
            if not any(str(value).startswith(FORMULA_START) for value in values):
                continue
            text = column.astype("str").where(column.notna())
            risky = text.str.startswith(FORMULA_START).fillna(False).astype(bool)
            guarded[name] = text.where(~risky, "'" + text)
    return guarded


def xml_text(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)
