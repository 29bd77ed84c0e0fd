"""Links into the atlas, one or many as a single element, where Streamlit's own would be an element each.

They are plain links of a page: the keyboard reaches them, a new tab opens them, and static/page.js follows them without
loading the page anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlencode

import streamlit as st

from atlas.dataset.search import spans
from atlas.view.pages import PAGES


@dataclass(frozen=True)
class Link:
    """A link to a page of the atlas, or to the `url` of another.

    `label` and `facts` are plain text, whatever they hold. `facts` stand small above the label, `note` small behind it; words of
    `query` are marked; `help` shows under the pointer; `heard` is said in place of the label. One with an `icon` of Material Symbols
    looks like a button.
    """

    label: str
    page: str = ""
    params: Mapping[str, Sequence[str]] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    note: str = ""
    query: str = ""
    help: str = ""
    strong: bool = False
    current: bool = False
    url: str = ""
    icon: str = ""
    heard: str = ""

    @property
    def href(self) -> str:
        """Where it leads, seen from any page of the atlas."""
        if self.url:
            return self.url
        query = urlencode(self.params, doseq=True)
        return f"./{PAGES[self.page].path}{f'?{query}' if query else ''}"


def marked(text: str, query: str) -> str:
    """Text as HTML with the words of a search marked."""
    pieces, end = [], 0
    for start, stop in spans(text, query) if query else ():
        pieces += [escape(text[end:start]), f"<mark>{escape(text[start:stop])}</mark>"]
        end = stop
    return "".join([*pieces, escape(text[end:])])


def anchor(link: Link) -> str:
    """A link as HTML."""
    label = marked(link.label, link.query)
    if link.strong or link.current:
        label = f"<b>{label}</b>"
    above = f"<small>{escape(' · '.join(link.facts))}</small><br>" if link.facts else ""
    behind = f" <small>{escape(link.note)}</small>" if link.note else ""
    more = f" title='{escape(link.help)}'" if link.help else ""
    more += f" aria-label='{escape(link.heard)}'" if link.heard else ""
    more += " aria-current='page'" if link.current else ""
    looks = " ".join(look for look, applies in (("button", link.icon), ("leaves", link.url)) if applies)
    if link.icon:
        label = f"<span class='icon' aria-hidden='true'>{escape(link.icon)}</span>{label}"
    more += f" class='{looks}'" if looks else ""
    more += " target='_blank' rel='noopener'" if link.url else ""
    return f"<a href='{escape(link.href)}'{more}>{above}{label}{behind}</a>"


@dataclass(frozen=True)
class Files:
    """Files of the API for one view, by what they are called; `said` stands before them."""

    said: str
    routes: Mapping[str, str]
    params: Mapping[str, Sequence[str]]


def file_links(*files: Files) -> str:
    """Files in a row, as HTML."""
    drawn = []
    for group in files:
        query = escape(urlencode(group.params, doseq=True))
        drawn.append(f"<small>{escape(group.said)}</small>")
        drawn += [f"<a href='./api/v1/{route}?{query}' download>{escape(label)}</a>" for label, route in group.routes.items()]
    return f"<div class='files'>{''.join(drawn)}</div>"


def link_list(links: Iterable[Link], kind: str = "") -> str:
    """Links below each other as HTML, those of a `kind` as static/page.css has them; empty where there is none."""
    drawn = "".join(map(anchor, links))
    return f"<div class='{f'links {kind}'.rstrip()}'>{drawn}</div>" if drawn else ""


def show_links(links: Iterable[Link]) -> None:
    """Links below each other as an element."""
    if drawn := link_list(links):
        st.html(drawn)
