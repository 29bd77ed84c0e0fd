"""What a file is called."""

from __future__ import annotations

import re

from atlas.view import Selection


def file_name(selection: Selection, ending: str) -> str:
    """A name that says what is inside: dataset, version, n of N and the filter, without characters that trouble a disk."""
    query = re.sub(r"[^A-Za-z0-9-]+", "_", selection.filter.to_query()).strip("_")[:60]
    parts = [selection.dataset.package.name, selection.dataset.version, f"{selection.n}-of-{selection.total}", query]
    return f"{'_'.join(part for part in parts if part)}.{ending}"
