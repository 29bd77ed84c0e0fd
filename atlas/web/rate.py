"""How much one client may ask: a bucket of so many requests as a minute allows, filled again at that pace."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network

MOST_CLIENTS = 10_000
"""Whose buckets are held at once; the one longest unasked is forgotten first, so that many addresses take no more memory."""


def household(host: str) -> str:
    """Whom an address stands for: of IPv6 a customer has a whole /64."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return host


class RateLimiter:
    """Lets every client make `a_minute` requests at once, and then as many in a minute."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = a_minute
        self.clock = clock
        self.buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, host: str) -> int:
        """Take one request out of a client's bucket; whole seconds until there is one where it is empty, else 0."""
        client, now = household(host), self.clock()
        held, since = self.buckets.pop(client, (float(self.most), now))
        held = min(self.most, held + (now - since) * self.most / 60)
        allowed = held >= 1
        self.buckets[client] = (held - allowed, now)
        if len(self.buckets) > MOST_CLIENTS:
            self.buckets.popitem(last=False)
        return 0 if allowed else math.ceil((1 - held) * 60 / self.most)
