"""How long a leg is, and what that rests on: a source, a line on the map, or an estimate that says how it was made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from pyproj import Geod

from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.dataset.legs import BASES
from atlas.kept import kept

_WGS84 = Geod(ellps="WGS84")

TELLING = 0.15
"""From this share on, a difference between a stated and a measured length is told: one of the two may be wrong."""

BASIS_WORDS = {
    "stated": "stated",
    "apportioned": "share of a stated total",
    "measured": "measured",
    "estimated": "estimated (schematic)",
}
"""What the length of a leg rests on, in words; of estimated ones the course is not known."""


def bases_in_words(facts: Mapping[Any, Any]) -> str:
    """What a sum of lengths rests on, from the columns `km_stated` and so on: `2,818 km stated, 487 km measured`."""
    words = BASIS_WORDS | {"apportioned": "shared out of stated totals"}
    return ", ".join(f"{facts[f'km_{basis}']:,.0f}\u00a0km {words[basis]}" for basis in BASES if round(facts[f"km_{basis}"]))


def is_telling(difference: float | None) -> bool:
    """Whether stated and measured length differ by more than `TELLING`; false where one of the two is missing."""
    return difference is not None and abs(difference) > TELLING


def difference_in_words(difference: float) -> str:
    """A difference as `leg_lengths` has it: `75 % longer than stated`."""
    share = round(100 * abs(difference))
    return f"{share}\u00a0% {'longer' if difference > 0 else 'shorter'} than stated" if share else "as stated"


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


def stated_lengths(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """`km` and `source_id` of every leg for which a source states a length, indexed by `leg_id`.

    The leg's own row comes first. Where it has none, the first row of `route_figures` for the leg counts; a figure for a
    whole corridor or for several legs together never stands in for one leg.
    """
    legs, figures = tables["route_legs"].set_index("leg_id"), tables["route_figures"]
    own = pd.DataFrame({"km": legs["distance_km"], "source_id": legs["distance_source_id"].astype("str")}).dropna(subset="km")
    of_legs = figures[figures["leg_id"].notna() & figures["distance_km"].notna()].drop_duplicates("leg_id")
    further = pd.DataFrame(
        {"km": of_legs["distance_km"].to_numpy(), "source_id": of_legs["source_id"].astype("str").to_numpy()},
        index=pd.Index(of_legs["leg_id"].astype("str"), name="leg_id"),
    )
    return pd.concat([own, further[~further.index.isin(own.index)]])


@kept(DATASETS_KEPT)
def joint_figures(dataset: Dataset) -> pd.DataFrame:
    """`figures_of_several` of a dataset."""
    return figures_of_several(dataset.tables)


def figures_of_several(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Lengths that sources state for several legs together, indexed by `figure_id`, those of the fewest legs first.

    Columns: `legs` (tuple of ids in alphabetical order), `km`, `scope`, `source_id`, `states`. A figure that contradicts the
    record is not among them.
    """
    ties = tables["figure_legs"].astype("str").sort_values("leg_id").groupby("figure_id")["leg_id"].agg(tuple)
    figures = tables["route_figures"].set_index("figure_id")
    figures = figures[figures["agrees"] & figures["distance_km"].notna()]
    known = ties[ties.index.isin(figures.index)]
    frame = figures.loc[known.index, ["distance_km", "scope", "source_id", "states"]].rename(columns={"distance_km": "km"})
    frame = frame.assign(legs=known)
    return frame.iloc[frame["legs"].map(len).argsort(kind="stable")]


def _apportioned(dataset: Dataset, stated: pd.Series[float], measured: pd.Series[float], straight: pd.Series[float]) -> pd.DataFrame:
    """`km`, `source_id` and `figure_id` of legs that share a length stated for them together, indexed by `leg_id`.

    What the figure leaves after the lengths already known is shared among its other legs in proportion to what they measure,
    or to their great circles where one of them has no course, so that the legs add up to what the source states. Figures of few
    legs come first, and of several figures for the same legs the first in the table counts.
    """
    known, rows = stated.to_dict(), []
    for figure_id, figure in joint_figures(dataset).iterrows():
        open_legs = [leg for leg in figure["legs"] if leg not in known]
        rest = figure["km"] - sum(known[leg] for leg in figure["legs"] if leg in known)
        weight = straight if measured[open_legs].isna().any() else measured
        whole = weight[open_legs].sum()
        if rest <= 0 or not whole:
            continue
        for leg in open_legs:
            known[leg] = rest * weight[leg] / whole
            rows.append({"leg_id": leg, "km": known[leg], "source_id": str(figure["source_id"]), "figure_id": str(figure_id)})
    return pd.DataFrame(rows, columns=["leg_id", "km", "source_id", "figure_id"]).set_index("leg_id")


def detour_factors(dataset: Dataset) -> pd.Series[float]:
    """How much longer than the great circle a leg is, by mode: the median of stated over great-circle length.

    Taken over the legs of the mode with a stated length. A crossing (`border`) is passed by road and has the factor of
    roads. A mode in which no leg has a stated length is not in it.
    """
    stated = stated_lengths(dataset.tables)["km"]
    ratio = (stated / great_circle_km(dataset).reindex(stated.index)).replace(np.inf, np.nan)
    factors = ratio.groupby(dataset.legs["mode"].astype("str").reindex(stated.index)).median()
    if "road" in factors.index:
        factors["border"] = factors["road"]
    return factors.rename("factor")


@kept(DATASETS_KEPT)
def leg_lengths(dataset: Dataset) -> pd.DataFrame:
    """The length of every leg, indexed by `leg_id`.

    Columns: `km`; `basis`, one of `BASES`; `source_id` of a stated or apportioned length, else missing; `factor` of an
    estimated one, else missing; `figure_id` of the figure of which an apportioned one is a share, else missing; `measured_km`;
    `difference`. The best
    basis that there is counts: what a source states for the leg; a share of what it states for several legs together; what
    is measured; else the great circle times the factor of `detour_factors`. `km` is missing where a mode has no factor.

    `measured_km` is the length along the course of `leg_paths.geojson`, also where a source states one: of a road or railway the
    kilometres of the network before its line was thinned, of a sea lane the geodesic length of its line on WGS 84, of a flight the
    great circle; missing of a schematic line. `difference` is the share by which it is longer (or, negative, shorter) than
    the stated or apportioned length; missing where there are not both.
    """
    legs, mode = dataset.legs, dataset.legs["mode"].astype("str")
    straight, stated = great_circle_km(dataset), stated_lengths(dataset.tables)
    measured = legs["measured_km"].where(mode != "air", straight)
    shared = _apportioned(dataset, stated["km"], measured, straight).reindex(legs.index)
    stated = stated.reindex(legs.index)
    said = stated["km"].fillna(shared["km"].astype("float64"))
    factor = mode.map(detour_factors(dataset)).astype("float64")
    basis = np.select([stated["km"].notna(), shared["km"].notna(), measured.notna()], BASES[:3], BASES[3])
    return pd.DataFrame(
        {
            "km": said.fillna(measured).fillna(straight * factor),
            "basis": pd.Categorical(basis, BASES),
            "source_id": stated["source_id"].fillna(shared["source_id"]),
            "factor": factor.where(basis == BASES[3]),
            "figure_id": shared["figure_id"].astype("str").where(shared["figure_id"].notna()),
            "measured_km": measured,
            "difference": measured / said - 1,
        },
        index=legs.index,
    )
