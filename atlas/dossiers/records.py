"""What the tables of the routes hold of a leg, as lines of a dossier: records of its status, stated figures, pages read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from atlas.dataset import Dataset
from atlas.dataset.legs import leg_names
from atlas.dossiers.model import DossierLine, DossierSection
from atlas.routes.corridors import corridor_by_leg
from atlas.routes.figures import leg_pages
from atlas.routes.looks import status_in_words
from atlas.routes.status import status_history
from atlas.view import Selection
from atlas.words import count, format_date, format_published

MOST_RECORDS = 12
"""How many records of a status are told."""


def recorded(dataset: Dataset, leg: str, row: Mapping[Any, Any], day: date) -> DossierLine:
    """The status of a leg on a day, with what its newest record rests on: an event, else a page."""
    since, as_of = row["since"].date(), row["as_of"].date()
    note = f"on record since {format_date(since)}" + (f", still so {format_date(as_of)}" if as_of > since else "")
    event = str(row["event_id"]) if pd.notna(row["event_id"]) else None
    text = status_in_words(str(row["status"])).capitalize()
    shown = corridor_by_leg(dataset)[leg]
    return DossierLine(text, note, first=since, last=day, event_id=event, url=_page_behind(dataset, leg, row["source_id"]), corridor=shown)


def _page_behind(dataset: Dataset, leg: str, source: object) -> str | None:
    """The page on which a record of a leg rests; of a report that names none, the newest of those read that agree."""
    if isinstance(source, str):
        return str(dataset.sources.at[source, "url"])
    pages = leg_pages(dataset, (leg,))
    pages = pages[pages["agrees"].astype(bool)].sort_values("published", na_position="first")
    return str(pages["url"].iloc[-1]) if len(pages) else None


def history(selection: Selection, legs: tuple[str, ...], day: date, nothing: str) -> DossierSection:
    """Every record of the status of some legs up to a day whose event is in view, or that rests on a page alone, newest first."""
    dataset, names, lines, hidden = selection.dataset, leg_names(selection.dataset), [], 0
    for leg in dict.fromkeys(legs):
        records = status_history(dataset, leg)
        # A report that only repeats the change of its day tells nothing more, and of many legs what changed says enough.
        told = records["change"].astype(bool) | ((len(legs) == 1) & ~records.duplicated(["day", "status"], keep="last"))
        rows: Any = records[told & (records["day"] <= pd.Timestamp(day))].itertuples()
        for record in rows:
            event = str(record.event_id) if isinstance(record.event_id, str) else None
            if event is not None and not selection.mask[dataset.position[event]]:
                hidden += 1
                continue
            when, status = record.day.date(), status_in_words(str(record.status))
            note = str(record.note) if record.change and isinstance(record.note, str) else "" if record.change else "newest report"
            text = f"{format_date(when)}: {status if len(legs) == 1 else f'{names[leg]} {status}'}"
            url = _page_behind(dataset, leg, record.source_id)
            lines.append(DossierLine(text, note, first=when, last=when, event_id=event, url=url))
    lines.sort(key=lambda line: line.first or day, reverse=True)
    left = f" {count(hidden, 'further record')} on events that the filter leaves out." if hidden else ""
    more = (
        f"The last {MOST_RECORDS} of {count(len(lines), 'record')}" if len(lines) > MOST_RECORDS else f"All {count(len(lines), 'record')}"
    )
    return DossierSection(
        "history" if len(legs) == 1 else "changes",
        "Status over time" if len(legs) == 1 else "What changed",
        f"to {format_date(day)}",
        tuple(lines[:MOST_RECORDS]),
        f"{more}, newest first.{left} Each opens the event on which it rests, else the page; a status holds until the next record.",
        f"Nothing recorded. {nothing}",
    )


def figure_line(figure: pd.Series) -> DossierLine:
    """A row of `corridor_figures`."""
    units = (("distance_km", "km"), ("transit_days", "days"), ("cost_usd", "USD"))
    given = [f"{figure[column]:,g} {unit}" for column, unit in units if pd.notna(figure[column])]
    where = [f"{len(figure['legs'])} legs together"] if figure["legs"] else []
    text = ", ".join(given) or "Only for a longer stretch"
    return DossierLine(text, "; ".join([*where, str(figure["scope"]), _published(figure)]), _group(figure), url=str(figure["url"]))


def page_line(page: pd.Series) -> DossierLine:
    """A row of `leg_pages`."""
    return DossierLine(str(page["publisher"]), f"{_date_of(page)}; {page['states']}", _group(page), url=str(page["url"]))


def _date_of(page: pd.Series) -> str:
    return format_published(str(page["published"])) if pd.notna(page["published"]) else "undated"


def _published(page: pd.Series) -> str:
    return f"{page['publisher']}, {_date_of(page)}"


def _group(page: pd.Series) -> str:
    return "" if page["agrees"] else "Contradicted"
