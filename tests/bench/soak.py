"""Many viewers for a long time, who come, look around, ask the API and leave again: does the server hold ever more?

    make soak                          50 viewers for 30 minutes
    make soak VIEWERS=10 MINUTES=5

Prints every minute what the server holds and how it answers, and at the end whether memory, open handles and threads are flat. What is kept
for all visitors, for so many views and no more, is full after some hundred pages, and garbage waits up to a minute: so the second half
of the time is judged, by the least that was held in each minute of it. In less than ten minutes that says little of memory.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from scipy.stats import theilslopes
from websockets.exceptions import WebSocketException

from tests.bench.rerun import BrokenPageError
from tests.bench.viewers import Viewer
from tests.pages.views import FILTERS, PAGES
from tests.running import ROOT, free_port, wait_for

THINK = 3.0
"""Seconds that a viewer looks at a page, on average."""

STAY = (3, 20)
"""How many pages a viewer sees before he leaves, at least and at most."""

EVERY = 5
"""Seconds between two looks at what the server holds."""

TIDY = 60
"""Seconds within which the server looks through its memory; see `atlas.web.upkeep`."""

COLUMNS = ("minute", "MB", "handles", "threads", "alive", "kept", "pages", "files", "errors", "p50 ms", "p95 ms")
"""What is printed every minute; `kept` are the sessions of viewers who are there and of those who may come back."""

JUDGED = (("MB of memory", "memory", 20e6), ("handles that no session has", "rest", 5), ("threads", "threads", 5))
"""What has to be flat: in words, its name, and what may come and go of it."""

LOOKS = (
    *("", *FILTERS, "against=link%3DAFG-IRN&link=AFG-IND", "link=AFG-CHN", "person=amir-khan-muttaqi", "place=kabul", "from=-30"),
    *("boundaries=india&partners=all", "relief=off&colour=tone&count=meetings", "check=moves", "show=tempo", "show=people", "lanes=issue"),
    *("story=from-dubai-to-the-phone-call&scene=2", "close=PAK&prefer=borders", "routes=chabahar-kandahar", "month=2025-01", "nonsense=1"),
)
ASKED = (
    *("events.csv", "events.json?limit=20", "events.xlsx", "events.parquet", "events.geojson", "links.csv", "legs.csv", "package.zip"),
    *("map.png?link=AFG-IND", "map.svg", "dossier.html?link=AFG-IRN", "dossier.pptx?link=AFG-IND", "search.json?q=muttaqi", "ways.csv"),
)


@dataclass(frozen=True)
class Held:
    """What a server holds: bytes of memory, open handles, threads, sessions of viewers who are there and of those who may come back."""

    memory: float
    handles: int
    threads: int
    alive: int
    kept: int

    @property
    def rest(self) -> int:
        """Handles that no session has: it has three for its event loop, and one more for the connection of a viewer who is there."""
        return self.handles - 3 * self.kept - self.alive


@dataclass
class Watched:
    """A running server that can be looked into."""

    host: str
    pid: int
    file: Path

    def look(self) -> Held:
        """What it holds now."""
        place = Path(f"/proc/{self.pid}")
        fields = dict(line.split(":", 1) for line in (place / "status").read_text().splitlines())
        sessions = json.loads(self.file.read_text(encoding="utf-8")) if self.file.exists() else {"alive": 0, "kept": 0}
        memory = float(fields["VmRSS"].split()[0]) * 1024
        return Held(memory, len(list((place / "fd").iterdir())), int(fields["Threads"]), sessions["alive"], sessions["kept"])


@contextmanager
def watched(*options: str) -> Iterator[Watched]:
    """The dashboard in a process of its own; `options` are Streamlit's."""
    with tempfile.TemporaryDirectory() as folder:
        file, log, port = Path(folder, "held.json"), Path(folder, "log.txt"), free_port()
        command = [sys.executable, "-m", "tests.bench.watched", str(file), "--server.address", "127.0.0.1", "--server.port", str(port)]
        command += options
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, "ATLAS_RATE_LIMIT": "0"}, stdout=output, stderr=subprocess.STDOUT
            )
        try:
            wait_for(process, f"http://127.0.0.1:{port}", log)
            yield Watched(f"127.0.0.1:{port}", process.pid, file)
        finally:
            process.terminate()
            process.wait(120)


