"""What a dossier says of subjects: which rise and which fall."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from atlas.dossiers.model import DossierLine, DossierSection
from atlas.dossiers.parts import CUT
from atlas.measures.subjects import of_two_years
from atlas.measures.tempo import cut_by_filter, years_compared
from atlas.measures.window import two_years
from atlas.view import Selection
from atlas.words import format_date

OF_A_WAY = 4
"""How many subjects rising, and how many falling, are named."""


def subjects(selection: Selection, links: tuple[str, ...]) -> DossierSection:
    """What there is more of, and what less, than in the year before."""
    lines: list[DossierLine] = []
    if not cut_by_filter(selection):
        table = of_two_years(selection, links)
        gain = table["after"] - table["before"]
        for group, moved in (("Rising", -gain[gain > 0]), ("Falling", gain[gain < 0])):
            chosen = moved.sort_values(kind="stable").index[:OF_A_WAY]
            lines += (_subject(selection, str(issue), table.loc[issue], group) for issue in chosen)
    first, end, start, now = two_years(selection.dataset)
    return DossierSection(
        "subjects",
        "Subjects",
        f"{format_date(start, now)} against the year before",
        tuple(lines),
        f"Events from {format_date(start)} to {format_date(now)} against those from {format_date(first)} to {format_date(end)}; a change "
        "is called clear where the exact test of two counts says so (95 %).",
        CUT if cut_by_filter(selection) else "Nothing recorded: no subject has more or fewer events than in the year before.",
    )


def _subject(selection: Selection, issue: str, row: pd.Series, group: str) -> DossierLine:
    first, _, _, last = two_years(selection.dataset)
    after, before = int(row["after"]), int(row["before"])
    test = years_compared(selection.dataset, after, before)
    clear = ", clear" if test.words in ("more", "fewer") else ""
    leads = replace(selection.filter, issue=(issue,), date_from=first, date_to=last)
    label = selection.dataset.facets["issue"].label(issue)
    return DossierLine(label, f"{after} after {before}{clear}", group, after + before, first, last, filter=leads)
