"""Routes: the legs of the trade routes, the corridors that they form, and the ways that lead through them.

`terms` holds the words, `status` what was open on a day, `lengths` how long a leg is and by what basis, `shares` what part of
it lies in a country or is touched by sanctions, `gauge` what is said of railways, `corridors` the named chains side by side,
`scenarios` what is assumed against the record, `looks` how a leg is drawn, and `network` the graph on which the best way is found.
"""

from atlas.routes.answers import closed_name, scenario_in_words, way_in_words
from atlas.routes.corridors import (
    IRAN,
    MAIN_CORRIDORS,
    PAKISTAN,
    compare,
    corridor_figures,
    corridor_legs,
    corridors_with,
    leg_pages,
    legs_of,
)
from atlas.routes.gauge import gauge_statements
from atlas.routes.lengths import detour_factors, great_circle_km, joint_figures, leg_lengths
from atlas.routes.looks import CROSSED, DRAWN, PASSABLE, STATUS_COLOURS, STATUS_NAMES, stops
from atlas.routes.network import CRITERIA, Way, best_way, halts, network, passable
from atlas.routes.port_file import PORT_LANES, port_file
from atlas.routes.scenarios import BUILT, SHUT, closed_legs, scenario_status
from atlas.routes.shares import PORT, Exposure, exposure_on, km_by_country
from atlas.routes.status import (
    changes_before,
    changes_told,
    first_records,
    grouped_changes,
    leg_status_on,
    status_history,
    status_on,
    status_records,
)

__all__ = [
    "BUILT",
    "CRITERIA",
    "CROSSED",
    "DRAWN",
    "IRAN",
    "MAIN_CORRIDORS",
    "PAKISTAN",
    "PASSABLE",
    "PORT",
    "PORT_LANES",
    "SHUT",
    "STATUS_COLOURS",
    "STATUS_NAMES",
    "Exposure",
    "Way",
    "best_way",
    "changes_before",
    "changes_told",
    "closed_legs",
    "closed_name",
    "compare",
    "corridor_figures",
    "corridor_legs",
    "corridors_with",
    "detour_factors",
    "exposure_on",
    "first_records",
    "gauge_statements",
    "great_circle_km",
    "grouped_changes",
    "halts",
    "joint_figures",
    "km_by_country",
    "leg_lengths",
    "leg_pages",
    "leg_status_on",
    "legs_of",
    "network",
    "passable",
    "port_file",
    "scenario_in_words",
    "scenario_status",
    "status_history",
    "status_on",
    "status_records",
    "stops",
    "way_in_words",
]
