"""The passes over a package, and what is printed of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from atlas.checks.contents import Contents
from atlas.checks.registry import COUNTED, Findings, find, heading
from atlas.checks.schema import merged, schema_problems
from atlas.dataset import DESCRIPTOR, Dataset, PackageError, Problem, load
from atlas.stories import library
from atlas.words import count

SHOWN = 10
"""How many lines of a kind the work list shows unless told to show all."""


def content_problems(folder: Path) -> list[Problem]:
    """Every error that the checks find. Raises `PackageError` where the package does not fit its schema."""
    return find(Contents.read(folder)).problems


def check(folder: Path, show_all: bool = False, counts: bool = False) -> int:
    """Run all passes over the package in `folder` and print what they find; 0 without errors, else 1.

    `show_all` shows every line of the work list; `counts` only how many lines and errors each check finds.
    """
    validator = schema_problems(folder) if (folder / DESCRIPTOR).exists() else []
    broken = [problem for problem in validator if problem.file == DESCRIPTOR]
    try:
        if broken:  # the loader needs a sound descriptor
            raise PackageError(broken)
        findings = find(Contents.read(folder))
        dataset = load(folder)
    except PackageError as error:
        return report_errors(merged(error.problems, validator))
    if counts:
        print_counts(findings)
    problems = [*findings.problems, *(problem for entry in library(dataset).values() for problem in entry.problems)]
    if problems or validator:
        return report_errors([*validator, *problems])
    if not counts:
        print_worklist(findings, show_all)
    tasks = ", ".join(f"{len(lines):,} {name}" for name, lines in findings.lines.items() if lines) or "empty"
    print(f"{_size(dataset)}: no errors; worklist: {tasks}.")
    return 0


def print_worklist(findings: Findings, show_all: bool) -> None:
    """Write the lines by check with their counts, and at most `SHOWN` of each unless all are asked for."""
    print("Worklist (nothing here is an error):")
    for name, lines in findings.lines.items():
        if not lines:
            continue
        settled = f" ({findings.settled[name]:,} settled)" if findings.settled[name] else ""
        print(f"\n  {name} – {heading(name)}: {len(lines):,}{settled}")
        if name in COUNTED:
            continue
        shown = lines if show_all else lines[:SHOWN]
        for line in shown:
            print(f"    {line}")
        if len(shown) < len(lines):
            print(f"    … and {len(lines) - len(shown):,} more (--all shows them)")
    print()


def print_counts(findings: Findings) -> None:
    """Write for every check how many errors, open lines and settled lines there are."""
    print(f"{'check':<18} {'errors':>7} {'lines':>7} {'settled':>8}")
    for name, lines in findings.lines.items():
        print(f"{name:<18} {len(findings.errors[name]):>7,} {len(lines):>7,} {findings.settled[name]:>8,}")


def report_errors(problems: Sequence[Problem]) -> int:
    """Write the errors and their number; the exit code."""
    for problem in problems:
        print(f"  - {problem}")
    print(f"{count(len(problems), 'error')} in {count(len({problem.file for problem in problems}), 'file')}.")
    return 1


def _size(dataset: Dataset) -> str:
    """How large the package is, for instance `518 events, 1,748 sources, 22 tables`."""
    sizes = (count(len(dataset.events), "event"), count(len(dataset.sources), "source"), count(len(dataset.tables), "table"))
    return ", ".join(sizes)
