"""What a dossier is: sections of lines, each line one statement with the events behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from atlas.view import EventFilter

Kind = Literal["link", "person", "place", "leg", "corridor", "actor"]
"""What there is a dossier of: each is a filter of that name."""


@dataclass(frozen=True)
class DossierLine:
    """One statement. It leads to one event (`event_id`), to the events that a filter leaves, to the dossier that a filter opens
    (`subject`), to the page that was read (`url`), or to a corridor of the routes. Where there are several, a click takes the dossier
    before the event, and the event before the rest.

    `note` explains `text`, `group` heads the lines that share it. `count` is a number of events or contacts, and `first` and `last` are
    the days between which it was counted, or those of the event.
    """

    text: str
    note: str = ""
    group: str = ""
    count: int | None = None
    first: date | None = None
    last: date | None = None
    event_id: str | None = None
    filter: EventFilter | None = None
    subject: EventFilter | None = None
    corridor: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class DossierSection:
    """Lines that answer one question. `window` says of which days, `rule` how they were found, `nothing` what their absence means."""

    name: str
    title: str
    window: str
    lines: tuple[DossierLine, ...]
    rule: str
    nothing: str


@dataclass(frozen=True)
class Dossier:
    """All that one page says of one thing, as of a day: the last one that the data cover, unless another is asked for."""

    kind: Kind
    id: str
    title: str
    as_of: date
    sections: tuple[DossierSection, ...]

    def section(self, name: str) -> DossierSection:
        """One section. Raises `KeyError` for one that there is not."""
        return {section.name: section for section in self.sections}[name]
