"""Server time and bytes of a filter change on two pages, at growing numbers of events. Run it with `make bench` or by itself.

An empty script runs beside each size, in a server of its own under the same settings of garbage collector and socket, and the two are
asked by turns, so that their ratio holds on a busy machine as well. Figures compare, they do not promise.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.rerun import EMPTY_APP, serve, session  # noqa: E402
from tests.pages.views import FILTERS  # noqa: E402

SIZES = (731, 100_000, 1_000_000)
"""How many events the dataset has."""

ROUNDS = 5
PAGES = ("map", "events")
LARGE_SERVER = """
import sys
sys.argv = ["streamlit", "run", "app.py", *sys.argv[1:]]
sys.path[:0] = ["{root}"]
from atlas.dataset import serving
from tests.bench.synthetic import synthetic
dataset = synthetic({size})
serving.load = lambda folder: dataset
serving.keeper.cache_clear()
from streamlit.web.cli import main
main()
"""
"""Starts the dashboard over a larger dataset."""


def measure(sizes: Sequence[int] = SIZES, pages: Sequence[str] = PAGES) -> dict[str, dict[str, float]]:
    """The figures by page and number of events."""
    found = {}
    print(f"\nOne filter change, {ROUNDS * len(FILTERS)} runs a size, one visitor, beside an empty script\n")
    print(f"{'page':<10}{'events':>10}{'median ms':>12}{'empty script':>14}{'ratio':>8}{'kB, median':>12}{'kB, most':>10}")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "app.py").write_text(EMPTY_APP, encoding="utf-8")
        Path(folder, "empty.py").write_text("", encoding="utf-8")
        for size in sizes:
            script = LARGE_SERVER.format(root=ROOT, size=size)
            with serve(Path(folder)) as beside, serve(ROOT, "-c", script) as host:
                for page in pages:
                    with session(beside) as empty, session(host) as visitor:
                        for query in ("", *FILTERS):
                            empty.run()
                            visitor.run(query, page)
                        runs = [(visitor.run(query, page), empty.run()) for _ in range(ROUNDS) for query in FILTERS]
                    took, least = (statistics.median(run[which][0] for run in runs) for which in (0, 1))
                    sent = [run[0][1] / 1000 for run in runs]
                    middle = statistics.median(sent)
                    found[f"{page}, {size} events"] = {"ms": took, "times an empty script": took / least, "kB": middle}
                    row = f"{page:<10}{size:>10,}{took:>12.1f}{least:>14.1f}{took / least:>8.1f}{middle:>12.1f}{max(sent):>10.1f}"
                    print(row, flush=True)
    return found


if __name__ == "__main__":
    measure()
