"""Server time and bytes of a filter change on the map page, at growing numbers of events. Run it with `make bench` or by itself.

Times are those of the script alone, in Streamlit's own runner without a server, with everything that lives for ever out of the
garbage collector's way; `rerun.py` compares with an empty script through a server. Figures compare, they do not promise.
"""

from __future__ import annotations

import gc
import logging
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
logging.disable(logging.WARNING)

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner  # noqa: E402
from streamlit.testing.v1 import AppTest  # noqa: E402

from atlas import dataset as atlas_dataset  # noqa: E402
from atlas.dataset import Dataset, Facet, load  # noqa: E402

SIZES = (518, 100_000, 1_000_000)
ROUNDS = 3
FILTERS: tuple[dict[str, list[str]], ...] = (
    {},
    {"link": ["AFG-IND"]},
    {"link": ["AFG-CHN"], "from": ["2025-01-01"]},
    {"type": ["call", "visit"], "level": ["minister"]},
    {"issue": ["visas"]},
    {"actor": ["IRN", "CHN"], "to": ["2023-12-31"]},
    {"place": ["dubai"]},
    {"contested": ["true"]},
    {"grade": ["A"], "status": ["occurred"]},
    {"q": ["muttaqi chabahar"]},
)


def repeated(dataset: Dataset, number: int) -> Dataset:
    """The dataset with each event several times, so that there are about `number`; the shape of everything stays."""
    times = max(1, round(number / len(dataset.events)))
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


class Meter:
    """Writes down seconds and bytes of every script run."""

    def __init__(self) -> None:
        self.runs: list[tuple[float, int]] = []
        inner = ScriptRunner._run_script

        def run(runner: Any, data: Any) -> None:
            start = time.perf_counter()
            inner(runner, data)
            self.runs.append((time.perf_counter() - start, sum(message.ByteSize() for message in runner.forward_msgs())))

        ScriptRunner._run_script = run  # type: ignore[method-assign]


def measure(page: AppTest, meter: Meter) -> tuple[float, int]:
    """Median milliseconds and largest number of bytes over all changes of the filter."""
    for query in FILTERS:
        page.query_params.clear()
        page.query_params.update(query)
        page.run()
    gc.collect()
    gc.freeze()
    meter.runs.clear()
    for _ in range(ROUNDS):
        for query in FILTERS:
            page.query_params.clear()
            page.query_params.update(query)
            page.run()
            assert not page.exception
    gc.unfreeze()
    return statistics.median(seconds for seconds, _ in meter.runs) * 1000, max(size for _, size in meter.runs)


def main() -> None:
    """Print one line a size."""
    meter, original = Meter(), load()
    for size in SIZES:
        dataset = repeated(original, size)
        atlas_dataset.embedded.cache_clear()
        atlas_dataset.load = lambda dataset=dataset: dataset  # type: ignore[misc]
        page = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=300)
        page.run()
        page.switch_page("screens/map.py")
        took, most = measure(page, meter)
        print(f"map, {len(dataset.events):>9,} events: {took:6.1f} ms, at most {most:,} bytes")


if __name__ == "__main__":
    main()
