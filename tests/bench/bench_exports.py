"""What a large export costs: time to the first byte, time in all and memory, with Datasette on the same rows beside it.

    python -m tests.bench.bench_exports [--events 100000]

Synthetic events repeat the texts of the published ones, so that packed files are far smaller than such a dataset's would be.
Each measurement runs in a process of its own, so that its peak of memory is its own.
Datasette is measured where it is installed: in any environment whose `datasette` is on the path or named with `--datasette`
(`pip install datasette==0.65.5`). Nothing is asserted: figures compare on one machine, they do not promise.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import multiprocessing
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pandas as pd
import pyarrow as pa

from atlas.api.answers import LEVEL, compressed
from atlas.dataset import Dataset, serving
from atlas.exports import about_view
from atlas.exports.arrow import as_frame
from atlas.exports.delimited import dyads_csv, events_csv_chunks
from atlas.exports.geojson import events_geojson
from atlas.exports.parquet import events_parquet
from atlas.exports.rows import EventRows
from atlas.exports.workbook import events_xlsx
from atlas.view import Selection, select
from tests.bench.synthetic import synthetic

MEGABYTE = 1e6
MISSING = (
    "Datasette was not found, so it is left out. Install it in any environment (pip install datasette==0.65.5) and name it with "
    "--datasette PATH."
)


@dataclass
class Figure:
    """One measured export; seconds and bytes. `memory` is what the process grew by at most."""

    name: str
    first: float
    whole: float
    size: int
    memory: float

    def row(self) -> str:
        """A line of the table."""
        memory = f"{self.memory / MEGABYTE:8,.0f}" if self.memory else "       –"
        return f"{self.name:<44} {self.first * 1000:11,.0f} {self.whole:9,.2f} {self.size / MEGABYTE:9,.1f} {memory}"


def rss(pid: int) -> float:
    """Memory that another process holds now, in bytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return float(line.split()[1]) * 1024
    return 0.0


@contextmanager
def watched(pid: int) -> Iterator[list[float]]:
    """Memory of a process, looked at every few milliseconds."""
    seen, done = [rss(pid)], threading.Event()

    def look() -> None:
        while not done.wait(0.01):
            seen.append(rss(pid))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()


def settle() -> None:
    """Give back memory that is held but not used, which an export could else use unseen."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)


def timed(name: str, make: Callable[[], Iterable[bytes]]) -> Figure:
    """Run an export to its end, without keeping what it gives."""
    settle()
    with watched(os.getpid()) as seen:
        start = time.perf_counter()
        first, size = 0.0, 0
        for chunk in make():
            first = first or time.perf_counter() - start
            size += len(chunk)
        whole = time.perf_counter() - start
    return Figure(name, first, whole, size, max(seen) - seen[0])


def formats(selection: Selection) -> dict[str, Callable[[], Iterable[bytes]]]:
    """What is measured of the atlas, by name."""
    about = about_view(selection, "http://localhost/", datetime(2026, 1, 1, tzinfo=UTC))
    return {
        "CSV": lambda: events_csv_chunks(selection),
        f"CSV, gzip level {LEVEL}": lambda: compressed(events_csv_chunks(selection), LEVEL),
        "dyadic CSV": lambda: dyads_csv(selection),
        "GeoJSON": lambda: events_geojson(selection, about),
        "Parquet": lambda: [events_parquet(selection, about)],
        "XLSX (five sheets)": lambda: [events_xlsx(selection, about)],
    }


def one_export(selection: Selection, name: str, results: multiprocessing.SimpleQueue[Figure]) -> None:
    """Measure one format, in a process that was split off with the dataset in place."""
    results.put(timed(name, formats(selection)[name]))


def measure(selection: Selection) -> Iterator[Figure]:
    """Every format of the atlas."""
    # A split process shares the dataset, so that what it grows by belongs to the export.
    context = multiprocessing.get_context("fork")
    for name in formats(selection):
        results: multiprocessing.SimpleQueue[Figure] = context.SimpleQueue()
        process = context.Process(target=one_export, args=(selection, name, results))
        process.start()
        yield results.get()
        process.join()


@contextmanager
def datasette(program: str, frame: pd.DataFrame) -> Iterator[tuple[str, int]]:
    """Datasette over the rows; its address and process."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        file = Path(folder) / "atlas.db"
        with sqlite3.connect(file) as connection:
            frame.to_sql("events", connection, index=False)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        command = [
            program,
            "serve",
            str(file),
            "--port",
            str(port),
            "--setting",
            "max_csv_mb",
            "0",
            "--setting",
            "sql_time_limit_ms",
            "60000",
        ]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        address = f"http://127.0.0.1:{port}"
        try:
            for _ in range(150):
                try:
                    httpx.get(f"{address}/-/versions.json", timeout=2)
                    break
                except httpx.TransportError:
                    time.sleep(0.2)
            yield address, process.pid
        finally:
            process.terminate()
            process.wait(10)


