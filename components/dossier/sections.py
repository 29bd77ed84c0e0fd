"""A section of a dossier as HTML: a heading, its lines, each a link to what is behind it, and the rule by which they were found."""

from __future__ import annotations

from html import escape
from itertools import groupby
from math import ceil

from atlas.dossiers import DossierLine, DossierSection
from components.links import Link, anchor
from components.pieces import small
from components.view import View
from components.viewport import BESIDE_FROM, is_narrow, window_width

_LETTERS, _LETTERS_NARROW = 70, 46
"""How many letters of a link and what is said of it fit beside each other; where one line has more, all of a section say it below."""

_HEADING, _STEPS_A_LINE = 3, 3
"""A heading is as high as so many lines; so many dated steps stand in one row of two lines."""


def _opens(view: View, line: DossierLine, help_: str = "", *, strong: bool = False) -> str:
    """A line as a link to the dossier, the events, the page or the corridor behind it; as text where nothing is behind it."""
    page, params = "events", view.link(line.filter, event=line.event_id)
    if line.subject is not None:
        page, params = "overview", view.link(line.subject, event=None)
    elif line.event_id is None and line.filter is None:
        if line.url is None and line.corridor is None:
            return f"<span>{'<b>' if strong else ''}{escape(line.text)}{'</b>' if strong else ''}</span>"
        page, params = "routes", view.link(routes=(line.corridor,) if line.corridor else (), event=None)
    url = line.url if page == "routes" else None
    return anchor(Link(line.text, page, params, help=help_, strong=strong, url=url or ""))


def head(section: DossierSection, usual: str) -> str:
    """The heading as HTML, the rule folded behind its mark; what the absence of lines means.

    The days it is about are said where they are not the usual ones, which the end of the dossier names.
    """
    days = f" <small>{escape(section.window)}</small>" if section.window not in ("", usual) else ""
    mark = f"<summary aria-label='How this is found: {escape(section.title)}'><span class='icon' aria-hidden='true'>help</span></summary>"
    rule = f"<details class='rule'>{mark}<p class='caption'>{escape(section.rule)}</p></details>" if section.rule else ""
    return f"<div class='ruled'><h2>{escape(section.title)}{days}</h2>{rule}</div>{'' if section.lines else small(section.nothing)}"


def facts(view: View, section: DossierSection) -> str:
    """A few facts beside each other, each in large letters over what it is."""
    if not section.lines:
        return small(section.nothing)
    abreast = 1 if is_narrow() else 2 if window_width() < BESIDE_FROM else len(section.lines)
    told = "".join(f"<div>{_opens(view, line, strong=True)}<small>{escape(line.note)}</small></div>" for line in section.lines)
    return f"<div class='links abreast' style='--abreast:{abreast}'>{told}</div>"


def steps(view: View, section: DossierSection, usual: str) -> str:
    """Dated steps in one line that wraps."""
    if not section.lines:
        return head(section, usual)
    titles = view.dataset.events["title"]
    drawn = []
    for number, line in enumerate(section.lines):
        arrow = " →" if number < len(section.lines) - 1 else ""
        title = "" if line.event_id is None else str(titles.iloc[view.dataset.position[line.event_id]])
        drawn.append(f"<div>{_opens(view, line, title)}<small>{escape(line.note)}{arrow}</small></div>")
    return f"{head(section, usual)}<div class='links row'>{''.join(drawn)}</div>"


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


def rows(view: View, section: DossierSection, usual: str) -> str:
    """One line below the other, those of a group under its name."""
    if not section.lines:
        return head(section, usual)
    groups, in_one_row = _grouped(section)
    shape = "beside" if in_one_row else "below"
    drawn = []
    for name, lines in groups:
        told = "".join(f"{_opens(view, line)}<small>{escape(line.note)}</small>" for line in lines)
        drawn.append(f"<div class='{shape}'>{f'<b>{escape(name)}</b>' if name else ''}{told}</div>")
    abreast = 1 if is_narrow() else len(groups)
    return f"{head(section, usual)}<div class='links abreast' style='--abreast:{abreast}'>{''.join(drawn)}</div>"
