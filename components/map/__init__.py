"""The map of links, with its legend, tables, controls, playback and files; and the ground that every map stands on."""

from components.map.base import base_layers, draw
from components.map.controls import clicked, link_map_controls, map_key
from components.map.files import map_files
from components.map.legend import Item, folds, kept_free, legend
from components.map.lettering import text_layers
from components.map.links import link_map
from components.map.marks import PIXELS, Row, crosses, crossings, dashed, paths
from components.map.playback import month_by_month, month_events, playback
from components.map.tables import event_rows, link_table, place_table

__all__ = [
    "PIXELS",
    "Item",
    "Row",
    "base_layers",
    "clicked",
    "crosses",
    "crossings",
    "dashed",
    "draw",
    "event_rows",
    "folds",
    "kept_free",
    "legend",
    "link_map",
    "link_map_controls",
    "link_table",
    "map_files",
    "map_key",
    "month_by_month",
    "month_events",
    "paths",
    "place_table",
    "playback",
    "text_layers",
]
