"""The data API: the same names and the same rows as the dashboard, over plain HTTP."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from atlas.exports import events_csv, file_name
from atlas.filters import Ignored, parse
from atlas.options import parse_options
from atlas.selection import select

if TYPE_CHECKING:
    from atlas.dataset import Dataset

PREFIX = "/api/v1"


def problem(ignored: tuple[Ignored, ...]) -> Response:
    """A 400 that names every parameter that is no use (RFC 9457)."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": "A parameter cannot be used.",
        "status": 400,
        "detail": "; ".join(map(str, ignored)),
        "errors": [{"name": item.name, "value": item.value, "reason": item.reason} for item in ignored],
    }
    return Response(json.dumps(body, ensure_ascii=False), 400, media_type="application/problem+json")


def routes(dataset: Dataset) -> list[Route]:
    """The routes of the API over a dataset."""

    async def events(request: Request) -> Response:
        params = request.query_params.multi_items()
        filter_, ignored = parse(params, dataset)
        _, odd = parse_options(params, dataset)
        if ignored or odd:
            return problem(ignored + odd)
        selection = select(dataset, filter_)
        body = await run_in_threadpool(events_csv, selection)
        headers = {
            "Content-Disposition": f'attachment; filename="{file_name(selection, "csv")}"',
            "Access-Control-Allow-Origin": "*",
        }
        return Response(body, media_type="text/csv; charset=utf-8", headers=headers)

    async def health(_: Request) -> Response:
        state = {"status": "ok", "version": dataset.version, "content_hash": dataset.content_hash, "events": len(dataset.events)}
        return Response(json.dumps(state), media_type="application/json")

    return [Route(f"{PREFIX}/events.csv", events), Route(f"{PREFIX}/health", health)]
