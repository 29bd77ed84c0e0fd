"""Everything that is measured, in one run: printed, and written as JSON with the machine and the versions.

make bench                                  all of it
python -m tests.bench --sizes 731 10000     without the large ones
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.bench import bench_files, bench_map, browsing, crowd, rerun
from tests.bench.synthetic import SIZES, synthetic
from tests.running import ROOT

LIBRARIES = ("streamlit", "pandas", "pyarrow", "plotly", "pydeck")


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="how often each of the ten filters is asked for (default: 5)")
    parser.add_argument("--seconds", type=float, default=60.0, help="for how long a crowd is watched (default: 60)")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="numbers of events")
    parser.add_argument("--out", type=Path, default=ROOT / ".cache" / "bench.json")
    asked = parser.parse_args()
    figures: dict[str, Any] = {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"processor": _processor(), "cores": os.cpu_count(), "python": platform.python_version(), "load": os.getloadavg()},
        "versions": {name: version(name) for name in LIBRARIES},
        "pages": rerun.pages(asked.rounds),
    }
    print(f"\nCrowds, {crowd.THINK:g} s between two changes on average\n{crowd.HEAD}")
    crowds = []
    for viewers, whole, taking in ((50, False, 0), (16, False, 2), (100, True, 0)):
        crowds.append(met := crowd.measure(viewers, asked.seconds, whole=whole, taking=taking))
        print(met.line(), flush=True)
    figures["crowds"] = [asdict(met) for met in crowds]
    figures["start"] = bench_files.started()
    bench_files.show({"\nStart": figures["start"]})
    figures["sizes"] = sizes = {}
    program = bench_files.find_datasette()
    for size in asked.sizes:
        dataset = synthetic(size)
        sizes[size] = {"change": bench_map.measure(dataset)}
        print(bench_map.HEAD)
        bench_map.show(size, sizes[size]["change"])
        sizes[size] |= (more := bench_files.measure(dataset, program))
        bench_files.show(more)
    # The last, since what drives the browser is of no good to processes that are split off.
    figures["browser"] = browsing.measure()
    browsing.show(figures["browser"])
    asked.out.parent.mkdir(exist_ok=True)
    asked.out.write_text(json.dumps(figures, indent=2), encoding="utf-8")
    print(f"\nWritten: {asked.out}")


if __name__ == "__main__":
    main()
