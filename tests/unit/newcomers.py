"""A package that knows kinds of things the code has never heard of: a type of event, a subject and two actors, with their events."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from atlas.dataset import serving

TYPE, TYPE_LABEL, SYMBOL = "pilgrimage", "Pilgrimage", "hexagram"
SUBJECT, SUBJECT_LABEL = "wakhan", "Wakhan"
SEATED, SEATED_LABEL, COLOUR = "ADB", "Asian Development Bank", "#CC79A7"
"""An actor with a seat and a colour of its own, whose id sorts before that of Kabul."""

SEATLESS, SEATLESS_LABEL = "ZZF", "Zoroastrian Fund"
JOINT, TALK, FAR = "2026-06-01-bank-joins-pilgrimage-kabul", "2026-06-02-fund-meets-afghan-officials", "2026-06-03-fund-agrees-with-bank"
SOURCE = "france-24-e528a33a"
SUMMARY = " ".join(["Delegates of both sides met, spoke about the corridor, and agreed to meet again within the year."] * 2)

ROWS: dict[str, list[dict[str, str]]] = {
    "event_types": [
        {
            "event_type": TYPE,
            "label": TYPE_LABEL,
            "description": "A journey to a shrine.",
            "symbol": SYMBOL,
            "both_sides": "true",
            "lane": "Other",
            "first": "first pilgrimage",
        }
    ],
    "issues": [{"issue_id": SUBJECT, "label": SUBJECT_LABEL, "description": "The Wakhan corridor.", "proper": "true"}],
    "actors": [
        {
            "actor_id": SEATED,
            "name": SEATED_LABEL,
            "label": SEATED_LABEL,
            "kind": "organisation",
            "capital_place_id": "dubai",
            "colour": COLOUR,
        },
        {"actor_id": SEATLESS, "name": SEATLESS_LABEL, "label": SEATLESS_LABEL, "kind": "organisation", "colour": "#8A8A85"},
    ],
    "people": [{"person_id": "zz-banker", "name": "Ada Banker", "actor_id": SEATED}],
    "events": [
        {
            "event_id": event_id,
            "date_start": event_id[:10],
            "date_precision": "day",
            "title": title,
            "summary": SUMMARY,
            "event_type": kind,
            "cameo_code": "040",
            "contact_level": "minister",
            "status": "occurred",
            "place_id": "kabul",
        }
        for event_id, kind, title in (
            (JOINT, TYPE, "Bank and Delhi join a pilgrimage in Kabul"),
            (TALK, TYPE, "Fund walks with Afghan officials"),
            (FAR, "agreement", "Fund and bank sign a paper"),
        )
    ],
    "participants": [
        {"event_id": event_id, "position": str(position), "actor_id": actor, "role": role, "person_id": person, "office": office}
        for event_id, rows in {
            JOINT: (
                ("AFG", "host", "amir-khan-muttaqi", "Foreign Minister"),
                (SEATED, "initiator", "zz-banker", "President"),
                ("IND", "participant", "", ""),
            ),
            TALK: (("AFG", "host", "", ""), (SEATLESS, "initiator", "", "")),
            FAR: ((SEATED, "participant", "", ""), (SEATLESS, "participant", "", "")),
        }.items()
        for position, (actor, role, person, office) in enumerate(rows, start=1)
    ],
    "event_issues": [
        {"event_id": event_id, "position": str(position), "issue_id": issue}
        for event_id, issues in {JOINT: (SUBJECT, "chabahar"), TALK: (SUBJECT,), FAR: (SUBJECT,)}.items()
        for position, issue in enumerate(issues, start=1)
    ],
    "evidence": [
        {"event_id": event_id, "source_id": SOURCE, "agrees": "true", "preview": "false", "states": "It happened."}
        for event_id in (JOINT, TALK, FAR)
    ],
    "changes": [
        {"version": serving.current().version, "event_id": event_id, "change": "added", "reason": "A test."}
        for event_id in (JOINT, TALK, FAR)
    ],
}


def with_new_kinds(package: Path, folder: Path) -> Path:
    """A package with `ROWS`, as a curator would add them, in a new folder below `folder`."""
    copy = Path(shutil.copytree(package, folder / "data"))
    for table, rows in ROWS.items():
        path = copy / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            header, *known = csv.reader(file)
        new = [[row.get(field, "") for field in header] for row in rows]
        # As the files are sorted: by the identifiers at their beginning, positions as numbers.
        ordered = sorted([*known, *new], key=lambda row: (row[0], int(row[1]) if header[1] == "position" else row[1]))
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows([header, *ordered])
    return copy
