"""Lengths: what a source states of a leg against its course on the map."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from atlas.checks.contents import Contents, Line
from atlas.dataset import LEG_PATHS
from atlas.routes.lengths import difference_in_words, figures_of_several, is_telling, stated_lengths


def _measured(contents: Contents) -> dict[str, float]:
    """Kilometres of the legs whose course is known, by `leg_id`."""
    read = json.loads(contents.package.read(LEG_PATHS))
    courses = [feature["properties"] for feature in read["features"]]
    return {course["leg_id"]: course["length_km"] for course in courses if "length_km" in course}


def stated_lengths_fit_the_course(contents: Contents) -> Iterator[Line]:
    """A length that a source states for a leg, or for several together, and that differs by over 15 % from their course on the map."""
    measured = _measured(contents)
    told: list[tuple[str, Sequence[str], float]] = [
        (str(leg_id), [str(leg_id)], float(km)) for leg_id, km in stated_lengths(contents.tables)["km"].items()
    ]
    told += [(str(figure_id), figure["legs"], float(figure["km"])) for figure_id, figure in figures_of_several(contents.tables).iterrows()]
    for subject, legs, stated in told:
        if all(leg in measured for leg in legs):
            course = sum(measured[leg] for leg in legs)
            if is_telling(difference := course / stated - 1):
                yield Line(subject, "", f"{stated:g} km stated, {course:.1f} measured: {difference_in_words(difference)}")
