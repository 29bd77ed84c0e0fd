"""The data package's descriptor: the one place where tables and fields are defined.

`datapackage.json` (Frictionless Data Package v1, https://specs.frictionlessdata.io/) says which tables there
are, which type each field has and what it means. The loader, the validator, the codebook and the exports all
read it from here, so that a field is described once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from atlas.dataset.version import parse_version

DATA_FOLDER = Path(__file__).resolve().parents[2] / "data"
DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in the package, and how to put it right.

    `row` counts as a spreadsheet does: the header is row 1. It is `None` where the whole file is meant.
    """

    file: str
    row: int | None
    field: str | None
    reason: str
    fix: str

    def __str__(self) -> str:
        where = self.file
        if self.row is not None:
            where += f", row {self.row}"
        if self.field is not None:
            where += f", field {self.field}"
        return f"{where}: {self.reason} {self.fix}"


class PackageError(Exception):
    """The package cannot be used. `problems` lists everything that was found, not only the first."""

    SHOWN = 50

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        lines = [f"The data package has {len(problems)} problem{'s' if len(problems) != 1 else ''}:"]
        lines += [f"  - {problem}" for problem in problems[: self.SHOWN]]
        if len(problems) > self.SHOWN:
            lines.append(f"  … and {len(problems) - self.SHOWN} more.")
        super().__init__("\n".join(lines))


@dataclass(frozen=True)
class Field:
    """A column: its Table Schema type, meaning and constraints."""

    name: str
    type: str
    description: str
    format: str = "default"
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None


