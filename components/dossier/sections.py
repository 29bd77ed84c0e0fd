"""A section of a dossier: a heading, its lines, each a link to what is behind it, and the rule by which they were found."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from atlas.dossiers import DossierLine, DossierSection
from components.address import script
from components.event_list import PAGE
from components.text import plain
from components.view import View
from components.viewport import BESIDE_FROM, is_narrow, window_width

_LETTERS, _LETTERS_NARROW = 62, 46
"""How many letters of a link and what is said of it fit beside each other; where one line has more, all of a section say it below."""


def _opens(view: View, line: DossierLine, label: str, help_: str | None = None) -> None:
    """The label as a link to the dossier, the events, the page or the corridor of a line; as text where nothing is behind it."""
    page, params = PAGE, view.link(line.filter, event=line.event_id)
    if line.subject is not None:
        page, params = script("overview"), view.link(line.subject, event=None)
    elif line.event_id is None and line.filter is None:
        if line.url:
            # Streamlit marks a link that leaves the atlas by itself.
            st.page_link(line.url, label=label, help=help_, width="content")
            return
        if line.corridor is None:
            st.markdown(label)
            return
        page, params = script("routes"), view.link(routes=(line.corridor,), event=None)
    st.page_link(page, label=label, query_params=params, help=help_, width="content")


def head(section: DossierSection) -> bool:
    """The heading with the days it is about, the rule behind its mark; what the absence of lines means. Whether there are lines."""
    st.subheader(f"{section.title} :small[{plain(section.window)}]", anchor=False, help=plain(section.rule))
    if not section.lines:
        st.caption(plain(section.nothing))
    return bool(section.lines)


def facts(view: View, section: DossierSection) -> None:
    """A few facts beside each other, each in large letters over what it is."""
    if not section.lines:
        st.caption(plain(section.nothing))
        return
    abreast = 1 if is_narrow() else 2 if window_width() < BESIDE_FROM else len(section.lines)
    for start in range(0, len(section.lines), abreast):
        for column, line in zip(st.columns(abreast, gap="small"), section.lines[start : start + abreast], strict=False):
            with column, st.container(gap=None):
                _opens(view, line, f"**{plain(line.text)}**")
                st.caption(plain(line.note))


def steps(view: View, section: DossierSection) -> None:
    """Dated steps in one line that wraps."""
    if not head(section):
        return
    titles = view.dataset.events["title"]
    with st.container(horizontal=True, gap="small"):
        for number, line in enumerate(section.lines):
            arrow = " →" if number < len(section.lines) - 1 else ""
            with st.container(width="content", gap=None):
                title = None if line.event_id is None else plain(str(titles.iloc[view.dataset.position[line.event_id]]))
                _opens(view, line, plain(line.text[:1].upper() + line.text[1:]), title)
                st.caption(plain(line.note) + arrow, width="content")


def rows(view: View, section: DossierSection) -> None:
    """One line below the other, those of a group under its name."""
    if not head(section):
        return
    groups = [(name, list(lines)) for name, lines in groupby(section.lines, lambda line: line.group)]
    columns = st.columns(len(groups), gap="small") if len(groups) > 1 and not is_narrow() else [st.container()] * len(groups)
    longest = max(len(line.text) + len(line.note) for line in section.lines)
    in_one_row = longest <= (_LETTERS_NARROW if is_narrow() else _LETTERS // len(groups))
    for column, (name, lines) in zip(columns, groups, strict=True):
        with column, st.container(gap=2 if in_one_row else 8):
            if name:
                st.markdown(f"**{plain(name)}**")
            for line in lines:
                with st.container(horizontal=in_one_row, vertical_alignment="center", gap="small" if in_one_row else None):
                    _opens(view, line, plain(line.text))
                    if line.note:
                        st.caption(plain(line.note), width="content" if in_one_row else "stretch")
