"""Files that hold what is on the screen, and say so.

Every file is made by a pure function from a `Selection` and the `About` block that says what it is; the time of making
and the addresses are passed in.
"""

from atlas.exports.about import About, about_view
from atlas.exports.archives import package_zip, view_zip
from atlas.exports.atom import events_atom
from atlas.exports.codebook import Column, codebook, columns_of
from atlas.exports.delimited import dyads_csv, events_csv, events_csv_chunks, events_csv_excel, links_csv, table_csv
from atlas.exports.frames import event_frame, evidence_frame, participant_frame, source_frame
from atlas.exports.geojson import events_geojson
from atlas.exports.map import map_geojson
from atlas.exports.names import file_name
from atlas.exports.parquet import events_parquet
from atlas.exports.records import event_records, events_json
from atlas.exports.references import sources_bibtex, sources_csl_json, sources_ris
from atlas.exports.routes import RouteView, corridors_csv, corridors_geojson, legs_csv, routes_geojson, ways_csv
from atlas.exports.safety import FORMULA_START, harmless
from atlas.exports.workbook import events_xlsx

__all__ = [
    "FORMULA_START",
    "About",
    "Column",
    "RouteView",
    "about_view",
    "codebook",
    "columns_of",
    "corridors_csv",
    "corridors_geojson",
    "dyads_csv",
    "event_frame",
    "event_records",
    "events_atom",
    "events_csv",
    "events_csv_chunks",
    "events_csv_excel",
    "events_geojson",
    "events_json",
    "events_parquet",
    "events_xlsx",
    "evidence_frame",
    "file_name",
    "harmless",
    "legs_csv",
    "links_csv",
    "map_geojson",
    "package_zip",
    "participant_frame",
    "routes_geojson",
    "source_frame",
    "sources_bibtex",
    "sources_csl_json",
    "sources_ris",
    "table_csv",
    "view_zip",
    "ways_csv",
]
