"""The end of a page before its last line, below which the footer still stands."""

from typing import NoReturn


class StoppedError(Exception):
    """A page has shown all that it has to show."""


def stop() -> NoReturn:
    """End the page. `st.stop` would end the frame around it too."""
    raise StoppedError
