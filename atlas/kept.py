"""What is counted once and handed out often: nobody who takes a kept table can change it for those who come after."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sized
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache, wraps
from typing import Any, Generic, ParamSpec, TypeVar, cast

import pandas as pd

P = ParamSpec("P")
T = TypeVar("T")

MOST_ROWS_KEPT = 20_000
"""Many visitors may hold a part each: that of a large table is not worth its memory."""


def apart(value: T) -> T:
    """A frame or series as a view of its own, in microseconds: pandas copies a column only when somebody writes into it.

    The fields of a dataclass are handed out likewise; anything else is given as it is.
    """
    if isinstance(value, pd.DataFrame | pd.Series):
        # Columns and labels note by whom they are shared. They forget those who are gone when asked, else when they are 500, in 40 kB.
        axes: list[Any] = value.axes
        for refs in (*(block.refs for block in value._mgr.blocks), *(axis._references for axis in axes)):
            if refs is not None:
                refs.has_reference()
        return cast("T", value.copy(deep=False))
    if is_dataclass(value) and not isinstance(value, type):
        tables = {field.name: getattr(value, field.name) for field in fields(value)}
        return replace(value, **{name: apart(table) for name, table in tables.items() if isinstance(table, pd.DataFrame | pd.Series)})
    return value


def kept(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """`functools.lru_cache` for functions that make tables; keeps the answers to the `most` last questions."""

    def keep(make: Callable[P, T]) -> Callable[P, T]:
        once = cast("Callable[P, T]", lru_cache(maxsize=most)(make))

        @wraps(make)
        def give(*args: P.args, **kwargs: P.kwargs) -> T:
            return apart(once(*args, **kwargs))

        give.kept = True  # type: ignore[attr-defined]
        for name in ("cache_clear", "cache_parameters"):
            setattr(give, name, getattr(once, name))
        return give

    return keep


def forget() -> None:
    """Empty all caches of a limited size, here and in what is drawn: they hold what follows from a dataset that another has replaced.

    Those without a limit hold what the code and `static/` alone say, and stay.
    """
    for name, module in list(sys.modules.items()):
        if name.startswith(("atlas.", "components.")):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear") and value.cache_parameters()["maxsize"] is not None:
                    value.cache_clear()


class kept_property(Generic[T]):
    """`functools.cached_property` for tables."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self._name = name

    def __get__(self, instance: Any, owner: type[Any] | None = None) -> T:
        """The table of an instance."""
        held = instance.__dict__
        if self._name in held:
            return cast("T", apart(held[self._name]))
        made = self._make(instance)
        if self._is_kept(made):
            held[self._name] = made
        return apart(made)

    def _is_kept(self, made: T) -> bool:
        return True

    def __set__(self, instance: Any, value: T) -> None:
        raise AttributeError(f"{self._name} follows from the rest and cannot be set")


class kept_if_small(kept_property[T]):
    """The same for what many may hold of one large table: of more rows than `MOST_ROWS_KEPT` it is made anew for whoever asks."""

    def _is_kept(self, made: T) -> bool:
        return len(cast("Sized", made)) <= MOST_ROWS_KEPT
