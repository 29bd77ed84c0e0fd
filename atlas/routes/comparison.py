"""What the legs of a way add up to, and corridors side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any

import pandas as pd

from atlas.dataset import Dataset
from atlas.dataset.legs import BASES, CLOSED, DAYS_KEPT, FUTURE, LAND, LEG_STATUSES, MODES, NOT_RECORDED
from atlas.geography.boundaries import USUAL_VIEW
from atlas.routes.corridors import check_corridors, corridor_legs
from atlas.routes.lengths import BASIS_WORDS, is_telling
from atlas.routes.scenarios import closed_legs
from atlas.routes.shares import INSIDE, exposure_on, km_by_country
from atlas.routes.status import first_records, leg_status_on
from atlas.view.scenario import AS_RECORDED, Scenario
from atlas.words import count


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


def _against(leg: Mapping[Any, Any]) -> str:
    return f"{leg['leg']} ({leg['km']:,.0f} km {BASIS_WORDS[leg['basis']]}, {leg['measured_km']:,.0f} measured)"


def summary(
    dataset: Dataset, legs: pd.DataFrame, day: date, scenario: Scenario = AS_RECORDED, boundaries: str = USUAL_VIEW
) -> dict[str, Any]:
    """What legs in the order of travel (`in_order`) add up to on a day, under a scenario, and by a boundary view.

    - `from`, `to`: the ends.
    - `km_sea`, `km_road` (crossings included), `km_rail`, `km_air`, `km`: lengths in km by mode and in all.
    - `km_stated`, `km_apportioned`, `km_measured`, `km_estimated`: parts of `km` by what they rest on.
    - `both_stated`, `both_measured`: km of the legs whose length is stated (or apportioned) and measured, by the one and the other.
    - `differing`: those of them where the two differ tellingly (`atlas.routes.lengths.TELLING`), with both lengths, as text.
    - `borders`: changes of country along road, rail and crossings. Arriving by sea or air is none.
    - `countries`: ISO 3166-1 alpha-3 codes at the ends of the legs, in the order of travel. A country that a single leg
      passes between its ends is not seen.
    - `through_pakistan`: whether a leg by sea or land has an end in Pakistan. Overflight does not count.
    - `inside`: km by road and rail inside every country that it touches, by code, as `km_by_country` measures them.
    - `km_pakistan`, `km_iran`, `km_afghanistan`: the same of these three.
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
    by_country, total = km_by_country(dataset, boundaries).loc[legs["leg_id"]].sum(), float(legs["km"].sum())
    inside = {str(code): float(km) for code, km in by_country.items() if km}
    both = legs[legs["difference"].notna()]
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
        **{f"km_{basis}": km for basis, km in by_basis.items()},
        "both_stated": float(both["km"].sum()),
        "both_measured": float(both["measured_km"].sum()),
        "differing": tuple(_against(leg) for leg in rows if is_telling(leg["difference"])),
        "borders": sum(is_crossing_of_border(leg["mode"], leg["from_country"], leg["to_country"]) for leg in rows),
        "countries": tuple(code for code, _ in groupby(ends)),
        "through_pakistan": any(INSIDE["pakistan"] in (leg["from_country"], leg["to_country"]) for leg in rows if leg["mode"] != "air"),
        "inside": inside,
        **{f"km_{name}": inside.get(code, 0.0) for name, code in INSIDE.items()},
        "km_exposed": None if exposure is None else sum(leg["km"] for leg in rows if leg["leg_id"] in exposure.legs),
        **{status.replace("-", "_").replace(" ", "_"): named[status] for status in LEG_STATUSES[1:]},
        "shut": shut,
        "built": made,
        "events": {leg["leg"]: str(leg["event_id"]) for leg in rows if pd.notna(leg["event_id"])},
        "first_records": {leg["leg"]: first[leg["leg_id"]] for leg in rows if leg["status"] == NOT_RECORDED},
        "notes": {leg["leg"]: str(leg["note"]) for leg in rows if pd.notna(leg["event_id"]) and pd.notna(leg["note"])},
        "status": _overall(assumed),
    }


def compare(
    dataset: Dataset,
    corridor_ids: Iterable[str],
    day: date,
    scenario: Scenario = AS_RECORDED,
    boundaries: str = USUAL_VIEW,
) -> pd.DataFrame:
    """Corridors side by side as of a day, under a scenario, and by a boundary view.

    One row a corridor, in the order asked for, indexed by `corridor_id`.

    - `name` and all that `summary` has of its legs.
    - `days`, `cost`: figures that sources state for the corridor, as text, the range where they differ; `None` where no source
      does. They may cover different stretches: `corridor_figures` has the scope of each. `days_sources` and
      `cost_sources` are their source ids.

    Raises `ValueError` for an unknown corridor.
    """
    wanted = tuple(dict.fromkeys(corridor_ids))
    check_corridors(dataset, wanted)
    rows = [_corridor(dataset, corridor_id, day, scenario, boundaries) for corridor_id in wanted]
    # As objects, because pandas' own text would turn None into a number.
    index = pd.Index(wanted, name="corridor_id")
    objects = {name: pd.Series([row[name] for row in rows], index=index, dtype=object) for name in ("days", "cost", "km_exposed")}
    return pd.DataFrame(rows, index=index).assign(**objects)


@lru_cache(maxsize=2 * DAYS_KEPT)
def _corridor(dataset: Dataset, corridor_id: str, day: date, scenario: Scenario, boundaries: str) -> dict[str, Any]:
    """One row of `compare`."""
    corridors, figures = dataset.tables["corridors"].set_index("corridor_id"), dataset.tables["route_figures"]
    own = figures[figures["corridor_id"] == corridor_id]
    return {
        "name": corridors.at[corridor_id, "name"],
        **summary(dataset, corridor_legs(dataset, corridor_id), day, scenario, boundaries),
        "days": _range(own["transit_days"], "days"),
        "days_sources": _sources(own, "transit_days"),
        "cost": _range(own["cost_usd"], "USD"),
        "cost_sources": _sources(own, "cost_usd"),
    }
