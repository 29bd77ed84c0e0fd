"""People: who meets whom. Two people of the two sides of a link meet when both are named in one contact."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.kept import kept
from atlas.measures.scope import ends, links_in_question, pairs
from atlas.view import Selection, select
from atlas.words import count

_COLUMNS = ("person", "partner", "link", "actor", "events", "first_date", "last_date", "last_event", "event_id")


@kept(DATASETS_KEPT)
def _named_together(dataset: Dataset) -> pd.DataFrame:
    """Everybody of the two sides of a link whom one contact names: `event` (position), `link`, `person`, `partner`, `actor`."""
    rows = dataset.tables["participants"]
    named = rows[rows["person_id"].notna() & rows["actor_id"].notna() & rows["role"].ne("subject")]
    people = named[["event_id", "actor_id", "person_id"]].astype("str").drop_duplicates()
    people = people.assign(event=people["event_id"].map(dataset.position)).drop(columns="event_id")
    whole = select(dataset)
    contacts = pairs(whole, dataset.facets["link"].values)
    contacts = contacts[contacts["both_sides"]][["event", "link"]]
    contacts["own"], contacts["actor"] = zip(*(ends(whole, link) for link in contacts["link"]), strict=True) if len(contacts) else ([], [])
    one = people.rename(columns={"actor_id": "own", "person_id": "person"})
    other = people.rename(columns={"actor_id": "actor", "person_id": "partner"})
    together: pd.DataFrame = contacts.merge(one, on=["event", "own"]).merge(other, on=["event", "actor"]).drop(columns="own")
    return together


def meetings_of_people(selection: Selection, links: tuple[str, ...]) -> pd.DataFrame:
    """Who met whom, most often first. One row a pair of people and a link.

    `person` is of the link's first side (Kabul where it is one) and `partner` of the other; both are ids. `actor` is the partner's.
    `events` counts contacts that name both; `last_event` is the position of the latest and `event_id` its id. Only types of event
    in which both sides deal with each other count, and of them only people who were there or on the line.
    """
    dataset = selection.dataset
    every = _named_together(dataset)
    both = every[selection.mask[every["event"].to_numpy(dtype="int64")] & every["link"].isin(links).to_numpy()]
    grouped: pd.DataFrame = both.groupby(["person", "partner", "link", "actor"])["event"].agg(["nunique", "min", "max"]).reset_index()
    day, ids = dataset.events["date_start"].array, dataset.events["event_id"].array
    # Events stand in chronological order, so that the last position is that of the latest.
    first, last = (grouped[name].to_numpy(dtype="int64") for name in ("min", "max"))
    table: pd.DataFrame = grouped.rename(columns={"nunique": "events", "max": "last_event"}).drop(columns="min")
    table = table.assign(first_date=day[first], last_date=day[last], event_id=ids[last])
    return table.sort_values(["events", "last_date", "person", "partner"], ascending=[False, False, True, True], ignore_index=True)[
        list(_COLUMNS)
    ]


@dataclass(frozen=True)
class Network:
    """Who met whom, drawn as two columns: people of the first side on the left, of the others on the right.

    `left` and `right` hold ids of people from top to bottom with the actor of each and the number of contacts they share; `edges`
    are rows of `meetings_of_people`. `left_out` counts people who met somebody and are not drawn.
    """

    left: pd.DataFrame
    right: pd.DataFrame
    edges: pd.DataFrame
    left_out: int


def network(table: pd.DataFrame, links: tuple[str, ...], most_left: int, most_right: int) -> Network:
    """The people with most contacts and the lines between them.

    On the right the people of one actor stand together, in the order of `links`; within it, and on the left, those with most
    contacts come first.
    """
    sums = {side: table.groupby(side)["events"].sum() for side in ("person", "partner")}
    weight = {side: {str(person): int(number) for person, number in found.items()} for side, found in sums.items()}

    def busiest(side: str, most: int) -> list[str]:
        return sorted(weight[side], key=lambda person: (-weight[side][person], person))[:most]

    left, right = busiest("person", most_left), busiest("partner", most_right)
    first = table.drop_duplicates("partner").set_index("partner")
    place = first["link"].map(links.index)
    right.sort(key=lambda person: (place[person], -weight["partner"][person], person))
    edges = table[table["person"].isin(left) & table["partner"].isin(right)]
    # Whoever met none of those drawn has no line, and stays out.
    left = [person for person in left if (edges["person"] == person).any()]
    right = [person for person in right if (edges["partner"] == person).any()]
    right_side = {
        "person": right,
        "actor": [first.at[person, "actor"] for person in right],
        "contacts": [weight["partner"][person] for person in right],
    }
    return Network(
        left=pd.DataFrame({"person": left, "contacts": [weight["person"][person] for person in left]}),
        right=pd.DataFrame(right_side),
        edges=edges.reset_index(drop=True),
        left_out=len(weight["person"]) + len(weight["partner"]) - len(left) - len(right),
    )


def headline(selection: Selection) -> dict[str, str]:
    """The two people who met most often: `{"the pair that met most often": "Muttaqi and Araghchi, 9 contacts"}`; several are counted."""
    table = meetings_of_people(selection, links_in_question(selection))
    if table.empty:
        return {"the pair that met most often": "none"}
    top = table[table["events"] == table["events"].iloc[0]]
    name = selection.dataset.facets["person"].label
    first = top.iloc[0]
    who = f"{name(first['person'])} and {name(first['partner'])}" if len(top) == 1 else f"{len(top)} pairs tied"
    return {"the pair that met most often": f"{who}, {count(int(first['events']), 'contact')}"}
