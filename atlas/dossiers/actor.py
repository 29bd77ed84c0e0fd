"""The dossier of an actor: with whom it deals, who carries it, and on what."""

from __future__ import annotations

from dataclasses import replace

from atlas.dossiers.carriers import missions, people
from atlas.dossiers.model import DossierLine, DossierSection
from atlas.dossiers.parts import (
    announced,
    contacts_of_all,
    counted,
    dossier_by,
    doubts,
    event_line,
    last_contact,
    latest,
    tempo,
    written,
)
from atlas.dossiers.subjects import subjects
from atlas.measures.firsts import RULE, firsts
from atlas.measures.scope import ends, pairs
from atlas.measures.window import window_in_words
from atlas.view import Selection
from atlas.words import count

LINKS_RANKED = 8


def actor_sections(selection: Selection, actor: str) -> tuple[DossierSection, ...]:
    """What the events in view say of an actor. The selection is one of events in which it appears."""
    links = tuple(str(link) for link in selection.dataset.links.index[_is_of(selection, actor)])
    return (
        _standing(selection),
        _links(selection, actor, links),
        _firsts(selection, links),
        people(selection, (actor,)),
        missions(selection, (actor,)),
        subjects(selection, links),
        doubts(selection),
        announced(selection),
        latest(selection),
    )


def _is_of(selection: Selection, actor: str) -> list[bool]:
    links = selection.dataset.links
    return list(links["first"].eq(actor) | links["second"].eq(actor))


def _standing(selection: Selection) -> DossierSection:
    contacts = contacts_of_all(selection)
    lines: list[DossierLine] = []
    if len(contacts):
        top = contacts.iloc[int(contacts["level_rank"].argmax())]
        lines.append(event_line(top, str(top["level"]), f"highest level of contact, first {written(top)}"))
    return DossierSection(
        "standing",
        "Where it stands",
        window_in_words(selection),
        (*lines, *last_contact(selection, contacts), *tempo(selection, contacts)),
        "A contact is an event in which it appears and that brought representatives of two actors together, at any level.",
        "Nothing recorded: no contact in view.",
    )


def _links(selection: Selection, actor: str, links: tuple[str, ...]) -> DossierSection:
    """With whom, by number of events."""
    dataset, seen = selection.dataset, selection.counts("link")
    chosen = sorted((link for link in links if seen[link]), key=lambda link: (-seen[link], link))
    met, lines = pairs(selection, tuple(chosen[:LINKS_RANKED])), []
    for link in chosen[:LINKS_RANKED]:
        other = dataset.actor_labels[next(end for end in ends(selection, link) if end != actor)]
        own = met.loc[met["link"] == link, "event"]
        last = f", last contact {written(dataset.events.iloc[int(own.iloc[-1])])}" if len(own) else ", no contact"
        line = counted(selection, seen[link], other, replace(selection.filter, link=(link,)), count(seen[link], "event") + last)
        lines.append(replace(line, subject=dossier_by(selection.filter, "link", link)))
    which = f"The {LINKS_RANKED} of {len(chosen)} links with most events in view" if len(chosen) > LINKS_RANKED else "All links in view"
    return DossierSection(
        "links",
        "With whom",
        window_in_words(selection),
        tuple(lines),
        f"{which}; each opens the dossier of the link.",
        "Nothing recorded: it takes part in no event in view with another actor.",
    )


def _firsts(selection: Selection, links: tuple[str, ...]) -> DossierSection:
    """The earliest first of each kind over all its links."""
    every = firsts(selection.dataset)
    own = every[every["link"].isin(links) & selection.mask[every["event"].to_numpy(dtype="int64")]].drop_duplicates("kind")
    lines = []
    for event, label in own[["event", "label"]].itertuples(index=False):
        lines.append(event_line(selection.dataset.events.iloc[int(event)], f"{str(label)[:1].upper()}{str(label)[1:]}"))
    return DossierSection(
        "firsts",
        "Firsts",
        window_in_words(selection),
        tuple(lines),
        f"The earliest in view of each kind over its links. {RULE}",
        "Nothing recorded: firsts are of links of Kabul with the five capitals.",
    )
