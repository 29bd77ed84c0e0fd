"""Measures: what the events add up to, one idea a module. "Now" is the last day the data covers, never the clock.

Every function takes a `Selection` and gives a small frame; nothing in a result is typed in by hand."""

from atlas.measures import (
    announced,
    comparison,
    coverage,
    envoys,
    firsts,
    ladder,
    links,
    offices,
    people,
    reciprocity,
    scope,
    standing,
    subjects,
    tempo,
    timeline,
    tone,
    trust,
    window,
)

__all__ = [
    "announced",
    "comparison",
    "coverage",
    "envoys",
    "firsts",
    "ladder",
    "links",
    "offices",
    "people",
    "reciprocity",
    "scope",
    "standing",
    "subjects",
    "tempo",
    "timeline",
    "tone",
    "trust",
    "window",
]
