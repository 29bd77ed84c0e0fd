"""Tables as Arrow holds them: what files are written from without a cell passing through Python."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

LARGE_TEXT = pa.large_string()


def arrow(frame: pd.DataFrame) -> pa.RecordBatch:
    """A frame as Arrow holds it: days as `date32`, codes as dictionaries, missing values as null."""
    return pa.record_batch([arrow_column(frame[name]) for name in frame.columns], [str(name) for name in frame.columns])


def arrow_column(column: pd.Series) -> pa.Array:
    """A column of such a frame."""
    kind = column.dtype
    if isinstance(kind, pd.CategoricalDtype):
        values = arrow_column(pd.Series(kind.categories))
        return pa.DictionaryArray.from_arrays(pa.array(column.cat.codes.astype("int32"), mask=column.isna().to_numpy()), values)
    if pd.api.types.is_datetime64_any_dtype(kind):
        return pa.array(column).cast(pa.date32())
    if pd.api.types.is_bool_dtype(kind) or pd.api.types.is_numeric_dtype(kind):
        return pa.array(column)
    return pa.array(column.astype("str"), LARGE_TEXT)


def decoded(column: pa.Array) -> pa.Array:
    """A column, or the values of its lists, without dictionary."""
    if pa.types.is_dictionary(column.type):
        return column.dictionary_decode()
    if pa.types.is_large_list(column.type):
        # A part of a longer column counts its offsets from the start of that.
        starts = pc.subtract(column.offsets, column.offsets[0])
        return pa.LargeListArray.from_arrays(starts, decoded(column.flatten()))
    return column


def as_frame(rows: pa.RecordBatch) -> pd.DataFrame:
    """Rows without lists as a frame, the way back from `arrow`."""
    plain = pa.record_batch([decoded(column) for column in rows.columns], rows.schema.names)
    frame: pd.DataFrame = plain.to_pandas(date_as_object=False, types_mapper={LARGE_TEXT: pd.StringDtype(na_value=np.nan)}.get)
    return frame
