"""The index of the search, kept on disk by the texts that it is of: that of a million takes half a minute to make and a second to find."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from contextlib import suppress
from pathlib import Path

import numpy as np
import pyarrow as pa

from atlas.dataset import search
from atlas.dataset.package import DATA_FOLDER
from atlas.dataset.search import Index

INDEX_FOLDER = DATA_FOLDER.parent / ".cache" / "search"
LEAST_INDEXED = 20_000
"""Of fewer texts it is made within half a second, and nothing is kept."""


def index_of(texts: pa.LargeStringArray) -> Index:
    """The index of some texts: from disk where it lies there whole, else made, and kept where the disk may be written to."""
    if len(texts) < LEAST_INDEXED:
        return Index.of(texts)
    file = INDEX_FOLDER / f"{_digest(texts)}.arrow"
    try:
        return _read(file, len(texts))
    except (OSError, pa.ArrowException, ValueError):
        index = Index.of(texts)
        with suppress(OSError):
            _write(file, index)
        return index


def _digest(texts: pa.LargeStringArray) -> str:
    """A name for the texts and for the way in which they are taken apart."""
    digest = hashlib.blake2b(Path(search.__file__).read_bytes() + unicodedata.unidata_version.encode(), digest_size=16)
    # A slice has the buffers of its whole.
    for buffer in pa.concat_arrays([texts]).buffers()[1:]:
        digest.update(buffer)
    return digest.hexdigest()


def _read(file: Path, size: int) -> Index:
    """The index in a file, left on disk until a part of it is looked at. Raises `ValueError` where it is not one of so many texts."""
    batch = pa.ipc.open_file(pa.memory_map(str(file))).get_batch(0)
    batch.validate(full=True)
    words, starts, texts = (column.flatten() for column in batch.columns)
    index = Index(words, starts.to_numpy(), texts.to_numpy(), size)
    ends = len(index.starts) == len(words) + 1 and index.starts[0] == 0 and index.starts[-1] == len(index.texts)
    if not ends or (np.diff(index.starts) < 0).any() or not 0 <= index.texts.min() <= index.texts.max() < size:
        raise ValueError(f"{file} is not an index of {size} texts")
    return index


def _write(file: Path, index: Index) -> None:
    """Put the index in the place of all others, whole or not at all."""
    INDEX_FOLDER.mkdir(parents=True, exist_ok=True)
    columns = [index.words, pa.array(index.starts), pa.array(index.texts)]
    lists = [pa.LargeListArray.from_arrays([0, len(column)], column) for column in columns]
    batch = pa.record_batch(lists, ["words", "starts", "texts"])
    new = file.with_suffix(f".{os.getpid()}")
    with pa.ipc.new_file(str(new), batch.schema) as sink:
        sink.write_batch(batch)
    os.replace(new, file)
    for other in INDEX_FOLDER.iterdir():
        if other != file:
            other.unlink(missing_ok=True)
