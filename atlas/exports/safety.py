"""Text that does no harm where it is opened."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters by which a spreadsheet takes a text cell for a formula (OWASP, CSV Injection)."""

_LEADING_ZERO = "^0[0-9]+$"


def _rewritten(texts: pa.LargeStringArray, which: pa.BooleanArray, before: str, after: str = "") -> pa.LargeStringArray:
    """The texts with something before and after those that are marked."""
    if not pc.any(which).as_py():
        return texts
    around = (pa.scalar(text, texts.type) for text in (before, after))
    return pc.if_else(which, pc.binary_join_element_wise(next(around), texts, next(around), pa.scalar("", texts.type)), texts)


def harmless(texts: pa.LargeStringArray) -> pa.LargeStringArray:
    """The texts with an apostrophe before every one that a spreadsheet would take for a formula."""
    return _rewritten(texts, pc.is_in(pc.utf8_slice_codeunits(texts, 0, 1), pa.array(FORMULA_START, texts.type)), "'")


def zeros_kept(texts: pa.LargeStringArray) -> pa.LargeStringArray:
    """The texts with every code such as 061 as a formula that yields its text: Excel takes the bare code for a number."""
    return _rewritten(texts, pc.match_substring_regex(texts, _LEADING_ZERO), '="', '"')
