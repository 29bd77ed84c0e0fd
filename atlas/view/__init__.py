"""What an address says: one filter, the options of looking, and the events that are left.

Three tables say all there is: `filters`, `options` and `pages`. Their entries are of `kinds` that take `values`; `scenario` is what
an option may assume of the routes, `spelling` undoes what happens to an address on its way. `playback`, `strictness`, `changes` and
`against` are ways of looking at a selection, `sentence` says it in words."""

from atlas.view import against, changes, filters, kinds, options, pages, playback, scenario, sentence, spelling, strictness, values
from atlas.view.filters import EventFilter
from atlas.view.options import ViewOptions
from atlas.view.parsing import Ignored, parse, parse_options
from atlas.view.selection import SELECTIONS_KEPT, Selection, select

__all__ = [
    "SELECTIONS_KEPT",
    "EventFilter",
    "Ignored",
    "Selection",
    "ViewOptions",
    "against",
    "changes",
    "filters",
    "kinds",
    "options",
    "pages",
    "parse",
    "parse_options",
    "playback",
    "scenario",
    "select",
    "sentence",
    "spelling",
    "strictness",
    "values",
]
