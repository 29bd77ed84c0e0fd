"""A story on the whole screen."""

from components.present.stage import open_button, present

__all__ = ["open_button", "present"]
