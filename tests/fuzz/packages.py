"""Copies of the data package in each of which something is spoilt, as editors, spreadsheets, disks and haste spoil files."""

from __future__ import annotations

import copy
import csv
import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from atlas.dataset import DATA_FOLDER
from tests.fuzz.addresses import GARBAGE

FILES = tuple(sorted(str(file.relative_to(DATA_FOLDER)) for file in DATA_FOLDER.rglob("*") if file.is_file()))
TABLES = tuple(name for name in FILES if name.endswith(".csv"))

Rows = list[list[str]]
Spoil = Callable[[bytes], bytes | None]
"""What becomes of a file; `None` where it is gone."""

CELLS = st.one_of(
    GARBAGE,
    st.sampled_from(
        ("", "0", "-1", "1.5", "1e9", "inf", "nan", "NA", "true", "False", "2025-05-15", "9999-12-31", "0001-01-01", "2025-13-40")
    ),
    st.sampled_from(
        ("99999999999999999999", "AFG", "IND", "occurred", "kabul", "=1+1", "2026.11.0", "2025-05-15-a", "a;b", "#", "\ufeffx")
    ),
)


def _in_rows(change: Callable[[Rows, random.Random], object]) -> Callable[[random.Random], Spoil]:
    def with_dice(dice: random.Random) -> Spoil:
        def spoil(content: bytes) -> bytes:
            rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
            change(rows, dice)
            out = io.StringIO()
            csv.writer(out, lineterminator="\n").writerows(rows)
            return out.getvalue().encode()

        return spoil

    return with_dice


def _swap_columns(rows: Rows, dice: random.Random) -> None:
    first, second = dice.randrange(len(rows[0])), dice.randrange(len(rows[0]))
    for row in rows[dice.randrange(2) :]:
        row[first], row[second] = row[second], row[first]


def _drop_column(rows: Rows, dice: random.Random) -> None:
    column = dice.randrange(len(rows[0]))
    for row in rows[dice.randrange(2) :]:
        del row[column]


def _repeat_column(rows: Rows, dice: random.Random) -> None:
    column = dice.randrange(len(rows[0]))
    for row in rows:
        row.append(row[column])


def _empty_column(rows: Rows, dice: random.Random) -> None:
    column = dice.randrange(len(rows[0]))
    for row in rows[1:]:
        row[column] = ""


def _shuffle_column(rows: Rows, dice: random.Random) -> None:
    column = dice.randrange(len(rows[0]))
    cells = [row[column] for row in rows[1:]]
    dice.shuffle(cells)
    for row, cell in zip(rows[1:], cells, strict=True):
        row[column] = cell


_ROWS: tuple[Callable[[Rows, random.Random], object], ...] = (
    *(_swap_columns, _drop_column, _repeat_column, _empty_column, _shuffle_column),
    lambda rows, dice: rows.pop(dice.randrange(len(rows))),
    lambda rows, dice: rows.insert(dice.randrange(len(rows)), dice.choice(rows)),
    lambda rows, dice: rows.insert(dice.randrange(len(rows)), []),
    lambda rows, dice: rows[dice.randrange(len(rows))].append("more"),
    lambda rows, dice: rows[dice.randrange(len(rows))].pop(),
    lambda rows, dice: dice.shuffle(rows),
    lambda rows, dice: rows.__delitem__(slice(1, None)),
    lambda rows, dice: rows.__delitem__(slice(dice.randrange(1, len(rows) + 1), None)),
)


def _cell(content: bytes, row: float, column: float, cell: str) -> bytes:
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    line = rows[min(int(row * len(rows)), len(rows) - 1)]
    line[min(int(column * len(line)), len(line) - 1)] = cell
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


