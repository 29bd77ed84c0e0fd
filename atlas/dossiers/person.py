"""The dossier of a person: offices over time, whom met, where, and on what."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from atlas.dossiers.model import DossierLine, DossierSection
from atlas.dossiers.parts import (
    announced,
    contacts_of_all,
    doubts,
    event_line,
    last_contact,
    latest,
    most,
    tempo,
    written,
)
from atlas.measures.people import meetings_of_people
from atlas.measures.window import window_in_words
from atlas.view import Selection
from atlas.words import count

MOST_MET, MOST_NAMED = 8, 6
"""How many people, and how many places and subjects, are named."""


def person_sections(selection: Selection, person: str) -> tuple[DossierSection, ...]:
    """What the events in view say of a person. The selection is one of events that name this person."""
    return (
        _standing(selection, person),
        _offices(selection, person),
        _met(selection, person),
        _where(selection),
        _subjects(selection),
        doubts(selection),
        announced(selection),
        latest(selection),
    )


def _named(selection: Selection, person: str) -> pd.DataFrame:
    """The rows of `participants` that give the person an office, with the position of their event, in time."""
    rows = selection.dataset.tables["participants"]
    rows = rows[rows["person_id"].eq(person) & rows["office"].notna() & rows["event_id"].isin(selection.events["event_id"])]
    return rows.assign(event=rows["event_id"].astype("str").map(selection.dataset.position)).sort_values("event", kind="stable")


def _standing(selection: Selection, person: str) -> DossierSection:
    named, contacts = _named(selection, person), contacts_of_all(selection)
    lines: list[DossierLine] = []
    if len(named):
        event = selection.dataset.events.iloc[int(named["event"].iloc[-1])]
        lines.append(event_line(event, str(named["office"].iloc[-1]), f"last office named, {written(event)}"))
    lines += [*last_contact(selection, contacts), *tempo(selection, contacts)]
    return DossierSection(
        "standing",
        "Last seen",
        window_in_words(selection),
        tuple(lines),
        "A contact is an event that names the person and brought representatives of two actors together, at any level.",
        "Nothing recorded: no office and no contact in view.",
    )


def _offices(selection: Selection, person: str) -> DossierSection:
    """Each office, however it is spelt, from the first to the last event that names it."""
    dataset, named = selection.dataset, _named(selection, person)
    lines = []
    for _, rows in named.groupby(named["office"].str.casefold(), sort=False):
        events = dataset.events.iloc[rows["event"].unique()]
        first, last = events["date_start"].min().date(), events["last_day"].max().date()
        note = f"{written(events.iloc[0])} to {written(events.iloc[-1])}, " if len(events) > 1 else f"{written(events.iloc[0])}, "
        leads = replace(selection.filter, date_from=first, date_to=last)
        lines.append(
            DossierLine(
                str(rows["office"].iloc[-1]), note + count(len(events), "event"), count=len(events), first=first, last=last, filter=leads
            )
        )
    return DossierSection(
        "offices",
        "Offices over time",
        window_in_words(selection),
        tuple(lines),
        "Each from the first to the last event in view that names it, as the pages have it on that day; in between others may be named.",
        "Nothing recorded: no event in view names an office.",
    )


def _met(selection: Selection, person: str) -> DossierSection:
    """The people of the other side of a contact, whom they met most often first."""
    dataset = selection.dataset
    table = meetings_of_people(selection, tuple(dataset.facets["link"].values))
    own = table[table["person"].eq(person) | table["partner"].eq(person)]
    own = own.assign(other=own["partner"].where(own["person"].eq(person), own["person"])).drop_duplicates("other")
    actor = dataset.tables["people"].astype("str").set_index("person_id")["actor_id"].map(dataset.actor_labels)
    lines = []
    for other, number, event in own[["other", "events", "last_event"]].head(MOST_MET).itertuples(index=False, name=None):
        last = dataset.events.iloc[event]
        side = f"{actor[other]}, " if pd.notna(actor[other]) else ""
        said = f"{side}{count(number, 'contact')}, last {written(last)}"
        lines.append(replace(event_line(last, dataset.facets["person"].label(other), said), count=number))
    return DossierSection(
        "met",
        "Whom they met",
        window_in_words(selection),
        tuple(lines),
        f"Up to {MOST_MET} of {count(len(own), 'person', 'people')} of another side whom a contact in view names too; "
        "each opens the last one.",
        "Nothing recorded: no contact in view names anybody of another side.",
    )


def _where(selection: Selection) -> DossierSection:
    return DossierSection(
        "places",
        "Where",
        window_in_words(selection),
        tuple(most(selection, "place", MOST_NAMED)),
        f"The {MOST_NAMED} places with most events in view; calls and statements may have none.",
        "Nothing recorded: no event in view has a place.",
    )


def _subjects(selection: Selection) -> DossierSection:
    return DossierSection(
        "subjects",
        "On what",
        window_in_words(selection),
        tuple(most(selection, "issue", MOST_NAMED)),
        f"The {MOST_NAMED} subjects with most events in view; an event of several counts for each.",
        "Nothing recorded: no event in view has a subject.",
    )
