"""The briefing pack as one HTML file: no script, nothing to fetch, and clean pages of A4 when printed."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from atlas.briefing.contents import Pack, size_of
from atlas.palette import LIGHT

_TEMPLATE = "pack.html.j2"
_NAME = re.compile(r'(\bid="|href="#|url\(#)')


def _drawing(svg: str, number: int) -> Markup:
    """A drawing of `atlas.pictures` to stand inside a page; its names must not meet those of the next drawing."""
    drawn = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    # Drawn by matplotlib, which escapes the text in it.
    return Markup(_NAME.sub(rf"\g<1>d{number}-", drawn))


@cache
def _template() -> Template:
    folder = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["drawing"] = _drawing
    environment.filters["groupby_run"] = lambda said: [(group, list(lines)) for group, lines in groupby(said, lambda one: one.group)]
    return environment.get_template(_TEMPLATE)


def pack_html(pack: Pack) -> bytes:
    """The pack as a page in UTF-8. Text is escaped by the template; only the drawings go in as they are."""
    return _template().render(pack=pack, size=size_of(pack), theme=LIGHT).encode()
