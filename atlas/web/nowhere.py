"""Addresses at which there is no page. Streamlit serves the dashboard at every address, and it would stay white there."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from atlas.settings import public_base
from atlas.view.pages import PAGES
from atlas.web.plain_page import plain_page


def _page(base: str) -> str:
    said = {page: "" if page.heading == page.title else escape(page.heading) for page in PAGES.values()}
    links = "".join(
        f'<li><a href="{escape(base)}/{page.path}"><b>{page.title}</b><span>{text}</span></a></li>' for page, text in said.items()
    )
    told = "<p>It may have been cut short or misspelt on its way. These are the pages of the atlas.</p>"
    return plain_page(base, "No page here", "There is no page at this address", f"{told}<nav><ul>{links}</ul></nav>")


def nowhere(request: Request) -> Response | None:
    """The answer at an address that is no page's: a redirect where a page is meant (`/Map`, `/overview`), else 404. `None` for a page."""
    name = request.scope["path"].strip("/")
    page = PAGES.get(name.lower())
    if not name or (page and page.path == name):
        return None
    if page:
        query = request.url.query
        # Relative, since a proxy may serve the atlas in a folder.
        return RedirectResponse(f"./{page.path}{'?' if query else ''}{query}", 308)
    return HTMLResponse(_page(public_base(request)), 404)
