"""What is wrong with a request, as a problem document (RFC 9457)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

MEDIA_TYPE = "application/problem+json"

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


@dataclass
class ProblemError(Exception):
    """A request that cannot be answered. `more` are further members of the document, `headers` of the answer."""

    status: HTTPStatus
    detail: str
    more: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The problem document."""
        return {"type": "about:blank", "title": self.status.phrase, "status": self.status.value, "detail": self.detail, **self.more}


def bad_parameters(found: Sequence[BadParameter]) -> ProblemError:
    """The problem that names every parameter that is no use."""
    shown = found[:MOST_ERRORS]
    detail = "; ".join(f"{item.name[:LONGEST_VALUE]}: {item.reason}" for item in shown)
    return ProblemError(HTTPStatus.BAD_REQUEST, detail, {"errors": [item.as_dict() for item in shown]})
