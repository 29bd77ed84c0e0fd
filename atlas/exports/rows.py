"""The selected events as rows, part by part: codes beside labels, lists beside texts."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from atlas.dataset import DATASETS_KEPT, Dataset, Facet
from atlas.exports.arrow import LARGE_TEXT, arrow_column, decoded
from atlas.exports.columns import EVENTS, MARKS, Column
from atlas.view import Selection

ROWS_A_PART = 10_000
"""How many events a streamed file takes up at once: some 15 MB."""

_AT_ONCE = 2
"""How many columns, or parts of a file, are made at once, which helps where the work leaves the interpreter to others, as Arrow's does."""


def marks(selection: Selection) -> dict[str, str]:
    """The values of the columns `MARKS`."""
    return dict(zip((mark.name for mark in MARKS), (selection.dataset.version, selection.sentence), strict=True))


def parts(size: int) -> Iterator[slice]:
    """Slices that together cover so many rows; one empty slice where there is none."""
    for start in range(0, max(size, 1), ROWS_A_PART):
        yield slice(start, start + ROWS_A_PART)


def written(size: int, write: Callable[[slice], bytes]) -> Iterator[bytes]:
    """What is written of each part, in order; the next are written while one is taken, and no more are held."""
    waiting: deque[Future[bytes]] = deque()
    with ThreadPoolExecutor(_AT_ONCE, "rows") as writers:
        for part in parts(size):
            if len(waiting) == _AT_ONCE:
                yield waiting.popleft().result()
            waiting.append(writers.submit(write, part))
        while waiting:
            yield waiting.popleft().result()


def _listed(size: int, event: npt.NDArray[np.integer], values: pa.DictionaryArray) -> pa.LargeListArray:
    """For each of `size` events the list of its values; `event` holds the event position of each value."""
    order = np.argsort(event, kind="stable")
    starts = np.searchsorted(event[order], np.arange(size + 1))
    return pa.LargeListArray.from_arrays(pa.array(starts, pa.int64()), values.take(pa.array(order)))


def _coded(facet: Facet) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(facet.code), pa.array(facet.values, LARGE_TEXT))


def _parted(texts: pa.LargeStringArray, separator: str) -> pa.LargeListArray:
    """Each text as the list of what the separator parts; that of an empty text is empty."""
    lists = pc.split_pattern(texts, separator)
    sizes = pc.if_else(pc.equal(texts, ""), 0, pc.list_value_length(lists))
    starts = np.concatenate([[0], sizes.to_numpy().cumsum()])
    values = lists.flatten()
    return pa.LargeListArray.from_arrays(pa.array(starts, pa.int64()), values.filter(pc.not_equal(values, "")).dictionary_encode())


@lru_cache(maxsize=DATASETS_KEPT)
def _rows_of(dataset: Dataset) -> pa.RecordBatch:
    """All events, chronological, with the columns of `EVENTS` but for the marks; codes and the values of lists are dictionaries."""
    actors, issues, evidence = dataset.facets["actor"], dataset.facets["issue"], dataset.evidence
    pages = arrow_column(evidence["source_id"]).dictionary_encode()
    urls = arrow_column(dataset.sources["url"].loc[pages.dictionary.to_pylist()])
    size = len(dataset.events)
    # The lists that no column of `Dataset.events` holds.
    listed: dict[str, Callable[[], pa.Array]] = {
        "actor_ids": lambda: _listed(size, actors.event, _coded(actors)),
        "issue_ids": lambda: _listed(size, issues.event, _coded(issues)),
        "source_urls": lambda: _listed(size, evidence["event"].to_numpy(), pa.DictionaryArray.from_arrays(pages.indices, urls)),
    }

    def values(column: Column) -> pa.Array:
        if column.name in listed:
            return listed[column.name]()
        held = arrow_column(dataset.events[column.origin or column.name])
        return _parted(held, column.separator) if column.type == "list" else held

    columns = EVENTS.columns[: -len(MARKS)]
    with ThreadPoolExecutor(_AT_ONCE, "columns") as makers:
        return pa.record_batch(list(makers.map(values, columns)), [column.name for column in columns])


class EventRows:
    """The selected events, part by part, so that a large file need not be held as a whole."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._rows = _rows_of(selection.dataset)

    def typed(self, part: slice = slice(None)) -> pa.RecordBatch:
        """Part of the selected events, chronological, with the columns of `EVENTS` in their types; lists are lists of text."""
        positions = self._selection.positions[part]
        together = len(positions) > 0 and positions[-1] - positions[0] + 1 == len(positions)
        # Neighbours are not copied, which is half of the work where all events are wanted.
        rows = self._rows.slice(positions[0], len(positions)) if together else self._rows.take(pa.array(positions))
        for name, value in marks(self._selection).items():
            rows = rows.append_column(name, pa.repeat(pa.scalar(value, LARGE_TEXT), len(positions)))
        return rows

    def text(self, part: slice = slice(None)) -> pa.RecordBatch:
        """The same with the values of every list as one text."""
        rows = self.typed(part)
        for name, separator in EVENTS.separators.items():
            place = rows.schema.get_field_index(name)
            rows = rows.set_column(place, name, pc.binary_join(decoded(rows[name]), pa.scalar(separator, LARGE_TEXT)))
        return rows
