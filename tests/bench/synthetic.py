"""Datasets of any size that look like the published one: what measurements of size are made on.

Every synthetic event takes its parties, people, subjects, pages and place from one published event, its summary from another and
its day from a third, all drawn by a fixed seed: equal sizes give equal datasets. Nothing in it says anything about the world.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from atlas.dataset import Dataset, load
from atlas.dataset.load import assemble

SIZES = (731, 10_000, 100_000, 1_000_000)
"""The sizes at which the atlas is measured; the first is the published one."""

_PARTS = ("participants", "event_issues", "evidence", "accounts", "reviews")
"""Tables whose rows belong to an event and are drawn with it."""


def _repeated(rows: pd.DataFrame, drawn: pd.Series) -> pd.DataFrame:
    """The rows of the events drawn under their new ids: `drawn` is the published event by the new id, in the order of the ids."""
    of = rows["event_id"].astype("str").to_numpy()
    order = np.argsort(of, kind="stable")
    start, stop = (np.searchsorted(of[order], drawn.to_numpy(), side) for side in ("left", "right"))
    size = stop - start
    places = np.arange(size.sum()) + np.repeat(start - (size.cumsum() - size), size)
    taken = rows.iloc[order[places]].reset_index(drop=True)
    ids = pd.Categorical.from_codes(np.repeat(np.arange(len(drawn)), size), drawn.index)
    return taken.assign(event_id=ids)


def synthetic_tables(base: Dataset, size: int) -> dict[str, pd.DataFrame]:
    """The tables of `synthetic`, as `atlas.dataset.load` reads them."""
    tables = dict(base.tables)
    published = tables["events"]
    chance = np.random.default_rng(size)
    which, words, days = (chance.integers(len(published), size=size) for _ in range(3))
    events = published.iloc[which].reset_index(drop=True)
    last = events["date_end"] - events["date_start"]
    start = published["date_start"].iloc[days].reset_index(drop=True)
    start = start.where(events["date_precision"].astype("str").eq("day"), events["date_start"])
    number = pd.Series(np.arange(size)).astype("str").str.zfill(7)
    ids = start.dt.strftime("%Y-%m-%d-") + events["event_id"].astype("str").str[11:60].str.strip("-") + "-" + number
    summary = published["summary"].iloc[words].reset_index(drop=True)
    events = events.assign(event_id=ids, date_start=start, date_end=start + last, summary=summary)
    order = events.sort_values(["date_start", "event_id"]).index
    drawn = pd.Series(published["event_id"].astype("str").to_numpy()[which], index=pd.Index(ids)).sort_index()
    tables["events"] = events.loc[order].reset_index(drop=True)
    for name in _PARTS:
        tables[name] = _repeated(tables[name], drawn)
    for name in ("related_events", "settled"):
        tables[name] = tables[name].head(0)
    tables["leg_status"] = tables["leg_status"].assign(event_id=lambda rows: rows["event_id"].mask(rows["event_id"].notna()))
    added = {
        "version": base.version,
        "event_id": tables["events"]["event_id"],
        "change": "added",
        "reason": "First release.",
        "replaced_by": None,
    }
    changes = pd.DataFrame(added)
    tables["changes"] = changes.astype(tables["changes"].dtypes.to_dict())
    return tables


@lru_cache(maxsize=1)
def synthetic(size: int) -> Dataset:
    """A dataset of so many events; the published one for the number of its own."""
    base = load()
    if size == len(base.events):
        return base
    return assemble(base.package, synthetic_tables(base, size), base.legs, f"synthetic-{size}-{base.content_hash}")
