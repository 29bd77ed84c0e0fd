"""Parameters that are no use, as a problem document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from atlas.web import ProblemError

LONGEST_VALUE = 200
MOST_ERRORS = 20


@dataclass(frozen=True)
class BadParameter:
    """A parameter that is no use: its name, the value given, why, and what is allowed (values, or a form in words)."""

    name: str
    value: str
    reason: str
    allowed: str | Sequence[str]

    def as_dict(self) -> dict[str, Any]:
        """The parameter as the problem document lists it; a long value is cut."""
        value = self.value if len(self.value) <= LONGEST_VALUE else self.value[:LONGEST_VALUE] + "…"
        allowed = self.allowed if isinstance(self.allowed, str) else list(self.allowed)
        return {"name": self.name[:LONGEST_VALUE], "value": value, "reason": self.reason, "allowed": allowed}


def bad_parameters(found: Sequence[BadParameter]) -> ProblemError:
    """The problem that names every parameter that is no use."""
    shown = found[:MOST_ERRORS]
    detail = "; ".join(f"{item.name[:LONGEST_VALUE]}: {item.reason}" for item in shown)
    return ProblemError(HTTPStatus.BAD_REQUEST, detail, {"errors": [item.as_dict() for item in shown]})
