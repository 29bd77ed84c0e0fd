"""The data API: the same names and the same rows as the dashboard, over plain HTTP.

`addresses` says what there is, `params` reads what was asked for, `answers` speaks HTTP, `parts` finds the bytes of a file that are
asked for, `problems` says what is wrong, and `openapi` describes it all from the data package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from atlas.api.addresses import ADDRESSES, PREFIX
from atlas.api.answers import Endpoint, Nowhere

if TYPE_CHECKING:
    from atlas.dataset import serving

__all__ = ["PREFIX", "routes"]


def routes(source: serving.Source) -> list[Route]:
    """The routes of the API over what is served, and one that answers for every other address below `/api/`."""
    known = [Route(f"{PREFIX}/{address.path}", Endpoint(source, address)) for address in ADDRESSES]
    return [*known, Route("/api/{path:path}", Nowhere([address.path for address in ADDRESSES]))]