_WHOLE: tuple[Spoil, ...] = (
    *(lambda content: None, lambda content: b"", lambda content: content[:-1], lambda content: content * 2, lambda content: b"\x00" * 99),
    *(lambda content: content.decode().encode("utf-16"), lambda content: content.decode().encode("cp1252", "replace")),
    *(
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: content.replace(b"\n", b"\r"),
        lambda content: b"\xef\xbb\xbf" + content,
    ),
    *(lambda content: content.replace(b",", b";"), lambda content: content.replace(b'"', b""), lambda content: content.replace(b'"', b"'")),
    *(lambda content: b"<!doctype html><title>404</title>", lambda content: b"version https://git-lfs.github.com/spec/v1\n"),
)


def _bytes(content: bytes, at: float, length: int, put: bytes) -> bytes:
    start = round(at * len(content))
    return content[:start] + put + content[start + length :]


def _somewhere(tree: Any, dice: random.Random) -> tuple[Any, Any]:
    """A list or mapping somewhere in a tree, and one of its keys."""
    here = tree
    while True:
        key = dice.choice(list(here) if isinstance(here, dict) else range(len(here)))
        below = here[key]
        if not isinstance(below, dict | list) or not below or dice.random() < 0.15:
            return here, key
        here = below


_VALUES = (
    *(None, True, 0, -1, 1.5, 10**30, "", "x", "(", [], {}, [[]], {"a": 1}),
    *("../events.csv", "events.csv", "string", "date", "integer", "9999-99-99"),
)


def _json(content: bytes, dice: random.Random) -> bytes:
    tree = json.loads(content)
    for _ in range(dice.choice((1, 1, 3))):
        here, key = _somewhere(tree, dice)
        way = dice.randrange(3)
        if way == 0:
            del here[key]
        elif way == 1 or not isinstance(here, list):
            here[key] = copy.deepcopy(dice.choice(_VALUES))
        else:
            here.append(copy.deepcopy(here[key]))
    return json.dumps(tree, ensure_ascii=False).encode()


FRACTIONS = st.floats(0, 1, exclude_max=True)
DICE = st.randoms(use_true_random=False)
PUT = st.sampled_from((b"", b'"', b"\n", b",", b"\x00", b"\xff", b"\r", b'"\n"', b"{", b"}", b"\\u0000", "ـ".encode())) | st.binary(
    max_size=6
)


def spoilt(name: str) -> st.SearchStrategy[Spoil]:
    """Ways in which a file of the package may be spoilt."""
    ways: list[st.SearchStrategy[Spoil]] = [
        st.sampled_from(_WHOLE),
        st.builds(
            lambda at, length, put: lambda content: _bytes(content, at, length, put), FRACTIONS, st.sampled_from((0, 1, 3, 500)), PUT
        ),
    ]
    if name in TABLES:
        ways += [
            st.builds(lambda row, column, cell: lambda content: _cell(content, row, column, cell), FRACTIONS, FRACTIONS, CELLS),
            st.builds(lambda row, column, cell: lambda content: _cell(content, row, column, cell), FRACTIONS, FRACTIONS, CELLS),
            st.builds(lambda change, dice: _in_rows(change)(dice), st.sampled_from(_ROWS), DICE),
        ]
    elif name.endswith("json"):
        ways += [st.builds(lambda dice: lambda content: _json(content, dice), DICE)] * 3
    return st.one_of(ways)


SPOILT = st.sampled_from((*FILES, "datapackage.json", "datapackage.json", "leg_paths.geojson", "events.csv", "route_legs.csv")).flatmap(
    lambda name: st.tuples(st.just(name), spoilt(name))
)
"""A file of the package, and what becomes of it."""


def copy_with(folder: Path, name: str, spoil: Spoil) -> None:
    """A copy of the package in an empty folder, with one file spoilt. The others are links to those of the package."""
    for file in FILES:
        (folder / file).parent.mkdir(exist_ok=True, parents=True)
        if file != name:
            (folder / file).symlink_to(DATA_FOLDER / file)
        elif (content := spoil((DATA_FOLDER / file).read_bytes())) is not None:
            (folder / file).write_bytes(content)
