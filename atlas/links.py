"""Links: who dealt with whom. A link, or dyad, is an unordered pair of actors that both took part in an event."""

from __future__ import annotations

import numpy as np
import pandas as pd

from atlas.dataset import is_contact
from atlas.selection import Selection

UNCERTAIN = "approximate|stands for|not known|not given|nearest"
"""How `places.coordinate_source` says that a point is not the spot itself."""

COLUMNS = ("link", "first", "second", "label", "events", "contacts", "first_date", "last_date", "highest_level", "mean_tone", "tone_events")


def links(selection: Selection) -> pd.DataFrame:
    """The links among the selected events, busiest first. One row a link.

    `events` counts events of the pair: a multilateral event counts once for each pair in it, so the column must not be
    added up to a number of meetings. `contacts` counts those that occurred with a contact at any level. `first_date`
    and `last_date` span all events. `highest_level` is the highest level of contact reached (`No contact` where there
    was none). `mean_tone` is the mean Goldstein value, from -10 (conflict) to 10 (cooperation), of `tone_events`
    events; the value belongs to the CAMEO code and not to the event (Goldstein 1992, https://doi.org/10.1177/0022002792036002007).
    """
    dataset, facet = selection.dataset, selection.dataset.facets["link"]
    chosen = selection.mask[facet.event]
    code, events = facet.code[chosen], dataset.events.iloc[facet.event[chosen]]
    contact = dataset.dyads["contact"].to_numpy()[chosen]
    size = len(facet.values)
    number = np.bincount(code, minlength=size)
    day = events["date_start"].to_numpy().astype("datetime64[D]").astype(np.int64)
    first, last, rank = np.full(size, np.iinfo(np.int64).max), np.full(size, np.iinfo(np.int64).min), np.zeros(size, np.int64)
    np.minimum.at(first, code, day)
    np.maximum.at(last, code, day)
    np.maximum.at(rank, code, events["level_rank"].to_numpy() * contact)
    seen = number > 0
    frame = pd.DataFrame(
        {
            "events": number[seen],
            "contacts": np.bincount(code, contact, size)[seen].astype(np.int64),
            "first_date": first[seen].astype("datetime64[D]").astype("datetime64[s]"),
            "last_date": last[seen].astype("datetime64[D]").astype("datetime64[s]"),
            "highest_level": np.array(dataset.facets["level"].labels, dtype=object)[rank[seen]],
            "mean_tone": np.bincount(code, events["goldstein"].to_numpy(), size)[seen] / number[seen],
            "tone_events": number[seen],
        },
        index=pd.Index(np.array(facet.values, dtype=object)[seen], name="link"),
    )
    frame = frame.join(dataset.links).reset_index()
    return frame.sort_values(["events", "link"], ascending=[False, True], ignore_index=True)[list(COLUMNS)]


def meeting_places(selection: Selection) -> pd.DataFrame:
    """The places of the selected events, busiest first.

    Columns: `place_id`, `name`, `country`, `kind`, `lat`, `lon`, `events`, `contacts`, `uncertain` (the coordinates are
    approximate or stand for a wider area). Events without a place, such as calls, are not in it.
    """
    dataset, events = selection.dataset, selection.events
    grouped = pd.DataFrame({"place_id": events["place_id"].astype("str"), "contact": is_contact(events)}).groupby("place_id")["contact"]
    counted = pd.DataFrame({"events": grouped.size(), "contacts": grouped.sum()})
    counted = counted[counted.index.isin(dataset.places.index)]
    places = dataset.places.loc[counted.index, ["name", "country", "kind", "lat", "lon", "coordinate_source"]]
    frame = pd.DataFrame(places).join(counted).rename_axis("place_id").reset_index()
    frame["uncertain"] = frame["coordinate_source"].str.contains(UNCERTAIN, regex=True)
    columns = ["place_id", "name", "country", "kind", "lat", "lon", "events", "contacts", "uncertain"]
    return frame.sort_values(["events", "name"], ascending=[False, True], ignore_index=True)[columns]
