"""Facets: the ways in which events are sorted, filtered and counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.dataset.grades import GRADE_MEANING, GRADES
from atlas.dataset.naming import names_of_legs
from atlas.dataset.ties import OUTCOMES

REVIEWS = ("confirmed", "corrected", "pages not found again")
"""What a reading of an event against its pages can come to."""

EVENT_STATUSES = ("occurred", "announced", "disputed", "cancelled")


@dataclass(frozen=True)
class Facet:
    """One way to sort events: its values, and which event has which.

    `event` and `code` are parallel arrays: event position and position of the value in `values`. An event may stand
    there several times (it has several actors) or not at all (it has no place). Integers keep filters and counts
    quick at a million events.
    """

    name: str
    values: tuple[str, ...]
    labels: tuple[str, ...]
    event: npt.NDArray[np.int32]
    code: npt.NDArray[np.int32]

    @cached_property
    def position(self) -> dict[str, int]:
        """Where a value stands in `values`."""
        return {value: index for index, value in enumerate(self.values)}

    def label(self, value: str) -> str:
        """How a value is written for people."""
        return self.labels[self.position[value]]

    @cached_property
    def _one_each(self) -> bool:
        return bool(np.array_equal(self.event, np.arange(len(self.event))))

    def rows(self, mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Which rows of `event` and `code` are those of the events that a mask over all events holds."""
        # Where every event has just one value in order, the mask itself says so, without a walk through memory.
        return mask if self._one_each and len(mask) == len(self.event) else mask[self.event]


def _facet(name: str, event: pd.Series, value: pd.Series, labels: dict[str, str]) -> Facet:
    """A facet over the values of `labels`, in their order."""
    codes = pd.Categorical(value.astype("str"), list(labels)).codes
    known = codes >= 0
    pairs = pd.DataFrame({"event": event.to_numpy()[known], "code": codes[known]}).drop_duplicates()
    return Facet(name, tuple(labels), tuple(labels.values()), pairs["event"].to_numpy(np.int32), pairs["code"].to_numpy(np.int32))


def _labels(table: pd.DataFrame, key: str, label: str = "label") -> dict[str, str]:
    return dict(zip(table[key].astype("str"), table[label].astype("str"), strict=True))


def _by_use(labels: dict[str, str], used: pd.Series) -> dict[str, str]:
    """The labels of the values in use, most used first."""
    return {value: labels[value] for value in used.dropna().astype("str").value_counts().index}


def _of_routes(tables: Mapping[str, pd.DataFrame], positions: dict[str, int]) -> list[Facet]:
    """The legs and the corridors of the routes, all of them: an event has those whose status a record rests on it."""
    records = tables["leg_status"].dropna(subset="event_id").astype({"leg_id": "str", "event_id": "str"})
    chains = tables["corridor_legs"].astype({"leg_id": "str", "corridor_id": "str"}).merge(records, on="leg_id")
    legs = tables["route_legs"]
    names = dict(zip(legs["leg_id"].astype("str"), names_of_legs(legs), strict=True))
    return [
        _facet("leg", records["event_id"].map(positions), records["leg_id"], names),
        _facet("corridor", chains["event_id"].map(positions), chains["corridor_id"], _labels(tables["corridors"], "corridor_id", "name")),
    ]


def facets_of(tables: Mapping[str, pd.DataFrame], events: pd.DataFrame, dyads: pd.DataFrame, positions: dict[str, int]) -> dict[str, Facet]:
    """All facets by name. Values stand in the order of their code list, or the most used first."""
    everywhere = pd.Series(events.index, index=events.index)
    participants, issues = tables["participants"], tables["event_issues"]
    part_event = participants["event_id"].astype("str").map(positions)
    issue_event = issues["event_id"].astype("str").map(positions)
    actor_labels = _labels(tables["actors"], "actor_id")
    link_labels = {
        f"{first}-{second}": f"{actor_labels[first]}–{actor_labels[second]}"
        for first, second in dyads[["first", "second"]].drop_duplicates().itertuples(index=False)
    }
    levels = tables["contact_levels"].sort_values("rank")
    people = _labels(tables["people"], "person_id", "name")
    places = _labels(tables["places"], "place_id", "name")
    labels_of_grades = {grade: f"{grade} – {GRADE_MEANING[grade]}" for grade in GRADES}
    facets = [
        _facet("link", dyads["event"], dyads["link"], _by_use(link_labels, dyads["link"])),
        _facet(
            "actor", part_event, participants["actor_id"], _by_use(_labels(tables["actors"], "actor_id", "name"), participants["actor_id"])
        ),
        _facet("issue", issue_event, issues["issue_id"], _by_use(_labels(tables["issues"], "issue_id"), issues["issue_id"])),
        _facet("type", everywhere, events["event_type"], _by_use(_labels(tables["event_types"], "event_type"), events["event_type"])),
        _facet("place", everywhere, events["place_id"], _by_use(places, events["place_id"])),
        _facet("person", part_event, participants["person_id"], _by_use(people, participants["person_id"])),
        _facet("level", everywhere, events["contact_level"], _labels(levels, "contact_level")),
        _facet("status", everywhere, events["status"], {status: status.capitalize() for status in EVENT_STATUSES}),
        _facet("outcome", everywhere, events["outcome"], OUTCOMES),
        _facet("grade", everywhere, events["grade"], labels_of_grades),
        _facet("reviewed", everywhere, events["review"], _by_use({result: result.capitalize() for result in REVIEWS}, events["review"])),
        *_of_routes(tables, positions),
    ]
    return {facet.name: facet for facet in facets}
