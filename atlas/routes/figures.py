"""The figures that sources state for corridors and their legs, and the pages read on each."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from atlas.dataset import Dataset
from atlas.dataset.legs import leg_names
from atlas.routes.corridors import corridor_legs
from atlas.routes.lengths import joint_figures

_PAGE = ("url", "page_title", "publisher", "published")
_FIGURES = ("distance_km", "transit_days", "cost_usd")


def _pages(dataset: Dataset) -> pd.DataFrame:
    return dataset.sources.rename(columns={"publisher_name": "publisher"})[list(_PAGE)]


def corridor_figures(dataset: Dataset, corridor_id: str) -> pd.DataFrame:
    """Every figure that a source states for the corridor and for its legs: the corridor's first, then leg by leg.

    Columns: `leg_id` and `leg` (missing for the whole corridor and for several legs), `legs` (ids of several legs in the order
    of travel that the figure covers together, else empty), `distance_km`, `transit_days`, `cost_usd` (missing where not
    stated), `scope`, `agrees`, `states` (what the page says; missing for figures of the table `route_legs`), `source_id`,
    `url`, `page_title`, `publisher`, `published`. Raises `ValueError` for an unknown corridor.
    """
    ids = corridor_legs(dataset, corridor_id)["leg_id"]
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
    order = (
        frame["leg_id"]
        .fillna(frame["figure_id"].map(first).astype("str"))
        .map({leg_id: place for place, leg_id in enumerate(ids, start=1)})
    )
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
