"""Who heads a mission of one actor with another, as far as events name the office."""

from __future__ import annotations

import re
from functools import lru_cache

import pandas as pd

from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.dataset.search import aliases_of
from atlas.measures.offices import ENVOY, rank_of
from atlas.view import Selection

_RESIDENT = re.compile(r"\b(ambassador|charg[ée]|head of (the )?([\w-]+ )*mission)\b", re.IGNORECASE)
_OTHER = re.compile(r"\b(deputy|former|proposed|designate|outgoing)\b|\bpermanent (mission|representative)", re.IGNORECASE)
"""Who does not head a mission to a state."""


@lru_cache(maxsize=DATASETS_KEPT)
def _names(dataset: Dataset) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """How an office names the state to which it is accredited: a pattern, the state, and where its capital lies."""
    places, found = dataset.places["name"].astype("str"), []
    for actor, row in dataset.actors.iterrows():
        if row["kind"] in ("organisation", "former state") or pd.isna(row["capital_place_id"]):
            continue
        name = str(row["name"]).partition(" (")[0]
        spelled = {name, str(row["label"]), str(places[row["capital_place_id"]]), *aliases_of(row["aliases"])}
        pattern = "|".join(re.escape(one) for one in sorted(spelled, key=len, reverse=True))
        found.append((re.compile(rf"\b({pattern})\b"), str(actor), str(row["capital_place_id"])))
    return tuple(found)


@lru_cache(maxsize=4096)
def host_of(dataset: Dataset, actor: str, office: str) -> str | None:
    """The state to which the head of a mission of an actor is accredited; `None` for any other office, and where none is named.

    `Ambassador of India to Iran` of India is `IRN`; `Special envoy for Afghanistan` heads no mission.
    """
    if rank_of(office) != ENVOY or not _RESIDENT.search(office) or _OTHER.search(office):
        return None
    own = dataset.actors.at[actor, "capital_place_id"]
    hits = [(hit.start(), host) for names, host, seat in _names(dataset) if seat != own and (hit := names.search(office))]
    return min(hits)[1] if hits else None


def envoys(selection: Selection) -> pd.DataFrame:
    """The heads of missions whom events in view name, one row an actor, host and person, whoever was named last first.

    Columns: `actor`, `host`, `person`, `office` (as last named), `first` and `last` (positions of the events that name it), `events`,
    `present` (nobody was named in the post later). That an office is named says that it was held then, not that it still is.
    """
    dataset = selection.dataset
    rows = dataset.tables["participants"]
    columns = ["actor_id", "person_id", "office"]  # who acts for nobody in an event heads no mission in it
    rows = rows[rows[columns].notna().all(axis=1) & rows["event_id"].isin(selection.events["event_id"])]
    rows = rows.assign(event=rows["event_id"].astype("str").map(dataset.position)).astype(dict.fromkeys(columns, "str"))
    rows["host"] = [host_of(dataset, actor, office) for actor, office in zip(rows["actor_id"], rows["office"], strict=True)]
    rows = rows.dropna(subset="host").sort_values("event", kind="stable")
    posts = rows.groupby(["actor_id", "host", "person_id"], sort=False)
    found = posts.agg(office=("office", "last"), first=("event", "first"), last=("event", "last"), events=("event", "nunique"))
    found = found.reset_index().rename(columns={"actor_id": "actor", "person_id": "person"})
    found = found.sort_values(["last", "person"], ascending=[False, True], ignore_index=True)
    return found.assign(present=~found.duplicated(["actor", "host"]))
