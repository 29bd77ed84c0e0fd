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
}


@dataclass(frozen=True)
class Said:
    """What one page says of an event. `voice` is the actor whose account it passes on."""

    publisher: str
    language: str = "en"
    agrees: bool = True
    voice: str | None = None
    published: str | None = "2025-01-01"


@dataclass(frozen=True)
class Happened:
    """An event. `actors` are parted by blanks; `day` is the first, and the first of the month where only that is known."""

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


def small(published: Dataset, *happened: Happened) -> Dataset:
    """A dataset of these events; everything else is as published."""
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
                "title": f"Title of {event.id}",
                "summary": f"Summary of {event.id}.",
                "event_type": event.type,
                "cameo_code": "040",
                "contact_level": event.level,
                "status": event.status,
            }
            for event in order
        ],
    )
    tables["participants"] = like(
        "participants",
        [
            {"event_id": event.id, "position": number, "actor_id": actor, "role": "participant"}
            for event in order
            for number, actor in enumerate(event.actors.split(), start=1)
        ],
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
            {"event_id": event.id, "source_id": source, "agrees": page.agrees, "preview": False, "states": f"States {source}."}
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
                "origin_id": page.publisher,
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
    tables["related_events"] = tables["related_events"].iloc[:0]
    tables["leg_status"] = tables["leg_status"].iloc[:0]
    return assemble(published.package, tables, published.legs, "small")
