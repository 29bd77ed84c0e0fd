"""How goods reach Kabul: the legs as a network, what is open on a day, corridors compared, and ways under a scenario."""

from atlas.routes import answers, corridors, gauge, lengths, looks, network, port_file, scenarios, shares, status

__all__ = ["answers", "corridors", "gauge", "lengths", "looks", "network", "port_file", "scenarios", "shares", "status"]
