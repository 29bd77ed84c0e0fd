"""The timeline with its lanes, brush and months."""

from components.timeline.page import timeline

__all__ = ["timeline"]
