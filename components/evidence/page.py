"""The page Evidence under its title: one measure at a time, each with how much it moves."""

from __future__ import annotations

from collections.abc import Callable

from atlas.view.options import CHECKS
from components.controls import choose, pick
from components.evidence.by_quarter import grades, publishers
from components.evidence.lists import contested, single
from components.evidence.moves import how_much_it_moves, moves
from components.evidence.sides import sides
from components.view import View
from components.viewport import is_narrow

_DRAW: dict[str, Callable[[View], None]] = {
    "grades": grades,
    "contested": contested,
    "sides": sides,
    "publishers": publishers,
    "single": single,
    "moves": moves,
}


def trust(view: View) -> None:
    """The whole page under its title. The view must not be empty."""
    if is_narrow():
        pick(view, "check", "Measure", CHECKS, 300)
    else:
        choose(view, "check", "Measure", CHECKS)
    check = view.options.check
    how_much_it_moves(view, check)
    _DRAW[check](view)
