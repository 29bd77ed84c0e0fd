"""A filter change on two pages over a dataset of any size, beside an empty script and beside the dashboard that anybody would write first.

    python -m tests.bench.bench_map [--sizes 731 10000]

All run in servers of their own and are asked by turns, so that their ratios hold on a busy machine as well. Figures compare, they do not
promise.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from atlas.dataset import Dataset, serving
from atlas.exports import events_csv
from atlas.view import select
from tests.bench.rerun import EMPTY_APP, Cost, Session, answering, serve, session
from tests.bench.synthetic import SIZES, synthetic
from tests.pages.views import FILTERS
from tests.running import ROOT, free_port

ROUNDS = 3
PAGES = ("map", "events")
MOST_NAIVE = 10_000
"""Of more events the first thing that anybody would write sends more than Streamlit lets through."""

NAIVE_APP = """
import pandas as pd
import plotly.express as px
import streamlit as st

@st.cache_data
def load():
    return pd.read_csv("events.csv", parse_dates=["date_start"])

COLUMNS = {"link": "actor_ids", "actor": "actor_ids", "type": "event_type", "level": "contact_level", "issue": "issue_ids",
           "place": "place_id", "status": "status", "grade": "grade"}

st.set_page_config(layout="wide")
events = load()
for name, column in COLUMNS.items():
    values = st.query_params.get_all(name)
    if values:
        events = events[events[column].fillna("").str.contains("|".join(values).replace("-", "|"))]
for word in st.query_params.get("q", "").split():
    events = events[(events["title"] + " " + events["summary"]).str.contains(word, case=False)]
for name, column in COLUMNS.items():
    st.sidebar.multiselect(name, sorted(events[column].dropna().unique()))
st.metric("Events", len(events))
st.plotly_chart(px.scatter(events, x="date_start", y="event_type", color="grade", hover_name="title"))
st.plotly_chart(px.histogram(events, x="date_start", color="event_type"))
st.dataframe(events)
"""


def _run(dataset: Dataset, port: int) -> None:
    from streamlit.web.cli import main

    os.chdir(ROOT)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    serving.load = lambda _: dataset
    serving.keeper.cache_clear()
    sys.argv = ["streamlit", "run", "app.py", "--server.address", "127.0.0.1", "--server.port", str(port)]
    main()


@contextmanager
def served(dataset: Dataset) -> Iterator[str]:
    """Host and port of the dashboard over a dataset, in a process that was split off with it in place."""
    port = free_port()
    process = multiprocessing.get_context("fork").Process(target=_run, args=(dataset, port))
    process.start()
    try:
        yield answering(port, process.is_alive)
    finally:
        process.terminate()
        process.join(20)


def measure(dataset: Dataset) -> dict[str, dict[str, float]]:
    """The figures of two pages, of an empty script, and of the naive dashboard where it can answer."""
    apps = {"empty": {"app.py": EMPTY_APP, "empty.py": ""}}
    if len(dataset.events) <= MOST_NAIVE:
        apps["naive"] = {"app.py": NAIVE_APP, "events.csv": events_csv(select(dataset)).decode()}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        asked: dict[str, tuple[Session, str]] = {}
        for name, files in apps.items():
            place = Path(folder, name)
            place.mkdir()
            for file, content in files.items():
                (place / file).write_text(content, encoding="utf-8", newline="")
            asked[name] = stack.enter_context(session(stack.enter_context(serve(place)))), ""
        host = stack.enter_context(served(dataset))
        asked |= {page: (stack.enter_context(session(host)), page) for page in PAGES}
        costs = {name: Cost() for name in asked}
        for _ in range(ROUNDS):
            for query in FILTERS:
                for name, (visitor, page) in asked.items():
                    costs[name].add(*visitor.run(query, page))
    least = statistics.median(costs["empty"].milliseconds)
    return {name: cost.figures(least) for name, cost in costs.items()}


HEAD = f"\n{'':<10}{'events':>10}{'median ms':>12}{'95 %':>10}{'times empty':>14}{'kB':>12}"


def show(size: int, figures: dict[str, dict[str, float]]) -> None:
    """The figures as lines."""
    for name, row in figures.items():
        print(f"{name:<10}{size:>10,}{row['ms']:>12.1f}{row['late']:>10.1f}{row['times']:>14.1f}{row['kB']:>12.1f}", flush=True)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    print(HEAD)
    for size in parser.parse_args().sizes:
        show(size, measure(synthetic(size)))


if __name__ == "__main__":
    main()
