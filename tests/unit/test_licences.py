"""The list of licences: all that runs with the dashboard, as it is pinned, and nothing without a licence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from list_licences import licence_of

ROOT = Path(__file__).resolve().parents[2]


def _named(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _pins(file: str) -> dict[str, str]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return {_named(name): version for name, _, version in (line.partition("==") for line in lines) if version}


def test_the_list_is_of_what_is_pinned() -> None:
    lines = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")][1:]
    listed = {_named(name): version for name, version, _ in rows}
    assert listed.keys() >= _pins("requirements.txt").keys(), "write it anew with: make sbom"
    assert listed.items() <= _pins("constraints.txt").items(), "write it anew with: make sbom"
    assert [name for name, _, licence in rows if not licence] == []


@pytest.mark.parametrize(
    ("licences", "said"),
    [
        ([{"expression": "MIT OR Apache-2.0"}], "MIT OR Apache-2.0"),
        ([{"license": {"name": "A long\ntext"}}, {"license": {"id": "MIT"}}], "MIT"),
        ([{"license": {"name": "License :: OSI Approved :: BSD License"}}], "BSD License"),
        ([], "Apache License 2.0"),
    ],
)
def test_a_licence_is_said_in_one_line(licences: list[dict[str, object]], said: str) -> None:
    assert licence_of({"name": "pydeck", "version": "1", "licenses": licences}) == said
