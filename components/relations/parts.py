"""What the charts of the page Relations share."""

from __future__ import annotations

import textwrap

import pandas as pd

from atlas.measures.scope import ends
from atlas.palette import Theme
from components.charts import LETTER_SIZE, Layout, Trace, css, note
from components.view import View
from components.viewport import is_narrow

MOST_LINKS = 6
"""More links than these cannot be told apart in one chart."""

LINK_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "star")
"""One a link, so that colour is not all that tells them apart."""

OPAQUE = {"marker": {"opacity": 1}}
"""A mark that was clicked leads away; the others need not fade before it does."""


def colour_of(view: View, link: str) -> str:
    """The colour of a link: that of the capital that Kabul is linked with, else of the first of the two."""
    actor = ends(view.selection, link)[1]
    return view.theme.actor(actor, str(view.dataset.actors.loc[actor, "colour"]))


def broken(text: str, width: int = 14) -> str:
    """A label in several lines where the window is narrow."""
    return "<br>".join(textwrap.wrap(text, width, break_long_words=False)) if is_narrow() else text


def rows_of(number: int, gap: float = 0.32) -> list[tuple[float, float]]:
    """The vertical shares of so many charts above each other, the first at the top; `gap` is the space above each in parts of its row."""
    return [(1 - (row + 1) / number, 1 - (row + gap) / number) for row in range(number)]


def row_title(text: str, domain: tuple[float, float], theme: Theme) -> Layout:
    """The name of one of several charts above each other, over its left end."""
    return note(f"<b>{text}</b>", domain[1], LETTER_SIZE, theme.ink)


def axis_name(number: int) -> tuple[str, str]:
    """How a trace and the layout name the vertical axis of a row: `y2`, `yaxis2`."""
    return ("y", "yaxis") if number == 0 else (f"y{number + 1}", f"yaxis{number + 1}")


def heat_map(view: View, across: list[str], down: list[str], numbers: pd.DataFrame, shade: pd.DataFrame) -> list[Trace]:
    """A table of shaded cells with their numbers in them; a cell answers a click with its row and column. Shades run from 0 to 1.

    Plotly selects marks and not cells, so every cell has a mark, which is only its number.
    """
    theme, shades = view.theme, shade.to_numpy().tolist()
    # On the dark theme no cell is so bright that ink could not be read on it; on the light one, from `turn` on, paper reads better.
    top, turn = (css(theme.accent, 0.5), 1.0) if theme.dark else (theme.accent, 0.72)
    cells = [(column, row) for row in range(len(down)) for column in range(len(across))]
    return [
        {
            "type": "heatmap",
            "x": across,
            "y": down,
            "z": shades,
            "zmin": 0,
            "zmax": 1,
            "colorscale": [[0, theme.paper], [0.0001, css(theme.accent, 0.06)], [1, top]],
            "showscale": False,
            "xgap": 2,
            "ygap": 2,
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [across[column] for column, _ in cells],
            "y": [down[row] for _, row in cells],
            "text": [str(numbers.iat[row, column] or "") for column, row in cells],
            "customdata": [[str(numbers.index[row]), numbers.columns.tolist()[column]] for column, row in cells],
            "textfont": {"color": [theme.paper if shades[row][column] > turn else theme.ink for column, row in cells]},
            "marker": {"size": 24, "symbol": "square", "color": css(theme.paper, 0)},
            "hovertemplate": "%{y}, %{x}: %{text}<extra></extra>",
            "unselected": {"textfont": {"color": theme.ink}, "marker": {"opacity": 0}},
            "showlegend": False,
        },
    ]
