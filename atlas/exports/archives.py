"""Zip files: the package as it is on disk, and a view with all that is needed to read it."""

from __future__ import annotations

import io
import zipfile

from atlas.dataset import Dataset
from atlas.exports.about import About
from atlas.exports.codebook import codebook
from atlas.exports.delimited import csv_bytes, events_csv_chunks
from atlas.exports.frames import evidence_frame, marks, participant_frame, source_frame
from atlas.exports.names import file_name
from atlas.view import Selection

_README = """{title}
{rule}

{lines}

Files
-----
events.csv        one row an event, codes beside labels
participants.csv  one row an actor (with a person, where one is named) in an event
evidence.csv      one row an event and page: what the page says of it
sources.csv       one row a page that was read
dictionary.csv    every column of these files and every code in them, with its meaning

All files are CSV in UTF-8 with lines ended by CR LF. event_id ties events, participants and evidence together, source_id
evidence and sources. A text that a spreadsheet would take for a formula has an apostrophe before it.
An identifier is never given to another event. When you publish, name the version and cite as above.
"""


class _Archive:
    """A zip file whose bytes depend on nothing but its contents: a fixed time keeps them equal from one making to the next."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        self._zip = zipfile.ZipFile(self._buffer, "w", zipfile.ZIP_DEFLATED)

    def add(self, name: str, body: bytes) -> None:
        entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        self._zip.writestr(entry, body)

    def bytes(self) -> bytes:
        self._zip.close()
        return self._buffer.getvalue()


def package_zip(dataset: Dataset) -> bytes:
    """The whole data package as it is on disk, in one zip file that is the same for the same data."""
    archive = _Archive()
    for name in dataset.package.files:
        archive.add(f"{dataset.package.name}-{dataset.version}/{name}", (dataset.package.folder / name).read_bytes())
    return archive.bytes()


def readme(about: About) -> str:
    """What is in the archive of a view, and on what terms."""
    width = max(len(label) for label, _ in about.lines()) + 2
    lines = "\n".join(f"{label + ':':<{width}}{' '.join(text.split())}" for label, text in about.lines())
    title = f"{about.title}: a view of the data"
    return _README.format(title=title, rule="=" * len(title), lines=lines)


def view_zip(selection: Selection, about: About) -> bytes:
    """The selected events with their participants, evidence and sources, a data dictionary and a README."""
    folder = file_name(selection, "zip").removesuffix(".zip")
    marked = marks(selection)
    archive = _Archive()
    archive.add(f"{folder}/README.txt", readme(about).replace("\n", "\r\n").encode())
    archive.add(f"{folder}/events.csv", b"".join(events_csv_chunks(selection)))
    archive.add(f"{folder}/participants.csv", csv_bytes(participant_frame(selection).assign(**marked)))
    archive.add(f"{folder}/evidence.csv", csv_bytes(evidence_frame(selection).assign(**marked)))
    archive.add(f"{folder}/sources.csv", csv_bytes(source_frame(selection).assign(**marked)))
    archive.add(f"{folder}/dictionary.csv", csv_bytes(codebook(selection.dataset)))
    return archive.bytes()
