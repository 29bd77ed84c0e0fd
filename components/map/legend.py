"""What colours, widths and marks of the link map mean, in a corner of the map, with the numbers behind three widths."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence

from atlas.geography import Reserved, tone_labels
from atlas.link_map import Legend
from atlas.palette import TONE_COLOURS, TONE_COLOURS_DARK, Theme
from atlas.words import count
from components.viewport import is_narrow

Item = tuple[str, str]
"""A mark of the legend as HTML, and what it means."""

_COLUMNS, _ROW, _LETTER, _MARK, _EDGE = 2, 20, 6.3, 36, 12
"""Columns; height of a row, mean width of a letter, width of a mark, and distance from the edge of the map, in pixels. `static/page.css`
has the same."""

_FOLDED_BELOW, _BUTTON = 500, 48.0
"""Height in pixels below which the legend would hide too much of a map, and side of the corner with the button of the full window."""

_FOLDED = (92, 32)
"""Width and height of a folded legend."""


def _line(colour: str, width: float, text: str) -> Item:
    return f"<i style='height:{width:.1f}px;background:{colour}'></i>", text


def _dotted(colour: str, text: str) -> Item:
    return f"<i style='border-top:3px dotted {colour}'></i>", text


def _circle(line: str, fill: str, text: str, inside: str = "") -> Item:
    return f"<b style='color:{line};border:1.5px solid;background:{fill}'>{inside}</b>", text


def legend_items(what: Legend, theme: Theme) -> list[Item]:
    """What is on the map, each mark with its meaning."""
    shades = TONE_COLOURS_DARK if theme.dark else TONE_COLOURS
    tones = zip(tone_labels(), shades, strict=True) if what.tone else ()
    items = [_line(colour, 4, label) for label, colour in (*what.partners, *tones)]
    items += [_line(theme.ink, width, count(number, what.noun)) for number, width in what.widths]
    if what.places:
        closer = f" ({what.left_out} more closer up)" if what.left_out else ""
        items.append(_circle(theme.ink, "transparent", f"place of events{closer}"))
    if what.uncertain:
        items.append(_circle(theme.disputed, "transparent", "position approximate"))
    if what.routes:
        items += [_line(theme.muted, 2, "corridor"), _dotted(theme.muted, "not open that day")]
        items += [_circle(theme.ink, theme.ink, "crossing passable"), _circle(theme.ink, theme.land, "crossing shut", inside="×")]
    return items


def folds(height: float) -> bool:
    """Whether the legend would hide too much of a map of a height in pixels."""
    return is_narrow() or height < _FOLDED_BELOW


def legend(items: Sequence[Item], theme: Theme, *, folded: bool) -> str:
    """The legend as HTML; folded where it would hide much of the map."""
    rows = math.ceil(len(items) / _COLUMNS)
    spans = "".join(f"<span>{mark}{html.escape(text)}</span>" for mark, text in items)
    style = f"color:{theme.ink};background:{theme.paper}e6;border-color:{theme.rule}"
    return (
        f"<details class='map-legend' style='{style}'{'' if folded else ' open'}><summary>Legend</summary>"
        f"<div style='grid-template-rows:repeat({rows},{_ROW}px)'>{spans}</div></details>"
    )


def kept_free(items: Sequence[Item], width: float, height: float, *, folded: bool) -> tuple[Reserved, Reserved]:
    """The corners of a map of a size in pixels that the legend and the button of the full window cover."""
    wide, tall = _FOLDED
    if not folded:
        rows = math.ceil(len(items) / _COLUMNS)
        columns = [items[start : start + rows] for start in range(0, len(items), rows)]
        wide = sum(round(max(len(text) for _, text in column) * _LETTER) + _MARK for column in columns) + 3 * _EDGE
        tall += rows * _ROW
    return (0.0, height - tall - _EDGE, float(wide + _EDGE), height), (width - _BUTTON, 0.0, width, _BUTTON)
