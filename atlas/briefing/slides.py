"""The briefing pack as a PowerPoint file: one slide a scene, with real text, its picture, notes and a source line."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

from PIL import ImageFont
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Emu, Inches, Pt

from atlas import typefaces
from atlas.briefing.contents import Figures, Pack, Part, size_of
from atlas.exports import timeless
from atlas.palette import LIGHT
from atlas.words import count

WIDTH, HEIGHT = 13.333, 7.5
"""Inches of a slide, 16 to 9."""

MARGIN = 0.5
_TITLE = (MARGIN, 0.4, WIDTH - 2 * MARGIN, 0.9)
_PICTURE = (MARGIN, 1.45, 6.7, 5.42)
_TEXT = (7.5, 1.45, WIDTH - 7.5 - MARGIN, 5.2)
_WIDE_TEXT = (MARGIN, 1.45, WIDTH - 2 * MARGIN, 5.2)
_SOURCE = (MARGIN, 6.95, WIDTH - 2 * MARGIN, 0.35)
TITLE_SIZE, TEXT_SIZE, SOURCE_SIZE, LEAST_SIZE = 28, 20, 9, 10
LINE, GAP = 1.25, 0.4
"""Height of a line and of the space between paragraphs, in sizes of the text."""

MOST_SAID = 14
"""How many lines a slide holds."""

LISTED = 9
"""How many events a slide without sentences lists."""

MOST_COLUMNS, TABLE_ROWS, _TABLE_ROW = 6, 17, 0.24
"""Columns and rows of the table of a chart that a slide has room for, and the height of a row in inches."""

_LINK_COLOUR = re.compile(rb'(<a:(?:hlink|folHlink)><a:srgbClr val=")[0-9A-F]{6}')
_HEAD_FONT, _FONT = "Georgia", "Calibri"
# Wider than any font that is likely to stand in for the two, so that what fits with it fits with them.
_MEASURE = str(typefaces.PLAIN_FACE)

Run = tuple[str, str, str | None]
"""Text, colour and address of a stretch of text."""


def _rgb(colour: str) -> Any:
    return RGBColor.from_string(colour.removeprefix("#"))  # type: ignore[no-untyped-call]


def _lines(text: str, font: ImageFont.FreeTypeFont, width: float) -> int:
    """How many lines a paragraph takes at a width in points."""
    lines, line = 1, ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if font.getlength(longer) <= width or not line:
            line = longer
        else:
            lines, line = lines + 1, word
    return lines


def _fitting(texts: list[str], width: float, height: float, most: int) -> int:
    """The largest size up to `most` points at which the paragraphs fit a box, in inches. (python-pptx's own fit takes them for one.)"""
    for size in range(most, LEAST_SIZE, -1):
        font = ImageFont.truetype(_MEASURE, size)
        lines = sum(_lines(text, font, width * 72) for text in texts)
        if size * (lines * LINE + (len(texts) - 1) * GAP) <= height * 72:
            return size
    return min(most, LEAST_SIZE)


def _box(slide: Any, place: tuple[float, float, float, float], paragraphs: list[list[Run]], size: int, *, heading: bool = False) -> Any:
    """A box of real text at a place in inches, no larger than it fits."""
    shape = slide.shapes.add_textbox(*(Inches(value) for value in place))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    frame.vertical_anchor = MSO_ANCHOR.TOP
    for number, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        for text, colour, address in runs:
            run = paragraph.add_run()
            run.text = text
            run.font.color.rgb = _rgb(colour)
            if address:
                run.hyperlink.address = address
    texts = ["".join(text for text, _, _ in runs) for runs in paragraphs]
    fitted = _fitting(texts, place[2], place[3], size)
    for paragraph in frame.paragraphs:
        paragraph.space_after = Pt(fitted * GAP)
        for run in paragraph.runs:
            run.font.size = Pt(fitted)
            run.font.name = _HEAD_FONT if heading else _FONT
    return shape


def _blank(deck: Any) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = _rgb(LIGHT.paper)
    return slide


def _said(part: Part) -> list[list[Run]]:
    if not part.said:
        rows = part.events[-LISTED:]
        listed: list[list[Run]] = [
            [(f"{event.date} ({event.grade})  ", LIGHT.muted, None), (event.title, LIGHT.ink, event.address)] for event in rows
        ]
        more = len(part.events) - len(rows) + part.left_out
        return [*listed, [(f"… and {more:,} more", LIGHT.muted, None)]] if more else listed
    paragraphs: list[list[Run]] = []
    group = ""
    for said in part.said[:MOST_SAID]:
        if said.group != group:
            paragraphs.append([(said.group, LIGHT.muted, None)])
            group = said.group
        runs: list[Run] = [(said.text, LIGHT.ink, said.address or None)]
        if said.note:
            runs.append((f"  {said.note}", LIGHT.muted, None))
        for event in said.events if not said.address else ():
            runs += [(" ", LIGHT.ink, None), (f"{event.date}, grade {event.grade}".replace(" ", "\u00a0"), LIGHT.accent, event.address)]
        paragraphs.append(runs)
    if len(part.said) > MOST_SAID:
        paragraphs.append([(f"… and {len(part.said) - MOST_SAID:,} more", LIGHT.muted, part.address)])
    return paragraphs


def source_line(pack: Pack, part: Part) -> str:
    """What a slide rests on, in one line."""
    data = f"{dict(pack.colophon)['Data']}; {dict(pack.colophon)['Licence']}."
    if not part.events:
        return data
    pages = {page.url: page.publisher for event in part.events for page in event.pages}
    read = f"{count(len(part.events), 'event')}, {count(len(pages), 'page')} by {count(len(set(pages.values())), 'publisher')}"
    return f"Sources: {read}, with their addresses in the notes. {data}"


def _notes(part: Part) -> Iterable[str]:
    if part.notes:
        yield part.notes
        yield ""
    yield f"In view: {part.shows}"
    yield part.address
    for event in part.events:
        yield ""
        yield f"{event.date} · {event.title} · grade {event.grade}"
        if event.note:
            yield f"Note: {event.note}"
        for page in event.pages:
            against = " (contradicts)" if not page.agrees else ""
            yield f"- {page.publisher}, {page.published}{against}: {page.url}"


def _title_slide(deck: Any, pack: Pack) -> None:
    slide = _blank(deck)
    _box(slide, (MARGIN, 1.6, WIDTH - 2 * MARGIN, 1.6), [[(pack.title, LIGHT.ink, None)]], 40, heading=True)
    lines = [text for text in (pack.summary, f"{pack.author} · {size_of(pack)}") if text]
    _box(slide, (MARGIN, 3.4, 9.5, 1.6), [[(line, LIGHT.muted, None)] for line in lines], 20)
    _box(slide, (MARGIN, 5.3, 9.5, 1.6), [[(f"{name}: {text}", LIGHT.muted, None)] for name, text in pack.colophon], 12)


def _table(slide: Any, figures: Figures) -> None:
    """The numbers of a chart where its picture would stand, under their title; what does not fit is counted."""
    left, top, width, height = _PICTURE
    _box(slide, (left, top, width, 0.6), [[(figures.title, LIGHT.ink, None)], [(figures.unit, LIGHT.muted, None)]], 12)
    columns, rows = figures.columns[:MOST_COLUMNS], figures.rows[:TABLE_ROWS]
    more = len(figures.rows) - len(rows) + figures.left_out
    place = (Inches(value) for value in (left, top + 0.75, width, _TABLE_ROW * (len(rows) + 1)))
    cells = slide.shapes.add_table(len(rows) + 1, len(columns), *place).table
    for down, row in enumerate((columns, *rows)):
        cells.rows[down].height = Inches(_TABLE_ROW)
        for across, text in enumerate(row[: len(columns)]):
            cell = cells.cell(down, across)
            cell.margin_top = cell.margin_bottom = Emu(0)
            cell.fill.solid()
            cell.fill.fore_color.rgb = _rgb(LIGHT.rule if down == 0 else LIGHT.paper)
            # One line a row, or the table would grow over what stands below it.
            room = int(width / len(columns) / 0.075)
            run = cell.text_frame.paragraphs[0].add_run()
            run.text = text if len(text) <= room else f"{text[: room - 1]}…"
            run.font.size, run.font.name, run.font.color.rgb = Pt(9), _FONT, _rgb(LIGHT.ink)
    if more:
        said = f"… and {more:,} more rows at the address in the notes"
        _box(slide, (left, top + height - 0.25, width, 0.25), [[(said, LIGHT.muted, None)]], SOURCE_SIZE)


def _part_slide(deck: Any, pack: Pack, part: Part) -> None:
    slide = _blank(deck)
    _box(slide, _TITLE, [[(part.title, LIGHT.ink, None)]], TITLE_SIZE, heading=True)
    if part.png:
        left, top, width, height = _PICTURE
        picture = slide.shapes.add_picture(io.BytesIO(part.png), Inches(left), Inches(top), width=Inches(width))
        if picture.height > Inches(height):
            picture.width, picture.height = int(picture.width * Inches(height) / picture.height), Inches(height)
        # What a reader that cannot see it is told.
        picture._element.nvPicPr.cNvPr.set("descr", f"Map: {part.shows}")
    elif part.figures:
        _table(slide, part.figures)
    _box(slide, _TEXT if part.png or part.figures else _WIDE_TEXT, _said(part), TEXT_SIZE)
    _box(slide, _SOURCE, [[(source_line(pack, part), LIGHT.muted, None)]], SOURCE_SIZE)
    slide.notes_slide.notes_text_frame.text = "\n".join(_notes(part))


def _colour_links(deck: Any) -> None:
    """Links have the colour of the theme, whatever their letters are given: that of the atlas instead of bright blue."""
    theme = deck.slide_masters[0].part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme.blob = _LINK_COLOUR.sub(rb"\g<1>" + LIGHT.accent.removeprefix("#").upper().encode(), theme.blob)


def pack_pptx(pack: Pack) -> bytes:
    """The pack as a PowerPoint file: a title slide, then one slide a part."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    deck.core_properties.title, deck.core_properties.author = pack.title, pack.author
    _colour_links(deck)
    _title_slide(deck, pack)
    for part in pack.parts:
        _part_slide(deck, pack, part)
    out = io.BytesIO()
    deck.save(out)
    return timeless(out.getvalue())
