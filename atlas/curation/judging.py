"""What the checks say of answers before the event is whole: of one cell, or of a few rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from atlas.checks import ALL_CHECKS, Contents
from atlas.curation.draft import Draft
from atlas.curation.stock import Stock
from atlas.dataset import Problem, blemish, cell_problems, frame_of

MOST_WORDS_OF_A_PAGE = 30

Refuse = Callable[[str], list[str]]
"""Why an answer cannot stay, in sentences; nothing where it can."""


def cell(stock: Stock, table: str, field: str) -> Refuse:
    """Refuses what the schema refuses in a field, and texts that are not clean."""

    def refuse(answer: str) -> list[str]:
        found = [f"{problem.reason} {problem.fix}" for problem in cell_problems(stock.package.tables[table], field, answer)]
        return [*found, *filter(None, [blemish(answer)])]

    return refuse


def states(stock: Stock) -> Refuse:
    """Refuses more words than the coding rules allow for what a page says."""

    def refuse(answer: str) -> list[str]:
        words = len(answer.split())
        long = [f"These are {words} words. Write at most {MOST_WORDS_OF_A_PAGE}."] if words > MOST_WORDS_OF_A_PAGE else []
        return [*cell(stock, "evidence", "states")(answer), *long]

    return refuse


def draft_problems(stock: Stock, draft: Draft, checks: Iterable[str]) -> list[str]:
    """What these checks find in the event and its participants as far as they are answered."""
    key = f"{draft.event['date_start']}-new"
    rows = {
        "events": [{**draft.event, "event_id": key}],
        "participants": [{**row, "event_id": key} for row in draft.participants],
        "people": [*stock.rows["people"], *draft.new["people"]],
        "actors": stock.rows["actors"],
    }
    contents = Contents(stock.package, {name: frame_of(stock.package.tables[name], found) for name, found in rows.items()})
    found = (item for name in checks for item in ALL_CHECKS[name](contents))
    return [f"{item.reason} {item.fix}" for item in found if isinstance(item, Problem)]
