"""How goods reach Kabul: the legs as a network, what is open on a day, corridors compared, and ways under a scenario."""

from atlas.routes import (
    answers,
    comparison,
    corridors,
    figures,
    gauge,
    lengths,
    looks,
    network,
    port_file,
    route_map,
    scenarios,
    shares,
    status,
)

__all__ = [
    "answers",
    "comparison",
    "corridors",
    "figures",
    "gauge",
    "lengths",
    "looks",
    "network",
    "port_file",
    "route_map",
    "scenarios",
    "shares",
    "status",
]
