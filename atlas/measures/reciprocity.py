"""Reciprocity: who travels to whom, who sends the higher rank, and how long ago the last contact was."""

from __future__ import annotations

import pandas as pd

from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.kept import kept
from atlas.measures.links import visits
from atlas.measures.offices import rank_of
from atlas.measures.scope import ends, links_in_question, pairs, partner
from atlas.view import Selection

_COLUMNS = ("link", "partner", "sent", "received", "rank_gap", "ranked", "last_event", "days_since", "date_precision")


@kept(DATASETS_KEPT)
def _highest_ranks(dataset: Dataset) -> pd.Series[int]:
    """The rank of the highest office named in an event, by position of the event and actor."""
    rows = dataset.tables["participants"]
    named = rows[rows["person_id"].notna() & rows["actor_id"].notna() & rows["office"].notna() & rows["role"].ne("subject")]
    ranks = named[["event_id", "actor_id", "office"]].astype("str")
    ranks = ranks.assign(event=ranks["event_id"].map(dataset.position), rank=ranks["office"].map(rank_of))
    return ranks.groupby(["event", "actor_id"])["rank"].max()


def _rank_gaps(selection: Selection, links: tuple[str, ...]) -> pd.DataFrame:
    """The highest office named on each side of every contact: `link`, `first`, `second` (ranks)."""
    contacts = pairs(selection, links)
    contacts = contacts[contacts["both_sides"]]
    highest = _highest_ranks(selection.dataset)
    found = contacts[["event", "link"]].copy()
    for number, side in enumerate(("first", "second")):
        keys = pd.MultiIndex.from_arrays([found["event"], found["link"].map(lambda link, n=number: ends(selection, link)[n])])
        found[side] = highest.reindex(keys).to_numpy()
    return found.dropna(subset=["first", "second"])


def travelled(selection: Selection) -> pd.Series[int]:
    """Visits by who travelled and to whom."""
    return visits(selection).set_index(["origin", "destination"])["events"]


def reciprocity(selection: Selection, links: tuple[str, ...]) -> pd.DataFrame:
    """One row a link, in the order of `links`.

    `sent` counts visits by the link's first side (Kabul where it is one) to the other, `received` those it received.
    `rank_gap` is the mean, over the `ranked` contacts that name an office on both sides, of the first side's highest rank less the
    other's, in steps of the table `contact_levels`: above 0 Kabul sends or seats the higher rank. `last_event` is the position of the
    latest contact, `days_since` the days from the end of that contact to the last day covered; where only the month is known they are
    counted from its end, so that there are at least so many. All three are missing where there was no contact.
    """
    ways = travelled(selection)
    gaps, contacts, now = _rank_gaps(selection, links), pairs(selection, links), pd.Timestamp(selection.dataset.last_day)
    rows = []
    for link in links:
        first, second = ends(selection, link)
        own, gap = contacts[contacts["link"] == link], gaps[gaps["link"] == link]
        last = own.sort_values(["last_day", "event"]).iloc[-1] if len(own) else None
        rows.append(
            {
                "link": link,
                "partner": partner(selection, link),
                "sent": int(ways.get((first, second), 0)),
                "received": int(ways.get((second, first), 0)),
                "rank_gap": float((gap["first"] - gap["second"]).mean()) if len(gap) else None,
                "ranked": len(gap),
                "last_event": None if last is None else int(last["event"]),
                "days_since": None if last is None else max((now - last["last_day"]).days, 0),
                "date_precision": None if last is None else str(last["date_precision"]),
            }
        )
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype({"last_event": "Int64", "days_since": "Int64", "rank_gap": "float64"})


def headline(selection: Selection) -> dict[str, str]:
    """Visits on the links in question, each way: `{"visits": "19 out, 22 in"}`."""
    trips = travelled(selection)
    ways = [ends(selection, link) for link in links_in_question(selection)]
    out, back = (sum(int(trips.get(way, 0)) for way in some) for some in (ways, [(other, one) for one, other in ways]))
    return {"visits": f"{out} out, {back} in"}