def fetched(name: str, address: str, pid: int, packed: bool = False) -> Figure:
    """Read an address to its end, while the memory of the server is watched."""
    headers = {"Accept-Encoding": "gzip" if packed else "identity"}
    with watched(pid) as seen:
        start = time.perf_counter()
        first, size = 0.0, 0
        with httpx.stream("GET", address, headers=headers, timeout=600) as answer:
            for chunk in answer.iter_raw():
                first = first or time.perf_counter() - start
                size += len(chunk)
        whole = time.perf_counter() - start
    return Figure(name, first, whole, size, max(seen) - seen[0])


@contextmanager
def atlas_server(dataset: Dataset) -> Iterator[tuple[str, int]]:
    """The API over a dataset as its own process; its address and process."""
    import uvicorn
    from starlette.applications import Starlette

    from atlas import api

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    application = Starlette(routes=api.routes(lambda: serving.Served(dataset)))
    context = multiprocessing.get_context("fork")
    process = context.Process(target=uvicorn.run, args=(application,), kwargs={"port": port, "log_level": "warning"})
    process.start()
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(150):
            try:
                httpx.get(f"{address}/api/v1/health", timeout=2)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield address, int(process.pid or 0)
    finally:
        process.terminate()
        process.join()


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000, help="how many synthetic events (100000)")
    parser.add_argument(
        "--datasette", default=shutil.which("datasette", path=str(Path(sys.executable).parent)) or shutil.which("datasette")
    )
    arguments = parser.parse_args()
    start = time.perf_counter()
    selection = select(synthetic(arguments.events))
    made, held = time.perf_counter() - start, rss(os.getpid()) / MEGABYTE
    print(f"{selection.n:,} synthetic events, made in {made:.1f} s; this process holds {held:,.0f} MB.\n")
    print(f"{'':<44} {'first, ms':>11} {'whole, s':>9} {'size, MB':>9} {'+MB':>8}")
    for figure in measure(selection):
        print(figure.row(), flush=True)
    with atlas_server(selection.dataset) as (address, pid):
        print("\nOver HTTP")
        for packed in (False, True):
            name = f"atlas: events.csv{', gzip' if packed else ''}"
            print(fetched(name, f"{address}/api/v1/events.csv", pid, packed).row(), flush=True)
        print(fetched("atlas: events.json, 100 rows", f"{address}/api/v1/events.json?limit=100", pid).row(), flush=True)
    if not arguments.datasette:
        print(f"\n{MISSING}")
        return
    with datasette(arguments.datasette, as_frame(EventRows(selection).text())) as (address, pid):
        for packed in (False, True):
            name = f"Datasette: events.csv, all rows{', gzip asked' if packed else ''}"
            print(fetched(name, f"{address}/atlas/events.csv?_stream=on&_size=max", pid, packed).row(), flush=True)
        print(fetched("Datasette: events.json, 100 rows", f"{address}/atlas/events.json?_shape=array&_size=100", pid).row(), flush=True)


if __name__ == "__main__":
    main()
