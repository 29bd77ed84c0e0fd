"""A dataset of a few events written by hand, with the published code lists."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from atlas.dataset import Dataset
from atlas.dataset.load import assemble

PUBLISHERS = {
    "hindu": ("The Hindu", "IND", "newspaper"),
    "tribune": ("Tribune", "IND", "newspaper"),
    "tolo": ("Tolo", "AFG", "broadcaster"),
    "irna": ("IRNA", "IRN", "agency"),
    "stateless": ("Stateless", None, "portal"),
    "ministry": ("Ministry of External Affairs of India", "IND", "ministry"),
    "unnamed-agencies": ("Unnamed agencies", None, "aggregator"),
}


@dataclass(frozen=True)
class Said:
    """What one page says of an event. `voice` is the actor whose account it passes on."""

    publisher: str
    language: str = "en"
    agrees: bool = True
    voice: str | None = None
    published: str | None = "2025-01-01"
    states: str | None = None
    preview: bool = False
    agency: str | None = None
    origin: str | None = None


@dataclass(frozen=True)
class Happened:
    """An event. `actors` are parted by blanks; `day` is the first, and the first of the month where only that is known.

    `roles` says who is no plain participant (`PAK:host`), `people` who acts for whom (`IND:vikram-misri:Foreign Secretary`).
    """

    id: str
    day: str
    actors: str = "AFG IND"
    type: str = "meeting"
    level: str = "official"
    precision: str = "day"
    end: str | None = None
    status: str = "occurred"
    issues: str = "trade"
    pages: tuple[Said, ...] = field(default=(Said("hindu"),))
    title: str | None = None
    summary: str | None = None
    note: str | None = None
    place: str | None = None
    cameo: str = "040"
    roles: str = ""
    people: tuple[str, ...] = ()

    @property
    def participants(self) -> list[dict[str, object]]:
        """Rows of `participants`: the people, and the actors for which none of them acts."""
        roles = dict(pair.split(":") for pair in self.roles.split())
        acting = [person.split(":") for person in self.people]
        rows: list[dict[str, object]] = [{"actor_id": actor, "person_id": person, "office": office} for actor, person, office in acting]
        rows += [{"actor_id": actor} for actor in self.actors.split() if actor not in {row["actor_id"] for row in rows}]
        return [{"event_id": self.id, "role": roles.get(str(row["actor_id"]), "participant"), **row} for row in rows]


def small_tables(published: Dataset, *happened: Happened, ties: tuple[tuple[str, str, str], ...] = ()) -> dict[str, pd.DataFrame]:
    """Tables of these events, tied as `ties` says (acting event, other, relation); everything else is as published."""
    tables = dict(published.tables)
    order = sorted(happened, key=lambda event: (event.day, event.id))
    ids = [event.id for event in order]

    def like(name: str, rows: list[dict[str, object]]) -> pd.DataFrame:
        table = published.tables[name]
        frame = pd.DataFrame(rows, columns=list(table.columns))
        for column, kind in table.dtypes.items():
            frame[column] = frame[column].astype("category" if isinstance(kind, pd.CategoricalDtype) else kind)
        return frame

    tables["events"] = like(
        "events",
        [
            {
                "event_id": event.id,
                "date_start": event.day,
                "date_end": event.end,
                "date_precision": event.precision,
                "title": event.title or f"Title of {event.id}",
                "summary": event.summary or f"Summary of {event.id}.",
                "event_type": event.type,
                "cameo_code": event.cameo,
                "contact_level": event.level,
                "status": event.status,
                "place_id": event.place,
                "note": event.note,
            }
            for event in order
        ],
    )
    tables["participants"] = like(
        "participants",
        [{**row, "position": number} for event in order for number, row in enumerate(event.participants, start=1)],
    )
    tables["event_issues"] = like(
        "event_issues",
        [
            {"event_id": event.id, "position": number, "issue_id": issue}
            for event in order
            for number, issue in enumerate(event.issues.split(), start=1)
        ],
    )
    said = [(event, f"{event.id}-{number}", page) for event in order for number, page in enumerate(event.pages)]
    tables["evidence"] = like(
        "evidence",
        [
            {
                "event_id": event.id,
                "source_id": source,
                "agrees": page.agrees,
                "preview": page.preview,
                "states": page.states or f"States {source}.",
            }
            for event, source, page in said
        ],
    )
    tables["accounts"] = like(
        "accounts", [{"event_id": event.id, "source_id": source, "actor_id": page.voice} for event, source, page in said if page.voice]
    )
    tables["sources"] = like(
        "sources",
        [
            {
                "source_id": source,
                "url": f"https://example.org/{source}",
                "publisher_id": page.publisher,
                "agency": page.agency,
                "origin_id": page.origin or page.publisher,
                "page_title": source,
                "published": page.published,
                "language": page.language,
                "kind": "news",
                "rolling": False,
            }
            for _, source, page in said
        ],
    )
    tables["publishers"] = like(
        "publishers",
        [{"publisher_id": code, "name": name, "country": country, "kind": kind} for code, (name, country, kind) in PUBLISHERS.items()],
    )
    version = published.version
    tables["changes"] = like("changes", [{"version": version, "event_id": event, "change": "added", "reason": "-"} for event in ids])
    names = ("event_id", "related_event_id", "relation")
    tables["related_events"] = like("related_events", [dict(zip(names, tie, strict=True)) for tie in ties])
    tables["settled"] = tables["settled"].iloc[:0]
    tables["leg_status"] = tables["leg_status"].iloc[:0]
    return tables


def small(published: Dataset, *happened: Happened, ties: tuple[tuple[str, str, str], ...] = ()) -> Dataset:
    """The dataset of `small_tables`."""
    return assemble(published.package, small_tables(published, *happened, ties=ties), published.legs, "small")
