"""Memory in order beside the requests: what lives is set aside, what was set aside and died is found."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from atlas.web import upkeep
from atlas.web.upkeep import keep_tidy, look_through, set_aside


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


def test_what_grows_fast_is_looked_through_before_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "_STILL", 0.01)
    monkeypatch.setattr(upkeep, "_MORE", 1000)
    ring = Ring()
    seen = weakref.ref(ring)

    async def grow() -> None:
        nonlocal ring
        tidy = asyncio.create_task(keep_tidy())
        await asyncio.sleep(0.05)
        del ring
        await asyncio.sleep(0.05)
        assert seen() is not None, "it waits for its time"
        held = [[number] for number in range(5000)]
        while seen() is not None:
            await asyncio.sleep(0.01)
        tidy.cancel()
        assert held

    # Where a browser was tested before, an event loop runs in this thread.
    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, asyncio.wait_for(grow(), 60)).result()