@dataclass
class Tally:
    """How the server answered: milliseconds of pages and of the API, and what went wrong."""

    pages: list[float] = field(default_factory=list)
    files: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def visit(host: str, dice: random.Random, tally: Tally, pages: int, think: Callable[[], object]) -> None:
    """One viewer comes, sees so many pages, asks for a file now and then, and leaves, at times without a word."""
    viewer = Viewer(host)
    try:
        for _ in range(pages):
            tally.pages.append(viewer.look(dice.choice(PAGES).url, dice.choice(LOOKS)))
            if dice.random() < 0.25:
                start = time.perf_counter()
                viewer.http.get(f"/api/v1/{dice.choice(ASKED)}").raise_for_status()
                tally.files.append((time.perf_counter() - start) * 1000)
            think()
    except (BrokenPageError, WebSocketException, httpx.HTTPError, TimeoutError) as error:
        tally.errors.append(repr(error))
    finally:
        viewer.leave(suddenly=dice.random() < 0.3)


def grows(samples: list[Held], what: str) -> float:
    """By how much something grew from the first sample to the last, on the line through them that outliers do not move (Theil–Sen)."""
    slope = theilslopes([getattr(held, what) for held in samples], range(len(samples))).slope
    return float(slope) * (len(samples) - 1)


def verdict(samples: list[Held]) -> list[str]:
    """For each of memory, handles and threads a line that says whether it is flat in the second half, between one tidying and the next."""
    second = samples[len(samples) // 2 :]
    step = max(min(TIDY // EVERY, len(second) // 4), 1)
    lines = []
    for words, what, least in JUDGED:
        parts = (second[start : start + step] for start in range(0, len(second) - step + 1, step))
        settled = [min(part, key=lambda held: getattr(held, what)) for part in parts]
        level, growth = statistics.median(getattr(held, what) for held in settled), grows(settled, what)
        flat = growth <= max(least, 0.05 * level)
        unit = 1e6 if what == "memory" else 1
        lines.append(f"{words:<28}{'flat' if flat else 'GROWS':<6}{level / unit:,.0f}, {growth / unit:+,.1f} in the second half")
    return lines


def late(milliseconds: list[float], share: float) -> float:
    """The time within which such a share is answered."""
    ordered = sorted(milliseconds) or [0.0]
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def main() -> None:
    """Let them come, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--viewers", type=int, default=50, help="how many at once (50)")
    parser.add_argument("--minutes", type=float, default=30, help="for how long (30)")
    parser.add_argument("--think", type=float, default=THINK, help=f"seconds that a viewer looks at a page ({THINK:g})")
    parser.add_argument("--seed", type=int, default=1, help="other viewers see other pages (1)")
    arguments = parser.parse_args()
    over, tally = threading.Event(), Tally()
    end = time.monotonic() + 60 * arguments.minutes

    def come_and_go(number: int) -> None:
        dice = random.Random(arguments.seed * 1000 + number)
        over.wait(dice.random() * arguments.think)
        while not over.is_set():
            visit(server.host, dice, tally, dice.randint(*STAY), lambda: over.wait(dice.expovariate(1 / arguments.think)))

    with watched() as server:
        threads = [threading.Thread(target=come_and_go, args=(number,), daemon=True) for number in range(arguments.viewers)]
        for thread in threads:
            thread.start()
        print("".join(f"{name:>9}" for name in COLUMNS))
        samples: list[Held] = []
        while time.monotonic() < end:
            time.sleep(EVERY)
            samples.append(held := server.look())
            if len(samples) % (60 // EVERY) == 0:
                past, tally.pages, tally.files = (tally.pages, tally.files), [], []
                row = [len(samples) * EVERY // 60, held.memory / 1e6, held.handles, held.threads, held.alive, held.kept]
                row += [len(past[0]), len(past[1]), len(tally.errors), late(past[0], 0.5), late(past[0], 0.95)]
                print("".join(f"{number:>9.0f}" for number in row), flush=True)
        over.set()
        for thread in threads:
            thread.join(60)
    print("\n".join(["", *verdict(samples), *dict.fromkeys(tally.errors)]))


if __name__ == "__main__":
    main()
