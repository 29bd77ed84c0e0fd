"""The rows of a selection as an analyst takes them away: codes beside labels, one frame a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from atlas.citations import archived
from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.exports.columns import EVENTS, EVIDENCE, MARKS, PARTICIPANTS, SOURCES, Columns
from atlas.gathered import joined_lists
from atlas.view import Selection

ROWS_A_PART = 10_000
"""How many events a streamed file takes up at once: some 15 MB."""

Positions = npt.NDArray[np.intp]


class _Lists:
    """A column of lists, such as the actors of every event, that can be read for any part of the events.

    `event` holds the event position of every value and `code` its place in `values`. Sorting once makes each part cost only
    its own rows.
    """

    def __init__(self, event: npt.NDArray[np.integer], code: npt.NDArray[np.integer], values: Sequence[str]) -> None:
        order = np.argsort(event, kind="stable")
        self._event, self._code = event[order], code[order]
        self._values = pa.array(values, pa.large_string())

    def __call__(self, positions: Positions) -> pa.LargeListArray:
        """The list of each of the events."""
        start = np.searchsorted(self._event, positions, "left")
        size = np.searchsorted(self._event, positions, "right") - start
        stop = size.cumsum()
        places = np.arange(size.sum()) + np.repeat(start - (stop - size), size)
        starts = pa.array(np.concatenate([[0], stop]), pa.int64())
        return pa.LargeListArray.from_arrays(starts, self._values.take(pa.array(self._code[places])))


@lru_cache(maxsize=DATASETS_KEPT)
def _lists_of(dataset: Dataset) -> dict[str, _Lists]:
    """The lists that no column of `Dataset.events` holds."""
    actors, issues, pages = dataset.facets["actor"], dataset.facets["issue"], dataset.sources["url"]
    return {
        "actor_ids": _Lists(actors.event, actors.code, actors.values),
        "issue_ids": _Lists(issues.event, issues.code, issues.values),
        "source_urls": _Lists(
            dataset.evidence["event"].to_numpy(), pages.index.get_indexer(pd.Index(dataset.evidence["source_id"])), pages.tolist()
        ),
    }


class EventRows:
    """The selected events in their types, part by part, so that a large file need not be held as a whole."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._lists = _lists_of(selection.dataset)

    def typed(self, part: slice = slice(None)) -> pd.DataFrame:
        """Part of the selected events, chronological, with the columns of `EVENTS` in their types; lists are lists of text."""
        return self._frame(
            part, lambda lists, _: lists.to_pylist(), lambda texts, separator: [text.split(separator) if text else [] for text in texts]
        )

    def text(self, part: slice = slice(None)) -> pd.DataFrame:
        """The same with the values of every list as one text."""
        return self._frame(part, lambda lists, separator: joined_lists(lists, separator).array, lambda texts, _: texts)

    def _frame(self, part: slice, listed: Callable[[pa.LargeListArray, str], Any], parted: Callable[[pd.Series, str], Any]) -> pd.DataFrame:
        """The rows, with `listed` making a column from lists and `parted` one from texts that a separator parts."""
        selection = self._selection
        positions = selection.positions[part]
        events = selection.dataset.events.iloc[positions]
        columns: dict[str, object] = {}
        for column in EVENTS.columns[: -len(MARKS)]:
            name = column.name
            if name in self._lists:
                columns[name] = pd.Series(listed(self._lists[name](positions), column.separator), index=events.index)
            elif column.type == "list":
                columns[name] = pd.Series(parted(events[name], column.separator), index=events.index)
            else:
                columns[name] = events[column.origin or name]
        return pd.DataFrame(columns).assign(**marks(selection))


def marks(selection: Selection) -> dict[str, str]:
    """The values of the columns `MARKS`."""
    return dict(zip((mark.name for mark in MARKS), (selection.dataset.version, selection.sentence), strict=True))


