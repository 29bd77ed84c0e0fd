"""What stands around every page: navigation, search, the sentence, chips, filters, the summary, freshness."""

from components.frame.filters import filter_panel
from components.frame.header import embedded_header, empty_state, footer, header, navigation, own_heading, summary
from components.frame.newer import opened

__all__ = ["embedded_header", "empty_state", "filter_panel", "footer", "header", "navigation", "opened", "own_heading", "summary"]
