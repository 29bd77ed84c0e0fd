"""How to cite the dataset, a view of it, and an event's sources, as text."""

from __future__ import annotations

from atlas.dataset import Dataset
from atlas.selection import Selection


def cite_dataset(dataset: Dataset) -> str:
    """The dataset as a reference, in the order author, year, title, version, kind, licence."""
    package = dataset.package
    year = package.version.split(".")[0]
    return f"{package.title} contributors ({year}). {package.title}, version {package.version} [data set]. {package.licence}."


def cite_view(selection: Selection, address: str) -> str:
    """A filtered view as a reference: the dataset, what is in view, and the address that shows it again."""
    return f"{cite_dataset(selection.dataset)} View: {selection.sentence} {address}".strip()
