"""Files that hold what is on the screen, and say so.

`formats` names every file, `columns` every column of those that hold rows. Each is made by a pure function from what is wanted
and the `About` block that says what it is; the time of making and the addresses are passed in.
"""

from atlas.exports import columns, formats, records
from atlas.exports.about import About, about_part, about_view
from atlas.exports.archives import package_zip, timeless
from atlas.exports.atom import events_atom, news
from atlas.exports.delimited import events_csv, table_csv
from atlas.exports.dossier import line_addresses
from atlas.exports.frames import evidence_frame, participant_frame
from atlas.exports.map import map_geojson
from atlas.exports.names import file_name, route_file_name
from atlas.exports.routes import RouteView

__all__ = [
    "About",
    "RouteView",
    "about_part",
    "about_view",
    "columns",
    "events_atom",
    "events_csv",
    "evidence_frame",
    "file_name",
    "formats",
    "line_addresses",
    "map_geojson",
    "news",
    "package_zip",
    "participant_frame",
    "records",
    "route_file_name",
    "table_csv",
    "timeless",
]
