"""Whose account a page passes on: state media speak for their state, and both sides of a contact are heard where both can be."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.actors import KABUL
from atlas.checks.contents import Contents, Line
from atlas.checks.levels import BILATERAL

SPEAKS_FOR = {
    "al-emarah": "AFG",
    "all-india-radio-news": "IND",
    "app": "PAK",
    "bakhtar-news-agency": "AFG",
    "cgtn": "CHN",
    "china-daily": "CHN",
    "china-radio-international": "CHN",
    "global-times": "CHN",
    "irib-news": "IRN",
    "irna": "IRN",
    "peoples-daily": "CHN",
    "press-tv": "IRN",
    "qna": "QAT",
    "rta": "AFG",
    "tass": "RUS",
    "european-external-action-service": "EU",
    "iru": "",
    "logistics-cluster": "UN",
    "organisation-of-islamic-cooperation": "OIC",
    "reliefweb": "",
    "sco-regional-anti-terrorist-structure": "SCO",
    "un-meetings-coverage": "UN",
    "un-news": "UN",
    "who-regional-office-for-the-eastern-mediterranean": "UN",
    "world-food-programme": "UN",
    "xinhua": "CHN",
}
"""State media and bodies of organisations by the actor for which they speak; a ministry speaks for its publisher's country."""


def official_pages_speak_for_their_side(contents: Contents) -> Iterator[Line]:
    """A page of a ministry or of state media of a participant that is marked as passing on nobody's account."""
    publishers = {row.publisher_id: row for row in contents.rows["publishers"]}
    for event_id, pages in contents.pages.items():
        actors = contents.actors[event_id]
        for page in pages:
            origin = publishers[page.origin_id]
            side: str = SPEAKS_FOR.get(page.origin_id, (origin.country or "") if origin.kind == "ministry" else "")
            # Republic and present authorities share a country and so its publishers.
            if side == KABUL and KABUL not in actors:
                side = "AFG-R"
            silent = page.agrees and not contents.heard([page])
            if silent and actors.get(side, "subject") != "subject":
                yield Line(event_id, page.source_id, f"{page.origin_id}, no account of {side}: {page.states}")


def both_sides_are_heard(contents: Contents) -> Iterator[Line]:
    """A bilateral contact that occurred and of which only one side's account is held."""
    for event in contents.rows["events"]:
        sides = {actor for actor, role in contents.actors[event.event_id].items() if role != "subject"}
        if event.event_type not in BILATERAL or event.status != "occurred" or event.contact_level == "none" or len(sides) != 2:
            continue
        heard = contents.heard(contents.pages[event.event_id])
        if len(heard & sides) == 1:
            yield Line(event.event_id, next(iter(sides - heard)), "no account of this side is held")


def one_sided(contents: Contents) -> Iterator[Line]:
    """Every agreeing page passes on the account of one and the same side."""
    return (Line(row.event_id) for row in contents.graded if row.one_sided)
