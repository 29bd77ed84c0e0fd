"""Server time and bytes of a filter change on the map page, at growing numbers of events. Run it with `make bench` or by itself.

An empty script runs beside each size, in a server of its own under the same settings of garbage collector and socket, and the two are
asked by turns, so that their ratio holds on a busy machine as well. Figures compare, they do not promise.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from atlas.dataset import Dataset, Facet, load  # noqa: E402
from tests.bench.rerun import EMPTY_APP, serve, session  # noqa: E402
from tests.pages.views import FILTERS  # noqa: E402

SIZES = (1, 193, 1931)
"""How often the dataset is repeated: some 500, 100,000 and 1,000,000 events."""

ROUNDS = 5
PAGE = "map"
LARGE_SERVER = """
import sys
sys.argv = ["streamlit", "run", "app.py", *sys.argv[1:]]
sys.path[:0] = ["{root}"]
from atlas import dataset
from tests.bench.bench_map import repeated
original = dataset.load()
dataset.load = lambda: repeated(original, {times})
from streamlit.web.cli import main
main()
"""
"""Starts the dashboard over a larger dataset."""


def repeated(dataset: Dataset, times: int) -> Dataset:
    """The dataset with each event several times; the shape of everything stays."""
    if times == 1:
        return dataset
    each = np.arange(times)

    def facet(one: Facet) -> Facet:
        event = (one.event[:, None] * times + each).ravel().astype(np.int32)
        return Facet(one.name, one.values, one.labels, event, np.repeat(one.code, times))

    events = dataset.events.loc[dataset.events.index.repeat(times)].reset_index(drop=True)
    numbered = np.tile(each, len(dataset.events)).astype(str)
    events["event_id"] = (events["event_id"].astype("str") + "-" + pd.Series(numbered)).astype(dataset.events["event_id"].dtype)
    dyads = dataset.dyads.loc[dataset.dyads.index.repeat(times)].reset_index(drop=True)
    dyads["event"] = dyads["event"] * times + np.tile(each, len(dataset.dyads))
    text = dataset.search_text.take(pa.array(np.repeat(np.arange(len(dataset.events)), times)))
    facets = {name: facet(one) for name, one in dataset.facets.items()}
    return replace(dataset, events=events, dyads=dyads, facets=facets, search_text=text)


def main() -> None:
    """Print one line a size."""
    print(f"One filter change of the map page, {ROUNDS * len(FILTERS)} runs a size, one visitor\n")
    print(f"{'events':>10}{'median ms':>12}{'empty script':>14}{'ratio':>8}{'kB, median':>12}{'kB, most':>10}")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "app.py").write_text(EMPTY_APP, encoding="utf-8")
        Path(folder, "empty.py").write_text("", encoding="utf-8")
        for times in SIZES:
            script = LARGE_SERVER.format(root=ROOT, times=times)
            with serve(Path(folder)) as beside, serve(ROOT, "-c", script) as host, session(beside) as empty, session(host) as visitor:
                for query in ("", *FILTERS):
                    empty.run()
                    visitor.run(query, PAGE)
                runs = [(visitor.run(query, PAGE), empty.run()) for _ in range(ROUNDS) for query in FILTERS]
            took, least = (statistics.median(run[which][0] for run in runs) for which in (0, 1))
            sizes = [run[0][1] / 1000 for run in runs]
            events = times * len(load().events)
            print(
                f"{events:>10,}{took:>12.1f}{least:>14.1f}{took / least:>8.1f}{statistics.median(sizes):>12.1f}{max(sizes):>10.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
