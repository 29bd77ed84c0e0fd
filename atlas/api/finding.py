"""The answers of the search as a document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from atlas.finding import Answer, Answers
from atlas.view.pages import PAGES

Params = tuple[tuple[str, str], ...]


def answers_document(answers: Answers, address_of: Callable[[str, Params], str]) -> dict[str, Any]:
    """What was looked for, how it was taken, and what was found. `address_of` makes the address of a page with its parameters."""

    def one(answer: Answer) -> dict[str, Any]:
        return {
            "kind": answer.kind,
            "id": answer.code,
            "label": answer.label,
            "note": answer.note,
            "matched": answer.matched or None,
            "score": answer.score,
            "address": address_of(PAGES[answer.page].path, answer.params),
        }

    return {
        "q": answers.query,
        "corrected": [{"typed": typed, "taken_for": meant} for typed, meant in answers.corrected],
        "unknown": list(answers.unknown),
        "total": answers.n,
        "groups": [{"kind": group.kind, "title": group.title, "answers": list(map(one, group.answers))} for group in answers.groups],
        "nearest": one(answers.nearest) if answers.nearest else None,
    }
