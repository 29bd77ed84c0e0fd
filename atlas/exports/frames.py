"""What hangs on the selected events as an analyst takes it away: codes beside labels, one frame a table."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.citations import archived
from atlas.exports.columns import EVIDENCE, PARTICIPANTS, SOURCES, Columns
from atlas.exports.rows import marks
from atlas.view import Selection


def lists_as_text(frame: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    """The frame with the values of every column of lists as one text."""
    joined = {name: [separator.join(values) for values in frame[name]] for name, separator in columns.separators.items()}
    return frame.assign(**{name: pd.Series(texts, index=frame.index, dtype="str") for name, texts in joined.items()})


def days_as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its dates in ISO form."""
    days = [name for name, kind in frame.dtypes.items() if pd.api.types.is_datetime64_any_dtype(kind)]
    return frame.assign(**{str(name): frame[name].dt.strftime("%Y-%m-%d") for name in days})


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
