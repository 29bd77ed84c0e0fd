"""What a file is called."""

from __future__ import annotations

import re
import unicodedata

from atlas.dataset import Dataset
from atlas.view import Selection, ViewOptions

MOST_OF_FILTER = (60, 120)
"""Characters and bytes of a name that say the filter; many disks have room for 255 bytes in all."""


def _readable(text: str) -> str:
    """Letters, marks and digits of any script, and hyphens; whatever else there is may trouble a disk."""
    kept = (char if char == "-" or unicodedata.category(char)[0] in "LMN" else "_" for char in unicodedata.normalize("NFC", text))
    return re.sub("_+", "_", "".join(kept))


def file_name(selection: Selection, ending: str) -> str:
    """A name that says what is inside: dataset, version, n of N and the filter, without characters that trouble a disk."""
    characters, size = MOST_OF_FILTER
    query = _readable("_".join(f"{name}_{value}" for name, value in selection.filter.to_params()))[:characters]
    query = query.encode()[:size].decode(errors="ignore").strip("_")
    parts = [selection.dataset.package.name, selection.dataset.version, f"{selection.n}-of-{selection.total}", query]
    return f"{'_'.join(part for part in parts if part)}.{ending}"


def route_file_name(dataset: Dataset, options: ViewOptions, ending: str) -> str:
    """The same for what is known of the routes on a day: dataset, version, day, and whether something is assumed."""
    day, assumed = options.asof or dataset.last_day, ["scenario"] if options.scenario else []
    return "_".join([f"{dataset.package.name}-{dataset.version}", day.isoformat(), *assumed, ending])
