"""The timeline with its lanes, brush and months."""

from components.timeline.chart import timeline_chart
from components.timeline.page import timeline

__all__ = ["timeline", "timeline_chart"]
