"""Code lists: what code names stands in them."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.actors import CAPITALS, KABUL, NEIGHBOURS
from atlas.checks.contents import Contents
from atlas.dataset import Problem, RuledType
from atlas.routes.corridors import MAIN_CORRIDORS
from atlas.routes.shares import PORT

# What code names. Everything else in a code list is known to it by the columns of the list alone.
RULED = {
    "event_types": ("event_type", tuple(RuledType)),
    "issues": ("issue_id", (PORT,)),
    "actors": ("actor_id", (KABUL, *CAPITALS, *NEIGHBOURS)),
    "corridors": ("corridor_id", MAIN_CORRIDORS),
}


def rules_find_their_codes(contents: Contents) -> Iterator[Problem]:
    """Every code that a rule of the atlas names stands in its list, so that no rule falls silent."""
    for name, (field, codes) in RULED.items():
        known = {getattr(row, field) for row in contents.rows[name]}
        for code in codes:
            if code not in known:
                fix = "Restore the row, or change the rule (search for the code in atlas/)."
                yield Problem(contents.package.tables[name].path, None, field, f"There is no {code}, which a rule names.", fix)
