"""The timeline with its lanes, brush and months."""

from components.timeline.chart import timeline

__all__ = ["timeline"]
