"""Rebuild the map's ground from named registry packages: shapes and lines in ``static/``, relief, names, ``data/leg_paths.geojson``.

    python scripts/build_geometry.py                 # rebuild in place
    python scripts/build_geometry.py --check         # rebuild aside, tell what differs

Needs the packages of ``requirements-dev.txt``, Node.js with npm, and on the first run a package
registry; with ``--cache`` later runs need no network. Takes about two minutes and 3 GB of memory.
Sources, versions and licences are listed in the modules of ``scripts/geometry`` and ``static/README.md``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np
import shapely
from geometry import coverage, geojson, names, paths, relief, sources, views

ROOT = Path(__file__).resolve().parent.parent


NAMES = "static/names.json"
LINES = ("borders", "disputed-hatch", "rivers", *(f"{shapes}-{view.name}" for shapes in ("borders", "boundaries") for view in views.VIEWS))
"""What the browser draws as lines, or whose outlines."""


def build(target: Path, data: Path, cache: Path) -> list[Path]:
    """Write every geometry file below ``target`` and return their paths relative to it."""
    topojson = sources.un_topojson(cache)
    called = sources.country_names()
    shapes = coverage.build(sources.un_countries(topojson), sources.administered_by(cache))
    edges = views.shared_edges(shapes)
    lakes = sources.un_lakes(topojson)
    land = shapely.coverage_union_all(np.array(list(shapes.values()), dtype=object))

    files = {
        "static/countries.geojson": views.countries(shapes, called),
        "static/borders.geojson": views.base_borders(edges),
        "static/disputed-hatch.geojson": views.hatching(shapes, called),
        "static/lakes.geojson": views.lakes(lakes),
        "static/rivers.geojson": names.rivers(topojson),
        "data/leg_paths.geojson": paths.leg_paths(data, land),
    }
    for view in views.VIEWS:
        files[f"static/boundaries-{view.name}.geojson"] = views.polygons(view, shapes, called)
        files[f"static/borders-{view.name}.geojson"] = views.borders(view, edges)

    lines = {}
    for name, features in files.items():
        content = geojson.collection(features)
        geojson.write(target / name, content)
        if Path(name).stem in LINES:
            lines[name.replace(".geojson", ".lines.json")] = geojson.pieces(content)
    for name, pieces in lines.items():
        geojson.write(target / name, pieces)
    names.write(target / NAMES, names.names(shapes, called, topojson))
    pictures = {f"static/{name}": picture for name, picture in relief.pictures(land, lakes).items()}
    for name, picture in pictures.items():
        (target / name).write_bytes(picture)
    return [Path(name) for name in sorted([*files, *lines, NAMES, *pictures])]


def differing(a: Path, b: Path, files: list[Path]) -> list[Path]:
    """Return the files that are missing in ``b`` or not the same there: pictures by what they show, others byte for byte."""

    def same(file: Path) -> bool:
        first, second = (a / file).read_bytes(), (b / file).read_bytes()
        return first == second or (file.suffix == ".webp" and relief.alike(first, second))

    return [file for file in files if not (b / file).is_file() or not same(file)]


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
