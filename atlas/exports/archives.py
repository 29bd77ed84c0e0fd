"""Zip files: the package as it is, and a view with all that is needed to read it."""

from __future__ import annotations

import io
import zipfile

from atlas.dataset import Dataset
from atlas.exports.about import About
from atlas.exports.codebook import codebook
from atlas.exports.delimited import csv_bytes, events_csv_chunks
from atlas.exports.frames import evidence_frame, participant_frame, source_frame
from atlas.exports.names import file_name
from atlas.exports.rows import marks
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


def _zipped(files: dict[str, bytes]) -> bytes:
    """A zip file; a fixed time keeps its bytes the same from one making to the next."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, body in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, body, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _in_folder(folder: str, files: dict[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": body for name, body in files.items()}


def timeless(archive: bytes) -> bytes:
    """A zip file without the hour of its making, as those of Office programs are: what is asked for twice is the same file."""
    with zipfile.ZipFile(io.BytesIO(archive)) as made:
        return _zipped({entry.filename: made.read(entry) for entry in made.infolist()})


def package_zip(dataset: Dataset) -> bytes:
    """The whole data package as it was read from disk, in one zip file that is the same for the same data."""
    package = dataset.package
    files = {name: package.read(name) for name in package.files}
    return _zipped(_in_folder(f"{package.name}-{package.version}", files))


def readme(about: About) -> str:
    """What is in the archive of a view, and on what terms."""
    width = max(len(label) for label, _ in about.lines()) + 2
    lines = "\n".join(f"{label + ':':<{width}}{' '.join(text.split())}" for label, text in about.lines())
    title = f"{about.title}: a view of the data"
    return _README.format(title=title, rule="=" * len(title), lines=lines)


def view_zip(selection: Selection, about: About) -> bytes:
    """The selected events with their participants, evidence and sources, a data dictionary and a README."""
    frames = {"participants": participant_frame, "evidence": evidence_frame, "sources": source_frame}
    marked = marks(selection)
    files = {
        "README.txt": readme(about).replace("\n", "\r\n").encode(),
        "events.csv": b"".join(events_csv_chunks(selection)),
        **{f"{name}.csv": csv_bytes(frame(selection).assign(**marked)) for name, frame in frames.items()},
        "dictionary.csv": csv_bytes(codebook(selection.dataset)),
    }
    return _zipped(_in_folder(file_name(selection, "zip").removesuffix(".zip"), files))
