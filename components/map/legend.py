"""What colours, widths and marks of the link map mean, with the numbers behind three widths."""

from __future__ import annotations

import html

import pandas as pd
import streamlit as st

from atlas.actors import KABUL
from atlas.dataset import Dataset
from atlas.geography import arc_width, samples, tone_labels
from atlas.measures.links import partners
from atlas.palette import OTHERS, TONE_COLOURS, TONE_COLOURS_DARK, Theme
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


def _show(items: list[str], theme: Theme) -> None:
    st.html(f"{_STYLE.format(theme.muted)}<div class='legend'>{''.join(items)}</div>")


def partner_items(links: pd.DataFrame, dataset: Dataset) -> list[tuple[str, str]]:
    """Label and colour of every partner that has a colour of its own, and one for all others."""
    columns = ("first", "second") if "first" in links else ("origin", "destination")
    ends = {actor for column in columns for actor in links[column]}
    own = [actor for actor in partners(dataset) if actor in ends]
    items = [(str(dataset.actors.loc[actor, "label"]), str(dataset.actors.loc[actor, "colour"])) for actor in own]
    return items + [("others", OTHERS)] * bool(len(links) and len(own) < len(ends - {KABUL}))


def legend(
    links: pd.DataFrame,
    dataset: Dataset,
    theme: Theme,
    *,
    corridors: bool = False,
    places: bool = True,
    colour: str = "partner",
    noun: str = "event",
    most: float | None = None,
    uncertain: bool = False,
    crossings: bool = False,
) -> None:
    """The legend below a link map. `most` is the count of the widest arc where that is not among `links`."""
    most = most or (float(links["events"].max()) if len(links) else 0)
    if colour == "tone":
        shades = TONE_COLOURS_DARK if theme.dark else TONE_COLOURS
        items = [_line(shade, 4, label) for shade, label in zip(shades, tone_labels(), strict=True)]
    else:
        items = [_line(own, 4, label) for label, own in partner_items(links, dataset)]
    items += [_line(theme.ink, arc_width(number, most), count(number, noun)) for number in samples(most)]
    if places:
        items.append(_circle(theme.ink, "transparent", "place, larger with more events"))
    if uncertain:
        items.append(_circle(theme.disputed, "transparent", "position approximate"))
    if corridors:
        items += [_line(theme.muted, 2, "corridor")]
    if crossings:
        items += [_dotted(theme.muted, "not open that day"), _circle(theme.ink, theme.ink, "crossing open or restricted")]
        items += [_circle(theme.ink, theme.land, "crossing not open", inside="×")]
    _show(items, theme)
