"""Tone: Goldstein values of a link's events by year, with their spread and how many events they rest on.

A Goldstein value, from -10 (conflict) to 10 (cooperation), belongs to the CAMEO code of an event and not to the event itself
(Goldstein 1992, https://doi.org/10.1177/0022002792036002007): all visits have the same value, whatever was said.
"""

from __future__ import annotations

import pandas as pd

from atlas.measures.scope import links_in_question, pairs
from atlas.view import Selection

_COLUMNS = ("link", "year", "mean", "lower_quartile", "upper_quartile", "lowest", "highest", "events")
FEW = 5
"""A mean of fewer events is drawn hollow: one event more may turn it."""


def by_year(selection: Selection, links: tuple[str, ...]) -> pd.DataFrame:
    """Goldstein values of the events of each link by year. One row a link and year with events, `_COLUMNS`.

    Quartiles are interpolated linearly. Only events that occurred count; attacks do too, since tone is not only that of contacts.
    """
    rows = pairs(selection, links, contacts=False)
    occurred = selection.dataset.events["status"].eq("occurred").to_numpy()[rows["event"].to_numpy()]
    rows = rows[occurred]
    grouped = rows.groupby(["link", rows["date_start"].dt.year.rename("year")])["goldstein"]
    table = grouped.agg(mean="mean", lowest="min", highest="max", events="size")
    table = table.assign(lower_quartile=grouped.quantile(0.25), upper_quartile=grouped.quantile(0.75)).reset_index()
    place = {link: number for number, link in enumerate(links)}
    ordered: pd.DataFrame = table.sort_values("link", key=lambda link: link.map(place), kind="stable", ignore_index=True)
    return ordered[list(_COLUMNS)]


def headline(selection: Selection) -> dict[str, str]:
    """The mean over all pairs in question: `{"mean of all pairs": "+2.1 of 290"}`."""
    table = by_year(selection, links_in_question(selection))
    number = int(table["events"].sum())
    mean = (table["mean"] * table["events"]).sum() / number if number else 0.0
    return {"mean of all pairs": signed(mean) + f" of {number:,}" if number else "none"}


def signed(value: float) -> str:
    """A Goldstein value with its sign: `+2.1`, `−0.4`."""
    return f"{value:+.1f}".replace("-", "−")
