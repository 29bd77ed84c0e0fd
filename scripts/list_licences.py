"""Write docs/licences.md: every package that runs with the dashboard, its version and its licence, from a CycloneDX bill of materials."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "docs" / "licences.md"

HEAD = """# Licences of what the dashboard runs with

Every package that is installed with `requirements.txt`, direct or not. Written by `make sbom`; do not edit.

| package | version | licence |
|---|---|---|
"""


def licence_of(component: Mapping[str, Any]) -> str:
    """The licence of a component in one line, as its package says it; the first of several ways to say the same."""
    for item in component.get("licenses", ()):
        licence = item.get("license", {})
        said = item.get("expression") or licence.get("id") or licence.get("name")
        if said and "\n" not in said:
            return str(said).removeprefix("License :: OSI Approved :: ").removeprefix("License :: ")
    # What stands in the older free text alone the bill leaves out.
    return (metadata(component["name"])["License"] or "").partition("\n")[0]


def listed(bill: Mapping[str, Any]) -> str:
    """The list as Markdown."""
    rows = sorted((item["name"].lower(), item["name"], item["version"], licence_of(item)) for item in bill["components"])
    return HEAD + "".join(f"| {name} | {version} | {licence} |\n" for _, name, version, licence in rows)


if __name__ == "__main__":
    TARGET.write_text(listed(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))), encoding="utf-8")
