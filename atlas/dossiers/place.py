"""The dossier of a place: who met there, when, on what, and what of the routes begins there."""

from __future__ import annotations

from datetime import date

from atlas.dossiers.model import DossierLine, DossierSection
from atlas.dossiers.parts import announced, contacts_of_all, doubts, event_line, last_contact, latest, most, tempo, written
from atlas.dossiers.routes import legs_at, routes
from atlas.measures.window import window_in_words
from atlas.view import Selection

NAMED = 6
"""How many links, people, subjects and types are named."""


def place_sections(selection: Selection, place: str, day: date) -> tuple[DossierSection, ...]:
    """What the events in view say of a place, and the state of its legs on a day. The selection is one of events at this place."""
    return (
        _standing(selection),
        _most(selection, "links", "Who meets there", "link", "pairs of actors", "An event of several parties counts for each pair."),
        _most(selection, "people", "Who is named there", "person", "people", "Whoever an event at the place names."),
        _most(selection, "types", "How", "type", "types of event", "Each event has one."),
        _most(selection, "subjects", "On what", "issue", "subjects", "An event of several counts for each."),
        doubts(selection),
        announced(selection),
        routes(
            selection,
            "Routes from there",
            legs_at(selection.dataset, place),
            "Legs of corridors that begin or end at the place, with their newest record.",
            "Nothing recorded: no leg of a corridor begins or ends at the place.",
            day,
        ),
        latest(selection),
    )


def _standing(selection: Selection) -> DossierSection:
    contacts, events = contacts_of_all(selection), selection.events
    lines: list[DossierLine] = []
    if len(contacts):
        top = contacts.iloc[int(contacts["level_rank"].argmax())]
        lines.append(event_line(top, str(top["level"]), f"highest level of contact, first {written(top)}"))
        lines += last_contact(selection, contacts)
    elif len(events):
        lines.append(event_line(events.iloc[-1], written(events.iloc[-1]), "last event; none was a contact"))
    return DossierSection(
        "standing",
        "Last seen",
        window_in_words(selection),
        (*lines, *tempo(selection, contacts)),
        "A contact is an event at the place that brought representatives of two actors together, at any level.",
        "Nothing recorded: no contact in view.",
    )


def _most(selection: Selection, name: str, title: str, filter_: str, called: str, rule: str) -> DossierSection:
    return DossierSection(
        name,
        title,
        window_in_words(selection),
        tuple(most(selection, filter_, NAMED)),
        f"The {NAMED} {called} with most events in view. {rule}",
        f"Nothing recorded: no event in view has any {called}.",
    )
