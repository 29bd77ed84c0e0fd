"""The measures of how close two capitals are, one chart a module."""

from components.relations.page import relations, relations_chart

__all__ = ["relations", "relations_chart"]
