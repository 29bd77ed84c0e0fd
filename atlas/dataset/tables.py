"""Read the CSV tables of the data package into typed frames, and say exactly which cell is wrong.

This is the fast check that every start pays (under half a second). `make check-data` runs the
independent and slower frictionless validator over the same descriptor.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from atlas.dataset.package import Field, ForeignKey, Package, PackageError, Problem, Table

FIRST_DATA_ROW = 2
_BOOLEANS = {"true": True, "false": False}

# How a value must be written. pandas alone also reads " 1", "1e0", "inf" and "2025-5-1".
_FORMS = {"date": r"\d{4}-\d{2}-\d{2}", "integer": r"-?\d+", "number": r"-?\d+(\.\d+)?"}
_EXPECTED = {
    "date": "a day such as 2025-05-15",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}
_ADDRESS = "Write a whole address such as https://example.org/page, without spaces."


def _read_text(package: Package, table: Table) -> pd.DataFrame:
    """The table as text, empty cells as missing. Raises `PackageError` where the file has no such form."""

    def fail(reason: str, fix: str, row: int | None = None) -> PackageError:
        return PackageError([Problem(table.path, row, None, reason, fix)])

    quote = "Put cells that hold commas or quotation marks between quotation marks."
    try:
        raw = package.read(table.path)
        # Blank lines are kept, since row numbers in messages would be wrong after a skipped one.
        frame = pd.read_csv(io.BytesIO(raw), dtype="str", keep_default_na=False, na_values=[""], encoding="utf-8", skip_blank_lines=False)
    except UnicodeDecodeError as error:
        raise fail(f"The file is not UTF-8 ({error.reason}).", "Save it as UTF-8.") from None
    except pd.errors.EmptyDataError:
        raise fail("The file is empty.", "It needs at least a header line.") from None
    except pd.errors.ParserError as error:
        line = re.search(r"(?:in line|starting at row) (\d+)", str(error))
        # The parser counts lines from 1, but the row of an unclosed quotation mark from 0.
        row = int(line[1]) + line[0].startswith("starting") if line else None
        raise fail(f"The file is not well-formed CSV: {str(error).strip().rstrip('.')}.", quote, row) from None
    expected = [field.name for field in table.fields]
    if list(frame.columns) != expected:
        raise fail(f"The header is {', '.join(map(str, frame.columns))}.", f"The columns must be {', '.join(expected)}.")
    if not isinstance(frame.index, pd.RangeIndex):  # pandas takes the surplus for an index
        raise fail("The row has more cells than the header.", quote, FIRST_DATA_ROW)
    lines = raw.count(b"\n") + (not raw.endswith(b"\n"))
    if lines != len(frame) + 1:
        broken = frame.apply(lambda column: column.str.contains("\n", regex=False).fillna(False).astype(bool)).any(axis=1)
        row = int(broken.to_numpy().argmax()) + FIRST_DATA_ROW
        raise fail("A cell goes on over the end of the line, or a quotation mark is not closed.", quote, row)
    return frame


def _well_formed(text: pd.Series[str], field: Field) -> pd.Series[str]:
    """The column without the cells that are not written as their type asks."""
    return text.where(text.str.fullmatch(_FORMS[field.type]).fillna(False).astype(bool))


def _convert(text: pd.Series[str], field: Field, is_key: bool) -> pd.Series:
    """The column in its type; a cell that cannot be converted becomes missing."""
    match field.type:
        case "date":
            return pd.to_datetime(_well_formed(text, field), format="%Y-%m-%d", errors="coerce", exact=True)
        case "integer":
            numbers = pd.to_numeric(_well_formed(text, field), errors="coerce")
            return numbers.astype("Int64") if numbers.isna().any() else numbers.astype("int64")
        case "number":
            return pd.to_numeric(_well_formed(text, field), errors="coerce").astype("float64")
        case "boolean":
            values = text.map(_BOOLEANS)
            return values if values.isna().any() else values.astype(bool)
        case _ if field.enum:
            return text.where(text.isin(field.enum)).astype(pd.CategoricalDtype(list(field.enum)))
        case _ if is_key:
            return text.astype("category")
        case _:
            return text


def _cells(mask: pd.Series[bool], text: pd.Series[str]) -> Iterator[tuple[int, str]]:
    """Row number and shown content of every marked cell."""
    for position in np.flatnonzero(mask.to_numpy(dtype=bool)):
        cell = text.iloc[position]
        yield int(position) + FIRST_DATA_ROW, "an empty cell" if pd.isna(cell) else f"“{cell[:60]}”"


def _field_problems(table: Table, field: Field, text: pd.Series[str], typed: pd.Series) -> Iterator[Problem]:
    filled = text.notna()

    def report(mask: pd.Series[bool], reason: str, fix: str) -> Iterator[Problem]:
        for row, cell in _cells(mask, text):
            yield Problem(table.path, row, field.name, reason.format(cell=cell), fix)

    if field.required:
        yield from report(~filled, "The cell is empty.", "Fill it; the field is required.")
    if field.enum and field.type == "string":
        yield from report(filled & typed.isna(), "{cell} is not allowed.", f"Use one of: {', '.join(field.enum)}.")
    elif field.type in _EXPECTED:
        what = _EXPECTED[field.type]
        yield from report(filled & typed.isna(), f"{{cell}} is not {what}.", f"Write {what}.")
    if field.unique:
        yield from report(filled & text.duplicated(), "{cell} stands in an earlier row too.", "Give every row its own value.")
    if field.pattern:
        misfit = filled & ~text.str.fullmatch(field.pattern).fillna(True).astype(bool)
        fix = _ADDRESS if field.format == "uri" else f"It must match {field.pattern}"
        yield from report(misfit, "{cell} has the wrong form.", fix)
    if field.max_length is not None:
        long = filled & (text.str.len() > field.max_length).fillna(False).astype(bool)
        yield from report(long, "The text is too long.", f"Use at most {field.max_length} characters.")
    if field.type in ("integer", "number"):
        numbers = typed.astype("float64")
        if field.enum:
            odd = typed.notna() & ~numbers.isin([float(value) for value in field.enum])
            yield from report(odd, "{cell} is not allowed.", f"Use one of: {', '.join(field.enum)}.")
        if field.minimum is not None:
            yield from report(numbers < field.minimum, "{cell} is too small.", f"The least value is {field.minimum:g}.")
        if field.maximum is not None:
            yield from report(numbers > field.maximum, "{cell} is too large.", f"The greatest value is {field.maximum:g}.")


def cell_problems(table: Table, name: str, cell: str) -> list[Problem]:
    """What is wrong with one cell by itself, before it stands in its file; rows, keys and uniqueness are not looked at."""
    field = next(field for field in table.fields if field.name == name)
    text = pd.Series([cell or None], dtype="str")
    return list(_field_problems(table, field, text, _convert(text, field, table.is_key(name))))


def frame_of(table: Table, rows: Sequence[Mapping[str, str]]) -> pd.DataFrame:
    """Rows of text as the typed frame that `read_tables` makes of them; a cell that does not fit its type is missing."""
    text = {field.name: pd.Series([row.get(field.name) or None for row in rows], dtype="str") for field in table.fields}
    return pd.DataFrame({field.name: _convert(text[field.name], field, table.is_key(field.name)) for field in table.fields})


def _joined(frame: pd.DataFrame, fields: tuple[str, ...]) -> pd.Series[str]:
    """One text a row for a key of several fields; missing where every part is missing."""
    first, *rest = (frame[field] for field in fields)
    if not rest:
        return first
    joined = first.fillna("")
    for part in rest:
        joined = joined + "\x1f" + part.fillna("")
    return joined.where(frame[list(fields)].notna().any(axis=1))


def _key_problems(table: Table, key: ForeignKey, texts: dict[str, pd.DataFrame]) -> Iterator[Problem]:
    if key.table not in texts:
        return
    own = _joined(texts[table.name], key.fields)
    known = _joined(texts[key.table], key.references)
    name = ", ".join(key.fields)
    for row, cell in _cells(own.notna() & ~own.isin(known), own.str.replace("\x1f", ", ")):
        fix = f"Correct it, or add the row to {key.table}.csv first."
        yield Problem(table.path, row, name, f"{cell} is not in {key.table}.csv.", fix)


def read_tables(package: Package) -> dict[str, pd.DataFrame]:
    """All tables of the package as typed frames, in file order with a plain range index.

    Dates become `datetime64`, enumerations and keys categoricals, integers with gaps `Int64`.
    Raises one `PackageError` that lists every wrong cell of every table.
    """
    problems: list[Problem] = []
    texts: dict[str, pd.DataFrame] = {}
    frames: dict[str, pd.DataFrame] = {}
    for table in package.tables.values():
        try:
            text = texts[table.name] = _read_text(package, table)
        except PackageError as error:
            problems += error.problems
            continue
        columns = {}
        for field in table.fields:
            columns[field.name] = _convert(text[field.name], field, table.is_key(field.name))
            problems += _field_problems(table, field, text[field.name], columns[field.name])
        frames[table.name] = pd.DataFrame(columns)
        if len(table.primary_key) > 1:
            key = _joined(text, table.primary_key)
            for row, cell in _cells(key.duplicated() & key.notna(), key.str.replace("\x1f", ", ")):
                fields = ", ".join(table.primary_key)
                reason = f"{cell} stands in an earlier row too."
                problems.append(Problem(table.path, row, fields, reason, "Take one of them out."))
    for table in package.tables.values():
        if table.name in texts:
            for foreign in table.foreign_keys:
                problems += _key_problems(table, foreign, texts)
    if problems:
        raise PackageError(problems)
    return frames
