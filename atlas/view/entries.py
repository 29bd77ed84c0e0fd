"""How a table of names stands in a class: each field of a frozen dataclass is annotated with the entry that says all about it.

`EventFilter` and `ViewOptions` are such classes. Type checkers see the fields, everybody else reads the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, fields, replace
from typing import Any, TypeVar, get_type_hints

from atlas.view.values import Value


@dataclass(frozen=True)
class NameEntry:
    """What an address may hold under one name. `meaning` is for the description of the API and the README.

    `several` says that the name may be repeated, and then the field holds a tuple. `name` is that of the field unless another is
    given; `field` and `default` are those of the class.
    """

    value: Value
    meaning: str
    _: KW_ONLY
    several: bool = False
    name: str = ""
    field: str = ""
    default: Any = None


AnEntry = TypeVar("AnEntry", bound=NameEntry)


def table(of: type, kind: type[AnEntry]) -> dict[str, AnEntry]:
    """The entries of a dataclass by their names in an address, in the order in which an address is written."""
    hints = get_type_hints(of, include_extras=True)
    found: dict[str, AnEntry] = {}
    for field in fields(of):
        (entry,) = (note for note in hints[field.name].__metadata__ if isinstance(note, kind))
        found[entry.name or field.name] = replace(entry, name=entry.name or field.name, field=field.name, default=field.default)
    return found


def set_in(kept: object, entries: Mapping[str, AnEntry]) -> Iterator[tuple[AnEntry, Any]]:
    """Every entry that is not at its default, with what is kept of it: a tuple where it takes several values."""
    for entry in entries.values():
        value = getattr(kept, entry.field)
        if value != entry.default:
            yield entry, value


def one_by_one(kept: object, entries: Mapping[str, AnEntry]) -> Iterator[tuple[AnEntry, Any]]:
    """The same, once for each value."""
    for entry, value in set_in(kept, entries):
        yield from ((entry, one) for one in value) if entry.several else ((entry, value),)
