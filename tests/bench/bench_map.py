"""Server time and bytes of a filter change on the map page, at growing numbers of events. Run it with `make bench` or by itself.

An empty script runs beside each size, in a server of its own under the same settings of garbage collector and socket, and the two are
asked by turns, so that their ratio holds on a busy machine as well. Figures compare, they do not promise.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.rerun import EMPTY_APP, serve, session  # noqa: E402
from tests.pages.views import FILTERS  # noqa: E402

SIZES = (731, 100_000, 1_000_000)
"""How many events the dataset has."""

ROUNDS = 5
PAGE = "map"
LARGE_SERVER = """
import sys
sys.argv = ["streamlit", "run", "app.py", *sys.argv[1:]]
sys.path[:0] = ["{root}"]
import atlas.dataset
from tests.bench.synthetic import synthetic
atlas.dataset.embedded = lambda: synthetic({size})
from streamlit.web.cli import main
main()
"""
"""Starts the dashboard over a larger dataset."""


def main() -> None:
    """Print one line a size."""
    print(f"One filter change of the map page, {ROUNDS * len(FILTERS)} runs a size, one visitor\n")
    print(f"{'events':>10}{'median ms':>12}{'empty script':>14}{'ratio':>8}{'kB, median':>12}{'kB, most':>10}")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "app.py").write_text(EMPTY_APP, encoding="utf-8")
        Path(folder, "empty.py").write_text("", encoding="utf-8")
        for size in SIZES:
            script = LARGE_SERVER.format(root=ROOT, size=size)
            with serve(Path(folder)) as beside, serve(ROOT, "-c", script) as host, session(beside) as empty, session(host) as visitor:
                for query in ("", *FILTERS):
                    empty.run()
                    visitor.run(query, PAGE)
                runs = [(visitor.run(query, PAGE), empty.run()) for _ in range(ROUNDS) for query in FILTERS]
            took, least = (statistics.median(run[which][0] for run in runs) for which in (0, 1))
            sizes = [run[0][1] / 1000 for run in runs]
            print(
                f"{size:>10,}{took:>12.1f}{least:>14.1f}{took / least:>8.1f}{statistics.median(sizes):>12.1f}{max(sizes):>10.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
