"""The dossier of a leg of the routes: how it stands and stood, how long it is and who says so, and which corridors use it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from atlas.dataset.legs import NOT_RECORDED, leg_countries, short_name
from atlas.dossiers.model import DossierLine, DossierSection
from atlas.dossiers.parts import announced, counted, dossier_by, doubts, latest
from atlas.dossiers.records import figure_line, history, page_line, recorded
from atlas.geography import country_names
from atlas.routes.comparison import compare
from atlas.routes.corridors import corridor_by_leg, corridor_legs
from atlas.routes.figures import corridor_figures, leg_pages
from atlas.routes.lengths import BASIS_WORDS, difference_in_words, leg_lengths
from atlas.routes.status import first_records, leg_status_on
from atlas.view import Selection, select
from atlas.words import count, format_date

_MODES = {"sea": "by sea", "road": "by road", "rail": "by rail", "air": "by air", "border": "a crossing"}


def leg_sections(selection: Selection, leg: str, day: date) -> tuple[DossierSection, ...]:
    """What the tables of the routes have of a leg on a day, and what the events in view say of its status."""
    return (
        _standing(selection, leg, day),
        history(selection, (leg,), day, "No record of its status up to that day rests on an event in view or on a page."),
        _figures(selection, leg),
        _corridors(selection, leg, day),
        _ends(selection, leg),
        _read(selection, leg),
        doubts(selection),
        announced(selection),
        latest(selection),
    )


def _users(selection: Selection, leg: str) -> list[str]:
    """The corridors that hold a leg, in the order of their table."""
    chains = selection.dataset.tables["corridor_legs"].astype("str")
    using = set(chains.loc[chains["leg_id"] == leg, "corridor_id"])
    return [corridor for corridor in selection.dataset.facets["corridor"].values if corridor in using]


def _standing(selection: Selection, leg: str, day: date) -> DossierSection:
    dataset, shown = selection.dataset, corridor_by_leg(selection.dataset)[leg]
    row: Any = leg_status_on(dataset, day).loc[leg]
    length: Any = leg_lengths(dataset).loc[leg]
    if row["status"] == NOT_RECORDED:
        first = pd.Timestamp(str(first_records(dataset).at[leg, "day"])).date()
        status = DossierLine("Not recorded", f"its first record is of {format_date(first)}", corridor=shown)
    else:
        status = recorded(dataset, leg, row, day)
    lines = [status, *_lengths(selection, leg, length, shown)]
    ends = [short_name(str(dataset.legs.at[leg, f"{end}_name"])) for end in ("from", "to")]
    codes = [str(leg_countries(dataset).at[leg, end]) for end in ("from", "to")]
    countries = " and ".join(dict.fromkeys(country_names().get(code, code) for code in codes))
    lines.append(DossierLine(" – ".join(dict.fromkeys(ends)), f"{_MODES[str(dataset.legs.at[leg, 'mode'])]}, {countries}", corridor=shown))
    return DossierSection(
        "standing",
        f"On {format_date(day)}",
        f"on {format_date(day)}",
        tuple(lines),
        "The status is that of the newest record; no filter acts on it.",
        "",
    )


def _lengths(selection: Selection, leg: str, length: Mapping[Any, Any], corridor: str) -> Iterator[DossierLine]:
    """The length that counts, with what it rests on, and what the course measures where that is something else.

    Two sides of a crossing that share a point on the map have none.
    """
    dataset, basis = selection.dataset, str(length["basis"])
    if length["km"] > 0:
        page = dataset.sources.loc[length["source_id"]] if pd.notna(length["source_id"]) else None
        by = "" if page is None else f" by {page['publisher_name']}"
        url = None if page is None else str(page["url"])
        yield DossierLine(f"{length['km']:,.0f} km", f"{BASIS_WORDS[basis]}{by}", url=url, corridor=corridor)
    if pd.notna(length["measured_km"]) and basis != "measured":
        said = "measured along its course"
        if pd.notna(length["difference"]):
            said += f", {difference_in_words(length['difference'])}"
        yield DossierLine(f"{length['measured_km']:,.0f} km", said, corridor=corridor)


def _figures(selection: Selection, leg: str) -> DossierSection:
    """Every figure that a source states for the leg alone or together with others."""
    dataset = selection.dataset
    found = [corridor_figures(dataset, corridor) for corridor in _users(selection, leg)]
    rows = pd.concat(found, ignore_index=True)
    rows = rows[rows["leg_id"].eq(leg) | rows["legs"].map(lambda legs: leg in legs)]
    rows = rows.drop_duplicates(["distance_km", "transit_days", "cost_usd", "scope", "source_id"])
    return DossierSection(
        "figures",
        "What sources state",
        "as published",
        tuple(figure_line(row) for _, row in rows.iterrows()),
        "Lengths, days and costs that pages state for the leg, or for it together with others; each opens the page.",
        "Nothing recorded: no page read states a length, a time or a cost for it.",
    )


def _corridors(selection: Selection, leg: str, day: date) -> DossierSection:
    dataset, using = selection.dataset, _users(selection, leg)
    status, lines = compare(dataset, using, day)["status"].to_dict(), []
    for corridor in using:
        chain = corridor_legs(dataset, corridor)
        place = int(chain["leg_id"].eq(leg).to_numpy().argmax()) + 1
        note = f"leg {place} of {len(chain)}; {status[corridor]}"
        leads = dossier_by(selection.filter, "corridor", corridor)
        lines.append(DossierLine(dataset.facets["corridor"].label(corridor), note, subject=leads, corridor=corridor))
    return DossierSection(
        "corridors",
        "Corridors that use it",
        f"on {format_date(day)}",
        tuple(lines),
        "Each with its state: a chain is as good as its worst leg.",
        "Nothing recorded: no corridor uses it.",
    )


def _ends(selection: Selection, leg: str) -> DossierSection:
    """Events at both ends, whatever they are about."""
    dataset, lines = selection.dataset, []
    for place in dict.fromkeys(str(dataset.legs.at[leg, f"{end}_place_id"]) for end in ("from", "to")):
        if place not in dataset.facets["place"].position:
            continue
        there = replace(selection.filter, leg=(), place=(place,))
        if number := select(dataset, there).n:
            line = counted(selection, number, dataset.facets["place"].label(place), there, count(number, "event"))
            lines.append(replace(line, subject=dossier_by(selection.filter, "place", place)))
    return DossierSection(
        "ends",
        "At its ends",
        "",
        tuple(lines),
        "Events at the places where it begins and ends, under the rest of the filter; each opens the dossier of the place.",
        "Nothing recorded: no event in view took place at either end.",
    )


def _read(selection: Selection, leg: str) -> DossierSection:
    pages = leg_pages(selection.dataset, (leg,))
    return DossierSection(
        "pages",
        "Pages read on it",
        "as published",
        tuple(page_line(page) for _, page in pages.iterrows()),
        "What was read on the leg itself; each opens the page.",
        "Nothing recorded: its record rests on the events above.",
    )
