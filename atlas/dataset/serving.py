"""The dataset that this process shows, and how a newer package on disk takes its place without a restart."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from atlas.dataset.load import Dataset, load
from atlas.dataset.package import DATA_FOLDER, DESCRIPTOR, PackageError, Problem, read_package
from atlas.kept import forget
from atlas.settings import hosting

_LOG = logging.getLogger("atlas")

FolderState = dict[str, tuple[int, int, int]]
"""Of every file of a folder: which one it is, when it was changed, and its size."""


@dataclass(frozen=True)
class Refusal:
    """A package that was found in place of the one served and is no use: its version where it says one, when it was read, and why."""

    version: str | None
    read_at: datetime
    problems: tuple[Problem, ...]

    def as_dict(self) -> dict[str, Any]:
        """The refusal as the health address and the log tell it, with the first of its problems."""
        told = [asdict(problem) for problem in self.problems[: PackageError.SHOWN]]
        return {
            "version": self.version,
            "read_at": self.read_at.isoformat(timespec="seconds"),
            "problem_count": len(self.problems),
            "problems": told,
        }


@dataclass(frozen=True)
class Served:
    """What is served at one moment, and what was refused since."""

    dataset: Dataset
    refusal: Refusal | None = None


Source = Callable[[], Served]
"""Whoever answers asks it once for each answer, which is then of one dataset from its first byte to its last."""


def _state(folder: Path) -> FolderState:
    """The state of every file below a folder. Hidden ones are left out: editors and writers put there what is not ready."""
    found = {}
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (os.path.join(parent, name) for name in files if not name.startswith(".")):
            with suppress(OSError):
                status = os.stat(path)
                found[path] = (status.st_ino, status.st_mtime_ns, status.st_size)
    return found


def _version(folder: Path) -> str | None:
    try:
        return read_package(folder).version
    except PackageError:
        return None


def _tried(folder: Path) -> Dataset | Refusal:
    """The package in a folder, loaded, or why it cannot be."""
    try:
        return load(folder)
    except PackageError as error:
        problems = error.problems
    except Exception as error:  # whatever a package may hold, the one that is served stays
        reason = f"The package cannot be loaded ({type(error).__name__}: {error})."
        problems = (Problem(DESCRIPTOR, None, None, reason, "Check the folder with: python -m atlas.checks"),)
    return Refusal(_version(folder), datetime.now(UTC), problems)


class Keeper:
    """Keeps the dataset in a folder, and takes what is put there later when it is whole and without fault.

    Raises `PackageError` as `load` does.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # Before it is read: what changes meanwhile is noticed at the first look.
        self._read = self._seen = _state(folder)
        self._served = Served(load(folder))

    def served(self) -> Served:
        """What is served now."""
        return self._served

    def look(self) -> None:
        """Look at the folder once, and read it when it has changed and was still since the last look.

        Takes about a second of the processor where there is something to read, else next to nothing.
        """
        state = _state(self._folder)
        if state != self._seen:
            self._seen = state
        elif state != self._read:
            found = _tried(self._folder)
            # What was written to meanwhile may be half old and half new.
            if _state(self._folder) == state:
                self._read = state
                self._take(found)

    def _take(self, found: Dataset | Refusal) -> None:
        before = self._served.dataset
        if isinstance(found, Refusal):
            self._served = replace(self._served, refusal=found)
            _LOG.warning("A changed package of data was refused; the last good one is served", extra={"fields": found.as_dict()})
        elif found.content_hash == before.content_hash:
            self._served = Served(before)
        else:
            self._served = Served(found)
            forget()
            _LOG.info("Other data are served", extra={"fields": {"before": before.version, "version": found.version}})


@cache
def keeper() -> Keeper:
    """The one of this process, for the folder that its host has set. Raises `PackageError`."""
    return Keeper(hosting().data or DATA_FOLDER)


def current() -> Dataset:
    """The dataset that this process shows now. Raises `PackageError`."""
    return keeper().served().dataset
