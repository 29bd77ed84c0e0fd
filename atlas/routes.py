"""Routes: corridors as chains of legs, how long they are, and which legs were open on a given day.

Nothing here is guessed. A leg has the status of its newest record on or before the day, or none; a length says whether
a source states it, whether it was measured, or how it was estimated.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import groupby

import numpy as np
import numpy.typing as npt
import pandas as pd
from pyproj import Geod

from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.words import count, join_words

NOT_RECORDED = "not recorded"
STATUSES = ("operating", "restricted", "suspended", "under-construction", "planned", NOT_RECORDED)
"""What a leg can be on a day, from most to least usable; the last says that the data hold no record so early."""

STATUS_COLOURS = {
    # Amber and wine are no actor's colours. Nothing closed is told by colour alone: it is crossed or dotted too.
    "operating": ("#26221C", "#ECE7DC"),
    "restricted": ("#B26B00", "#F0B040"),
    "suspended": ("#9C2A4D", "#EE7F9C"),
    "under-construction": ("#6B665C", "#B4AEA2"),
    "planned": ("#6B665C", "#B4AEA2"),
    NOT_RECORDED: ("#A79F90", "#77736B"),
}
"""Colour of a leg by its status, on the light and on the dark theme."""

STATUS_NAMES = {
    "operating": "operating",
    "restricted": "restricted",
    "suspended": "suspended (crossed)",
    "under-construction": "under construction (dotted)",
    "planned": "planned (dotted)",
    NOT_RECORDED: "not recorded so early",
}
"""A status in the words of a legend."""

CLOSED = ("suspended", "under-construction", "planned")
"""Statuses of a leg that nothing can pass."""

MODES = ("sea", "road", "rail", "air")
"""How goods move. A crossing is passed by road and counted with it."""

BASES = ("stated", "measured", "estimated")
"""What a length rests on: a source, a line on the map, or the great circle and a detour factor."""

PAKISTAN = "PAK"

_NOUNS = {"sea": "sea lane", "road": "road", "rail": "railway", "border": "crossing", "air": "air link"}
_LAND = ("road", "rail", "border")
_WGS84 = Geod(ellps="WGS84")
_PAGE = ("url", "page_title", "publisher", "published")
_FIGURES = ("distance_km", "transit_days", "cost_usd")


def _check_corridors(dataset: Dataset, corridor_ids: Iterable[str]) -> None:
    known = dataset.tables["corridors"]["corridor_id"]
    if unknown := [corridor_id for corridor_id in corridor_ids if corridor_id not in set(known)]:
        raise ValueError(f"There is no corridor {join_words(unknown, 'or')}. Use one of {join_words(known, 'or')}.")


def _short(name: str) -> str:
    """A place without what stands in brackets: the port of a city, the side of a crossing."""
    return name.partition(" (")[0]


@lru_cache(maxsize=DATASETS_KEPT)
def leg_names(dataset: Dataset) -> pd.Series[str]:
    """How every leg is called, indexed by `leg_id`: `Chabahar–Khash railway`, `Torkham crossing`."""
    legs = dataset.legs
    start, end, noun = legs["from_name"].map(_short), legs["to_name"].map(_short), legs["mode"].astype("str").map(_NOUNS)
    names: pd.Series[str] = start.where(start == end, start + "–" + end) + " " + noun
    return names.rename("leg")


# Status


def status_records(legs: pd.DataFrame, leg_status: pd.DataFrame) -> pd.DataFrame:
    """Every dated record of a status, oldest first.

    Columns: `leg_id`, `day`, `status`, `event_id`, `source_id`, `note`, `change`. A row of `leg_status` is a change that an
    event supports (`change` is true). The status in `legs` (indexed by `leg_id`) is that of the newest report, dated
    `status_as_of`, and has neither event nor source of its own. On the same day it stands before the row of `leg_status`,
    so that whoever takes the last record takes the supported one.
    """
    changes = leg_status.rename(columns={"from_date": "day"}).assign(change=True)
    reports = pd.DataFrame(
        {
            "leg_id": legs.index,
            "day": legs["status_as_of"].to_numpy(),
            "status": legs["status"].astype("str").to_numpy(),
            "event_id": None,
            "source_id": None,
            "note": legs["note"].to_numpy(),
            "change": False,
        }
    )
    text = dict.fromkeys(["leg_id", "status", "event_id", "source_id", "note"], "str")
    both = pd.concat([frame.astype(text) for frame in (reports, changes)], ignore_index=True)
    return both.sort_values(["day", "leg_id", "change"], ignore_index=True)[list(reports)]


@lru_cache(maxsize=DATASETS_KEPT)
def _records(dataset: Dataset) -> pd.DataFrame:
    return status_records(pd.DataFrame(dataset.legs), dataset.tables["leg_status"])


def status_on(records: pd.DataFrame, day: date) -> pd.DataFrame:
    """The status of every leg that has a record of `status_records` on or before the day, indexed by `leg_id`.

    `status` and `as_of` are those of the newest record. `since`, `event_id`, `source_id` and `note` describe the change that
    brought the status; where the newest record is a report that only repeats the change before it, they stay with that
    change. Where no change is recorded, `since` is the day of the report and event and source are missing.
    """
    known = records[records["day"] <= pd.Timestamp(day)]
    newest = known.groupby("leg_id").tail(1).set_index("leg_id")
    change = known[known["change"]].groupby("leg_id").tail(1).set_index("leg_id").reindex(newest.index)
    same = change["status"] == newest["status"]
    described = change.where(same, newest)
    frame = newest[["status"]].assign(since=described["day"], as_of=newest["day"])
    return frame.join(described[["event_id", "source_id", "note"]])


def leg_status_on(dataset: Dataset, day: date) -> pd.DataFrame:
    """The status of every leg on a day, in the order of the table `route_legs`. Indexed by `leg_id`.

    Columns: `status` (one of `STATUSES`), `since`, `as_of`, `event_id`, `source_id`, `note`, as `status_on` has them. Before the
    first record of a leg the status is `not recorded` and the rest is missing. The records are not a full history: a status
    is carried forward until the next record, so read it together with `since` and `as_of`.
    """
    found = status_on(_records(dataset), day).reindex(dataset.legs.index)
    return found.assign(status=found["status"].fillna(NOT_RECORDED))


def changes_before(dataset: Dataset, day: date, days: int = 90) -> pd.DataFrame:
    """Dated changes of status in the `days` days that end with the day, newest first. One row a leg and date.

    Columns: `leg_id`, `leg` (name), `day`, `old_status`, `new_status`, `event_id`, `source_id`, `note`. `old_status` is what
    `leg_status_on` has for the day before. It can equal `new_status`: a crossing may stay restricted under new terms, which
    the note then says.
    """
    records = _records(dataset)
    of_leg = records.groupby("leg_id")
    # A report of the same day is no earlier state: it describes the change itself.
    same_day = records["day"] == of_leg["day"].shift()
    before = of_leg["status"].shift().mask(same_day, of_leg["status"].shift(2)).fillna(NOT_RECORDED)
    end = pd.Timestamp(day)
    recent = records["change"] & (records["day"] <= end) & (records["day"] > end - pd.Timedelta(days=days))
    window = records[recent].rename(columns={"status": "new_status"}).assign(old_status=before[recent])
    window = window.assign(leg=window["leg_id"].map(leg_names(dataset)))
    columns = ["leg_id", "leg", "day", "old_status", "new_status", "event_id", "source_id", "note"]
    return window.sort_values(["day", "leg"], ascending=[False, True], ignore_index=True)[columns]


def grouped_changes(changes: pd.DataFrame) -> pd.DataFrame:
    """Rows of `changes_before` that tell the same thing of several legs as one row, newest first.

    Columns: `day`, `old_status`, `new_status`, `event_id`, `note`, `legs` (tuple of names). What one event did to six sea lanes
    is one line to read.
    """
    keys = ["day", "old_status", "new_status", "event_id", "note"]
    grouped = changes.groupby(keys, dropna=False, sort=False)["leg"].agg(tuple).rename("legs").reset_index()
    return grouped.sort_values("day", ascending=False, kind="stable", ignore_index=True)


# Length


def great_circle_km(dataset: Dataset) -> pd.Series[float]:
    """Great-circle length of every leg between its two places in km, on the WGS 84 ellipsoid, indexed by `leg_id`.

    Method: the inverse geodesic problem (Karney 2013, https://doi.org/10.1007/s00190-012-0578-z) as in PROJ. Two sides of a
    crossing that share a point are 0 km apart.
    """
    points = dataset.places[["lon", "lat"]]
    start = points.loc[dataset.legs["from_place_id"].astype("str")].to_numpy()
    end = points.loc[dataset.legs["to_place_id"].astype("str")].to_numpy()
    _, _, metres = _WGS84.inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])
    return pd.Series(np.asarray(metres) / 1000, index=dataset.legs.index, name="great_circle_km")


def _stated_lengths(dataset: Dataset) -> pd.DataFrame:
    """`km` and `source_id` of every leg for which a source states a length, indexed by `leg_id`.

    The leg's own row comes first. Where it has none, the first row of `route_figures` for the leg counts; a figure for a
    whole corridor or for several legs together never stands in for one leg.
    """
    legs, figures = dataset.legs, dataset.tables["route_figures"]
    own = pd.DataFrame({"km": legs["distance_km"], "source_id": legs["distance_source_id"].astype("str")}).dropna(subset="km")
    of_legs = figures[figures["leg_id"].notna() & figures["distance_km"].notna()].drop_duplicates("leg_id")
    further = pd.DataFrame(
        {"km": of_legs["distance_km"].to_numpy(), "source_id": of_legs["source_id"].astype("str").to_numpy()},
        index=pd.Index(of_legs["leg_id"].astype("str"), name="leg_id"),
    )
    return pd.concat([own, further[~further.index.isin(own.index)]])


def detour_factors(dataset: Dataset) -> pd.Series[float]:
    """How much longer than the great circle a leg is, by mode: the median of stated over great-circle length.

    Taken over the legs of the mode with a stated length. A crossing (`border`) is passed by road and has the factor of
    roads. A mode in which no leg has a stated length is not in it.
    """
    stated = _stated_lengths(dataset)["km"]
    ratio = (stated / great_circle_km(dataset).reindex(stated.index)).replace(np.inf, np.nan)
    factors = ratio.groupby(dataset.legs["mode"].astype("str").reindex(stated.index)).median()
    if "road" in factors.index:
        factors["border"] = factors["road"]
    return factors.rename("factor")


@lru_cache(maxsize=DATASETS_KEPT)
def leg_lengths(dataset: Dataset) -> pd.DataFrame:
    """The length of every leg, indexed by `leg_id`.

    Columns: `km`; `basis`, one of `BASES`; `source_id` of a stated length, else missing; `factor` of an estimated one, else
    missing. The best basis that there is counts: what a source states, else what is measured (the sea lane of
    `leg_paths.geojson`; the great circle of a flight), else the great circle times the factor of `detour_factors`.
    `km` is missing where a mode has no factor.
    """
    legs, mode = dataset.legs, dataset.legs["mode"].astype("str")
    straight, stated = great_circle_km(dataset), _stated_lengths(dataset).reindex(dataset.legs.index)
    measured = legs["measured_km"].where(mode != "air", straight)
    factor = mode.map(detour_factors(dataset)).astype("float64")
    basis = np.select([stated["km"].notna(), measured.notna()], BASES[:2], BASES[2])
    return pd.DataFrame(
        {
            "km": stated["km"].fillna(measured).fillna(straight * factor),
            "basis": pd.Categorical(basis, BASES),
            "source_id": stated["source_id"],
            "factor": factor.where(basis == BASES[2]),
        },
        index=legs.index,
    )


# Corridors


def _chains(dataset: Dataset, corridor_ids: list[str]) -> pd.DataFrame:
    """The legs of several corridors in the order of travel, with the columns of `corridor_legs` and `corridor_id`."""
    chain = dataset.tables["corridor_legs"]
    chain = chain[chain["corridor_id"].isin(corridor_ids)].sort_values(["corridor_id", "position"], ignore_index=True)
    ids = chain["leg_id"].astype("str").to_list()
    columns = ["mode", "from_name", "to_name", "from_place_id", "to_place_id"]
    legs = pd.DataFrame(dataset.legs.loc[ids, columns]).reset_index().astype("str")
    length = leg_lengths(dataset).loc[ids].reset_index(drop=True)
    reverse: npt.NDArray[np.bool_] = chain["direction"].eq("reverse").to_numpy()
    country = dataset.places["country"].astype("str")
    start, end = legs["from_place_id"].map(country), legs["to_place_id"].map(country)
    return pd.DataFrame(
        {
            "corridor_id": chain["corridor_id"].astype("str"),
            "position": chain["position"],
            "leg_id": legs["leg_id"],
            "leg": legs["leg_id"].map(leg_names(dataset)),
            "mode": legs["mode"],
            "direction": chain["direction"].astype("str"),
            "from": legs["from_name"].mask(reverse, legs["to_name"]),
            "to": legs["to_name"].mask(reverse, legs["from_name"]),
            "from_country": start.mask(reverse, end),
            "to_country": end.mask(reverse, start),
            **{column: length[column] for column in length},
        }
    )


def corridor_legs(dataset: Dataset, corridor_id: str) -> pd.DataFrame:
    """The legs of a corridor in the order of travel. One row a leg.

    Columns: `position`, `leg_id`, `leg` (name), `mode`, `direction` (against the leg's own), `from`, `to`, `from_country`,
    `to_country` (ISO 3166-1 alpha-3; in the direction of travel), `km`, `basis`, `source_id`, `factor` as in `leg_lengths`.
    Raises `ValueError` for an unknown corridor.
    """
    _check_corridors(dataset, [corridor_id])
    return _chains(dataset, [corridor_id]).drop(columns="corridor_id")


def _overall(statuses: Iterable[str]) -> str:
    """What the statuses of its legs make of a corridor: a chain is as good as its worst link."""
    found = set(statuses)
    if found & set(CLOSED):
        return "not open"
    if "restricted" in found:
        return "restricted"
    if found == {NOT_RECORDED}:
        return NOT_RECORDED
    return "open as far as recorded" if NOT_RECORDED in found else "open"


def _range(figures: pd.Series[float], unit: str) -> str | None:
    """Several stated figures as one text: `7–8 days (2 figures)`; `None` where there is none."""
    given = figures.dropna()
    if given.empty:
        return None
    least, most = f"{given.min():,g}", f"{given.max():,g}"
    text = f"{least} {unit}" if least == most else f"{least}–{most} {unit}"
    return text if len(given) == 1 else f"{text} ({count(len(given), 'figure')})"


def _sources(figures: pd.DataFrame, column: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(figures.loc[figures[column].notna(), "source_id"].astype("str")))


def compare(dataset: Dataset, corridor_ids: Iterable[str], day: date) -> pd.DataFrame:
    """Corridors side by side as of a day. One row a corridor, in the order asked for, indexed by `corridor_id`.

    - `name`, `from`, `to`: the corridor and its ends.
    - `km_sea`, `km_road` (crossings included), `km_rail`, `km_air`, `km`: lengths in km by mode and in all.
    - `share_stated`, `share_measured`, `share_estimated`: parts of `km` by what they rest on.
    - `borders`: changes of country along road, rail and crossings. Arriving by sea or air is none.
    - `countries`: ISO 3166-1 alpha-3 codes at the ends of the legs, in the order of travel. A country that a single leg
      passes between its ends is not seen.
    - `through_pakistan`: whether a leg by sea or land has an end in Pakistan. Overflight does not count.
    - `km_pakistan`: km of legs by road and rail with both ends there.
    - `days`, `cost`: figures that sources state for the corridor, as text, the range where they differ; `None` where no source
      does. They may cover different stretches: `corridor_figures` has the scope of each. `days_sources` and
      `cost_sources` are their source ids.
    - `restricted`, `suspended`, `under_construction`, `planned`, `not_recorded`: names of the legs with that status.
    - `status`: `not open` (a leg is suspended, planned or under construction), `restricted`, `open as far as recorded`
      (some legs have no record so early), `not recorded` (none has), `open`.

    Raises `ValueError` for an unknown corridor.
    """
    wanted = list(dict.fromkeys(corridor_ids))
    _check_corridors(dataset, wanted)
    corridors, figures = dataset.tables["corridors"].set_index("corridor_id"), dataset.tables["route_figures"]
    chains = _chains(dataset, wanted)
    chains["status"] = chains["leg_id"].map(leg_status_on(dataset, day)["status"])
    legs_of = {str(corridor_id): legs.to_dict("records") for corridor_id, legs in chains.groupby("corridor_id")}
    rows = []
    for corridor_id in wanted:
        legs, own = legs_of[corridor_id], figures[figures["corridor_id"] == corridor_id]
        total = sum(leg["km"] for leg in legs)
        by_mode, by_basis = dict.fromkeys(MODES, 0.0), dict.fromkeys(BASES, 0.0)
        for leg in legs:
            by_mode["road" if leg["mode"] == "border" else leg["mode"]] += leg["km"]
            by_basis[leg["basis"]] += leg["km"]
        on_land = [leg for leg in legs if leg["mode"] in _LAND]
        on_the_ground = [leg for leg in legs if leg["mode"] != "air"]
        ends = [leg[end] for leg in legs for end in ("from_country", "to_country")]
        named = {status: tuple(leg["leg"] for leg in legs if leg["status"] == status) for status in STATUSES}
        rows.append(
            {
                "name": corridors.at[corridor_id, "name"],
                "from": legs[0]["from"],
                "to": legs[-1]["to"],
                **{f"km_{mode}": km for mode, km in by_mode.items()},
                "km": total,
                **{f"share_{basis}": km / total if total else 0.0 for basis, km in by_basis.items()},
                "borders": sum(leg["from_country"] != leg["to_country"] for leg in on_land),
                "countries": tuple(code for code, _ in groupby(ends)),
                "through_pakistan": any(PAKISTAN in (leg["from_country"], leg["to_country"]) for leg in on_the_ground),
                "km_pakistan": sum(leg["km"] for leg in on_land if leg["from_country"] == leg["to_country"] == PAKISTAN),
                "days": _range(own["transit_days"], "days"),
                "days_sources": _sources(own, "transit_days"),
                "cost": _range(own["cost_usd"], "USD"),
                "cost_sources": _sources(own, "cost_usd"),
                **{status.replace("-", "_").replace(" ", "_"): named[status] for status in STATUSES[1:]},
                "status": _overall(leg["status"] for leg in legs),
            }
        )
    # As objects, because pandas' own text would turn None into a number.
    index = pd.Index(wanted, name="corridor_id")
    texts = {name: pd.Series([row[name] for row in rows], index=index, dtype=object) for name in ("days", "cost")}
    return pd.DataFrame(rows, index=index).assign(**texts)


def _pages(dataset: Dataset) -> pd.DataFrame:
    return dataset.sources.rename(columns={"publisher_name": "publisher"})[list(_PAGE)]


def corridor_figures(dataset: Dataset, corridor_id: str) -> pd.DataFrame:
    """Every figure that a source states for the corridor and for its legs: the corridor's first, then leg by leg.

    Columns: `leg_id` and `leg` (missing for the whole corridor), `distance_km`, `transit_days`, `cost_usd` (missing where not
    stated), `scope`, `agrees`, `states` (what the page says; missing for figures of the table `route_legs`), `source_id`,
    `url`, `page_title`, `publisher`, `published`. Raises `ValueError` for an unknown corridor.
    """
    _check_corridors(dataset, [corridor_id])
    chain = dataset.tables["corridor_legs"]
    ids = chain[chain["corridor_id"] == corridor_id].sort_values("position")["leg_id"].astype("str")
    own = dataset.legs.loc[ids].reset_index()
    given = {"distance_km": "distance_source_id", "transit_days": "transit_source_id"}
    of_legs = [
        own.loc[own[figure].notna(), ["leg_id", figure, source]].set_axis(["leg_id", figure, "source_id"], axis=1)
        for figure, source in given.items()
    ]
    of_legs = [frame.assign(scope="Whole leg", agrees=True) for frame in of_legs]
    further = dataset.tables["route_figures"]
    further = further[(further["corridor_id"] == corridor_id) | further["leg_id"].isin(ids)]
    columns = ["leg_id", *_FIGURES, "scope", "agrees", "states", "source_id"]
    types = dict.fromkeys(["leg_id", "scope", "states", "source_id"], "str") | dict.fromkeys(_FIGURES, "float64")
    frames = [pd.DataFrame(frame).reindex(columns=columns).astype(types) for frame in (*of_legs, further)]
    frame = pd.concat(frames, ignore_index=True)
    frame["leg"] = frame["leg_id"].map(leg_names(dataset))
    order = frame["leg_id"].map({leg_id: place for place, leg_id in enumerate(ids, start=1)}).fillna(0)
    frame = frame.iloc[order.argsort(kind="stable")]
    return frame.join(_pages(dataset), on="source_id")[["leg_id", "leg", *columns[1:], *_PAGE]].reset_index(drop=True)


def leg_pages(dataset: Dataset, leg_ids: Iterable[str]) -> pd.DataFrame:
    """What was read on each leg, in the order asked for. One row a leg and page.

    Columns: `leg_id`, `agrees` (with the record of the leg), `states`, `source_id`, `url`, `page_title`, `publisher`,
    `published`.
    """
    order = {leg_id: place for place, leg_id in enumerate(dict.fromkeys(leg_ids))}
    read = dataset.tables["leg_evidence"].astype({"leg_id": "str", "source_id": "str"})
    read = read[read["leg_id"].isin(order)].sort_values("leg_id", key=lambda ids: ids.map(order), kind="stable")
    return read.join(_pages(dataset), on="source_id")[["leg_id", "agrees", "states", "source_id", *_PAGE]].reset_index(drop=True)
