"""Try new rows on a copy of the package, and put the copy's files in place of the package's only as a whole."""

from __future__ import annotations

import json
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from atlas.checks import Contents, Line, find, merged, schema_problems
from atlas.curation.stock import Rows, read_rows, write_rows
from atlas.dataset import DESCRIPTOR, PackageError, Problem, read_package


class ChangedMeanwhileError(Exception):
    """Somebody wrote into the package after the copy was made."""


@dataclass(frozen=True)
class Trial:
    """A copy of the package in `folder` with the new rows in it, and what the checks say of it."""

    folder: Path
    copy: Path
    before: dict[str, bytes]
    """The files that change, as they were."""
    problems: tuple[Problem, ...]
    lines: tuple[tuple[str, Line], ...]
    """Lines of the work list, each with the name of its check."""

    def lines_of(self, event_id: str) -> list[tuple[str, Line]]:
        """What the checks ask about one event."""
        return [(name, line) for name, line in self.lines if event_id in (line.subject, line.about)]

    def keep(self) -> list[str]:
        """Move the changed files into the package: all of them or none. Gives their names.

        Raises `ChangedMeanwhileError` where one of them is no longer as it was, and `OSError` where one cannot be written.
        """
        for name, content in self.before.items():
            if (self.folder / name).read_bytes() != content:
                raise ChangedMeanwhileError(name)
        waiting = {name: self.folder / f".{name}.new" for name in self.before}
        try:
            for name, path in waiting.items():
                shutil.copyfile(self.copy / name, path)
            with _undisturbed():
                self._move(waiting)
        finally:
            for path in waiting.values():
                path.unlink(missing_ok=True)
        return list(self.before)

    def _move(self, waiting: dict[str, Path]) -> None:
        moved = []
        try:
            for name, path in waiting.items():
                os.replace(path, self.folder / name)
                moved.append(name)
        except OSError:
            for name in moved:
                (self.folder / name).write_bytes(self.before[name])
            raise


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Do not hear Ctrl-C while the files are moved."""
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


@contextmanager
def trial(folder: Path, rows: Rows) -> Iterator[Trial]:
    """Add `rows` to a copy of the package in `folder` and check it. The copy is gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="atlas-new-event-") as place:
        copy = Path(shutil.copytree(folder, Path(place) / "data"))
        package = read_package(copy)
        files = [DESCRIPTOR, *(package.tables[name].path for name in rows)]
        before = {name: (copy / name).read_bytes() for name in files}
        for name, added in rows.items():
            table = package.tables[name]
            write_rows(copy, table, [*read_rows(copy, table), *added])
        _cover(copy, rows)
        changed = {name: content for name, content in before.items() if (copy / name).read_bytes() != content}
        yield Trial(folder, copy, changed, *_checked(copy))


def _cover(folder: Path, rows: Rows) -> None:
    """Let the period in the descriptor reach to the new events whose day is known, as `coverage` asks for it."""
    raw = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    period = raw["temporal"]
    for row in rows.get("events", ()):
        period["start"] = min(period["start"], row["date_start"])
        if row["date_precision"] == "day":
            period["end"] = max(period["end"], row.get("date_end") or row["date_start"])
    (folder / DESCRIPTOR).write_text(json.dumps(raw, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _checked(folder: Path) -> tuple[tuple[Problem, ...], tuple[tuple[str, Line], ...]]:
    validator = schema_problems(folder)
    try:
        findings = find(Contents.read(folder))
    except PackageError as error:
        return tuple(merged(error.problems, validator)), ()
    lines = tuple((name, line) for name, found in findings.lines.items() for line in found)
    return (*validator, *findings.problems), lines
