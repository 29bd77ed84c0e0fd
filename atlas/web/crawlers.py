"""What search engines ask for: where they may go, and every address that there is."""

from __future__ import annotations

from html import escape
from itertools import combinations
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from atlas.actors import CAPITALS, KABUL, link_of
from atlas.dataset import Dataset, serving
from atlas.geography import STATIC_FOLDER
from atlas.settings import public_base
from atlas.view.pages import PAGES


def addresses(dataset: Dataset, base: str) -> list[str]:
    """The addresses of all pages, dossiers and events, below a base without a slash at its end.

    Dossiers are those of the links between the four capitals, of every person, place and actor of an event, and of all legs and corridors.
    """
    named = {"link": [link_of(*pair) for pair in combinations((KABUL, *CAPITALS), 2)]}
    named |= {name: list(dataset.facets[name].values) for name in ("person", "place", "leg", "corridor", "actor")}
    queries = [("", name, value) for name, values in named.items() for value in values]
    queries += [("events", "event", event) for event in dataset.events["event_id"]]
    return [f"{base}/{page.path}" for page in PAGES.values()] + [
        f"{base}/{page}?{urlencode({name: value})}" for page, name, value in queries
    ]


def routes(source: serving.Source) -> list[Route]:
    """`/robots.txt`, `/sitemap.xml` (https://www.sitemaps.org/protocol.html) and `/favicon.ico`."""

    def robots(request: Request) -> Response:
        return PlainTextResponse(f"User-agent: *\nAllow: /\n\nSitemap: {public_base(request)}/sitemap.xml\n")

    def sitemap(request: Request) -> Response:
        rows = "\n".join(f"<url><loc>{escape(address)}</loc></url>" for address in addresses(source().dataset, public_base(request)))
        start = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        return Response(f"{start}\n{rows}\n</urlset>\n", media_type="application/xml")

    def icon(_: Request) -> Response:
        # What browsers ask for by themselves beside a page that names no icon, such as an answer of the API.
        return FileResponse(STATIC_FOLDER / "favicon.svg", media_type="image/svg+xml")

    return [Route("/robots.txt", robots), Route("/sitemap.xml", sitemap), Route("/favicon.ico", icon)]
