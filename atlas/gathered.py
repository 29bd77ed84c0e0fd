"""What stands in several rows of an event, gathered into one text."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Positions = npt.NDArray[np.intp]


def gathered(event: Positions, texts: pd.Series, size: int, separator: str) -> pd.Series[str]:
    """The texts of each of `size` events as one, in the order of the rows; empty where an event has none.

    `event` is the position of each text's event; a missing text, or one of no event (-1), is left out.
    """
    kept = np.flatnonzero((event >= 0) & texts.notna().to_numpy())
    kept = kept[np.argsort(event[kept], kind="stable")]
    starts = np.searchsorted(event[kept], np.arange(size + 1))
    values = pa.array(texts.iloc[kept].astype("str"), pa.large_string())
    lists = pa.LargeListArray.from_arrays(pa.array(starts, pa.int64()), values)
    joined = pc.binary_join(lists, pa.scalar(separator, pa.large_string()))
    return pd.Series(joined.to_pandas(types_mapper={pa.large_string(): pd.StringDtype(na_value=np.nan)}.get))


def positions_of(events: pd.Series, keys: pd.Series) -> Positions:
    """Where the event of each key stands among the ids `events`; -1 for one that does not."""
    once = keys.astype("category")
    places: Positions = pd.Index(events).get_indexer(pd.Index(once.cat.categories.astype("str")))
    # The code of a missing key is -1, and so finds what is appended.
    return np.append(places, -1)[once.cat.codes]
