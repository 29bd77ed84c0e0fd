"""How far a view can be trusted, one measure a module."""

from components.evidence.page import trust

__all__ = ["trust"]
