"""Addresses at which there is no page. Streamlit serves the dashboard at every address, and it would stay white there."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from atlas.palette import DARK, LIGHT, Theme
from atlas.settings import public_base
from atlas.view.pages import PAGES


def _colours(theme: Theme) -> str:
    return f"--paper: {theme.paper}; --ink: {theme.ink}; --muted: {theme.muted}; --accent: {theme.accent}; --rule: {theme.rule}"


_STYLE = f"""
:root {{ color-scheme: light dark; {_colours(LIGHT)} }}
@media (prefers-color-scheme: dark) {{ :root {{ {_colours(DARK)} }} }}
body {{ margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 "Source Sans", system-ui, sans-serif }}
main {{ max-width: 38rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem }}
h1 {{ margin: 3.5rem 0 0.75rem; font: 600 1.75rem/1.25 "Source Serif", "Source Serif 4", Georgia, serif }}
p {{ margin: 0 0 1.5rem }}
a {{ color: var(--accent); text-underline-offset: 3px }}
a:focus-visible {{ outline: 2px solid var(--accent); outline-offset: 3px }}
ul {{ margin: 0; padding: 0; list-style: none; border-top: 1px solid var(--rule) }}
li a {{ display: grid; grid-template-columns: 6.5rem 1fr; padding: 0.6rem 0; border-bottom: 1px solid var(--rule); text-decoration: none }}
li b {{ font-weight: 600 }}
li span {{ color: var(--muted) }}
li a:hover b {{ text-decoration: underline }}
img {{ display: block; height: 32px }}
"""


def _page(base: str) -> str:
    home = escape(base)
    said = {page: "" if page.heading == page.title else escape(page.heading) for page in PAGES.values()}
    links = "".join(f'<li><a href="{home}/{page.path}"><b>{page.title}</b><span>{text}</span></a></li>' for page, text in said.items())
    wordmark = (
        f'<picture><source srcset="{home}/app/static/wordmark-dark.svg" media="(prefers-color-scheme: dark)">'
        f'<img src="{home}/app/static/wordmark-light.svg" alt="Kabul Outreach Atlas"></picture>'
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex"><title>No page here · Kabul Outreach Atlas</title>'
        f'<link rel="icon" href="{home}/app/static/favicon.svg"><style>{_STYLE}</style></head><body><main>'
        f'<a href="{home}/">{wordmark}</a><h1>There is no page at this address</h1>'
        "<p>It may have been cut short or misspelt on its way. These are the pages of the atlas.</p>"
        f"<nav><ul>{links}</ul></nav></main></body></html>"
    )


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
