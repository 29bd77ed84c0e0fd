"""The routes: map, comparison, ways, scenario, and the file of the port."""

from components.routes.controls import (
    already_there,
    beyond_the_records,
    is_asked,
    route_answer,
    route_controls,
    scenario_answer,
    scenario_controls,
)
from components.routes.files import route_files
from components.routes.map import RouteMap, route_legend, route_map
from components.routes.port import port_strip
from components.routes.tables import change_list, comparison, corridor_detail
from components.routes.ways import way_detail, way_table

__all__ = [
    "RouteMap",
    "already_there",
    "beyond_the_records",
    "change_list",
    "comparison",
    "corridor_detail",
    "is_asked",
    "port_strip",
    "route_answer",
    "route_controls",
    "route_files",
    "route_legend",
    "route_map",
    "scenario_answer",
    "scenario_controls",
    "way_detail",
    "way_table",
]
