"""Checks of the data package before it is published: `python -m atlas.checks`, or `make check-data`.

Three passes, each needing the one before: the schema (`schema`); the checks of `registry`, which yield errors where something is
certainly wrong and lines of the work list where a person has to look; and the stories, scene by scene. The exit code is 0 without
errors. A line that a person has looked at and that stays is settled by a row of `data/settled.csv`, which names check, event and what
within it is meant, so that it hides nothing new.
"""

from atlas.checks import registry
from atlas.checks.command import main
from atlas.checks.contents import Contents, Line
from atlas.checks.files import SORTED_BY
from atlas.checks.levels import HOSTED
from atlas.checks.registry import ALL_CHECKS, Findings, find
from atlas.checks.report import check, content_problems
from atlas.checks.schema import merged, schema_problems

__all__ = [
    "ALL_CHECKS",
    "HOSTED",
    "SORTED_BY",
    "Contents",
    "Findings",
    "Line",
    "check",
    "content_problems",
    "find",
    "main",
    "merged",
    "registry",
    "schema_problems",
]
