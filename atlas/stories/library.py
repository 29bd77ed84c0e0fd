"""The stories that come with the data package."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from atlas.dataset import DATASETS_KEPT, Dataset, Problem
from atlas.stories.checks import story_problems, strict_problems
from atlas.stories.model import Story, StoryError
from atlas.stories.reading import read_story

FOLDER = "stories"


@dataclass(frozen=True)
class Entry:
    """A file of the package: its name in an address, its path, the story where it can be read, and what is wrong with it."""

    name: str
    path: str
    story: Story | None
    problems: tuple[Problem, ...]


def _entry(dataset: Dataset, path: str) -> Entry:
    name = PurePosixPath(path).stem
    try:
        story = read_story(dataset.package.read(path), path)
    except StoryError as error:
        return Entry(name, path, None, error.problems)
    return Entry(name, path, story, (*story_problems(story, dataset, path), *strict_problems(story, path)))


@lru_cache(maxsize=DATASETS_KEPT)
def library(dataset: Dataset) -> dict[str, Entry]:
    """Every story of the package by its name, in the order of `datapackage.json`."""
    paths = [path for path in dataset.package.files if PurePosixPath(path).parent.name == FOLDER]
    return {entry.name: entry for entry in (_entry(dataset, path) for path in paths)}
