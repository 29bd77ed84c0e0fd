"""The dossier of a link: where two capitals stand with each other."""

from __future__ import annotations

from datetime import date

from atlas.dossiers.carriers import missions, people
from atlas.dossiers.model import DossierLine, DossierSection
from atlas.dossiers.parts import announced, doubts, event_line, last_contact, latest, tempo, written
from atlas.dossiers.routes import legs_between, routes
from atlas.dossiers.subjects import subjects
from atlas.measures.firsts import RULE, firsts
from atlas.measures.ladder import has_ladder, steps
from atlas.measures.scope import ends, pairs
from atlas.measures.window import window_in_words
from atlas.view import Selection
from atlas.words import join_words


def link_title(selection: Selection, link: str) -> str:
    """Both ends of a link: `Kabul – New Delhi`."""
    return " – ".join(selection.dataset.actor_labels[actor] for actor in ends(selection, link))


def link_sections(selection: Selection, link: str, day: date) -> tuple[DossierSection, ...]:
    """Where a link stands among the events in view, and its routes on a day. The selection is one of this link alone."""
    return (
        _standing(selection, link),
        _steps(selection, link),
        people(selection, ends(selection, link)),
        missions(selection, ends(selection, link)),
        subjects(selection, (link,)),
        doubts(selection),
        announced(selection),
        _routes(selection, link, day),
        latest(selection),
    )


def _standing(selection: Selection, link: str) -> DossierSection:
    events, contacts = selection.dataset.events, pairs(selection, (link,))
    lines: list[DossierLine] = []
    ladder = steps(selection, (link,))
    if len(ladder):
        top = events.iloc[int(ladder["event"].iloc[int(ladder["rung"].argmax())])]
        reached = str(ladder["step"].iloc[int(ladder["rung"].argmax())])
        lines.append(event_line(top, reached, f"highest step of the ladder, first reached {written(top)}"))
    elif len(contacts):
        top = events.iloc[int(contacts["event"].iloc[int(contacts["level_rank"].argmax())])]
        lines.append(event_line(top, str(top["level"]), f"highest level of contact, first {written(top)}"))
    lines += [*last_contact(selection, contacts.set_index("event")), *tempo(selection, contacts)]
    return DossierSection(
        "standing",
        "Where it stands",
        window_in_words(selection),
        tuple(lines),
        "A contact is an event that brought representatives of both together, at any level; one of several parties counts once.",
        "Nothing recorded: no contact in view.",
    )


def _steps(selection: Selection, link: str) -> DossierSection:
    """First steps on each rung and firsts of each kind, an event once, in time."""
    events, every = selection.dataset.events, firsts(selection.dataset)
    said: dict[int, list[str]] = {}
    own = every[(every["link"] == link) & selection.mask[every["event"].to_numpy(dtype="int64")]]
    for event, label, tied in own[["event", "label", "tied"]].itertuples(index=False):
        said.setdefault(int(event), []).append(f"{label.partition(',')[0]}{' (tied)' if tied else ''}")
    ladder = steps(selection, (link,))
    for event, step in ladder.loc[ladder["first"], ["event", "step"]].itertuples(index=False):
        said.setdefault(int(event), []).append(str(step).lower())
    named = {event: join_words(words) for event, words in said.items()}
    lines = (event_line(events.iloc[event], named[event][:1].upper() + named[event][1:]) for event in sorted(named))
    none = "no first and no step of the ladder in view" if has_ladder(selection, link) else "ladder and firsts are of links of Kabul"
    return DossierSection(
        "steps",
        "Ladder and firsts",
        window_in_words(selection),
        tuple(lines),
        f"{RULE} A step is the first event in view on its rung of the ladder.",
        f"Nothing recorded: {none}.",
    )


def _routes(selection: Selection, link: str, day: date) -> DossierSection:
    return routes(
        selection,
        "Routes between the two",
        legs_between(selection.dataset, *ends(selection, link)),
        "Legs across a border on the corridors from one country to the other, with their newest record.",
        "Nothing recorded: no corridor leads from one to the other.",
        day,
    )
