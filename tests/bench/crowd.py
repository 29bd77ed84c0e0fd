"""A roomful of viewers at once: how long a change of the filter takes each of them, and what the servers hold.

    python -m tests.bench.crowd --viewers 50               one process
    python -m tests.bench.crowd --viewers 100 --as-served  as many processes as cores behind the balancer (make serve)
    python -m tests.bench.crowd --viewers 16 --taking 2    beside two who take one file after another

Every page has viewers in turn; each changes the filter, and thinks for three seconds on average in between. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.bench.viewers import Viewer
from tests.pages.views import FILTERS, PAGES
from tests.running import ROOT, free_port, start, wait_for

THINK = 3.0
"""Seconds that a viewer looks at a page between two changes, on average."""

FILES = ("events.xlsx", "dossier.pptx?link=AFG-IND", "dossier.html?link=AFG-IRN", "map.svg?link=AFG-CHN")
"""What is taken meanwhile: files that hold the interpreter longest."""

WARM_UP = 10.0
"""Seconds in which all viewers arrive, which are not counted."""


@dataclass(frozen=True)
class Crowd:
    """What a number of viewers met with, while some more took files: milliseconds of a change, changes a second, failed ones; megabytes
    of all processes before and after they came."""

    viewers: int
    taking: int
    processes: int
    p50: float
    p95: float
    rate: float
    errors: int
    megabytes_empty: float
    megabytes: float

    def line(self) -> str:
        """As a row of the printed table."""
        each = (self.megabytes - self.megabytes_empty) / self.viewers
        return (
            f"{self.viewers:>7}{self.taking:>8}{self.processes:>11}{self.p50:>10.0f}{self.p95:>10.0f}{self.rate:>12.1f}{self.errors:>8}"
            f"{self.megabytes_empty / self.processes:>14.0f}{each:>14.2f}"
        )


HEAD = (
    f"{'viewers':>7}{'taking':>8}{'processes':>11}{'p50 ms':>10}{'p95 ms':>10}{'changes/s':>12}{'errors':>8}"
    f"{'MB a process':>14}{'MB a viewer':>14}"
)


def megabytes(pids: list[int]) -> float:
    """Memory that processes hold resident."""
    lines = (line for pid in pids for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return sum(float(line.split()[1]) for line in lines) / 1024


def crowd(host: str, pids: list[int], viewers: int, seconds: float, taking: int = 0) -> Crowd:
    """Let viewers come, change filters for so many seconds after all have come, and leave; so many more take files all the while."""
    for page in PAGES:
        # What every first visitor of a server pays is not what a change costs. The balancer sends each to the process that has fewest.
        firsts = [Viewer(host) for _ in pids]
        for first in firsts:
            for query in ("", *FILTERS):
                first.look(page.url, query)
        for first in firsts:
            first.leave()
    empty, taken, errors, lock = megabytes(pids), [], [], threading.Lock()
    begin = time.monotonic() + WARM_UP

    def visit(number: int) -> None:
        dice, page, viewer = random.Random(number), PAGES[number % len(PAGES)], Viewer(host)
        try:
            time.sleep(dice.uniform(0, WARM_UP))
            viewer.look(page.url)
            while (now := time.monotonic()) < begin + seconds:
                spent = viewer.look(page.url, dice.choice(FILTERS))
                if now >= begin:
                    with lock:
                        taken.append(spent)
                time.sleep(dice.expovariate(1 / THINK))
        except Exception as error:
            with lock:
                errors.append(repr(error))
        finally:
            viewer.leave()

    def take(number: int) -> None:
        dice = random.Random(number)
        with httpx.Client(base_url=f"http://{host}/api/v1/", timeout=60) as client:
            while time.monotonic() < begin + seconds:
                try:
                    client.get(dice.choice(FILES)).raise_for_status()
                except httpx.HTTPError as error:
                    with lock:
                        errors.append(repr(error))

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(viewers)]
    threads += [threading.Thread(target=take, args=(number,)) for number in range(taking)]
    for thread in threads:
        thread.start()
    time.sleep(WARM_UP + seconds)
    held = megabytes(pids)
    for thread in threads:
        thread.join()
    cuts = statistics.quantiles(taken, n=20)
    return Crowd(viewers, taking, len(pids), statistics.median(taken), cuts[-1], len(taken) / seconds, len(errors), empty, held)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@contextmanager
def served(folder: Path, *, whole: bool) -> Iterator[tuple[str, list[int]]]:
    """Host and port, and the processes of the dashboard: one, or as `make serve` has it. A crowd from one address is let in."""
    port, log = free_port(), folder / "log.txt"
    if whole:
        command = [sys.executable, "scripts/serve.py", "--listen", f"127.0.0.1:{port}"]
        with log.open("wb") as output:
            process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output, env={**os.environ, "ATLAS_RATE_LIMIT": "0"})
    else:
        process = start(ROOT, port, log, ATLAS_RATE_LIMIT="0")
    try:
        wait_for(process, f"http://127.0.0.1:{port}", log)
        servers = [pid for pid in _children(process.pid) if b"streamlit" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        yield f"127.0.0.1:{port}", servers if whole else [process.pid]
    finally:
        process.terminate()
        process.wait(60)


def measure(viewers: int, seconds: float, *, whole: bool, taking: int = 0) -> Crowd:
    """So many viewers of one process, or of the `whole` that `make serve` starts, and others who take files."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), whole=whole) as (host, pids):
        return crowd(host, pids, viewers, seconds, taking)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--viewers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0, help="for how long they are watched (default: 60)")
    parser.add_argument("--as-served", action="store_true", help="behind the balancer")
    parser.add_argument("--taking", type=int, default=0, help="how many take one file after another (default: 0)")
    asked = parser.parse_args()
    print(HEAD, measure(asked.viewers, asked.seconds, whole=asked.as_served, taking=asked.taking).line(), sep="\n")


if __name__ == "__main__":
    main()
