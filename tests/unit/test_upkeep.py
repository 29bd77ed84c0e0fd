"""Memory in order beside the requests: what lives is set aside, what was set aside and died is found."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from atlas.web.upkeep import look_through, set_aside


class Ring:
    """Something that holds itself, so that only the garbage collector frees it."""

    def __init__(self) -> None:
        self.self = self


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


def test_what_is_set_aside_costs_a_collection_nothing() -> None:
    gc.collect()
    set_aside()
    assert len(gc.get_objects()) < 1000 < gc.get_freeze_count()


def test_what_was_set_aside_and_died_is_freed_by_the_look_through_everything() -> None:
    ring = Ring()
    seen = weakref.ref(ring)
    set_aside()
    del ring
    gc.collect()
    assert seen() is not None, "a usual collection passes over it"
    look_through()
    assert seen() is None
    assert gc.get_freeze_count()
