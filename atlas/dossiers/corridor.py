"""The dossier of a corridor: its legs with their state, what they add up to, where it runs, and what sources state of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from atlas.dossiers.model import DossierLine, DossierSection
from atlas.dossiers.parts import announced, dossier_by, doubts, latest
from atlas.dossiers.records import figure_line, history
from atlas.geography import VIEWS, country_names
from atlas.geography.boundaries import USUAL_VIEW
from atlas.routes.comparison import compare
from atlas.routes.corridors import corridor_legs
from atlas.routes.figures import corridor_figures
from atlas.routes.lengths import BASIS_WORDS, bases_in_words
from atlas.routes.looks import state_of
from atlas.routes.status import leg_status_on
from atlas.view import Selection
from atlas.words import count, format_date, join_words

LEGS_NAMED = 3
"""How many of the legs that hold a corridor up are named."""


def corridor_sections(selection: Selection, corridor: str, day: date) -> tuple[DossierSection, ...]:
    """What the tables of the routes have of a corridor on a day, and what the events in view say of the status of its legs."""
    legs = tuple(corridor_legs(selection.dataset, corridor)["leg_id"])
    return (
        _standing(selection, corridor, day),
        _legs(selection, corridor, day),
        _shares(selection, corridor, day),
        _figures(selection, corridor),
        history(selection, legs, day, "No record of the status of its legs up to that day rests on an event in view or on a page."),
        doubts(selection),
        announced(selection),
        latest(selection),
    )


def _standing(selection: Selection, corridor: str, day: date) -> DossierSection:
    facts: Any = compare(selection.dataset, (corridor,), day).loc[corridor]
    countries = " → ".join(country_names().get(code, code) for code in facts["countries"])
    worst = next((facts[name] for name in ("suspended", "under_construction", "planned", "restricted") if facts[name]), ())
    why = (
        f"for the {join_words(worst[:2])}" + (f" and {len(worst) - 2} more" if len(worst) > 2 else "")
        if worst
        else "every leg with a record"
    )
    event = next((facts["events"][leg] for leg in worst if leg in facts["events"]), None)
    lines = [
        DossierLine(str(facts["status"]).capitalize(), why, event_id=event, corridor=corridor),
        DossierLine(f"{facts['km']:,.0f} km", bases_in_words(facts), corridor=corridor),
        DossierLine(count(facts["borders"], "land border"), countries, corridor=corridor),
    ]
    stated = [text for text in (facts["days"], facts["cost"]) if text is not None]
    for text in stated:
        value, _, figures = text.removesuffix(")").partition(" (")
        note = f"{figures or 'one figure'}, for stretches that may differ, see below"
        lines.append(DossierLine(value, note, corridor=corridor))
    return DossierSection(
        "standing",
        f"On {format_date(day)}",
        f"on {format_date(day)}",
        tuple(lines),
        "A chain is as good as its worst leg. Sums are over its legs; borders are counted along road and rail. No filter acts on them.",
        "",
    )


def _legs(selection: Selection, corridor: str, day: date) -> DossierSection:
    """The legs in the order of travel."""
    dataset, lines = selection.dataset, []
    status, chain = leg_status_on(dataset, day).to_dict("index"), corridor_legs(dataset, corridor)
    legs: Any = chain.itertuples()
    for leg in legs:
        row = status[leg.leg_id]
        length = f"{leg.km:,.0f} km {BASIS_WORDS[str(leg.basis)]}; " if leg.km else ""
        note = f"{length}{state_of(row)}"
        leads = dossier_by(selection.filter, "leg", str(leg.leg_id))
        event = str(row["event_id"]) if isinstance(row["event_id"], str) else None
        lines.append(DossierLine(str(leg.leg), note, event_id=event, subject=leads, corridor=corridor))
    return DossierSection(
        "legs",
        "Legs",
        f"on {format_date(day)}",
        tuple(lines),
        "In the order of travel, each with its length, what that rests on, and its newest record. Filters do not act on them.",
        "",
    )


def _shares(selection: Selection, corridor: str, day: date) -> DossierSection:
    facts: Any = compare(selection.dataset, (corridor,), day).loc[corridor]
    inside = {country_names().get(code, code): km for code, km in facts["inside"].items()}
    parts = {"Sea": facts["km_sea"], "Air": facts["km_air"], **inside}
    lines = [
        DossierLine(name, f"{km:,.0f} km, {100 * km / facts['km']:.0f} %", corridor=corridor)
        for name, km in sorted(parts.items(), key=lambda part: -part[1])
        if round(km)
    ]
    return DossierSection(
        "shares",
        "Where it runs",
        f"{VIEWS[USUAL_VIEW].label} view of borders",
        tuple(lines),
        f"Of {facts['km']:,.0f} km in all. Roads and railways are cut at the borders; sea lanes and flights lie in no country. The page of "
        "the routes has other views of the borders.",
        "Nothing recorded: none of its legs has a length.",
    )


def _figures(selection: Selection, corridor: str) -> DossierSection:
    rows = corridor_figures(selection.dataset, corridor)
    rows = rows[rows["leg_id"].isna()]
    return DossierSection(
        "figures",
        "What sources state",
        "as published",
        tuple(figure_line(row) for _, row in rows.iterrows()),
        "Lengths, days and costs that pages state for the corridor or for several of its legs together; each opens the page. Those for a "
        "single leg stand in its dossier.",
        "Nothing recorded: no page read states a length, a time or a cost for it as a whole.",
    )
