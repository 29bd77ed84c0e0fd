"""What stands around every page: navigation, search, the sentence, chips, filters, the summary, freshness."""

from components.frame.ending import StoppedError, stop
from components.frame.filters import filter_panel
from components.frame.header import embedded_header, empty_state, footer, header, navigation, own_heading
from components.frame.newer import opened

__all__ = [
    "StoppedError",
    "embedded_header",
    "empty_state",
    "filter_panel",
    "footer",
    "header",
    "navigation",
    "opened",
    "own_heading",
    "stop",
]
