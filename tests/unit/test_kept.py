"""Kept tables cannot be changed by whoever takes them."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import atlas
from atlas.dataset import Dataset
from atlas.kept import kept, kept_property
from atlas.view import EventFilter, Selection, ViewOptions, select
from atlas.view.scenario import AS_RECORDED

ROOT = Path(atlas.__file__).parent
TABLES = ("DataFrame", "Series", "Way")


def every_kept() -> Iterator[Callable[..., Any]]:
    """All functions of the domain that keep tables."""
    for module in pkgutil.walk_packages(atlas.__path__, "atlas."):
        for _, value in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            if getattr(value, "kept", False) and value.__module__ == module.name:
                yield value


KEPT = list(every_kept())


def arguments(make: Callable[..., Any], dataset: Dataset) -> dict[str, Any]:
    """Something to call a function with, by the names of its parameters."""
    known: dict[str, Any] = {
        "dataset": dataset,
        "selection": select(dataset, EventFilter(link=("AFG-IND",))),
        "day": dataset.last_day,
        "days": 90,
        "legs": frozenset(dataset.legs.index),
        "origin": "nhava-sheva",
        "destination": "kabul",
        "scenario": AS_RECORDED,
        "leg_id": dataset.legs.index[0],
        "ids": tuple(dataset.legs.index),
        "port": "chabahar",
        "boundaries": "un",
        "actor": "IND",
        "options": ViewOptions(),
    }
    wanted = inspect.signature(make).parameters.values()
    return {item.name: known[item.name] for item in wanted if item.default is inspect.Parameter.empty}


def tables_of(value: Any) -> list[pd.DataFrame | pd.Series]:
    """The tables in an answer."""
    parts = [getattr(value, field.name) for field in fields(value)] if is_dataclass(value) else [value]
    return [part for part in parts if isinstance(part, pd.DataFrame | pd.Series)]


def spoil(table: pd.DataFrame | pd.Series) -> None:
    """Change a table in the ways that writers do."""
    if isinstance(table, pd.DataFrame):
        table["spoilt"] = 1
        table[table.columns[0]] = None
        del table[table.columns[1]]
    else:
        table.iloc[:1] = table.iloc[-1]
        table.name = "spoilt"
    table.index = pd.RangeIndex(len(table))


@pytest.mark.parametrize("make", KEPT, ids=lambda make: f"{make.__module__}.{make.__name__}")
def test_a_kept_table_stays_as_it_was(dataset: Dataset, make: Callable[..., Any]) -> None:
    given = arguments(make, dataset)
    before = [table.copy(deep=True) for table in tables_of(make(**given))]
    assert before, "it keeps a table"
    for table in tables_of(make(**given)):
        spoil(table)
    for was, now in zip(before, tables_of(make(**given)), strict=True):
        assert was.equals(now) and was.index.equals(now.index)


@pytest.mark.parametrize("kind", [Dataset, Selection])
def test_a_table_of_an_object_stays_as_it_was(dataset: Dataset, kind: type[Any]) -> None:
    owner = dataset if kind is Dataset else select(dataset, EventFilter(link=("AFG-IND",)))
    names = [name for name, value in vars(kind).items() if isinstance(value, kept_property)]
    assert names
    for name in names:
        before = getattr(owner, name).copy(deep=True)
        spoil(getattr(owner, name))
        assert before.equals(getattr(owner, name))
        with pytest.raises(AttributeError):
            setattr(owner, name, before)


def test_an_answer_is_made_once() -> None:
    made: list[int] = []

    @kept(2)
    def make(number: int) -> pd.Series[int]:
        made.append(number)
        return pd.Series([number])

    assert [make(1)[0], make(1)[0], make(2)[0]] == [1, 1, 2]
    assert made == [1, 2]


def test_a_large_part_of_a_table_is_held_by_nobody(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atlas.kept.MOST_ROWS_KEPT", 10)
    large, small = (Selection(dataset, EventFilter(), {"some": np.arange(len(dataset.events)) < n}) for n in (11, 10))
    assert [len(one.events) for one in (large, small)] == [11, 10]
    assert large.events.equals(dataset.events.iloc[:11])
    assert "events" in vars(small) and "events" not in vars(large)


def test_a_kept_table_forgets_who_took_it() -> None:
    @kept(1)
    def make() -> pd.DataFrame:
        return pd.DataFrame({"name": ["a"], "number": [1]})

    for _ in range(100):
        make()["name"]
    table = make()
    assert max(len(refs.referenced_blocks) for refs in (table.index._references, *(block.refs for block in table._mgr.blocks))) < 10


def test_tables_are_kept_in_this_way_only() -> None:
    """`lru_cache` and `cached_property` hand out the table itself, which the next writer may change."""
    loose = []
    # The checks are run once, by hand; they hand nothing on.
    for file in (file for file in ROOT.rglob("*.py") if not str(file.relative_to(ROOT)).startswith("checks")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.returns is not None and not node.name.startswith("_"):
                by = {ast.unparse(decorator).partition("(")[0].rpartition(".")[2] for decorator in node.decorator_list}
                given = ast.unparse(node.returns)
                if by & {"cache", "lru_cache", "cached_property"} and any(name in given for name in TABLES):
                    loose.append(f"{file.relative_to(ROOT)}: {node.name}")
    assert loose == []
