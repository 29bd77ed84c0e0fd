"""The measures of how close two capitals are, one chart a module."""

from components.relations.ladder import ladder
from components.relations.people import people
from components.relations.reciprocity import reciprocity
from components.relations.subjects import subjects
from components.relations.tempo import tempo
from components.relations.tone import tone

__all__ = ["ladder", "people", "reciprocity", "subjects", "tempo", "tone"]
