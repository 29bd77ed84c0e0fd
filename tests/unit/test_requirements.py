"""What the dashboard imports is what it asks for."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = {"atlas", "components", "pages"}
FOR_CURATORS = ("atlas/checks", "atlas/curation")
"""Run by `make check-data` and `make new-event` and never by the server, so that what it imports is a tool."""


def _name(requirement: str) -> str:
    """A distribution as indexes compare them."""
    return re.sub(r"[-_.]+", "-", re.split(r"[=<>~\[; ]", requirement, maxsplit=1)[0]).lower()


def _listed(file: str) -> set[str]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return {_name(line) for line in lines if line and not line.startswith(("#", "-"))}


def _imported() -> dict[str, str]:
    """Every package that run-time code imports, anywhere in a file, with one such file."""
    found = {}
    for file in [*(file for room in HOUSE for file in (ROOT / room).rglob("*.py")), ROOT / "app.py"]:
        here = str(file.relative_to(ROOT))
        if here.startswith(FOR_CURATORS):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0]: here for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found[node.module.split(".")[0]] = here
    return {name: file for name, file in found.items() if name not in sys.stdlib_module_names | HOUSE}


def test_every_package_that_the_dashboard_imports_is_a_requirement() -> None:
    homes, listed = packages_distributions(), _listed("requirements.txt")
    missing = {name: file for name, file in _imported().items() if listed.isdisjoint(map(_name, homes.get(name, [name])))}
    assert missing == {}, "add them to requirements.txt, with the version in constraints.txt"


def test_every_requirement_is_imported_once_and_pinned() -> None:
    homes = packages_distributions()
    used = {_name(home) for name in _imported() for home in homes.get(name, [name])}
    assert _listed("requirements.txt") <= used, "take out what nothing imports any more"
    assert _listed("requirements.txt").isdisjoint(_listed("requirements-dev.txt")), "a package stands in one list"
    assert _listed("requirements.txt") <= _listed("constraints.txt")
