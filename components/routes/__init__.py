"""The routes: map, answer, comparison, ways, scenario, and the file of the port."""

from components.routes.answer import already_there, beyond_the_records, route_answer
from components.routes.changes import recent_changes
from components.routes.comparison import comparison
from components.routes.controls import route_controls
from components.routes.files import route_files
from components.routes.legs import leg_by_leg
from components.routes.map import opens_legs, route_map
from components.routes.port import port_strip
from components.routes.short import corridors_in_short
from components.routes.ways import best_ways

__all__ = [
    "already_there",
    "best_ways",
    "beyond_the_records",
    "comparison",
    "corridors_in_short",
    "leg_by_leg",
    "opens_legs",
    "port_strip",
    "recent_changes",
    "route_answer",
    "route_controls",
    "route_files",
    "route_map",
]
