"""Draw docs/house.svg: the rooms of the house in their layers, with who imports whom, as the code has it.

Layers come from the contracts of import-linter in pyproject.toml, imports from the modules themselves. An import that follows from
others (a uses b, b uses c, a uses c) is not drawn. Run it with `make house`.
"""

from __future__ import annotations

import io
import tomllib
from pathlib import Path
from typing import Any

import grimp
import matplotlib
import networkx as nx
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from atlas.palette import LIGHT

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "house.svg"
WIDTH, ROW, BOX = 10.0, 0.56, 0.36
"""Inches: the sheet's width, the height of a layer, and of a room in it."""


def layers() -> list[list[str]]:
    """Rooms in their layers, top floor first: pages, then those of components, then those of atlas."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    floors = {contract["containers"][0]: contract["layers"] for contract in contracts if contract.get("containers")}
    rows = [["pages"]]
    for floor in ("components", "atlas"):
        rows += [[f"{floor}.{room.strip()}" for room in layer.split("|")] for layer in floors[floor]]
    return [*rows, ["data"]]


def imports(rooms: set[str]) -> list[tuple[str, str]]:
    """Which room imports which, without what follows from the rest.

    Pages import what they place; the data package is read by `atlas.dataset` alone.
    """
    graph = grimp.build_graph("atlas", "components")

    def room(module: str) -> str:
        return ".".join(module.split(".")[:2])

    pairs = {(room(module), room(other)) for module in graph.modules for other in graph.find_modules_directly_imported_by(module)}
    known = {(one, other) for one, other in pairs if one != other and {one, other} <= rooms}
    known |= {("pages", other) for other in rooms if other.startswith("components.")} | {("atlas.dataset", "data")}
    return sorted(nx.transitive_reduction(nx.DiGraph(known)).edges)


def draw() -> bytes:
    """The picture as SVG, the same bytes for the same code."""
    rows = layers()
    height = ROW * len(rows) + 0.2
    places: dict[str, tuple[float, float]] = {}
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "house", "font.family": "sans-serif"}):
        figure = Figure(figsize=(WIDTH, height), facecolor=LIGHT.paper)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, WIDTH), ylim=(height, 0))
        axes.axis("off")
        for number, row in enumerate(rows):
            for place, room in enumerate(row):
                places[room] = (1.3 + (WIDTH - 1.5) * (place + 0.5) / len(row), 0.1 + ROW * (number + 0.5))
        for one, other in imports(set(places)):
            (x0, y0), (x1, y1) = places[one], places[other]
            axes.plot((x0, x1), (y0, y1), color=LIGHT.border, linewidth=1, zorder=1)
        for floor in ("components", "data"):
            top = min(y for room, (_, y) in places.items() if room.split(".")[0] == floor) - ROW / 2
            depth = ROW * sum(row[0].split(".")[0] == floor for row in rows)
            axes.axhspan(top, top + depth, color=LIGHT.sea, alpha=0.45, linewidth=0, zorder=0)
        for room, (x, y) in places.items():
            name = room.rpartition(".")[2]
            wide = 0.3 + 0.085 * len(name)
            look: dict[str, Any] = {"facecolor": LIGHT.land, "edgecolor": LIGHT.accent, "linewidth": 0.9, "zorder": 2}
            axes.add_patch(FancyBboxPatch((x - wide / 2, y - BOX / 2), wide, BOX, boxstyle="round,pad=0.02", **look))
            axes.text(x, y, name, ha="center", va="center", fontsize=9, color=LIGHT.ink, zorder=3)
        for floor in ("pages", "components", "atlas", "data"):
            heights = [y for room, (_, y) in places.items() if room.split(".")[0] == floor]
            axes.text(0.15, sum((min(heights), max(heights))) / 2, f"{floor}/", va="center", fontsize=11, color=LIGHT.accent, weight="bold")
        out = io.BytesIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(draw())
    print(f"Written: {TARGET.relative_to(ROOT)}")
