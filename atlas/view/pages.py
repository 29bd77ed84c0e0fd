"""The table of pages: what each is called, where it stands, and what its view can do elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Group = Literal["Explore", "Check", "Present"]
Drawn = Literal["map", "chart", "table"]


@dataclass(frozen=True)
class PageEntry:
    """A page of the dashboard. Its script is the file of its name in `pages/`."""

    name: str
    title: str
    group: Group
    heading: str
    """What stands above it."""
    filtered: bool = True
    """Whether filters change what stands on it."""
    in_scene: bool = False
    """Whether a scene of a story can show its view."""
    draws: tuple[Drawn, ...] = ()
    """What stands on it beside text and controls."""

    @property
    def path(self) -> str:
        """Its part of an address, in which the first page has none."""
        return "" if self.name == FIRST else self.name

    @property
    def script(self) -> str:
        """Its file, as Streamlit names it."""
        return f"{self.name}.py"


FIRST = "overview"

PAGES: dict[str, PageEntry] = {
    page.name: page
    for page in (
        PageEntry(FIRST, "Overview", "Explore", "Where the four capitals stand", in_scene=True, draws=("map",)),
        PageEntry("map", "Map", "Explore", "Who met whom, and where", in_scene=True, draws=("map", "table")),
        PageEntry(
            "routes",
            "Routes",
            "Explore",
            "How does a container reach Kabul without Pakistan?",
            filtered=False,
            in_scene=True,
            draws=("map",),
        ),
        PageEntry("timeline", "Timeline", "Explore", "How it built up", in_scene=True, draws=("chart",)),
        PageEntry("relations", "Relations", "Explore", "How close, on what, and who carries it?", in_scene=True, draws=("chart",)),
        PageEntry("events", "Events", "Check", "Events", in_scene=True, draws=("table",)),
        PageEntry("evidence", "Evidence", "Check", "How far this can be trusted", draws=("chart",)),
        PageEntry("data", "Data", "Check", "The data", filtered=False),
        PageEntry("present", "Present", "Present", "Stories to present", filtered=False),
    )
}
"""The pages by name, in the order of the navigation."""
