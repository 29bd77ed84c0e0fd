"""What the columns of the files mean: as the data package says where it has the field, else as written here."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from atlas.dataset import ANNOUNCED, GRADE_MEANING, GRADES, Dataset
from atlas.exports.frames import COLUMNS, LISTS, MARKS

FILES: dict[str, tuple[str, ...]] = {
    "events": (*COLUMNS, *MARKS),
    "participants": ("event_id", "position", "actor_id", "actor", "role", "person_id", "person", "office"),
    "evidence": (
        *("event_id", "source_id", "agrees", "preview", "agency", "origin_id", "states", "confirms", "independent", "voices"),
        *("url", "page_title", "publisher", "publisher_country", "published", "language", "kind"),
    ),
    "sources": (
        *("source_id", "url", "publisher_id", "agency", "origin_id", "copy_at", "page_title", "published", "language", "kind"),
        *("rolling", "publisher", "publisher_country", "publisher_kind"),
    ),
}
"""The columns of every file of a view, in their order."""

CODE_LISTS = {"event_types": "event_type", "contact_levels": "contact_level", "issues": "issue_id", "cameo_codes": "cameo_code"}
"""Code lists of the package, and the field that holds the code."""

_SCALE = " to ".join((GRADES[-1], GRADES[0]))
_DERIVED = {
    "event_type_label": ("string", "Label of the event type."),
    "contact_level_label": ("string", "Label of the contact level."),
    "place": ("string", "Name of the place; as the sources report it, where that differs from the table places."),
    "country": ("string", "Country of the place as an ISO 3166-1 alpha-3 code, following United Nations usage."),
    "actor_ids": ("list", "Actors in the event, keys of the table actors, in the order of the table participants."),
    "actors": ("list", "Short names of the actors in the event."),
    "people": ("list", "Names of the persons in the event."),
    "issue_ids": ("list", "Subjects of the event, keys of the table issues, the main one first."),
    "issues": ("list", "Labels of the subjects of the event."),
    "cameo_label": ("string", "Label of the CAMEO code."),
    "goldstein": (
        "number",
        "Goldstein value of the CAMEO code, -10 (conflict) to 10 (cooperation). It belongs to the code, not to the event.",
    ),
    "quad_class": (
        "integer",
        "Quad class of the CAMEO code: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.",
    ),
    "grade": ("string", f"Evidence grade, {_SCALE}: " + "; ".join(f"{grade} {GRADE_MEANING[grade]}" for grade in reversed(GRADES)) + "."),
    "sources": ("integer", "Number of pages that were read on the event."),
    "origins": ("integer", "Number of independent origins that confirm the event."),
    "origin_countries": ("integer", "Number of countries of these origins."),
    "contested": ("boolean", "Whether a page contradicts the record on some point."),
    "announced_by": ("string", "Whose official accounts the pages pass on."),
    "one_sided": ("boolean", "Whether every page that agrees passes on the account of one and the same actor."),
    "source_urls": ("list", "Addresses of the pages."),
    "data_version": ("string", "Version of the data package from which the row was taken."),
    "view": ("string", "What the file holds of the whole, and by which filter."),
    "actor": ("string", "Full name of the actor."),
    "person": ("string", "Name of the person."),
    "confirms": ("boolean", "Whether the page agrees and is neither a preview nor a page whose content changes."),
    "independent": ("boolean", "Whether it also has a named origin that is no aggregator, so that it counts for the grade."),
    "voices": ("string", "Actors whose official account the page passes on, parted by semicolons."),
    "publisher": ("string", "Name of the publisher of the page."),
    "publisher_country": ("string", "Country of the publisher as an ISO 3166-1 alpha-3 code."),
    "publisher_kind": ("string", "Kind of publisher, by judgement."),
}
"""Type and meaning of the columns that the package does not have."""


@dataclass(frozen=True)
class Column:
    """A column of a file. `type` is one of string, date, boolean, integer, number, list; `values` are all it can hold."""

    name: str
    type: str
    description: str
    values: tuple[str, ...] = ()
    required: bool = False


def _values(dataset: Dataset, name: str) -> tuple[str, ...]:
    """The values of a column with a code list."""
    match name:
        case "grade":
            return GRADES
        case "announced_by":
            return ANNOUNCED
        case "event_type_label":
            return tuple(dataset.tables["event_types"]["label"])
        case "contact_level_label":
            return tuple(dataset.tables["contact_levels"]["label"])
    table = next((table for table, key in CODE_LISTS.items() if key == name), None)
    return tuple(dataset.tables[table][name]) if table else ()


def columns_of(dataset: Dataset, file: str) -> list[Column]:
    """The columns of a file of `FILES`. Raises `KeyError` for a column that nobody has described."""
    tables = dataset.package.tables
    fields = {field.name: field for table in ("sources", file) for field in tables[table].fields}
    always = {"grade", "announced_by", "data_version", "view"}
    columns = []
    for name in FILES[file]:
        if name in fields and name not in _DERIVED:
            field = fields[name]
            columns.append(Column(name, field.type, field.description, field.enum or _values(dataset, name), field.required))
        else:
            kind, description = _DERIVED[name]
            required = name in always or kind in ("boolean", "integer", "list") or name.endswith("_label")
            columns.append(Column(name, kind, description, _values(dataset, name), required))
    return columns


def codebook(dataset: Dataset) -> pd.DataFrame:
    """Every column of the files of a view, and every code of the code lists: one row each.

    Columns: `file` (or code list), `name`, `type` (`code` for a code), `meaning`, `values`.
    """
    rows = []
    for file in FILES:
        for column in columns_of(dataset, file):
            kind = f"list, parted by “{LISTS[column.name]}”" if column.type == "list" else column.type
            values = ", ".join(column.values) if column.name not in CODE_LISTS.values() else "see the code list"
            rows.append((file, column.name, kind, column.description, values))
    for table, key in CODE_LISTS.items():
        for code in dataset.tables[table].to_dict("records"):
            meaning = ": ".join(str(code[part]) for part in ("label", "description") if part in code)
            rows.append((table, str(code[key]), "code", meaning, ""))
    return pd.DataFrame(rows, columns=["file", "name", "type", "meaning", "values"])