def lists_as_text(frame: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    """The frame with the values of every column of lists as one text."""
    joined = {name: [separator.join(values) for values in frame[name]] for name, separator in columns.separators.items()}
    return frame.assign(**{name: pd.Series(texts, index=frame.index, dtype="str") for name, texts in joined.items()})


def days_as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its dates in ISO form."""
    days = [name for name, kind in frame.dtypes.items() if pd.api.types.is_datetime64_any_dtype(kind)]
    return frame.assign(**{str(name): frame[name].dt.strftime("%Y-%m-%d") for name in days})


def parts(size: int) -> Iterator[slice]:
    """Slices that together cover so many rows; one empty slice where there is none."""
    for start in range(0, max(size, 1), ROWS_A_PART):
        yield slice(start, start + ROWS_A_PART)


def _of_selected(table: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    return table[table["event_id"].isin(selection.events["event_id"])]


def participant_frame(selection: Selection) -> pd.DataFrame:
    """The participants of the selected events: the table `participants` with the names of actors and persons."""
    tables = selection.dataset.tables
    rows = _of_selected(tables["participants"], selection)
    actor = rows["actor_id"].astype("str").map(selection.dataset.actors["name"])
    person = rows["person_id"].astype("str").map(tables["people"].set_index("person_id")["name"])
    rows = rows.assign(actor=actor, person=person)
    return rows[PARTICIPANTS.names].reset_index(drop=True)


def evidence_frame(selection: Selection) -> pd.DataFrame:
    """What each page says of the selected events: one row an event and page, with the columns of `EVIDENCE`."""
    dataset = selection.dataset
    rows = dataset.evidence[selection.mask[dataset.evidence["event"].to_numpy()]]
    rows = rows.sort_values(["event", "source_id"], ignore_index=True)
    accounts = _of_selected(dataset.tables["accounts"], selection).astype("str")
    voices = accounts.groupby(["event_id", "source_id"], sort=False)["actor_id"].agg("; ".join).rename("voices")
    page = ["url", "page_title", "publisher_name", "publisher_country", "published", "language", "kind"]
    rows = rows.astype({"event_id": "str"}).join(voices, on=["event_id", "source_id"]).join(dataset.sources[page], on="source_id")
    selected: pd.DataFrame = _with_archive(rows).rename(columns={"publisher_name": "publisher"})[EVIDENCE.names]
    return selected


def source_frame(selection: Selection) -> pd.DataFrame:
    """The pages read on the selected events, each once: the table `sources` with the publisher's name, country and kind."""
    dataset = selection.dataset
    read = dataset.evidence["source_id"][selection.mask[dataset.evidence["event"].to_numpy()]]
    frame: pd.DataFrame = dataset.sources.loc[sorted(read.unique())].reset_index()
    return _with_archive(frame).rename(columns={"publisher_name": "publisher"})[SOURCES.names]


def _with_archive(pages: pd.DataFrame) -> pd.DataFrame:
    days = pages["published"].astype(object).where(pages["published"].notna(), None)
    return pages.assign(archive_url=[archived(url, day) for url, day in zip(pages["url"], days, strict=True)])


class DyadRows:
    """One row an event and pair of its participants, part by part.

    A multilateral event has a row for each pair, also for pairs that a filter did not name, so rows must not be counted
    as events.
    """

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        participants = selection.dataset.tables["participants"].dropna(subset="actor_id")
        positions = selection.dataset.position
        event = participants["event_id"].astype("str").map(positions).to_numpy()
        self._actors = participants["actor_id"].astype("category").cat.categories
        key = event * len(self._actors) + self._actors.get_indexer(pd.Index(participants["actor_id"].astype("str")))
        # An actor with several persons has several rows and one role.
        self._key, first = np.unique(key, return_index=True)
        self._role = participants["role"].astype("str").to_numpy()[first]

    def __len__(self) -> int:
        return len(self._selection.dyads)

    def _roles(self, event: npt.NDArray[np.integer], actor: pd.Series) -> npt.NDArray[np.object_]:
        wanted = event * len(self._actors) + self._actors.get_indexer(pd.Index(actor))
        return np.asarray(self._role[np.searchsorted(self._key, wanted)], dtype=object)

    def typed(self, part: slice = slice(None)) -> pd.DataFrame:
        """Part of the rows in their types; `contact` says that the event brought the two together."""
        dataset, dyads = self._selection.dataset, self._selection.dyads.iloc[part].reset_index(drop=True)
        position = dyads["event"].to_numpy()
        events = dataset.events.iloc[position].reset_index(drop=True)
        names = dataset.actors["name"]
        columns: dict[str, object] = {
            **{name: events[name] for name in ("event_id", "date_start", "date_end", "date_precision")},
            "link": dyads["link"].astype("str"),
        }
        for number, side in enumerate(("first", "second"), start=1):
            columns[f"actor{number}_id"] = dyads[side]
            columns[f"actor{number}"] = dyads[side].astype("str").map(names)
            columns[f"role{number}"] = self._roles(position, dyads[side])
        columns |= {
            "contact": dyads["contact"],
            "title": events["title"],
            "event_type": events["event_type"],
            "event_type_label": events["type"],
            "contact_level": events["contact_level"],
            "contact_level_label": events["level"],
            **{name: events[name] for name in ("status", "place_id", "cameo_code", "goldstein", "quad_class", "grade", "contested")},
        }
        return pd.DataFrame(columns).assign(**marks(self._selection))
