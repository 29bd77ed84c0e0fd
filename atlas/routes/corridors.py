"""Corridors as chains of legs, side by side, with the figures that sources state for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.dataset.legs import BASES, CLOSED, DAYS_KEPT, FUTURE, LAND, LEG_STATUSES, MODES, NOT_RECORDED, leg_countries, leg_names
from atlas.routes.lengths import joint_figures, leg_lengths
from atlas.routes.scenarios import closed_legs
from atlas.routes.shares import exposure_on, km_by_country
from atlas.routes.status import first_records, leg_status_on
from atlas.view.scenario import AS_RECORDED, Scenario
from atlas.words import count, join_words

PAKISTAN, IRAN = "PAK", "IRN"

MAIN_CORRIDORS = ("chabahar-kandahar", "bandarabbas-herat", "karachi-torkham", "wagah-torkham")
"""The corridors that are shown unless others are asked for."""

_PAGE = ("url", "page_title", "publisher", "published")
_FIGURES = ("distance_km", "transit_days", "cost_usd")


def _check_corridors(dataset: Dataset, corridor_ids: Iterable[str]) -> None:
    known = dataset.tables["corridors"]["corridor_id"]
    if unknown := [corridor_id for corridor_id in corridor_ids if corridor_id not in set(known)]:
        raise ValueError(f"There is no corridor {join_words(unknown, 'or')}. Use one of {join_words(known, 'or')}.")


def in_order(dataset: Dataset, leg_ids: Iterable[str], reverse: Iterable[bool]) -> pd.DataFrame:
    """Legs in the order of travel, each along its own direction or in reverse. One row a leg.

    Columns: `leg_id`, `leg` (name), `mode`, `from`, `to`, `from_place_id`, `to_place_id`, `from_country`, `to_country` (ISO
    3166-1 alpha-3), all in the direction of travel, and `km`, `basis`, `source_id`, `factor`, `figure_id` as in `leg_lengths`.
    """
    ids = list(leg_ids)
    turned: npt.NDArray[np.bool_] = np.array(list(reverse), dtype=bool)
    legs = pd.DataFrame(dataset.legs.loc[ids, ["mode", "from_name", "to_name", "from_place_id", "to_place_id"]])
    legs = legs.reset_index().astype("str")
    length, country = leg_lengths(dataset).loc[ids].reset_index(drop=True), leg_countries(dataset).loc[ids].reset_index(drop=True)

    def turn(start: pd.Series[str], end: pd.Series[str]) -> tuple[pd.Series[str], pd.Series[str]]:
        return start.mask(turned, end), end.mask(turned, start)

    names = turn(legs["from_name"], legs["to_name"])
    places = turn(legs["from_place_id"], legs["to_place_id"])
    countries = turn(country["from"], country["to"])
    return pd.DataFrame(
        {
            "leg_id": legs["leg_id"],
            "leg": legs["leg_id"].map(leg_names(dataset)),
            "mode": legs["mode"],
            "from": names[0],
            "to": names[1],
            "from_place_id": places[0],
            "to_place_id": places[1],
            "from_country": countries[0],
            "to_country": countries[1],
            **{column: length[column] for column in length},
        }
    )


@lru_cache(maxsize=DATASETS_KEPT)
def _chains(dataset: Dataset) -> dict[str, pd.DataFrame]:
    """The legs of every corridor in the order of travel, as `corridor_legs` gives them."""
    chain = dataset.tables["corridor_legs"].sort_values(["corridor_id", "position"], ignore_index=True)
    direction = chain["direction"].astype("str")
    legs = in_order(dataset, chain["leg_id"].astype("str"), direction.eq("reverse"))
    legs.insert(0, "position", chain["position"])
    legs.insert(4, "direction", direction)
    chains = legs.groupby(chain["corridor_id"].astype("str"), sort=False)
    return {str(corridor_id): part.reset_index(drop=True) for corridor_id, part in chains}


def corridor_legs(dataset: Dataset, corridor_id: str) -> pd.DataFrame:
    """The legs of a corridor in the order of travel. One row a leg.

    Columns: `position`, `direction` (against the leg's own) and those of `in_order`. Raises `ValueError` for an unknown
    corridor.
    """
    _check_corridors(dataset, [corridor_id])
    return _chains(dataset)[corridor_id].copy()


def legs_of(dataset: Dataset, corridor_ids: Iterable[str]) -> list[str]:
    """The ids of all legs of some corridors, each once, in the order of the corridors. Raises `ValueError` as `corridor_legs`."""
    wanted = list(corridor_ids)
    _check_corridors(dataset, wanted)
    return list(dict.fromkeys(leg for corridor_id in wanted for leg in _chains(dataset)[corridor_id]["leg_id"]))


def corridors_with(dataset: Dataset, leg_ids: Iterable[str], among: Iterable[str] = ()) -> tuple[str, ...]:
    """Corridors that hold the legs between them: those of `among` first, then further ones in the order of the table.

    Of the further ones each is taken only if it holds a leg that the ones before do not. A leg of no corridor is passed over.
    """
    missing = set(leg_ids)
    chosen = []
    for corridor_id in [*among, *_chains(dataset)]:
        held = missing & set(_chains(dataset)[corridor_id]["leg_id"])
        if held:
            chosen.append(corridor_id)
            missing -= held
    return tuple(chosen)


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


def is_crossing_of_border(mode: str, from_country: str, to_country: str) -> bool:
    """Whether a leg crosses a border on the ground. Arriving by sea or air crosses none."""
    return mode in LAND and from_country != to_country


def summary(dataset: Dataset, legs: pd.DataFrame, day: date, scenario: Scenario = AS_RECORDED) -> dict[str, Any]:
    """What legs in the order of travel (`in_order`) add up to on a day, and under a scenario.

    - `from`, `to`: the ends.
    - `km_sea`, `km_road` (crossings included), `km_rail`, `km_air`, `km`: lengths in km by mode and in all.
    - `share_stated`, `share_apportioned`, `share_measured`, `share_estimated`: parts of `km` by what they rest on.
    - `borders`: changes of country along road, rail and crossings. Arriving by sea or air is none.
    - `countries`: ISO 3166-1 alpha-3 codes at the ends of the legs, in the order of travel. A country that a single leg
      passes between its ends is not seen.
    - `through_pakistan`: whether a leg by sea or land has an end in Pakistan. Overflight does not count.
    - `km_pakistan`, `km_iran`: km by road and rail inside the country, as `km_by_country` measures them.
    - `km_exposed`: km of legs that sanctions touch by `exposure_on`; `None` before the first event of the kind.
    - `restricted`, `suspended`, `under_construction`, `planned`, `not_recorded`: names of the legs with that status.
    - `shut`, `built`: names of the legs that the scenario closes, and of those that it assumes built.
    - `events`: the event behind the status of a leg, by the leg's name, where there is one.
    - `first_records`: the day of the first record of every leg whose status is not recorded so early, by the leg's name.
    - `notes`: what should be known of that change, by the leg's name, where the data say something.
    - `status`: `not open` (a leg is suspended, planned or under construction), `restricted`, `open as far as recorded`
      (some legs have no record so early), `not recorded` (none has), `open`; under the scenario, if there is one.
    """
    first = first_records(dataset)["day"]
    closed, built = closed_legs(dataset, scenario.close), set(scenario.built)
    status, exposure = leg_status_on(dataset, day), exposure_on(dataset, day)
    inside, total = km_by_country(dataset), float(legs["km"].sum())
    rows = legs.to_dict("records")
    by_mode, by_basis = dict.fromkeys(MODES, 0.0), dict.fromkeys(BASES, 0.0)
    for leg in rows:
        by_mode["road" if leg["mode"] == "border" else leg["mode"]] += leg["km"]
        by_basis[leg["basis"]] += leg["km"]
        leg |= status.loc[leg["leg_id"], ["status", "event_id", "note"]].to_dict()
    shut = tuple(leg["leg"] for leg in rows if leg["leg_id"] in closed)
    made = tuple(leg["leg"] for leg in rows if leg["leg_id"] in built and leg["leg"] not in shut and leg["status"] in FUTURE)
    assumed = ["suspended" if leg["leg"] in shut else "operating" if leg["leg"] in made else leg["status"] for leg in rows]
    named = {status: tuple(leg["leg"] for leg in rows if leg["status"] == status) for status in LEG_STATUSES}
    ends = [leg[end] for leg in rows for end in ("from_country", "to_country")]
    return {
        "from": rows[0]["from"],
        "to": rows[-1]["to"],
        **{f"km_{mode}": km for mode, km in by_mode.items()},
        "km": total,
        **{f"share_{basis}": km / total if total else 0.0 for basis, km in by_basis.items()},
        "borders": sum(is_crossing_of_border(leg["mode"], leg["from_country"], leg["to_country"]) for leg in rows),
        "countries": tuple(code for code, _ in groupby(ends)),
        "through_pakistan": any(PAKISTAN in (leg["from_country"], leg["to_country"]) for leg in rows if leg["mode"] != "air"),
        "km_pakistan": float(inside.loc[legs["leg_id"], PAKISTAN].sum()),
        "km_iran": float(inside.loc[legs["leg_id"], IRAN].sum()),
        "km_exposed": None if exposure is None else sum(leg["km"] for leg in rows if leg["leg_id"] in exposure.legs),
        **{status.replace("-", "_").replace(" ", "_"): named[status] for status in LEG_STATUSES[1:]},
        "shut": shut,
        "built": made,
        "events": {leg["leg"]: str(leg["event_id"]) for leg in rows if pd.notna(leg["event_id"])},
        "first_records": {leg["leg"]: first[leg["leg_id"]] for leg in rows if leg["status"] == NOT_RECORDED},
        "notes": {leg["leg"]: str(leg["note"]) for leg in rows if pd.notna(leg["event_id"]) and pd.notna(leg["note"])},
        "status": _overall(assumed),
    }


def compare(dataset: Dataset, corridor_ids: Iterable[str], day: date, scenario: Scenario = AS_RECORDED) -> pd.DataFrame:
    """Corridors side by side as of a day, and under a scenario. One row a corridor, in the order asked for, indexed by `corridor_id`.

    - `name` and all that `summary` has of its legs.
    - `days`, `cost`: figures that sources state for the corridor, as text, the range where they differ; `None` where no source
      does. They may cover different stretches: `corridor_figures` has the scope of each. `days_sources` and
      `cost_sources` are their source ids.

    Raises `ValueError` for an unknown corridor.
    """
    wanted = tuple(dict.fromkeys(corridor_ids))
    _check_corridors(dataset, wanted)
    rows = [_corridor(dataset, corridor_id, day, scenario) for corridor_id in wanted]
    # As objects, because pandas' own text would turn None into a number.
    index = pd.Index(wanted, name="corridor_id")
    objects = {name: pd.Series([row[name] for row in rows], index=index, dtype=object) for name in ("days", "cost", "km_exposed")}
    return pd.DataFrame(rows, index=index).assign(**objects)


@lru_cache(maxsize=2 * DAYS_KEPT)
def _corridor(dataset: Dataset, corridor_id: str, day: date, scenario: Scenario) -> dict[str, Any]:
    """One row of `compare`."""
    corridors, figures = dataset.tables["corridors"].set_index("corridor_id"), dataset.tables["route_figures"]
    own = figures[figures["corridor_id"] == corridor_id]
    return {
        "name": corridors.at[corridor_id, "name"],
        **summary(dataset, _chains(dataset)[corridor_id], day, scenario),
        "days": _range(own["transit_days"], "days"),
        "days_sources": _sources(own, "transit_days"),
        "cost": _range(own["cost_usd"], "USD"),
        "cost_sources": _sources(own, "cost_usd"),
    }


def _pages(dataset: Dataset) -> pd.DataFrame:
    return dataset.sources.rename(columns={"publisher_name": "publisher"})[list(_PAGE)]


def corridor_figures(dataset: Dataset, corridor_id: str) -> pd.DataFrame:
    """Every figure that a source states for the corridor and for its legs: the corridor's first, then leg by leg.

    Columns: `leg_id` and `leg` (missing for the whole corridor and for several legs), `legs` (ids of several legs in the order
    of travel that the figure covers together, else empty), `distance_km`, `transit_days`, `cost_usd` (missing where not
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
    further, joint = dataset.tables["route_figures"], joint_figures(dataset)["legs"]
    held = joint[[set(legs) <= set(ids) for legs in joint]]
    # A figure for several legs stands with the first of them on the way.
    first = {str(figure_id): next(leg for leg in ids if leg in legs) for figure_id, legs in held.items()}
    further = further[(further["corridor_id"] == corridor_id) | further["leg_id"].isin(ids) | further["figure_id"].isin(first)]
    columns = ["leg_id", *_FIGURES, "scope", "agrees", "states", "source_id"]
    types = dict.fromkeys(["leg_id", "scope", "states", "source_id"], "str") | dict.fromkeys(_FIGURES, "float64")
    frames = [pd.DataFrame(frame).reindex(columns=["figure_id", *columns]).astype(types) for frame in (*of_legs, further)]
    frame = pd.concat(frames, ignore_index=True)
    together = frame["figure_id"].map({figure_id: tuple(leg for leg in ids if leg in held[figure_id]) for figure_id in first})
    frame["leg"] = frame["leg_id"].map(leg_names(dataset))
    frame["legs"] = [legs if isinstance(legs, tuple) else () for legs in together]
    order = frame["leg_id"].fillna(frame["figure_id"].map(first)).map({leg_id: place for place, leg_id in enumerate(ids, start=1)})
    frame = frame.iloc[order.fillna(0).argsort(kind="stable")]
    shown = frame.join(_pages(dataset), on="source_id")[["leg_id", "leg", "legs", *columns[1:], *_PAGE]]
    return shown.reset_index(drop=True)


def leg_pages(dataset: Dataset, leg_ids: Iterable[str]) -> pd.DataFrame:
    """What was read on each leg, in the order asked for. One row a leg and page.

    Columns: `leg_id`, `agrees` (with the record of the leg), `states`, `source_id`, `url`, `page_title`, `publisher`,
    `published`.
    """
    order = {leg_id: place for place, leg_id in enumerate(dict.fromkeys(leg_ids))}
    read = dataset.tables["leg_evidence"].astype({"leg_id": "str", "source_id": "str"})
    read = read[read["leg_id"].isin(order)].sort_values("leg_id", key=lambda ids: ids.map(order), kind="stable")
    return read.join(_pages(dataset), on="source_id")[["leg_id", "agrees", "states", "source_id", *_PAGE]].reset_index(drop=True)
