"""The briefing pack as a Word file: headings, lines that open what is behind them, pictures, tables and sources."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from atlas.briefing.contents import Event, Figures, Pack, Part, Said, size_of
from atlas.exports import timeless
from atlas.palette import LIGHT

PAPER = (210, 297)
"""Width and height of the paper in millimetres."""

EDGE = 18
"""Margins of the page in millimetres."""

PICTURE_WIDTH = 140
"""Width of a picture in millimetres."""

_TEXT_FONT, _TITLE_FONT = "Calibri", "Georgia"


def _coloured(run: Any, colour: str) -> Any:
    run.font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
    return run


def _linked(paragraph: Any, text: str, address: str) -> None:
    """Text that opens an address; python-docx has no call for it."""
    tie = OxmlElement("w:hyperlink")
    tie.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = _coloured(paragraph.add_run(text), LIGHT.accent)
    run.font.underline = True
    tie.append(run._r)
    paragraph._p.append(tie)


def _line(paper: Any, said: Said, *, listed: bool) -> None:
    """One statement with what explains it, and its events."""
    paragraph = paper.add_paragraph(style="List Bullet" if listed else "Normal")
    paragraph.paragraph_format.space_after = Pt(2 if listed else 6)
    if said.address:
        _linked(paragraph, said.text, said.address)
    else:
        paragraph.add_run(said.text)
    if said.note:
        _coloured(paragraph.add_run(f"  {said.note}"), LIGHT.muted)
    if said.address:
        return
    for event in said.events:
        paragraph.add_run(" ")
        _linked(paragraph, f"{event.date}, grade {event.grade}", event.address)


def _quiet(paper: Any, text: str, address: str = "") -> None:
    paragraph = paper.add_paragraph()
    run = _coloured(paragraph.add_run(text), LIGHT.muted)
    run.font.size = Pt(9)
    if address:
        paragraph.add_run(" ")
        _linked(paragraph, address, address)


def _table(paper: Any, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    table = paper.add_table(rows=0, cols=len(columns), style="Light Grid")
    for row in (columns, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _figures(paper: Any, figures: Figures) -> None:
    paper.add_heading(figures.title, 3)
    _quiet(paper, figures.unit)
    _table(paper, figures.columns, figures.rows)
    if figures.left_out:
        _quiet(paper, f"{figures.left_out:,} further rows are at the address below.")


def _part(paper: Any, pack: Pack, part: Part, *, first: bool) -> None:
    if pack.called == "scene" and not first:
        paper.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    paper.add_heading(part.title, 2)
    if part.png:
        paper.add_picture(io.BytesIO(part.png), width=Mm(PICTURE_WIDTH))
        # What a reader that cannot see it is told.
        paper.inline_shapes[-1]._inline.docPr.set("descr", f"Map: {part.shows}")
    group = ""
    for said in part.said:
        if said.group != group:
            paper.add_heading(said.group, 3)
            group = said.group
        _line(paper, said, listed=pack.called == "section")
    if part.figures:
        _figures(paper, part.figures)
    if pack.called == "section":
        _quiet(paper, part.shows)
        return
    _quiet(paper, f"In view: {part.shows}", part.address)
    if part.events:
        rows = tuple((event.date, event.title, event.grade, str(len(event.pages))) for event in part.events)
        _table(paper, ("Date", "Event", "Grade", "Pages"), rows)
    if part.left_out:
        _quiet(paper, f"The newest events are listed; {part.left_out:,} earlier ones are at the address above.")
    if part.notes:
        _quiet(paper, f"Notes. {part.notes}")


def _sources(paper: Any, event: Event) -> None:
    paper.add_heading(f"{event.date} · {event.title}", 3)
    _quiet(paper, f"Grade {event.grade}", event.address)
    if event.note:
        _quiet(paper, f"Note: {event.note}")
    for page in event.pages:
        paragraph = paper.add_paragraph(style="List Bullet")
        against = ", contradicts" if not page.agrees else ""
        _linked(paragraph, page.publisher, page.url)
        paragraph.add_run(f", {page.published}{against}: {page.says}")


def _blank(pack: Pack) -> Any:
    """A4 upright in the fonts and colours of the other forms."""
    paper = Document()
    sheet = paper.sections[0]
    sheet.page_width, sheet.page_height = (Mm(side) for side in PAPER)
    sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = Mm(EDGE)
    for name, font, size in (
        ("Normal", _TEXT_FONT, 10.5),
        ("Title", _TITLE_FONT, 24),
        ("Heading 2", _TITLE_FONT, 14),
        ("Heading 3", _TITLE_FONT, 11),
    ):
        style = paper.styles[name]
        style.font.name, style.font.size = font, Pt(size)
        style.font.color.rgb = RGBColor.from_string(LIGHT.ink.removeprefix("#"))
        # The template names fonts of its theme, which count before the name.
        fonts = style.element.rPr.rFonts
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
        fonts.set(qn("w:hAnsi"), font)
    # A rule in a colour of the template, which no other form has.
    title = paper.styles["Title"].element.pPr
    title.remove(title.find(qn("w:pBdr")))
    paper.core_properties.title, paper.core_properties.author = pack.title, pack.author
    return paper


def pack_docx(pack: Pack) -> bytes:
    """The pack as a Word file on A4."""
    paper = _blank(pack)
    paper.add_heading(pack.title, 0)
    if pack.summary:
        paper.add_paragraph(pack.summary)
    _quiet(paper, f"{pack.author} · {size_of(pack)}")
    for number, part in enumerate(pack.parts):
        _part(paper, pack, part, first=number == 0)
    if pack.events:
        paper.add_heading("Sources", 2)
        _quiet(paper, "Every page read on each event, with what it says of it in our words.")
        for event in pack.events:
            _sources(paper, event)
    paper.add_heading("About", 2)
    for name, text in pack.colophon:
        _quiet(paper, f"{name}: {text}")
    out = io.BytesIO()
    paper.save(out)
    return timeless(out.getvalue())
