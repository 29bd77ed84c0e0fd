"""A story: scenes in order, each a saved view with a few sentences that cite events."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from atlas.dataset import Problem
from atlas.view.pages import PAGES

Params = tuple[tuple[str, str], ...]

SCENE_PAGES = tuple(name for name, page in PAGES.items() if page.in_scene)
"""Pages whose view a scene can show. The first has no name of its own in an address."""

CHART_PAGES = ("timeline", "relations")
"""Those whose scene is a chart, which only a browser draws: a pack holds its numbers."""

LONGEST_ADDRESS = 2_000
MOST_NAMES = 60


class StoryError(Exception):
    """The text is no story. `problems` lists everything that was found, with line and scene."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, problems)))


@dataclass(frozen=True)
class SavedView:
    """A view as an address keeps it, without the host: a page, and what stands behind the question mark."""

    page: str
    params: Params = ()

    def __str__(self) -> str:
        query = urlencode(self.params)
        return f"{self.page}{f'?{query}' if query else ''}"


def read_address(text: str) -> SavedView:
    """The view of an address, with or without a host. Raises `ValueError` that says what is wrong with it.

    The version in a copied address says for which data it was made, and is no part of the view.
    """
    if len(text) > LONGEST_ADDRESS:
        raise ValueError(f"The address has more than {LONGEST_ADDRESS:,} characters.")
    parts = urlsplit(text.strip())
    page = parts.path.rstrip("/").rpartition("/")[2] or SCENE_PAGES[0]
    if page not in SCENE_PAGES:
        raise ValueError(f"There is no page {page[:60]} that a scene could show; use one of {', '.join(SCENE_PAGES)}.")
    params = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=MOST_NAMES)
    return SavedView(page, tuple(pair for pair in params if pair[0] != "version"))


@dataclass(frozen=True)
class Passage:
    """A sentence or two, and the events that support them."""

    text: str
    events: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scene:
    """One view with its text. `address` is as the file has it; `line` is where the scene begins there, from 1."""

    title: str
    address: str
    passages: tuple[Passage, ...] = ()
    notes: str = ""
    line: int = 0

    @property
    def view(self) -> SavedView:
        """The view of the scene. Raises `ValueError` where the address is none."""
        return read_address(self.address)

    @property
    def events(self) -> tuple[str, ...]:
        """Every event cited, once, in the order of citation."""
        return tuple(dict.fromkeys(event for passage in self.passages for event in passage.events))


@dataclass(frozen=True)
class Story:
    """Scenes in the order in which they are told. `version` is that of the data for which the story was written."""

    title: str
    author: str
    version: str
    scenes: tuple[Scene, ...]
    summary: str = ""
