"""A story on the whole screen."""

from components.present.stage import on_stage, open_button, present

__all__ = ["on_stage", "open_button", "present"]
