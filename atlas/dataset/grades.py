"""How firm one event is: independent origins, evidence grade, who announced it, what is disputed.

Nothing here is typed in by hand; everything follows from the tables `evidence`, `accounts`, `sources` and `publishers`.

An *origin* is the publisher from whom a text first came: the agency of a wire copy, else the page's publisher. Pages
of one origin count once. Previews, rolling pages, pages that contradict the record, aggregators and unnamed agencies
confirm nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from atlas.actors import KABUL

GRADES = ("D", "C", "B", "A")
"""From weakest to strongest, so that a position is a rank."""

GRADE_MEANING = {
    "A": "two or more independent origins from at least two countries",
    "B": "two or more independent origins",
    "C": "one independent origin",
    "D": "no independent origin",
}

ANNOUNCED = ("both sides", "Kabul only", "other side only", "third parties only")
"""Whose official accounts the pages pass on; the other side is any participant but Kabul."""

UNNAMED_AGENCIES = "unnamed-agencies"


def with_origins(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The table `evidence` with its page's origin and whether the row confirms its event.

    Adds `origin_id` (filled on every row), `origin_country`, `publisher_id` and the booleans `confirms` (agrees, and
    is neither preview nor rolling) and `independent` (confirms, and its origin is neither aggregator nor unnamed).
    """
    sources = tables["sources"].set_index("source_id")
    publishers = tables["publishers"].set_index("publisher_id")
    evidence = tables["evidence"].astype({"source_id": "str", "origin_id": "str"})
    page = sources.loc[evidence["source_id"]].reset_index(drop=True)
    origin = evidence["origin_id"].fillna(page["origin_id"].astype("str"))
    publisher = publishers.loc[origin].reset_index(drop=True)
    confirms = evidence["agrees"] & ~evidence["preview"] & ~page["rolling"]
    named = publisher["kind"].astype("str").ne("aggregator") & origin.ne(UNNAMED_AGENCIES)
    return evidence.assign(
        origin_id=origin,
        origin_country=publisher["country"].to_numpy(),
        publisher_id=page["publisher_id"].astype("str").to_numpy(),
        confirms=confirms,
        independent=confirms & named,
    )


def assess(events: pd.DataFrame, evidence: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One row an event, in the order of `events`.

    Columns: `sources` (pages), `origins` and `origin_countries` (independent ones), `grade` (ordered categorical),
    `contested` (a page contradicts the record), `announced_by` (whose accounts the pages pass on) and `one_sided`
    (every page that agrees and is no preview passes on the account of one and the same actor).
    `evidence` comes from `with_origins`; of `tables` it takes `accounts` and `participants`.
    """
    ids = events["event_id"]

    def per_event(values: pd.Series) -> pd.Series:
        return values.reindex(ids, fill_value=0).reset_index(drop=True)

    event = evidence["event_id"].astype("str")
    independent = evidence[evidence["independent"]]
    by_event = independent.groupby(event[independent.index])
    origins = per_event(by_event["origin_id"].nunique())
    countries = per_event(by_event["origin_country"].nunique())
    grade = np.select([(origins > 1) & (countries > 1), origins > 1, origins == 1], ["A", "B", "C"], "D")

    speaks = tables["accounts"].astype("str")
    took_part = pd.MultiIndex.from_frame(tables["participants"][["event_id", "actor_id"]].dropna().astype("str"))
    kabul = speaks["actor_id"].eq(KABUL)
    participant = pd.MultiIndex.from_frame(speaks[["event_id", "actor_id"]]).isin(took_part)
    said_kabul = ids.isin(speaks.loc[kabul, "event_id"])
    said_other = ids.isin(speaks.loc[~kabul & participant, "event_id"])
    announced = np.select([said_kabul & said_other, said_kabul, said_other], ANNOUNCED[:3], ANNOUNCED[3])

    agreeing = evidence[evidence["agrees"] & ~evidence["preview"]]
    voices = agreeing[["event_id", "source_id"]].astype("str").merge(speaks, how="left", on=["event_id", "source_id"])
    by_voice = voices["actor_id"].groupby(voices["event_id"])
    one_voice = (by_voice.count() == by_voice.size()) & (by_voice.nunique() == 1)

    return pd.DataFrame(
        {
            "sources": per_event(event.value_counts()),
            "origins": origins,
            "origin_countries": countries,
            "grade": pd.Categorical(grade, GRADES, ordered=True),
            "contested": ids.isin(event[~evidence["agrees"]]),
            "announced_by": pd.Categorical(announced, ANNOUNCED),
            "one_sided": ids.isin(one_voice.index[one_voice]),
        }
    )
