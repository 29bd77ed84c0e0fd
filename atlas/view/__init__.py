"""What an address says: one filter, the options of looking, and the events that are left.

`filters` and `options` are the tables of all names in an address; `scenario` is what it may assume of the routes; `playback`,
`strictness` and `changes` are ways of looking at a selection."""

from atlas.view import changes, filters, options, pages, playback, scenario, strictness
from atlas.view.filters import EventFilter, Ignored, parse
from atlas.view.options import ViewOptions, parse_options
from atlas.view.selection import SELECTIONS_KEPT, Selection, select

__all__ = [
    "SELECTIONS_KEPT",
    "EventFilter",
    "Ignored",
    "Selection",
    "ViewOptions",
    "changes",
    "filters",
    "options",
    "pages",
    "parse",
    "parse_options",
    "playback",
    "scenario",
    "select",
    "strictness",
]
