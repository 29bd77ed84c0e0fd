"""Stories: scenes that each show a saved view and cite the events it is about."""

from atlas.stories.checks import scene_problems, seen, story_problems
from atlas.stories.library import Entry, library
from atlas.stories.model import CHART_PAGES, SCENE_PAGES, Passage, SavedView, Scene, Story, StoryError, read_address
from atlas.stories.reading import LONGEST, in_short, passages, read_story, text_of, write_story

__all__ = [
    "CHART_PAGES",
    "LONGEST",
    "SCENE_PAGES",
    "Entry",
    "Passage",
    "SavedView",
    "Scene",
    "Story",
    "StoryError",
    "in_short",
    "library",
    "passages",
    "read_address",
    "read_story",
    "scene_problems",
    "seen",
    "story_problems",
    "text_of",
    "write_story",
]
