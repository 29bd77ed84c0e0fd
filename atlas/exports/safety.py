"""Text that does no harm where it is opened."""

from __future__ import annotations

import re

import pandas as pd

FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters by which a spreadsheet takes a text cell for a formula (OWASP, CSV Injection)."""

_FORMULA = re.compile("|".join(map(re.escape, FORMULA_START)))
_LEADING_ZERO = re.compile("0[0-9]+$")

# What XML 1.0 has no way to write, not even escaped (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _rewritten(frame: pd.DataFrame, which: re.Pattern[str], before: str, after: str = "") -> pd.DataFrame:
    """The frame with something before and after every text cell that begins as `which` says. Only text columns are touched."""
    guarded = frame.copy()
    for name in frame.columns:
        if isinstance(frame[name].dtype, pd.StringDtype | pd.CategoricalDtype) or frame[name].dtype == object:
            column = frame[name]
            # Most columns hold no such cell, and categories are few: looking first is quick.
            values = column.cat.categories if isinstance(column.dtype, pd.CategoricalDtype) else column.dropna()
            if not any(which.match(str(value)) for value in values):
                continue
            text = column.astype("str").where(column.notna())
            found = text.str.match(which).fillna(False).astype(bool)
            guarded[name] = text.where(~found, before + text + after)
    return guarded


def harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with an apostrophe before every text cell that a spreadsheet would take for a formula; a negative number stays one."""
    return _rewritten(frame, _FORMULA, "'")


def zeros_kept(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with every code such as 061 as a formula that yields its text: Excel takes the bare code for a number."""
    return _rewritten(frame, _LEADING_ZERO, '="', '"')


def xml_text(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)
