"""The house: what a reader may rely on when looking for a place, beyond the layers that import-linter holds."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from draw_house import TARGET, draw

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("atlas", "components", "pages")
FILES = [*(file for floor in FLOORS for file in sorted((ROOT / floor).rglob("*.py"))), ROOT / "app.py"]
ROOMS = {
    ".".join(file.parent.relative_to(ROOT).parts): file
    for file in FILES
    if file.name == "__init__.py" and len(file.parent.relative_to(ROOT).parts) > 1
}
LONGEST = 350


def _imports(file: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, tuple(alias.name for alias in node.names)


def _handed_on(room: Path) -> set[str]:
    """The names in `__all__`."""
    for node in ast.parse(room.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_nobody_reaches_past_the_door_of_a_room(file: Path) -> None:
    """What is used outside a package comes from the package, or from a module that it hands on by name."""
    own = ".".join(file.parent.relative_to(ROOT).parts)
    around = [
        f"{module}: {', '.join(names)}"
        for module, names in _imports(file)
        for room, door in ROOMS.items()
        if own != room
        and not own.startswith(f"{room}.")
        and module.startswith(f"{room}.")
        and module.removeprefix(f"{room}.").split(".")[0] not in _handed_on(door)
    ]
    assert around == []


@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_a_room_says_what_it_is_for_and_is_no_façade(room: str) -> None:
    door = ROOMS[room]
    assert ast.get_docstring(ast.parse(door.read_text(encoding="utf-8"))), "a line that says what the room is for"
    assert len(_handed_on(door)) <= 30


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_module_is_too_long_to_read_at_one_sitting(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_no_two_modules_need_each_other() -> None:
    """Neither directly nor by way of others, be it for the names of types only."""
    modules = {".".join(file.relative_to(ROOT).with_suffix("").parts): file for file in FILES if file.name != "__init__.py"}
    needed = nx.DiGraph()
    for module, file in modules.items():
        for source, names in _imports(file):
            needed.add_edges_from((module, found) for found in (source, *(f"{source}.{name}" for name in names)) if found in modules)
    assert [sorted(circle) for circle in nx.strongly_connected_components(needed) if len(circle) > 1] == []


def _public_names(file: Path) -> Iterator[str]:
    """Classes and constants of a module that are not marked as its own."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            found = [node.name]
        else:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
            flat = [name for target in targets for name in (target.elts if isinstance(target, ast.Tuple) else [target])]
            found = [name.id for name in flat if isinstance(name, ast.Name) and name.id.isupper()]
        yield from (name for name in found if not name.startswith("_"))


def test_classes_and_constants_have_names_of_their_own() -> None:
    """One word, one thing: no two public classes and no two public constants with different meanings share a name."""
    places: dict[str, list[str]] = {}
    for file in FILES:
        if "pages" not in file.parts:
            for name in _public_names(file):
                places.setdefault(name, []).append(str(file.relative_to(ROOT)))
    assert {name: files for name, files in places.items() if len(files) > 1} == {}


@pytest.mark.parametrize("file", [file for file in FILES if "components" in file.parts], ids=lambda file: str(file.relative_to(ROOT)))
def test_a_component_reads_no_file(file: Path) -> None:
    """Data come from the view; a component that opened a file would show what no address and no export repeats."""
    calls = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    assert calls.isdisjoint({"open", "read_text", "read_bytes", "read_csv", "read_file", "read_parquet"}), calls


def test_the_picture_of_the_house_shows_the_house() -> None:
    assert TARGET.read_bytes() == draw(), "draw it anew with: make house"
