"""What files, search and the start cost at four sizes, with Datasette on the same rows beside it.

    python -m tests.bench.bench_files [--sizes 731 10000 100000 1000000]

Seconds pass by the clock; `cpu` are seconds of processor time, which other work on the machine does not lengthen. Datasette is installed
into an environment of its own where it is not found. Nothing is asserted: figures compare on one machine, they do not promise.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import httpx

from atlas.dataset import Dataset
from atlas.exports import about_view
from atlas.exports.arrow import as_frame
from atlas.exports.delimited import events_csv_chunks
from atlas.exports.rows import EventRows
from atlas.exports.workbook import events_xlsx
from atlas.link_map import link_map_of
from atlas.pictures.links import draw_link_map
from atlas.settings import hosting
from atlas.view import ViewOptions, select
from tests.bench.bench_exports import atlas_server, datasette, fetched, rss
from tests.bench.rerun import ROOT, session
from tests.bench.synthetic import SIZES, synthetic
from tests.pages.views import PAGES
from tests.running import free_port, start, wait_for

DATASETTE = "datasette==0.65.5"
QUERIES = ("muttaqi", "muttaqi dubai", "trade minister delhi", "the", "a")
TIMES = 3

Figures = dict[str, object]


def cost(make: Callable[[], Iterable[bytes]]) -> Figures:
    """Seconds, seconds of the processor and megabytes of what is made."""
    begun, worked = time.perf_counter(), time.process_time()
    size = sum(map(len, make()))
    return {"seconds": time.perf_counter() - begun, "cpu": time.process_time() - worked, "MB": size / 1e6}


def least(run: Callable[[], object]) -> float:
    """Milliseconds of processor time of the quickest of some runs."""
    runs = []
    for _ in range(TIMES):
        begun = time.process_time()
        run()
        runs.append((time.process_time() - begun) * 1000)
    return min(runs)


def files(dataset: Dataset) -> Figures:
    """CSV the first time and again, a workbook as far as one is made, a picture drawn anew."""
    selection, options = select(dataset), ViewOptions()
    about = about_view(selection, "http://localhost/", datetime(2026, 1, 1, tzinfo=UTC))
    found: Figures = {"CSV, first": cost(lambda: events_csv_chunks(selection)), "CSV": cost(lambda: events_csv_chunks(selection))}
    if selection.n <= hosting().workbook_limit:
        found["XLSX"] = cost(lambda: [events_xlsx(selection, about)])
    for form in ("png", "svg"):
        draw = partial(draw_link_map, link_map_of(selection, options), selection.sentence, "http://localhost/", form)
        draw()
        found[form.upper()] = cost(lambda draw=draw: [draw()])
    return found


def searches(dataset: Dataset) -> Figures:
    """Milliseconds of processor time that a query takes."""
    return {query: least(lambda query=query: dataset.words.matches(query)) for query in QUERIES}


def find_datasette() -> str:
    """The program, installed into a folder of its own where there is none."""
    kept = ROOT / ".cache" / "datasette" / "bin"
    if program := shutil.which("datasette") or shutil.which("datasette", path=str(kept)):
        return program
    subprocess.run([sys.executable, "-m", "venv", str(kept.parent)], check=True)
    subprocess.run([str(kept / "python"), "-m", "pip", "install", "--quiet", "--quiet", DATASETTE], check=True)
    return str(kept / "datasette")


def peer(dataset: Dataset, program: str) -> Figures:
    """Over HTTP, one after the other: all rows as CSV, and a search; Datasette's by `LIKE` over title and summary, as it comes."""
    found: Figures = {}
    with atlas_server(dataset) as (address, pid):
        for name in ("atlas CSV, first", "atlas CSV"):
            found[name] = fetched(name, f"{address}/api/v1/events.csv", pid).whole
        found["atlas search"] = asked(f"{address}/api/v1/events.json?limit=1&q=muttaqi+dubai")
    with datasette(program, as_frame(EventRows(select(dataset)).text())) as (address, pid):
        found["Datasette CSV"] = fetched("Datasette", f"{address}/atlas/events.csv?_stream=on&_size=max", pid).whole
        like = " and ".join(f"(title || ' ' || summary || ' ' || people) like '%{word}%'" for word in ("muttaqi", "dubai"))
        sql = urllib.parse.urlencode({"sql": f"select count(*) from events where {like}"})
        found["Datasette search"] = asked(f"{address}/atlas.json?{sql}")
    return found


def asked(address: str) -> float:
    """Seconds until an answer is read, the quickest of some."""
    runs = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        httpx.get(address, timeout=600).raise_for_status()
        runs.append(time.perf_counter() - begun)
    return min(runs)


def processor(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def started(root: Path = ROOT) -> Figures:
    """The dashboard from its start to its first answers, and what it holds once each page was shown ten times."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        begun, log = time.perf_counter(), Path(folder, "log")
        process = start(root, port, log)
        try:
            wait_for(process, f"http://127.0.0.1:{port}", log)
            found: Figures = {"API": time.perf_counter() - begun, "API, cpu": processor(process.pid), "MB at first": rss(process.pid) / 1e6}
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30).read()
            with session(f"127.0.0.1:{port}") as visitor:
                visitor.run()
                found |= {"page": time.perf_counter() - begun, "page, cpu": processor(process.pid)}
                runs = [visitor.run("", page.url)[0] for _ in range(10) for page in PAGES]
            found |= {"ms a page": statistics.median(runs), "MB after pages": rss(process.pid) / 1e6}
            return found
        finally:
            process.terminate()
            process.wait(20)


def measure(dataset: Dataset, program: str) -> Figures:
    """The figures of one size; `program` is Datasette's."""
    return {"files": files(dataset), "search, ms": searches(dataset), "over HTTP": peer(dataset, program)}


def show(figures: dict[str, object], indent: str = "") -> None:
    """The figures as lines."""
    for name, value in figures.items():
        if isinstance(value, dict) and any(isinstance(inner, dict) for inner in value.values()):
            print(f"{indent}{name}")
            show(value, f"{indent}  ")
        else:
            row = value.items() if isinstance(value, dict) else [("", value)]
            print(f"{indent}{name:<20}" + "  ".join(f"{key} {number:,.2f}" for key, number in row), flush=True)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--datasette", default="", help="the program, where it is not on the path")
    arguments = parser.parse_args()
    show({"start": started()})
    program = arguments.datasette or find_datasette()
    for size in arguments.sizes:
        show({str(size): measure(synthetic(size), program)})


if __name__ == "__main__":
    main()
