"""A section of a dossier: a heading, its lines, each a link to what is behind it, and the rule by which they were found."""

from __future__ import annotations

from itertools import groupby
from math import ceil
from typing import Literal

import streamlit as st

from atlas.dossiers import DossierLine, DossierSection
from components.address import script
from components.event_list import PAGE
from components.text import plain
from components.view import View
from components.viewport import BESIDE_FROM, is_narrow, window_width

_LETTERS, _LETTERS_NARROW = 70, 46
"""How many letters of a link and what is said of it fit beside each other; where one line has more, all of a section say it below."""

_LETTER, _ROUND_LETTERS = 7, 20
"""Pixels a letter of a link takes, and those around all: what is said of links begins at one edge."""

_HEADING, _STEPS_A_LINE = 3, 3
"""A heading is as high as so many lines; so many dated steps stand in one row of two lines."""


def _opens(view: View, line: DossierLine, label: str, help_: str | None = None, width: int | Literal["content"] = "content") -> None:
    """The label as a link to the dossier, the events, the page or the corridor of a line; as text where nothing is behind it."""
    page, params = PAGE, view.link(line.filter, event=line.event_id)
    if line.subject is not None:
        page, params = script("overview"), view.link(line.subject, event=None)
    elif line.event_id is None and line.filter is None:
        if line.url:
            # Streamlit marks a link that leaves the atlas by itself.
            st.page_link(line.url, label=label, help=help_, width=width)
            return
        if line.corridor is None:
            st.markdown(label, width=width)
            return
        page, params = script("routes"), view.link(routes=(line.corridor,), event=None)
    st.page_link(page, label=label, query_params=params, help=help_, width=width)


def head(section: DossierSection, usual: str) -> bool:
    """The heading, the rule behind its mark; what the absence of lines means. Whether there are lines.

    The days it is about are said where they are not the usual ones, which the end of the dossier names.
    """
    days = f" :small[{plain(section.window)}]" if section.window not in ("", usual) else ""
    st.subheader(f"{section.title}{days}", anchor=False, help=plain(section.rule))
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
        for column, line in zip(st.columns(abreast, gap="medium"), section.lines[start : start + abreast], strict=False):
            with column, st.container(gap=None):
                _opens(view, line, f"**{plain(line.text)}**")
                st.caption(plain(line.note))


def steps(view: View, section: DossierSection, usual: str) -> None:
    """Dated steps in one line that wraps."""
    if not head(section, usual):
        return
    titles = view.dataset.events["title"]
    with st.container(horizontal=True, gap="small"):
        for number, line in enumerate(section.lines):
            arrow = " →" if number < len(section.lines) - 1 else ""
            with st.container(width="content", gap=None):
                title = None if line.event_id is None else plain(str(titles.iloc[view.dataset.position[line.event_id]]))
                _opens(view, line, plain(line.text), title)
                st.caption(plain(line.note) + arrow, width="content")


def _grouped(section: DossierSection) -> tuple[list[tuple[str, list[DossierLine]]], bool]:
    """The lines by the name of their group, and whether what is said of each fits beside it."""
    groups = [(name, list(lines)) for name, lines in groupby(section.lines, lambda line: line.group)]
    longest = max((len(line.text) for line in section.lines), default=0) + max((len(line.note) for line in section.lines), default=0)
    return groups, longest <= (_LETTERS_NARROW if is_narrow() else _LETTERS // max(len(groups), 1))


def lines_high(section: DossierSection) -> int:
    """About how many lines of text a section is high in a column."""
    if section.name == "steps":
        return _HEADING + 2 * ceil(len(section.lines) / _STEPS_A_LINE)
    groups, in_one_row = _grouped(section)
    letters = _LETTERS // max(len(groups), 1)
    high = [sum(1 if in_one_row else 1 + ceil(len(line.note) / letters) for line in lines) + bool(name) for name, lines in groups]
    return _HEADING + max(high, default=1)


def rows(view: View, section: DossierSection, usual: str) -> None:
    """One line below the other, those of a group under its name."""
    if not head(section, usual):
        return
    groups, in_one_row = _grouped(section)
    columns = st.columns(len(groups), gap="small") if len(groups) > 1 and not is_narrow() else [st.container()] * len(groups)
    noted = in_one_row and any(line.note for line in section.lines)
    for column, (name, lines) in zip(columns, groups, strict=True):
        with column, st.container(gap=2 if in_one_row else 8):
            if name:
                st.markdown(f"**{plain(name)}**")
            edge: int | Literal["content"] = _LETTER * max(len(line.text) for line in lines) + _ROUND_LETTERS if noted else "content"
            for number, line in enumerate(lines):
                key = f"noted-{section.name}-{name}-{number}" if in_one_row else None
                with st.container(key=key, horizontal=in_one_row, vertical_alignment="center", gap="small" if in_one_row else None):
                    _opens(view, line, plain(line.text), width=edge)
                    if line.note:
                        st.caption(plain(line.note), width="content" if in_one_row else "stretch")
