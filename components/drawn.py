"""What was drawn of a view is kept for everybody whose window is as large: a room that follows a link asks for one drawing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from atlas.view import SELECTIONS_KEPT
from components.view import View
from components.viewport import Window, window

_P = ParamSpec("_P")
_T = TypeVar("_T")


def drawn_once(make: Callable[Concatenate[View, _P], _T]) -> Callable[Concatenate[View, _P], _T]:
    """Keep the answers of a function of the view and the window. Further arguments must be hashable; nobody may change an answer."""

    def in_window(_: Window, view: View, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return make(view, *args, **kwargs)

    once = lru_cache(maxsize=SELECTIONS_KEPT)(in_window)

    @wraps(make)
    def give(view: View, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return once(window(), replace(view, ignored=()), *args, **kwargs)

    for name in ("cache_clear", "cache_parameters"):
        setattr(give, name, getattr(once, name))
    return cast("Callable[Concatenate[View, _P], _T]", give)
