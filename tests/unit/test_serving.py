"""A package that changes on disk: taken when it is whole and without fault, refused otherwise, and what it replaces is let go."""

from __future__ import annotations

import gc
import os
import shutil
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atlas.dataset import Dataset, serving
from atlas.dataset.serving import Keeper
from atlas.dossiers import dossiers_of
from atlas.finding import answers_to
from atlas.narrative import narrative
from atlas.routes.route_map import route_map_of
from atlas.view import EventFilter, ViewOptions, select

if TYPE_CHECKING:
    from tests.unit.conftest import SetCell


def use(dataset: Dataset) -> None:
    """Do what visitors do, so that everything that is kept of a dataset is."""
    selection = select(dataset, EventFilter(link=("AFG-IND",)))
    narrative(selection, "")
    dossiers_of(selection)
    answers_to(dataset, "muttaqi")
    route_map_of(dataset, ViewOptions())


def test_what_is_put_in_place_is_taken_when_it_is_still_and_what_it_replaces_is_let_go(package_folder: Path, set_cell: SetCell) -> None:
    keeper = Keeper(package_folder)
    use(keeper.served().dataset)
    first = weakref.ref(keeper.served().dataset)
    set_cell("events.csv", 2, "title", "Another title")
    keeper.look()
    assert keeper.served().dataset is first(), "it may not be whole yet"
    keeper.look()
    second = keeper.served().dataset
    assert "Another title" in set(second.events["title"]) and keeper.served().refusal is None
    gc.collect()
    assert first() is None

    # What is handed out is what was checked, not what stands on disk by now.
    before = second.package.read("events.csv")
    set_cell("events.csv", 2, "event_type", "chat")
    for _ in range(2):
        keeper.look()
    refusal = keeper.served().refusal
    assert refusal and keeper.served().dataset is second and second.package.read("events.csv") == before
    problem = refusal.problems[0]
    assert (problem.file, problem.row, problem.field) == ("events.csv", 2, "event_type") and "“chat”" in problem.reason

    (package_folder / "events.csv").write_bytes(before)
    for _ in range(2):
        keeper.look()
    assert keeper.served() == serving.Served(second), "as it was: nothing is refused, and nothing was replaced"


def test_what_is_being_written_is_never_taken(package_folder: Path, monkeypatch: pytest.MonkeyPatch, dataset: Dataset) -> None:
    keeper = Keeper(package_folder)
    load, read = serving.load, []

    def loading(folder: Path) -> Dataset:
        """Somebody goes on writing while the package is read for the first time."""
        if not read:
            os.utime(folder / "people.csv", (1, 1))
        read.append(load(folder))
        return read[-1]

    monkeypatch.setattr(serving, "load", loading)
    for second in range(3):
        os.utime(package_folder / "events.csv", (second, second))
        keeper.look()
    assert read == []
    (package_folder / "stories" / "who-accepts-whose-ambassador.md").write_text("", encoding="utf-8")
    for _ in range(2):
        keeper.look()
    assert len(read) == 1 and keeper.served().dataset is not read[0]
    for _ in range(2):
        keeper.look()
    assert keeper.served().dataset is read[1]


def test_a_folder_that_is_exchanged_is_missed_for_a_moment_only(package_folder: Path) -> None:
    keeper = Keeper(package_folder)
    served = keeper.served().dataset
    aside = package_folder.rename(package_folder.with_name("aside"))
    for _ in range(2):
        keeper.look()
    refusal = keeper.served().refusal
    assert refusal and refusal.version is None and "no such file" in str(refusal.problems[0])
    shutil.copytree(aside, package_folder)
    for _ in range(2):
        keeper.look()
    assert keeper.served() == serving.Served(served)
