"""The legs as a graph: the best way from a place to another, and what becomes of it if legs are shut or built."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import networkx as nx
import pandas as pd

from atlas.dataset import DATASETS_KEPT, Dataset
from atlas.dataset.legs import CLOSED, DAYS_KEPT, FUTURE, NOT_RECORDED, leg_countries, place_name
from atlas.geography.boundaries import USUAL_VIEW
from atlas.kept import kept
from atlas.routes.comparison import is_crossing_of_border, summary
from atlas.routes.corridors import in_order
from atlas.routes.lengths import leg_lengths
from atlas.routes.scenarios import closed_legs
from atlas.routes.status import first_records, leg_status_on
from atlas.view.scenario import AS_RECORDED, Scenario

CRITERIA = ("distance", "borders")
"""What makes a way the best: the fewest kilometres, or the fewest borders on land. The other breaks ties, then the alphabet."""

_FAR = 1e6
"""Kilometres that outweigh any way."""


@dataclass(frozen=True, eq=False)
class Way:
    """The best way on a day by one criterion, or why there is none.

    `legs` are those of `atlas.routes.corridors.in_order`, empty where there is no way; `facts` is their `summary`. `cut` are
    the ids of the legs that stand between: each is not passable, leads out of what can be reached, and would lead on. It is
    empty too where even the whole network has no way.
    """

    origin: str
    destination: str
    legs: pd.DataFrame
    facts: dict[str, Any] = field(default_factory=dict)
    cut: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(len(self.legs))

    @property
    def ids(self) -> tuple[str, ...]:
        """The legs by id, in the order of travel."""
        return tuple(self.legs["leg_id"])


@lru_cache(maxsize=DATASETS_KEPT)
def network(dataset: Dataset) -> nx.MultiGraph[str]:
    """Every leg as an edge between two places, keyed by `leg_id`, with `km` and `borders`; whatever its status.

    A leg may be passed either way. Where only one is allowed, its note says so.
    """
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    ends, km = leg_countries(dataset), leg_lengths(dataset)["km"]
    for leg_id, leg in dataset.legs.sort_index().iterrows():
        crosses = is_crossing_of_border(str(leg["mode"]), *map(str, ends.loc[leg_id]))
        graph.add_edge(str(leg["from_place_id"]), str(leg["to_place_id"]), key=str(leg_id), km=float(km[leg_id]), borders=int(crosses))
    return graph


@lru_cache(maxsize=DAYS_KEPT)
def passable(dataset: Dataset, day: date, scenario: Scenario) -> frozenset[str]:
    """The legs that can be passed on a day.

    They are those that operate, also with restrictions. A leg without a record so early counts as passable, unless its first
    record is that it is planned or being built; whoever shows a way says which of its legs these are.
    """
    status, first = leg_status_on(dataset, day)["status"], first_records(dataset)["status"]
    shut = status.isin(CLOSED) | (status.eq(NOT_RECORDED) & first.isin(FUTURE))
    there = shut.index[~shut].union(pd.Index(scenario.built))
    return frozenset(map(str, there)) - closed_legs(dataset, scenario.close)


def _weights(criterion: str, km: float, borders: int, rank: int) -> float:
    # The last part, a millimetre for each place in the alphabet, makes the choice among equals the same everywhere.
    return (km if criterion == "distance" else km + borders * _FAR) + (borders * 1e-4 if criterion == "distance" else 0) + rank * 1e-6


def _part(dataset: Dataset, legs: Iterable[str], criterion: str) -> nx.Graph[str]:
    """The legs as a simple graph: of two legs between the same places the better one."""
    wanted, whole = set(legs), network(dataset)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(whole)
    rank = {str(leg_id): place for place, leg_id in enumerate(sorted(dataset.legs.index))}
    for start, end, leg_id, leg in whole.edges(keys=True, data=True):
        if leg_id in wanted:
            weight = _weights(criterion, leg["km"], leg["borders"], rank[leg_id])
            if not graph.has_edge(start, end) or weight < graph.edges[start, end]["weight"]:
                graph.add_edge(start, end, weight=weight, leg_id=leg_id)
    return graph


def _cut(dataset: Dataset, legs: frozenset[str], origin: str, destination: str) -> tuple[str, ...]:
    """The legs that cannot be passed where the way ends."""
    whole = network(dataset)
    if origin not in whole or destination not in whole or not nx.has_path(whole, origin, destination):
        return ()
    reached = nx.node_connected_component(_part(dataset, legs, "distance"), origin)
    beyond = whole.subgraph(set(whole) - reached)
    leads_on = nx.node_connected_component(beyond, destination)
    edges = nx.edge_boundary(whole, reached, leads_on, keys=True)
    return tuple(sorted(str(edge[2]) for edge in edges))


@kept(DAYS_KEPT)
def best_way(
    dataset: Dataset,
    day: date,
    origin: str,
    destination: str,
    criterion: str = "distance",
    scenario: Scenario = AS_RECORDED,
    boundaries: str = USUAL_VIEW,
) -> Way:
    """The best way between two places on a day by one of `CRITERIA`, over the legs of `passable`.

    The shares of countries among its facts go by the boundary view; the way does not.

    Method: Dijkstra's algorithm as in networkx. Ties are broken by the other criterion and then by the identifiers of the
    legs, so that the same question always has the same answer.
    """
    legs = passable(dataset, day, scenario)
    graph = _part(dataset, legs, criterion)
    try:
        nodes = nx.shortest_path(graph, origin, destination, weight="weight")
    except (nx.NodeNotFound, nx.NetworkXNoPath):
        nodes = []
    if len(nodes) < 2:
        return Way(origin, destination, in_order(dataset, [], []), cut=_cut(dataset, legs, origin, destination))
    ids = [graph.edges[start, end]["leg_id"] for start, end in nx.utils.pairwise(nodes)]
    turned = dataset.legs.loc[ids, "from_place_id"].astype("str").to_numpy() != nodes[:-1]
    chain = in_order(dataset, ids, turned)
    return Way(origin, destination, chain, summary(dataset, chain, day, scenario, boundaries))


def halts(dataset: Dataset, way: Way) -> tuple[str, ...]:
    """The ports and crossings between the ends of a way, by name, in the order of travel."""
    between = list(way.legs["to_place_id"])[:-1]
    kinds = dataset.places["kind"].astype("str")
    names = [place_name(dataset, place) for place in between if kinds[place] in ("port", "crossing")]
    return tuple(dict.fromkeys(names))
