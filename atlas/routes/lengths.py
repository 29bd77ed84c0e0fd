"""How long a leg is, and what that rests on: a source, a line on the map, or an estimate that says how it was made."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pyproj import Geod

from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.dataset.legs import BASES
from atlas.kept import kept

_WGS84 = Geod(ellps="WGS84")


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


@kept(DATASETS_KEPT)
def joint_figures(dataset: Dataset) -> pd.DataFrame:
    """Lengths that sources state for several legs together, indexed by `figure_id`, those of the fewest legs first.

    Columns: `legs` (tuple of ids in alphabetical order), `km`, `scope`, `source_id`, `states`. A figure that contradicts the
    record is not among them.
    """
    ties = dataset.tables["figure_legs"].astype("str").sort_values("leg_id").groupby("figure_id")["leg_id"].agg(tuple)
    figures = dataset.tables["route_figures"].set_index("figure_id")
    figures = figures[figures["agrees"] & figures["distance_km"].notna()]
    known = ties[ties.index.isin(figures.index)]
    frame = figures.loc[known.index, ["distance_km", "scope", "source_id", "states"]].rename(columns={"distance_km": "km"})
    frame = frame.assign(legs=known)
    return frame.iloc[frame["legs"].map(len).argsort(kind="stable")]


def _apportioned(dataset: Dataset, stated: pd.Series[float], straight: pd.Series[float]) -> pd.DataFrame:
    """`km`, `source_id` and `figure_id` of legs that share a length stated for them together, indexed by `leg_id`.

    What the figure leaves after the lengths already known is shared among its other legs in proportion to their great
    circles, so that the legs add up to what the source states. Figures of few legs come first, and of several figures for
    the same legs the first in the table counts.
    """
    known, rows = stated.to_dict(), []
    for figure_id, figure in joint_figures(dataset).iterrows():
        open_legs = [leg for leg in figure["legs"] if leg not in known]
        rest = figure["km"] - sum(known[leg] for leg in figure["legs"] if leg in known)
        whole = sum(straight[leg] for leg in open_legs)
        if rest <= 0 or not whole:
            continue
        for leg in open_legs:
            known[leg] = rest * straight[leg] / whole
            rows.append({"leg_id": leg, "km": known[leg], "source_id": str(figure["source_id"]), "figure_id": str(figure_id)})
    return pd.DataFrame(rows, columns=["leg_id", "km", "source_id", "figure_id"]).set_index("leg_id")


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


@kept(DATASETS_KEPT)
def leg_lengths(dataset: Dataset) -> pd.DataFrame:
    """The length of every leg, indexed by `leg_id`.

    Columns: `km`; `basis`, one of `BASES`; `source_id` of a stated or apportioned length, else missing; `factor` of an
    estimated one, else missing; `figure_id` of the figure of which an apportioned one is a share, else missing. The best
    basis that there is counts: what a source states for the leg; a share of what it states for several legs together; what
    is measured (the road, railway or sea lane of `leg_paths.geojson`; the great circle of a flight); else the great circle times the factor
    of `detour_factors`. `km` is missing where a mode has no factor.
    """
    legs, mode = dataset.legs, dataset.legs["mode"].astype("str")
    straight, stated = great_circle_km(dataset), _stated_lengths(dataset)
    shared = _apportioned(dataset, stated["km"], straight).reindex(legs.index)
    stated = stated.reindex(legs.index)
    measured = legs["measured_km"].where(mode != "air", straight)
    factor = mode.map(detour_factors(dataset)).astype("float64")
    basis = np.select([stated["km"].notna(), shared["km"].notna(), measured.notna()], BASES[:3], BASES[3])
    return pd.DataFrame(
        {
            "km": stated["km"].fillna(shared["km"].astype("float64")).fillna(measured).fillna(straight * factor),
            "basis": pd.Categorical(basis, BASES),
            "source_id": stated["source_id"].fillna(shared["source_id"]),
            "factor": factor.where(basis == BASES[3]),
            "figure_id": shared["figure_id"].astype("str").where(shared["figure_id"].notna()),
        },
        index=legs.index,
    )
