"""One event: its page, its short form, and the map of its place."""

from components.event.detail import event_in_short, event_page, missing_event

__all__ = ["event_in_short", "event_page", "missing_event"]
