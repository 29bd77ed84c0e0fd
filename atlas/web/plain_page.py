"""A page that stands by itself, without the dashboard: a heading, and what to do now."""

from __future__ import annotations

from html import escape

from atlas.palette import DARK, LIGHT, Theme

FETCHED = ("/app/static/favicon.svg", "/app/static/wordmark-dark.svg", "/app/static/wordmark-light.svg", "/favicon.ico")
"""What it fetches."""


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
.do {{ display: inline-block; padding: 0.55rem 1.1rem; border-radius: 4px; background: var(--accent) }}
.do {{ color: var(--paper); text-decoration: none }}
.do:hover {{ text-decoration: underline }}
"""


def plain_page(base: str, title: str, heading: str, body: str) -> str:
    """The page below an address without a slash at its end. `body` is HTML, all else text."""
    home = escape(base)
    wordmark = (
        f'<picture><source srcset="{home}/app/static/wordmark-dark.svg" media="(prefers-color-scheme: dark)">'
        f'<img src="{home}/app/static/wordmark-light.svg" alt="Kabul Outreach Atlas"></picture>'
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{escape(title)} · Kabul Outreach Atlas</title>'
        f'<link rel="icon" href="{home}/app/static/favicon.svg"><style>{_STYLE}</style></head><body><main>'
        f'<a href="{home}/">{wordmark}</a><h1>{escape(heading)}</h1>{body}</main></body></html>'
    )
