"""Links: who dealt with whom. A link, or dyad, is an unordered pair of actors that both took part in an event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.actors import CAPITALS, KABUL, NEIGHBOURS, link_of
from atlas.dataset import DATASETS_KEPT, Dataset, RuledType
from atlas.kept import kept
from atlas.palette import OTHERS
from atlas.view import SELECTIONS_KEPT, Selection

UNCERTAIN = "approximate|stands for|not known|not given|nearest"
"""How `places.coordinate_source` says that a point is not the spot itself."""


@kept(SELECTIONS_KEPT)
def links(selection: Selection) -> pd.DataFrame:
    """The links among the selected events, busiest first. One row a link. The frame is kept: whoever takes it does not change it.

    `events` counts events of the pair: a multilateral event counts once for each pair in it, so the column must not be
    added up to a number of meetings. `contacts` counts those that occurred with a contact at any level. `first_date`
    and `last_date` span all events. `highest_level` is the highest level of contact reached (`No contact` where there
    was none). `mean_tone` is the mean Goldstein value, from -10 (conflict) to 10 (cooperation), of `tone_events`
    events; the value belongs to the CAMEO code and not to the event (Goldstein 1992, https://doi.org/10.1177/0022002792036002007).
    """
    dataset, facet, kinds = selection.dataset, selection.dataset.facets["link"], _kinds(selection.dataset)
    chosen = np.flatnonzero(facet.rows(selection.mask))
    code, position, size = facet.code[chosen], facet.event[chosen], len(facet.values)
    table = np.bincount(kinds.cell[chosen], minlength=size * len(kinds.rank)).reshape(size, -1)
    number = table.sum(axis=1)
    # Rows are in chronological order, and of several values written to one place the last one stays.
    first, last = np.zeros(size, np.int64), np.zeros(size, np.int64)
    first[code[::-1]], last[code] = position[::-1], position
    seen = np.flatnonzero(number)
    # Busiest first, equals by their id.
    known = _names(dataset)
    seen = seen[np.lexsort((known["link"].to_numpy()[seen], -number[seen]))]
    levels, day = np.array(dataset.facets["level"].labels, dtype=object), dataset.events["date_start"]
    table, number = table[seen], number[seen]
    columns: dict[str, pd.Series] = dict(known.iloc[seen].reset_index(drop=True).items())  # type: ignore[arg-type]
    columns["events"] = pd.Series(number)
    columns["contacts"] = pd.Series(table @ (kinds.rank > 0))
    columns["first_date"] = day.iloc[first[seen]].reset_index(drop=True)
    columns["last_date"] = day.iloc[last[seen]].reset_index(drop=True)
    columns["highest_level"] = pd.Series(levels[((table > 0) * kinds.rank).max(axis=1, initial=0)], dtype="object")
    columns["mean_tone"] = pd.Series(table @ kinds.tone / number)
    columns["tone_events"] = columns["events"]
    return pd.DataFrame(columns)


@dataclass(frozen=True, eq=False)
class _Kinds:
    """What there is of events, so that one count over the dyads answers for levels, contacts and tone at once.

    A kind is a rank of contact (0 where the event brought the two not together) with a Goldstein value: `rank` and `tone`. `cell` is
    parallel to the facet `link`: the code of the link times the number of kinds, plus the kind.
    """

    rank: npt.NDArray[np.int64]
    tone: npt.NDArray[np.float64]
    cell: npt.NDArray[np.int32]


@lru_cache(maxsize=DATASETS_KEPT)
def _kinds(dataset: Dataset) -> _Kinds:
    facet, events = dataset.facets["link"], dataset.events
    rank = events["level_rank"].to_numpy()[facet.event] * dataset.dyads["contact"].to_numpy()
    tones, tone = np.unique(events["goldstein"].to_numpy(), return_inverse=True)
    kinds, kind = np.unique(rank * len(tones) + tone[facet.event], return_inverse=True)
    return _Kinds(kinds // len(tones), tones[kinds % len(tones)], (facet.code * len(kinds) + kind).astype(np.int32))


@kept(DATASETS_KEPT)
def _names(dataset: Dataset) -> pd.DataFrame:
    """`Dataset.links` as plain Python texts, which are several times quicker to take from and to walk through than Arrow's."""
    return dataset.links[["first", "second", "label"]].reset_index(names="link").astype("object")


@kept(DATASETS_KEPT)
def _gazetteer(dataset: Dataset) -> pd.DataFrame:
    """The places of events in the order of the facet."""
    columns = ["name", "country", "kind", "lat", "lon", "coordinate_source"]
    places = pd.DataFrame(dataset.places.loc[list(dataset.facets["place"].values), columns])
    places["uncertain"] = places.pop("coordinate_source").str.contains(UNCERTAIN, regex=True)
    places = places.rename_axis("place_id").reset_index()
    # Plain Python texts, as in `_names`.
    return places.astype(dict.fromkeys(places.select_dtypes("str").columns, "object"))


@lru_cache(maxsize=DATASETS_KEPT)
def partners(dataset: Dataset) -> tuple[str, ...]:
    """The actors but Kabul that have a colour of their own: capitals, neighbours, then any others in the order of their ids."""
    own = dataset.actors.index[dataset.actors["colour"].ne(OTHERS)].astype("str")
    return (*CAPITALS, *NEIGHBOURS, *own.difference([KABUL, *CAPITALS, *NEIGHBOURS]))


@lru_cache(maxsize=DATASETS_KEPT)
def seats(dataset: Dataset) -> dict[str, tuple[float, float]]:
    """Longitude and latitude of the capital of every actor that has one."""
    capitals = dataset.actors["capital_place_id"].dropna().astype("str")
    points = dataset.places.loc[capitals, ["lon", "lat"]].itertuples(index=False, name=None)
    return {actor: (round(lon, 3), round(lat, 3)) for actor, (lon, lat) in zip(capitals.index.astype("str"), points, strict=True)}


def not_drawn(links: pd.DataFrame, dataset: Dataset, ends: tuple[str, str] = ("first", "second")) -> list[str]:
    """Labels of the links that a map cannot draw: an end has no seat on record, or both have the same."""
    seat = seats(dataset)
    rows = zip(links["label"], (seat.get(actor) for actor in links[ends[0]]), (seat.get(actor) for actor in links[ends[1]]), strict=True)
    return [str(label) for label, start, end in rows if start is None or end is None or start == end]


@kept(SELECTIONS_KEPT)
def meeting_places(selection: Selection) -> pd.DataFrame:
    """The places of the selected events, busiest first. The frame is kept: whoever takes it does not change it.

    Columns: `place_id`, `name`, `country`, `kind`, `lat`, `lon`, `events`, `contacts`, `uncertain` (the coordinates are
    approximate or stand for a wider area). Events without a place, such as calls, are not in it.
    """
    dataset, facet = selection.dataset, selection.dataset.facets["place"]
    chosen = facet.rows(selection.mask)
    code, position, size = facet.code[chosen], facet.event[chosen], len(facet.values)
    number = np.bincount(code, minlength=size)
    contacts = np.bincount(code[dataset.contact[position]], minlength=size)
    gazetteer = _gazetteer(dataset)
    seen = np.flatnonzero(number)
    seen = seen[np.lexsort((gazetteer["name"].to_numpy(dtype=object)[seen], -number[seen]))]
    frame = gazetteer.iloc[seen].reset_index(drop=True)
    frame["events"], frame["contacts"] = number[seen], contacts[seen]
    return frame[["place_id", "name", "country", "kind", "lat", "lon", "events", "contacts", "uncertain"]]


def meetings(selection: Selection) -> pd.Series[float]:
    """How many meetings each link stands for when every event counts once, by link.

    An event of several parties is shared in equal parts among all its pairs, so that the links together add up to the number of
    selected events with at least two parties. (Known as fractional counting, see https://doi.org/10.1016/j.joi.2016.10.006.)
    """
    facet = selection.dataset.facets["link"]
    chosen = facet.rows(selection.mask)
    pairs = np.bincount(facet.event, minlength=selection.total)
    shares = np.bincount(facet.code[chosen], 1 / pairs[facet.event[chosen]], len(facet.values))
    return pd.Series(shares, index=pd.Index(facet.values, name="link"), name="meetings")


@kept(DATASETS_KEPT)
def _directions(dataset: Dataset) -> pd.DataFrame:
    """Who travelled to whom in every visit that occurred: `event` (position), `origin`, `destination`."""
    events = dataset.events[dataset.events["event_type"].eq(RuledType.VISIT) & (dataset.events["status"] == "occurred")]
    rows = dataset.tables["participants"]
    rows = rows[rows["event_id"].isin(events["event_id"]) & rows["actor_id"].notna()]
    sides = rows[["event_id", "actor_id", "role"]].astype("str").drop_duplicates()
    hosts = sides[sides["role"] == "host"].rename(columns={"actor_id": "destination"})
    made = set(sides.loc[sides["role"] == "initiator", "event_id"])
    joined = (sides["role"] == "participant") & ~sides["event_id"].isin(made)
    travellers = sides[(sides["role"] == "initiator") | joined].rename(columns={"actor_id": "origin"})
    both = travellers[["event_id", "origin"]].merge(hosts[["event_id", "destination"]], on="event_id")
    both = both[both["origin"] != both["destination"]].drop_duplicates()
    directions: pd.DataFrame = both.assign(event=both["event_id"].map(dataset.position)).drop(columns="event_id")
    return directions


def visits(selection: Selection) -> pd.DataFrame:
    """Who travelled to whom, busiest first. One row a direction.

    Columns: `link`, `origin`, `destination` (actor ids), `label` (`Tehran → Kabul`), `events`, `last_date`. A visit goes from every
    actor that made it, or that took part where nobody is named as making it, to every actor that received it. Only visits
    that occurred count; an event of any other type has no direction.
    """
    every = _directions(selection.dataset)
    both = every[selection.mask[every["event"].to_numpy(dtype="int64")]]
    grouped: pd.DataFrame = both.groupby(["origin", "destination"])["event"].agg(["size", "max"]).reset_index()
    # Events stand in chronological order, so that the last position is that of the latest.
    last_date = selection.dataset.events["date_start"].array[grouped["max"].to_numpy(dtype="int64")]
    frame: pd.DataFrame = grouped.rename(columns={"size": "events"}).assign(last_date=last_date)
    names = selection.dataset.actor_labels
    frame["label"] = frame["origin"].map(names) + " → " + frame["destination"].map(names)
    frame["link"] = list(map(link_of, frame["origin"], frame["destination"]))
    columns = ["link", "origin", "destination", "label", "events", "last_date"]
    return frame.sort_values(["events", "label"], ascending=[False, True], ignore_index=True)[columns]


def shown_links(links: pd.DataFrame, partners: str, chosen: Iterable[str], ends: tuple[str, str] = ("first", "second")) -> pd.DataFrame:
    """The links that a map draws: among the four or six capitals or all, and every link of an actor that was chosen.

    `ends` names the columns with the two actors, so that the rows of `visits` can be cut in the same way.
    """
    if partners == "all":
        return links
    group = {KABUL, *CAPITALS, *(NEIGHBOURS if partners == "six" else ())}
    asked = set(chosen)
    rows = zip(links[ends[0]], links[ends[1]], links["link"], strict=True)
    shown = [{first, second} <= group or not asked.isdisjoint((first, second, link)) for first, second, link in rows]
    # As an array: an empty list would choose no columns instead of no rows.
    return links[np.array(shown, dtype=bool)]
