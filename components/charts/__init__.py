"""Charts the way of the house: Plotly in the colours of the theme, with the same data as a table and a file."""

from components.charts.figure import LETTER_SIZE, LETTER_WIDTH, Chart, Layout, Trace, css, lines, monthly, note
from components.charts.leave import follow, leave_for_dossier, leave_for_events, way_back
from components.charts.show import chart_alone, csv_button, show_chart

__all__ = [
    "LETTER_SIZE",
    "LETTER_WIDTH",
    "Chart",
    "Layout",
    "Trace",
    "chart_alone",
    "css",
    "csv_button",
    "follow",
    "leave_for_dossier",
    "leave_for_events",
    "lines",
    "monthly",
    "note",
    "show_chart",
    "way_back",
]