@dataclass(frozen=True)
class ForeignKey:
    """`fields` of one table that must occur as `references` in `table`."""

    fields: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A tabular resource of the package."""

    name: str
    title: str
    description: str
    path: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]

    @property
    def forms(self) -> dict[str, tuple[str, ...]]:
        """What each field holds: its type, and whether it is one of a list or a key of another table."""
        listed, key = ("one of a list",), ("key of a table",)
        return {item.name: (item.type, *(listed if item.enum else ()), *(key if self.is_key(item.name) else ())) for item in self.fields}

    def is_key(self, field: str) -> bool:
        """Whether the field refers to another table on its own."""
        return any(key.fields == (field,) for key in self.foreign_keys)


@dataclass(frozen=True)
class Package:
    """The descriptor as a whole."""

    folder: Path
    name: str
    title: str
    description: str
    version: str
    licence: str
    licence_url: str
    credits: tuple[str, ...]
    """Whom the positions and lines are owed to, each with its licence."""
    covers_from: date
    covers_to: date
    tables: dict[str, Table]
    files: tuple[str, ...]
    """Every file of the package, relative to `folder`, the descriptor first."""
    _read: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)

    def read(self, name: str) -> bytes:
        """The bytes of a file of the package, read from disk once: what is handed out is what was checked, whatever the disk holds by then.

        Raises `PackageError` where it cannot be read.
        """
        if name not in self._read:
            try:
                self._read[name] = (self.folder / name).read_bytes()
            except OSError as error:
                missing = isinstance(error, FileNotFoundError)
                reason = "The file is missing." if missing else f"The file cannot be read ({error.strerror})."
                raise PackageError([Problem(name, None, None, reason, f"Restore it, or take it out of {DESCRIPTOR}.")]) from None
        return self._read[name]


def _text(raw: dict[str, Any], name: str) -> str:
    if not isinstance(raw[name], str):
        raise TypeError(f"{name} is no text, but {raw[name]!r:.60}")
    return str(raw[name])


def _version(raw: dict[str, Any]) -> str:
    version = _text(raw, "version")
    if parse_version(version) is None:
        raise ValueError(f"version {version!r:.60} is none such as 2026.11.0")
    return version


def _field(raw: dict[str, Any]) -> Field:
    limits = raw.get("constraints", {})
    return Field(
        name=_text(raw, "name"),
        type=_text(raw, "type"),
        description=_text(raw, "description"),
        format=raw.get("format", "default"),
        enum=tuple(str(value) for value in limits.get("enum", ())),
        max_length=limits.get("maxLength"),
        **{name: limits[name] for name in ("required", "unique", "pattern", "minimum", "maximum") if name in limits},
    )


def _table(raw: dict[str, Any]) -> Table:
    schema = raw["schema"]
    return Table(
        name=_text(raw, "name"),
        title=_text(raw, "title"),
        description=_text(raw, "description"),
        path=_text(raw, "path"),
        fields=tuple(_field(field) for field in schema["fields"]),
        primary_key=tuple(schema["primaryKey"]),
        foreign_keys=tuple(
            ForeignKey(tuple(key["fields"]), key["reference"]["resource"], tuple(key["reference"]["fields"]))
            for key in schema.get("foreignKeys", ())
        ),
    )


def read_package(folder: Path = DATA_FOLDER) -> Package:
    """Read the descriptor in `folder`.

    Raises `PackageError` if it is missing, is not JSON, or lacks a property, a table or a field that the atlas needs: those of the
    package it comes with.
    """
    package = _read(folder)
    if folder.resolve() != DATA_FOLDER and (problems := list(_lacking(package, _read(DATA_FOLDER)))):
        raise PackageError(problems)
    return package


def _lacking(package: Package, needed: Package) -> Iterator[Problem]:
    """Tables and fields of a package that another does not describe, or describes as something else. It may have more."""
    fix = "Take its description from data/datapackage.json of the last release."
    for name, table in needed.tables.items():
        if name not in package.tables:
            yield Problem(DESCRIPTOR, None, None, f"There is no table {name}.", fix)
            continue
        found = package.tables[name].forms
        for field_name, form in table.forms.items():
            where = f"{name}.{field_name}"
            if field_name not in found:
                yield Problem(DESCRIPTOR, None, where, "There is no such field.", fix)
            elif found[field_name] != form:
                yield Problem(DESCRIPTOR, None, where, f"It is {' '.join(found[field_name])} and must be {' '.join(form)}.", fix)


def _read(folder: Path) -> Package:
    try:
        content = (folder / DESCRIPTOR).read_bytes()
        raw = json.loads(content.decode())
        licence = raw["licenses"][0]
        return Package(
            folder=folder,
            name=_text(raw, "name"),
            title=_text(raw, "title"),
            description=_text(raw, "description"),
            version=_version(raw),
            licence=_text(licence, "title"),
            licence_url=_text(licence, "path"),
            credits=tuple(_text(source, "title") for source in raw.get("sources", ())),
            covers_from=date.fromisoformat(raw["temporal"]["start"]),
            covers_to=date.fromisoformat(raw["temporal"]["end"]),
            tables={item["name"]: _table(item) for item in raw["resources"] if "schema" in item},
            files=(DESCRIPTOR, *(item["path"] for item in raw["resources"])),
            _read={DESCRIPTOR: content},
        )
    except FileNotFoundError:
        fix = f"Restore it, or point the atlas at the folder that holds {DESCRIPTOR}."
        raise PackageError([Problem(DESCRIPTOR, None, None, f"There is no such file in {folder.name}/.", fix)]) from None
    except OSError as error:
        fix = f"Point the atlas at the folder that holds {DESCRIPTOR}."
        raise PackageError([Problem(DESCRIPTOR, None, None, f"The file cannot be read ({error.strerror}).", fix)]) from None
    except UnicodeDecodeError as error:
        fix = "Save the file as UTF-8."
        raise PackageError([Problem(DESCRIPTOR, None, None, f"The file is not UTF-8 ({error.reason}).", fix)]) from None
    except json.JSONDecodeError as error:
        reason = f"The file is not valid JSON: {error.msg} in column {error.colno}."
        raise PackageError([Problem(DESCRIPTOR, error.lineno, None, reason, "Correct the file.")]) from None
    except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        reason = f"A property is missing or has the wrong form: {error}."
        fix = "Compare the file with data/datapackage.json of the last release."
        raise PackageError([Problem(DESCRIPTOR, None, None, reason, fix)]) from None
