"""The card of an event: what a chat program or a network shows beside a link to it."""

from __future__ import annotations

from textwrap import wrap

from matplotlib.figure import Figure

from atlas.dataset import Dataset
from atlas.dataset.details import days_of
from atlas.palette import LIGHT
from atlas.pictures.drawing import DOTS_PER_INCH, by_one_hand, saved
from atlas.words import count, format_date

_WIDTH, _HEIGHT = 1200, 630
"""Pixels, as previews of links are shown everywhere (https://ogp.me asks for none; 1.91 : 1 is cut by nobody)."""

_MARGIN, _TITLE_LINES, _TITLE_LETTERS, _SUMMARY_LINES, _SUMMARY_LETTERS = 72, 3, 42, 5, 84
_POINT = DOTS_PER_INCH / 72


def _fitted(text: str, letters: int, lines: int) -> list[str]:
    """The text in lines, the last one with an ellipsis where there would be more."""
    found = wrap(text, letters)
    return found if len(found) <= lines else [*found[: lines - 1], f"{found[lines - 1].rstrip('.,;')} …"]


@by_one_hand
def event_card(dataset: Dataset, event_id: str) -> bytes:
    """Title, day, place, what happened and how firm it is, as a PNG of 1200 × 630 pixels. Raises `KeyError` for an event there is not."""
    event = dataset.events.iloc[dataset.position[event_id]]
    first, last, precision = days_of(event)
    facts = [format_date(first, last, precision=precision), str(event["type"]), event["place"]]
    firm = f"Evidence grade {event['grade']}, {count(int(event['sources']), 'page')} read"
    figure = Figure(figsize=(_WIDTH / DOTS_PER_INCH, _HEIGHT / DOTS_PER_INCH), facecolor=LIGHT.paper)

    def write(text: str, top: float, pixels: float, colour: str = LIGHT.ink, family: str = "DejaVu Sans") -> None:
        place = (_MARGIN / _WIDTH, 1 - top / _HEIGHT)
        figure.text(*place, text, fontsize=pixels / _POINT, color=colour, va="top", family=family, parse_math=False)

    write(" · ".join(str(fact) for fact in facts if isinstance(fact, str)), 64, 25, LIGHT.muted)
    top = 118.0
    for line in _fitted(str(event["title"]), _TITLE_LETTERS, _TITLE_LINES):
        write(line, top, 44, family="DejaVu Serif")
        top += 58
    top += 20
    room = int((_HEIGHT - 120 - top) // 37)
    for line in _fitted(str(event["summary"]), _SUMMARY_LETTERS, max(min(_SUMMARY_LINES, room), 1)):
        write(line, top, 24)
        top += 37
    write(firm, _HEIGHT - 84, 23, LIGHT.accent)
    package = dataset.package
    figure.text(
        1 - _MARGIN / _WIDTH,
        84 / _HEIGHT,
        f"{package.title} · {package.version}",
        fontsize=23 / _POINT,
        color=LIGHT.muted,
        va="top",
        ha="right",
    )
    return saved(figure, "png")
