"""Date and title of every event, which a browser fetches once, so that a chart of many marks need not say them at every change."""

from __future__ import annotations

import json
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from atlas.dataset import Dataset, serving
from atlas.dataset.details import days_of
from atlas.web.headers import STATIC_CACHE
from atlas.words import format_date

MOST_TITLES = 5_000
"""Of more events a browser is told with the chart which it needs."""

_PATH = "app/titles"


def titles_address(dataset: Dataset) -> str | None:
    """Where the titles of a dataset are served, seen from any page; `None` for data that others have replaced, and for very many events."""
    served = serving.current().content_hash == dataset.content_hash and len(dataset.events) <= MOST_TITLES
    return f"{_PATH}/{dataset.content_hash}.json" if served else None


@lru_cache(maxsize=2)
def _titles(dataset: Dataset) -> bytes:
    """Date in words and title of each event, in the order of the dataset."""
    rows = [[format_date(*days_of(event)), event["title"]] for event in dataset.events.to_dict("records")]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def titles_route(source: serving.Source) -> Route:
    """The titles under the hash of what is served: an address that never says anything else."""

    def titles(request: Request) -> Response:
        dataset = source().dataset
        if request.path_params["content_hash"] != dataset.content_hash:
            return Response(status_code=404)
        return Response(_titles(dataset), media_type="application/json", headers={"Cache-Control": STATIC_CACHE})

    return Route(f"/{_PATH}/{{content_hash}}.json", titles)
