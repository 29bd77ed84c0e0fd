"""Status and day: what occurred is told as having occurred, a preview is marked, a closure ends where the crossing reopens."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from atlas.checks.contents import Contents, Line
from atlas.dataset import Problem

TO_COME = re.compile(
    r"\b(will|is to|are to|to visit|to travel|to meet|to attend|to arrive|to open|to host|plans? to|planned|upcoming|expected|scheduled|"
    r"due (?:to|on|in)|on the eve)\b"
)
DONE = re.compile(
    r"\b(\w{3,}ed|met|held|said|says|told|left|flew|took|gave|sent|began|came|went|spoke|saw|won|led|made|shut|cut|brought|paid)\b"
)
ACTS = ("meeting", "visit", "call", "multilateral", "agreement", "mission", "accreditation", "consular", "aid", "trade", "project")
"""Types of event that are an act. What a statement announces may well lie ahead."""

CLOSES = re.compile(r"\b(clos\w+|shut\w*|suspend\w*|halt\w*)\b")
REOPENS = re.compile(r"\b(reopen\w*|resum\w*|opens? again)\b")
CLOSURE_CODES, REOPENING_CODES = {"191", "163"}, {"085", "083", "055"}
SAME_CROSSING = 0.15
"""How far apart, in degrees, the two sides of a crossing lie at most."""
LONGEST_CLOSURE = 400
"""Within so many days a reopening is taken for the end of a closure."""


def previews_are_marked(contents: Contents) -> Iterator[Problem]:
    """A page that is older than the event that occurred is a preview of it."""
    events = {row.event_id: row for row in contents.rows["events"]}
    published = contents.lookup("sources", "source_id", "published")
    for row in contents.rows["evidence"]:
        event, day = events[row.event_id], published[row.source_id]
        # A month of publication is compared with the month of the event.
        if event.status == "occurred" and day and not row.preview and day < str(event.date_start.date())[: len(day)]:
            reason = f"The page was published ({day}) before the event that it is said to report."
            yield contents.problem("evidence", row.Index, "preview", reason, "Mark it as preview, or correct one of the dates.")


def _looks_ahead(page: Any) -> bool:
    ahead, rest = TO_COME.search(page.states.casefold()), TO_COME.sub(" ", page.states.casefold())
    return bool(ahead) and not DONE.search(rest)


def what_occurred_was_seen(contents: Contents) -> Iterator[Line]:
    """An event coded as occurred whose agreeing pages all speak of it as to come."""
    for event in contents.rows["events"]:
        agreeing = [page for page in contents.pages[event.event_id] if page.confirms]
        if event.status == "occurred" and event.event_type in ACTS and agreeing and all(map(_looks_ahead, agreeing)):
            yield Line(event.event_id, "", "; ".join(f"{page.source_id}: {page.states}" for page in agreeing))


def pages_that_look_ahead(contents: Contents) -> Iterator[Line]:
    """A page of the first day, or without a date, that speaks of what occurred as to come and is not marked as a preview."""
    for event in contents.rows["events"]:
        if event.status == "occurred" and event.event_type in ACTS:
            first = str(event.date_start.date())
            for page in contents.pages[event.event_id]:
                if page.confirms and (page.published or "") <= first and _looks_ahead(page):
                    yield Line(event.event_id, page.source_id, page.states)


def closures_end(contents: Contents) -> Iterator[Line]:
    """A closure without its last day, though a later event reopens the same place."""
    events = contents.rows["events"]
    point = {row.place_id: (row.lat, row.lon) for row in contents.rows["places"]}
    reopenings = [row for row in events if row.cameo_code in REOPENING_CODES and REOPENS.search(row.title.casefold())]
    for row in events:
        if (
            row.cameo_code not in CLOSURE_CODES
            or row.date_end is not None
            or row.place_id is None
            or not CLOSES.search(row.title.casefold())
        ):
            continue
        for later in reopenings:
            # A crossing has two sides, each with a name of its own.
            near = later.place_id is not None and math.dist(point[row.place_id], point[later.place_id]) <= SAME_CROSSING
            if near and pd.Timedelta(0) < later.date_start - row.date_start <= pd.Timedelta(days=LONGEST_CLOSURE):
                yield Line(row.event_id, later.event_id, f"no last day, reopened on {later.date_start.date()}: {later.title}")
                break
