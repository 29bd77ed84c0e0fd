"""A table as it is sent: what a browser need not know is left out."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

_ENCODED = pa.dictionary(pa.int16(), pa.string())

_FEW = 0.5
"""Texts of which no more than this part are different are sent once each."""


def compact(frame: pd.DataFrame) -> pa.Table:
    """The columns of a frame without its index and without what pandas notes of itself; short numbers for small ones."""
    return pa.table({str(name): _column(frame[name]) for name in frame.columns})


def _column(values: pd.Series) -> pa.Array:
    if isinstance(values.dtype, pd.CategoricalDtype):
        values = values.astype("str")
    if pd.api.types.is_integer_dtype(values.dtype):
        return pa.array(pd.to_numeric(values, downcast="integer"))
    if pd.api.types.is_string_dtype(values.dtype):
        texts = pa.array(values, pa.string())
        return texts.dictionary_encode().cast(_ENCODED) if values.nunique() <= _FEW * len(values) else texts
    return pa.array(values)
