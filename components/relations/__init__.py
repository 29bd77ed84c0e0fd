"""The measures of how close two capitals are, one chart a module."""

from components.relations.page import relations

__all__ = ["relations"]
