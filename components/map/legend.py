"""What colours, widths and marks of the link map mean, with the numbers behind three widths."""

from __future__ import annotations

import html

import streamlit as st

from atlas.geography import arc_width, samples, tone_labels
from atlas.link_map import Legend
from atlas.palette import TONE_COLOURS, TONE_COLOURS_DARK, Theme
from atlas.words import count

_ITEM = "<span>{}{}</span>"
_STYLE = (
    "<style>.legend{{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;font-size:.85rem;color:{}}}"
    ".legend>span{{display:inline-flex;align-items:center;gap:.4rem;white-space:nowrap}}.legend i{{width:28px}}"
    ".legend b{{display:inline-flex;align-items:center;justify-content:center;box-sizing:border-box}}"
    ".legend b{{width:12px;height:12px;border-radius:50%}}"
    "</style>"
)


def _line(colour: str, width: float, text: str) -> str:
    return _ITEM.format(f"<i style='height:{width:.1f}px;background:{colour}'></i>", html.escape(text))


def _dotted(colour: str, text: str) -> str:
    return _ITEM.format(f"<i style='border-top:3px dotted {colour}'></i>", html.escape(text))


def _circle(line: str, fill: str, text: str, inside: str = "") -> str:
    return _ITEM.format(f"<b style='color:{line};border:1.5px solid;background:{fill}'>{inside}</b>", html.escape(text))


def legend(what: Legend, theme: Theme) -> None:
    """The legend below a map of links."""
    shades = TONE_COLOURS_DARK if theme.dark else TONE_COLOURS
    tones = zip(tone_labels(), shades, strict=True) if what.tone else ()
    items = [_line(colour, 4, label) for label, colour in (*what.partners, *tones)]
    items += [_line(theme.ink, arc_width(number, what.most), count(number, what.noun)) for number in samples(what.most)]
    if what.places:
        items.append(_circle(theme.ink, "transparent", "place, larger with more events"))
    if what.uncertain:
        items.append(_circle(theme.disputed, "transparent", "position approximate"))
    if what.routes:
        items += [_line(theme.muted, 2, "corridor"), _dotted(theme.muted, "not open that day")]
        items += [
            _circle(theme.ink, theme.ink, "crossing open or restricted"),
            _circle(theme.ink, theme.land, "crossing not open", inside="×"),
        ]
    st.html(f"{_STYLE.format(theme.muted)}<div class='legend'>{''.join(items)}</div>")
